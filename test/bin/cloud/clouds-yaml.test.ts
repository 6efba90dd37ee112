import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CloudEntry } from '../../../bin/cloud/cloud-entry';
import { cloudNames, readCloudEntry } from '../../../bin/cloud/clouds-yaml';
import { emptyFolder } from '../region';
import { certificate } from './certificate';

const auth = `auth_url: https://identity.cloud.example:5000
      username: alice
      password: "hunter2"
      project_name: city
      user_domain_name: Users
      project_domain_id: default`;

const entry = (more = '', inAuth = auth): string => `clouds:
  city:
    auth:
      ${inAuth}
    region_name: RegionOne
${more}`;

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
};

const read = (text: string, name = 'city', env: Record<string, string> = {}) =>
  readCloudEntry({ cwd: folderWith({ 'clouds.yaml': text }), env }, name);

const right = (result: ReturnType<typeof readCloudEntry>): CloudEntry => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

const faults = (result: ReturnType<typeof readCloudEntry>): readonly string[] =>
  result.ok ? [] : result.problems.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);

describe('an entry of clouds.yaml', () => {
  it('says where, who, for what and where its certificates come from', () => {
    const { locate, ...rest } = right(read(entry()));
    expect(rest).toEqual({
      name: 'city',
      authUrl: 'https://identity.cloud.example:5000/v3',
      by: { kind: 'password', user: { name: 'alice', domain: { name: 'Users' } }, password: 'hunter2' },
      scope: { kind: 'project', project: { name: 'city', domain: { id: 'default' } } },
      region: 'RegionOne',
      interface: 'public',
      endpoints: {},
      trust: { verify: true, authorities: '' },
      secrets: ['hunter2'],
    });
    expect(locate(['auth', 'username'])).toEqual({ file: 'clouds.yaml', line: 5, column: 17 });
  });

  it.each([
    ['v3', 'https://i.example/v3/', 'https://i.example/v3'],
    ['an old version', 'https://i.example/identity/v2.0', 'https://i.example/identity/v3'],
    ['none', 'https://i.example/identity', 'https://i.example/identity/v3'],
  ])('may name %s as the version of Keystone', (_, url, wanted) => {
    expect(right(read(entry('', auth.replace('https://identity.cloud.example:5000', url)))).authUrl).toBe(wanted);
  });

  it.each([
    ['domain_id: d1', { kind: 'domain', domain: { id: 'd1' } }],
    ['domain_name: region', { kind: 'domain', domain: { name: 'region' } }],
    ['system_scope: all', { kind: 'system' }],
    ['project_id: p1', { kind: 'project', project: { id: 'p1' } }],
    ['tenant_name: old\n      domain_name: d', { kind: 'project', project: { name: 'old', domain: { name: 'd' } } }],
    ['default_domain_name: d', { kind: 'none' }],
  ])('with %s asks for that scope', (line, scope) => {
    const user = 'auth_url: https://i.example\n      username: a\n      password: b\n      user_domain_name: d';
    expect(right(read(entry('', `${user}\n      ${line}`))).scope).toEqual(scope);
  });

  it('signs in by application credential, by its id or by name and user', () => {
    const byId = `auth_url: https://i.example\n      application_credential_id: c1\n      application_credential_secret: s`;
    expect(right(read(entry('    auth_type: v3applicationcredential\n', byId))).by).toEqual({
      kind: 'application-credential',
      credential: { id: 'c1' },
      secret: 's',
    });
    const byName = byId.replace('credential_id: c1', 'credential_name: pipeline\n      user_id: u1');
    expect(right(read(entry('', byName))).by).toEqual({
      kind: 'application-credential',
      credential: { name: 'pipeline', user: { id: 'u1' } },
      secret: 's',
    });
  });

  it('signs in by token', () => {
    const by = right(
      read(entry('    auth_type: v3token\n', 'auth_url: https://i.example\n      token: t\n      project_id: p')),
    ).by;
    expect(by).toEqual({ kind: 'token', token: 't' });
  });

  it('takes other interfaces, addresses and certificates', () => {
    const cwd = folderWith({
      'clouds.yaml': entry(
        '    interface: internalURL\n    verify: false\n    cacert: ca.pem\n    volumev3_endpoint_override: https://v.example/v3/p\n',
      ),
      'ca.pem': certificate,
    });
    const found = right(readCloudEntry({ cwd, env: {} }, 'city'));
    expect([found.interface, found.trust, found.endpoints]).toEqual([
      'internal',
      { verify: false, authorities: certificate },
      { 'block-storage': 'https://v.example/v3/p' },
    ]);
  });

  it('may use anchors and merge keys, as other tools allow', () => {
    const text = `defaults: &base\n  region_name: RegionTwo\nclouds:\n  city:\n    <<: *base\n    auth:\n      ${auth}\n`;
    expect(right(read(text)).region).toBe('RegionTwo');
  });
});

describe('its secret', () => {
  const without = auth.replace('      password: "hunter2"\n', '');

  it('may stand in secure.yaml beside it', () => {
    const files = { 'clouds.yaml': entry('', without), 'secure.yaml': 'clouds:\n  city:\n    auth: { password: deep }\n' };
    expect(right(readCloudEntry({ cwd: folderWith(files), env: {} }, 'city')).by).toMatchObject({ password: 'deep' });
  });

  it('may come from the environment of a pipeline', () => {
    expect(right(read(entry('', without), 'city', { OS_PASSWORD: 'outside' })).by).toMatchObject({ password: 'outside' });
  });

  it('is missed with the place where it belongs', () => {
    expect(faults(read(entry('', without)))).toEqual(['clouds.yaml:3:5 SGC7004 city: auth.password is missing']);
  });

  it('is never shown, whatever is wrong', () => {
    const said = [
      read(entry('', auth.replace('"hunter2"', '4711'))),
      read(entry('  : : hunter2 {')),
      read(`clouds: [hunter2]`),
      read(entry('', auth.replace('"hunter2"', '[hunter2]'))),
      read(entry('', auth.replace('"hunter2"', 'hunter2: x'))),
    ].map((result) => JSON.stringify(result));
    expect(said.filter((text) => text.includes('"ok":true'))).toEqual([]);
    expect(said.filter((text) => /hunter2|4711/.test(text))).toEqual([]);
  });
});

describe('clouds.yaml', () => {
  it('is found where the variable says, then here, then at home', () => {
    const cwd = folderWith({ 'here/x': '', 'home/.config/openstack/clouds.yaml': entry(), 'other.yml': entry() });
    const inside = path.join(cwd, 'here');
    const names = (env: Record<string, string>) => cloudNames({ cwd: inside, env });
    expect(names({ HOME: path.join(cwd, 'home') })).toEqual({ ok: true, value: ['city'] });
    expect(names({ OS_CLIENT_CONFIG_FILE: '../other.yml' })).toEqual({ ok: true, value: ['city'] });
    const none = names({ HOME: cwd });
    expect(none.ok ? [] : none.problems.map((problem) => problem.code)).toEqual(['SGC7001']);
  });

  it.each([
    ['SGC7001', 'no file', (): ReturnType<typeof readCloudEntry> => readCloudEntry({ cwd: emptyFolder(), env: {} }, 'city')],
    ['SGC1020', 'no file where the variable says', () => read(entry(), 'city', { OS_CLIENT_CONFIG_FILE: 'gone.yaml' })],
    ['SGC7002', 'not YAML', () => read('clouds: {')],
    ['SGC7002', 'no clouds', () => read('cloud: {}')],
    ['SGC7003', 'another name', () => read(entry(), 'citty')],
    ['SGC7004', 'an address that is none', () => read(entry('', auth.replace('https://', 'identity:')))],
    ['SGC7004', 'no domain', () => read(entry('', auth.replace('user_domain_name: Users', '')))],
    ['SGC7004', 'an unknown interface', () => read(entry('    interface: secret\n'))],
    ['SGC7004', 'a certificate that is not there', () => read(entry('    cacert: none.pem\n'))],
    ['SGC7004', 'a word for verify', () => read(entry('    verify: "no"\n'))],
    ['SGC7005', 'a way to sign in that needs a browser', () => read(entry('    auth_type: v3oidcauthcode\n'))],
  ])('%s: %s', (code, _, result) => {
    expect(faults(result()).map((fault) => fault.split(' ')[1])).toEqual([code]);
  });

  it('says every fault of an entry at once, with its place and the nearest name', () => {
    expect(faults(read('clouds:\n  city:\n    auth: { username: 5 }\n    verify: 1\n'))).toEqual([
      'clouds.yaml:3:5 SGC7004 city: auth.auth_url is missing',
      'clouds.yaml:3:5 SGC7004 city: auth.password is missing',
      'clouds.yaml:3:5 SGC7004 city: auth.user_domain_name is missing',
      'clouds.yaml:3:23 SGC7004 city: auth.username is no text',
      'clouds.yaml:4:13 SGC7004 city: verify is neither true nor false',
    ]);
    const other = read(entry(), 'citty');
    expect(other.ok ? '' : other.problems[0]?.repair).toBe('name the entry `city`');
  });
});
