import { compareState, compareTemplates } from '../../lib/evidence/deployed';

describe('templates', () => {
  const written = { Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { Public: false, 'a/b': [1, 2] } } } };

  test('that say the same in another order are the same', () => {
    const runs = { Resources: { Db: { Properties: { 'a/b': [1, 2], Public: false }, Type: 'AWS::RDS::DBInstance' } } };
    expect(compareTemplates(written, runs)).toEqual({ compared: 4, undecided: 0, differences: [] });
  });

  test('that differ are told where, on both sides', () => {
    const runs = { Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { Public: true, 'a/b': [1], More: 'x' } } } };
    expect(compareTemplates(written, runs).differences).toEqual([
      { pointer: '/Resources/Db/Properties/Public', written: 'false', runs: 'true' },
      { pointer: '/Resources/Db/Properties/a~1b/1', written: '2', runs: '' },
      { pointer: '/Resources/Db/Properties/More', written: '', runs: 'x' },
    ]);
  });
});

describe('states', () => {
  const instance = (type: string, name: string, attributes: object, sensitive: readonly string[] = []) => ({
    mode: 'managed',
    type,
    name,
    instances: [{ attributes, sensitive_attributes: sensitive.map((value) => [{ type: 'get_attr', value }]) }],
  });
  const compared = (body: object, attributes: object, sensitive: readonly string[] = []) =>
    compareState({ resource: { t: { a: body } } } as never, { resources: [instance('t', 'a', attributes, sensitive)] } as never);

  test.each([
    ['a text', { name: 'x' }, { name: 'x', id: '7' }],
    ['a number that comes back as text', { size: 40 }, { size: '40' }],
    ['nothing, which comes back as zero or no', { a: '', b: false, c: null }, { a: null, b: null, c: 0 }],
    ['a set in another order', { groups: ['a', 'b'] }, { groups: ['b', 'a'] }],
    [
      'blocks in another order',
      { block: [{ port: 1 }, { port: 2 }] },
      {
        block: [
          { port: 2, id: 'x' },
          { port: 1, id: 'y' },
        ],
      },
    ],
    ['a block that stands once', { lifetime: { units: 's' } }, { lifetime: [{ units: 's', value: 1 }] }],
    ['a policy with its keys in another order', { policy: '{"a":1,"b":2}' }, { policy: '{"b":2,"a":1}' }],
    ['user data, kept by its digest', { user_data: 'abc' }, { user_data: 'a9993e364706816aba3e25717850c26c9cd0d89d' }],
    ["the engine's own words", { lifecycle: { prevent_destroy: true }, depends_on: ['x'] }, {}],
  ])('%s is the same', (_, body, attributes) => {
    expect(compared(body, attributes).differences).toEqual([]);
  });

  test.each([
    ['another text', { name: 'x' }, { name: 'y' }, '/resource/t/a/name', 'x', 'y'],
    ['an item more', { groups: ['a'] }, { groups: ['a', 'b'] }, '/resource/t/a/groups', '1 items', '2 items'],
    ['an item less', { groups: ['a', 'b'] }, { groups: ['a'] }, '/resource/t/a/groups/1', 'b', ''],
    ['another port in a block', { block: [{ port: 1 }] }, { block: [{ port: 22 }] }, '/resource/t/a/block/0/port', '1', '22'],
    [
      'other user data',
      { user_data: 'abc' },
      { user_data: '0'.repeat(40) },
      '/resource/t/a/user_data',
      'a value not shown',
      'another',
    ],
    ['no where yes was written', { on: true }, { on: false }, '/resource/t/a/on', 'true', 'false'],
  ])('%s is a difference', (_, body, attributes, pointer, written, runs) => {
    expect(compared(body, attributes).differences).toEqual([{ pointer, written, runs }]);
  });

  test('what only the deployment decides is counted, and compared with nothing', () => {
    const body = { network: '${openstack_x.y.id}', ids: ['${upper(a.b.id)}'], metadata: '${merge({"a":"b"}, {c = 1})}' };
    expect(compared(body, { network: 'n-1', ids: ['i-1'], metadata: { a: 'b', c: '1' } })).toEqual({
      compared: 1,
      undecided: 3,
      differences: [],
    });
  });

  test('what was written into a map that is merged at deployment is compared all the same', () => {
    const body = { metadata: '${merge({"allow-000":"a.example b.example"}, {for i in [1] : "cloud-0" => i})}' };
    expect(compared(body, { metadata: { 'allow-000': 'a.example c.example', 'cloud-0': '1' } }).differences).toEqual([
      { pointer: '/resource/t/a/metadata/allow-000', written: 'a.example b.example', runs: 'a.example c.example' },
    ]);
    expect(compared(body, { metadata: { 'cloud-0': '1' } }).differences).toHaveLength(1);
  });

  test('what other resources of the state have is filled in, and compared', () => {
    const state = (name: string) => ({
      resources: [
        instance('t', 'a', { network: 'n-1', text: `echo ${name} n-1 \${HOME}`, ids: ['i-2', 'n-1'] }),
        instance('net', 'one', { id: 'n-1', all: [{ fixed: 'i-2' }] }),
        { ...instance('net', 'two', { name: 'lake' }), mode: 'data' },
      ],
    });
    const template = {
      resource: {
        t: {
          a: {
            network: '${net.one.id}',
            text: 'echo ${data.net.two.name} ${net.one.id} $${HOME}',
            ids: ['${net.one.id}', '${net.one.all[0].fixed}'],
          },
        },
        net: { one: {} },
      },
    };
    expect(compareState(template, state('lake') as never)).toEqual({ compared: 4, undecided: 0, differences: [] });
    expect(compareState(template, state('pond') as never).differences).toEqual([
      { pointer: '/resource/t/a/text', written: 'echo lake n-1 ${HOME}', runs: 'echo pond n-1 ${HOME}' },
    ]);
  });

  test('a value that the engine holds for secret is never shown', () => {
    expect(compared({ token: 'one' }, { token: 'two' }, ['token']).differences).toEqual([
      { pointer: '/resource/t/a/token', written: 'a value not shown', runs: 'another' },
    ]);
  });

  test('resources that only one side has are named', () => {
    const { differences } = compareState({ resource: { t: { gone: {}, kept: {} } } }, {
      resources: [instance('t', 'kept', {}), instance('t', 'more', {}), { mode: 'data', type: 't', name: 'read' }],
    } as never);
    expect(differences).toEqual([
      { pointer: '/resource/t/gone', written: 'a resource', runs: '' },
      { pointer: '/resource/t/more', written: '', runs: 'a resource' },
    ]);
  });
});
