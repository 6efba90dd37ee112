import { optionsOf, parseOptions } from '../../../lib/providers/openstack/options';
import { GovStack } from '../../../lib/providers/openstack/stack';
import { plan, targetWith, templateOf } from './synthesis';

describe('The options of an OpenStack target', () => {
  test('are complete when nothing is written, and stay the same when read again', () => {
    const parsed = parseOptions({});
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    expect(parsed.value).toMatchObject({
      memberRoles: [],
      stateBackend: { kind: 'local' },
      vpnSuite: 'modern',
    });
    expect(parseOptions(parsed.value)).toEqual(parsed);
    expect(parseOptions(undefined)).toEqual(parsed);
  });

  test.each([
    [{ memberRoles: ['admin'] }, ['memberRoles', 0]],
    [{ credentialRoles: ['manager'] }, ['credentialRoles', 0]],
    [{ readerRoles: ['member'] }, ['readerRoles', 0]],
    [{ readerRoles: [] }, ['readerRoles']],
    [{ credentialExpiry: { a: '2027-01-01' } }, ['credentialExpiry', 'a']],
    [{ acmeDirectory: 'http://ca.example/directory' }, ['acmeDirectory']],
    [{ stateBackend: { kind: 'swift' } }, ['stateBackend', 'kind']],
    [{ cloudPorts: [0] }, ['cloudPorts', 0]],
    [{ insecure: true }, []],
  ])('refuse %j and say where', (options, where) => {
    const parsed = parseOptions(options);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.issues[0]?.path).toEqual(where);
  });
});

const s3 = { kind: 's3', bucket: 'state', region: 'main', endpoint: 'https://s3.cloud.example' };

describe('A state', () => {
  const backend = (stateBackend: unknown, flags = {}) =>
    templateOf(
      (app) =>
        new GovStack(app, 'one', {
          plan,
          target: targetWith(flags, { stateBackend }),
          level: 'tenant',
          space: 'city-production',
        }),
    ).terraform?.backend;

  test('is kept where the region says', () => {
    expect(backend({ kind: 'local', folder: '../state' })).toEqual({ local: { path: '../state/openstack/one.tfstate' } });
    expect(backend({ kind: 'pg' })).toEqual({ pg: { schema_name: 'openstack-one' } });
    expect(backend({ kind: 'http', address: 'https://git.example/state/' })?.http).toMatchObject({
      address: 'https://git.example/state/openstack-one',
      lock_address: 'https://git.example/state/openstack-one/lock',
    });
  });

  test('in a bucket is locked by conditional writes', () => {
    expect(backend(s3)?.s3).toMatchObject({ key: 'openstack/one.tfstate', use_path_style: true, use_lockfile: true });
  });

  test('is refused a bucket where nothing would lock it', () => {
    const { cloud } = targetWith();
    const answer = (stateBackend: object, flag: boolean | 'unknown') =>
      parseOptions({ stateBackend }, { ...cloud, capabilities: { ...cloud.capabilities, s3ConditionalPut: flag } });
    expect(answer(s3, true).ok).toBe(true);
    expect(answer({ ...s3, conditionalPut: true }, false).ok).toBe(true);
    for (const refused of [answer(s3, false), answer(s3, 'unknown'), answer({ ...s3, conditionalPut: false }, true)]) {
      expect(refused).toMatchObject({ ok: false, issues: [{ path: ['stateBackend', 'kind'] }] });
    }
    expect(answer({ kind: 'pg' }, false).ok).toBe(true);
  });

  test('signs in by an entry of clouds.yaml and nothing else', () => {
    const template = templateOf(
      (app) => new GovStack(app, 'one', { plan, target: targetWith(), level: 'tenant', space: 'city-production' }),
    );
    expect(template.provider?.openstack).toEqual([{ cloud: 'city-production', region: 'RegionOne', max_retries: 5 }]);
    expect(optionsOf(targetWith()).stateBackend.kind).toBe('local');
  });
});
