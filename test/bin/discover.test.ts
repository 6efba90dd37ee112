import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Question, type QuestionId, questions, type Replies, type Reply } from '../../lib/discovery/question';
import { typesOf, type ServiceName, serviceTypes, versionedUrl } from '../../bin/cloud/service-types';
import { answersToOperator, answersToTenant, listing, withReplies } from '../discovery/answers';
import { type Answers, FakeCloud, type Said as Answer, tokenBody } from './cloud/fake-cloud';
import { change, emptyFolder } from './region';
import { type Said, sgc } from './terminal';

let cloud: FakeCloud | undefined;
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

/** The services of which the replies know. */
const servicesIn = (replies: Replies): readonly ServiceName[] => {
  const listed = (Object.entries(replies) as [QuestionId, Reply][]).filter(
    ([, reply]) => reply.kind !== 'absent' || reply.status > 0,
  );
  return [...new Set(listed.map(([id]) => questions[id].service))];
};

/** What a cloud that gives these replies answers over HTTP. */
const answersOf = (replies: Replies, url: string): Answers =>
  Object.fromEntries(
    (Object.entries(replies) as [QuestionId, Reply][]).flatMap(([id, reply]): readonly (readonly [string, Answer])[] => {
      const question: Question & { readonly service: ServiceName } = questions[id];
      const base = new URL(versionedUrl(question.service, `${url}/${question.service}`)).pathname;
      const at = `${base}${question.path}`.replace('{user}', 'user-1');
      if (reply.kind !== 'fine') return [[`GET ${at}`, { status: reply.status || 404 }]];
      switch (question.reads) {
        case 'whether':
          return [[`GET ${at}`, { body: {} }]];
        case 'list':
          return [[`GET ${at}`, { body: { [question.key]: reply.items } }]];
        case 'one':
          return [[`GET ${at}`, { body: { [question.key]: reply.items[0] } }]];
        case 'keys':
          return [[`GET /${question.service}/info`, { body: Object.fromEntries(reply.items.map(({ name }) => [name, {}])) }]];
        case 'headers':
          return [[`HEAD /${question.service}/`, { status: 404, headers: reply.items[0] as Record<string, string> }]];
        case 'each':
          return eachOf(replies, question, reply, at);
      }
    }),
  );

const eachOf = (replies: Replies, question: Extract<Question, { reads: 'each' }>, reply: Reply, at: string) => {
  const parent = replies[question.of as QuestionId];
  const things = parent.kind === 'fine' ? parent.items : [];
  return things.map(({ id, name }) => {
    const items = reply.kind === 'fine' ? reply.items.filter((item) => item.of === name) : [];
    const failed = items.some((item) => item.failed !== undefined);
    const body = question.key === '' ? (items[0] ?? {}) : { [question.key]: items };
    return [`GET ${at.replace('{id}', String(id))}`, failed ? { status: 403 } : { body }] as const;
  });
};

/** A folder with the testbed's profile and a clouds.yaml whose entry leads to a cloud that gives these replies. */
const folderFor = async (replies: Replies, entries = ['admin', 'tenant']): Promise<string> => {
  const answers: Answers = {};
  cloud = await FakeCloud.start(answers);
  const { url } = cloud;
  // Catalogues call some services otherwise.
  const catalogue = servicesIn(replies).map((service) => [typesOf(service).at(-1) ?? service, `${url}/${service}`] as const);
  Object.assign(answers, answersOf(replies, url), {
    'POST /v3/auth/tokens': { ...tokenBody(Object.fromEntries(catalogue)), headers: { 'x-subject-token': 'token-of-{user}' } },
  });
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'clouds'));
  writeFileSync(
    path.join(folder, 'clouds.yaml'),
    `clouds:\n${entries
      .map(
        (name) =>
          `  ${name}:\n    auth: { auth_url: "${url}", username: ${name}, password: hunter2, project_name: p, user_domain_name: d, project_domain_name: d }\n`,
      )
      .join('')}`,
  );
  writeFileSync(
    path.join(folder, 'clouds/testbed.yaml'),
    readFileSync(path.join(__dirname, '../../blueprints/clouds/testbed.yaml')),
  );
  return folder;
};

const discover = (folder: string, ...argv: readonly string[]): Promise<Said> => sgc(folder, ['discover', ...argv]);
const read = (folder: string, file = 'clouds/testbed.yaml'): string => readFileSync(path.join(folder, file), 'utf8');

const declared = [
  ...['--country', 'DE', '--operator', 'City works', '--operator-country', 'DE', '--controlled-from', 'DE'],
  ...['--nameservers', '198.51.100.53', '--time-servers', 'ntp.cloud.example'],
];

test('the questions reach every service, and the answers come back as they were recorded', async () => {
  const folder = await folderFor(answersToOperator);
  const said = await discover(folder, '--cloud', 'testbed', '--check', '--json');
  expect([said.code, said.err]).toEqual([0, 'asking region RegionOne as admin\n']);
  expect(JSON.parse(said.out)).toMatchObject({ file: 'clouds/testbed.yaml', written: false, changes: [], confirmed: 40 });
  expect(cloud?.heard.filter(({ method }) => !['GET', 'HEAD'].includes(method)).map(({ path: at }) => at)).toEqual([
    '/v3/auth/tokens',
  ]);
  expect(Object.keys(serviceTypes)).toEqual(expect.arrayContaining(Object.values(questions).map(({ service }) => service)));
});

test('a profile is renewed in its place, and a second run changes nothing', async () => {
  const folder = await folderFor(answersToOperator);
  change(folder, 'clouds/testbed.yaml', 'm: m1.medium', 'm: m9.medium');
  const said = await discover(folder, '--cloud', 'testbed');
  expect([said.code, said.out.split('\n').slice(0, 3)]).toEqual([
    0,
    [
      'clouds/testbed.yaml written',
      '  flavors.m: m9.medium -> m1.large  (compute: GET /flavors/detail)',
      '39 values are as the cloud tells them',
    ],
  ]);
  const first = read(folder);
  expect(first).toContain('barbican: { value: true, origin: probe, source: "key-manager: GET /secrets", date: 2026-11-22 }');
  expect((await discover(folder, '--cloud', 'testbed')).out).toMatch(/^clouds\/testbed\.yaml is up to date\n40 values/);
  expect([read(folder), readdirSync(path.join(folder, 'clouds'))]).toEqual([first, ['testbed.yaml']]);
});

test('--check writes nothing and ends with 1 at a difference', async () => {
  const folder = await folderFor(answersToOperator);
  change(folder, 'clouds/testbed.yaml', 'trove: false', 'trove: true');
  const before = read(folder);
  const said = await discover(folder, '--cloud', 'testbed', '--check');
  expect([said.code, said.out, read(folder)]).toEqual([1, '', before]);
  expect(said.err).toMatch(/^clouds\/testbed\.yaml:\d+:10: SGC7103 capabilities\.trove is true here, and false in the cloud/m);
  const told = JSON.parse((await discover(folder, '--cloud', 'testbed', '--check', '--json')).out) as Record<string, unknown>;
  expect([Object.keys(told), told.changes]).toEqual([
    ['file', 'written', 'changes', 'confirmed', 'untold', 'remarks'],
    [{ path: 'capabilities.trove', before: true, after: false, source: 'the catalogue lists no database' }],
  ]);
});

test('a new profile needs what no interface tells, and then passes the check', async () => {
  const folder = await folderFor(withReplies({ images: listing({ name: 'Debian 12', visibility: 'public' }) }), ['city-works']);
  const short = await discover(folder, '--cloud', 'city-works', ...declared.slice(0, 4));
  expect([short.code, short.err]).toEqual([
    2,
    'error: clouds/city-works.yaml does not exist yet; to begin it, say too: --operator-country, --controlled-from (country of its ultimate parent), --nameservers (IPv4 addresses that the operator gives), --time-servers\n',
  ]);
  expect((await discover(folder, '--cloud', 'city-works', '--check')).err).toContain('SGC1020');
  const said = await discover(folder, '--cloud', 'city-works', ...declared);
  expect([said.code, said.out.split('\n')[0]]).toEqual([0, 'clouds/city-works.yaml written']);
  const checked = await sgc(folder, ['check', 'clouds/city-works.yaml']);
  expect([checked.code, checked.out]).toEqual([
    0,
    expect.stringMatching(/^fine: clouds\/city-works\.yaml\nunknown of cloud city-works, counted as absent: .*auditFeed/),
  ]);
});

test('a new profile that cannot be completed is not written', async () => {
  const folder = await folderFor(answersToOperator, ['city-works']);
  const said = await discover(folder, '--cloud', 'city-works', ...declared);
  expect([said.code, said.out]).toEqual([1, '']);
  expect(said.err).toContain('SGC7102 image: no public image of Debian 12 or Ubuntu 22.04, or newer, is visible');
  expect(existsSync(path.join(folder, 'clouds/city-works.yaml'))).toBe(false);
  expect((await discover(folder, '--cloud', 'city-works', '--image', 'tiny', ...declared)).code).toBe(0);
});

test('what only an operator may ask is asked as one, where there is one', async () => {
  const folder = await folderFor(answersToTenant);
  const alone = await discover(folder, '--cloud', 'testbed', '--entry', 'tenant', '--check');
  expect(alone.out).toContain('capabilities.cinderBackup: false  (block-storage: GET /os-services: HTTP 403)');
  const before = cloud?.heard.length ?? 0;
  await discover(folder, '--cloud', 'testbed', '--entry', 'tenant', '--as-operator', 'admin', '--check');
  const heard = cloud?.heard.slice(before) ?? [];
  const tokenOf = (part: string) => heard.find((one) => one.path.includes(part))?.token;
  expect([tokenOf('/flavors/detail'), tokenOf('/os-services'), tokenOf('/encryption'), tokenOf('/images')]).toEqual([
    'token-of-tenant',
    'token-of-admin',
    'token-of-admin',
    'token-of-tenant',
  ]);
});

test('a profile of the package begins an own one, and stays as it is', async () => {
  const folder = await folderFor(answersToOperator);
  const packaged = path.join(__dirname, '../../blueprints/clouds/scs-reference.yaml');
  const before = readFileSync(packaged, 'utf8');
  const said = await discover(folder, '--cloud', 'scs-reference', '--entry', 'admin', '--image', 'tiny');
  expect([said.code, said.out.split('\n')[0]]).toEqual([0, 'clouds/scs-reference.yaml written']);
  expect(said.out).toContain('  zones: [az1, az2, az3] -> [nova]');
  expect(said.out).toContain('look: with other zones hosts move');
  expect(read(folder, 'clouds/scs-reference.yaml')).toContain('secondSite: { region: RegionTwo, country: DE }');
  expect(readFileSync(packaged, 'utf8')).toBe(before);
});

test('a file that belongs to another cloud, or cannot be written, is left alone', async () => {
  const folder = await folderFor(answersToOperator);
  const other = await discover(folder, '--cloud', 'city-works', '--out', 'clouds/testbed.yaml');
  expect([other.code, other.err]).toEqual([2, 'error: clouds/testbed.yaml is the profile of testbed, not of city-works\n']);
  const unwritable = await discover(folder, '--cloud', 'testbed', '--out', 'clouds.yaml/x.yaml');
  expect([unwritable.code, unwritable.err]).toEqual([
    2,
    expect.stringMatching(/clouds\.yaml\/x\.yaml cannot be written \(E[A-Z]+\)\n$/),
  ]);
});

test('a region that the cloud does not have is a problem', async () => {
  const folder = await folderFor(answersToOperator);
  change(folder, 'clouds/testbed.yaml', 'region: RegionOne', 'region: RegionTwo');
  expect((await discover(folder, '--cloud', 'testbed')).err).toContain('SGC7014 the cloud has no region RegionTwo');
});

test.each([
  [['--cloud', 'Test/bed'], 2, 'takes the id of a profile'],
  [['--cloud', 'aws-eu-central-1'], 2, 'describes AWS'],
  [[], 2, "required option '--cloud <name>'"],
  [['--cloud', 'testbed', '--entry', 'admn'], 1, 'name the entry `admin`'],
  [['--cloud', 'x', ...declared.map((word) => (word === 'DE' ? 'Germany' : word)), '--entry', 'admin'], 2, 'ISO 3166-1'],
])('%j ends with %i', async (argv, code, message) => {
  const said = await discover(await folderFor(answersToOperator), ...argv);
  expect([said.code, said.err]).toEqual([code, expect.stringContaining(message)]);
});

test('without clouds.yaml nothing is asked', async () => {
  const said = await discover(emptyFolder(), '--cloud', 'testbed', '--check');
  expect([said.code, said.err]).toEqual([1, expect.stringContaining('SGC7001 there is no clouds.yaml')]);
});
