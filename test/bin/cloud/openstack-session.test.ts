import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { type OpenstackSession, openSession, type SessionOptions } from '../../../bin/cloud/openstack-session';
import { versionedUrl, rootUrl } from '../../../bin/cloud/service-types';
import { emptyFolder } from '../region';
import { certificate } from './certificate';
import { type Answers, FakeCloud, tokenBody } from './fake-cloud';

let cloud: FakeCloud | undefined;
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

const entryAt = (url: string, more = ''): string => {
  const cwd = emptyFolder();
  writeFileSync(
    path.join(cwd, 'clouds.yaml'),
    `clouds:
  city:
    auth: { auth_url: "${url}", username: alice, password: hunter2, project_name: city, user_domain_name: d, project_domain_name: d }
${more}`,
  );
  writeFileSync(path.join(cwd, 'ca.pem'), certificate);
  return cwd;
};

const waits: number[] = [];
const options: SessionOptions = {
  pause: (milliseconds) => {
    waits.push(milliseconds);
    return Promise.resolve();
  },
};
beforeEach(() => void (waits.length = 0));

const start = async (answers: Answers, services: readonly string[] = ['network'], scheme: 'http' | 'https' = 'http') => {
  cloud = await FakeCloud.start(answers, scheme);
  answers['POST /v3/auth/tokens'] ??= tokenBody(Object.fromEntries(services.map((type) => [type, `${cloud?.url}/${type}/`])));
  return cloud;
};

const session = async (answers: Answers, services?: readonly string[], more = ''): Promise<OpenstackSession> => {
  const { url } = await start(answers, services);
  const opened = await openSession({ cwd: entryAt(url, more), env: {} }, 'city', options);
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
};

const codesOf = async (cwd: string, more: SessionOptions = {}): Promise<readonly string[]> => {
  const opened = await openSession({ cwd, env: {} }, 'city', { ...options, ...more });
  return opened.ok ? [] : opened.problems.map(({ code, line }) => `${code} ${line}`);
};

describe('signing in', () => {
  it('sends who and for what, and keeps what Keystone says', async () => {
    const found = await session({});
    expect(cloud?.heard[0]?.body).toEqual({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'alice', domain: { name: 'd' }, password: 'hunter2' } },
        },
        scope: { project: { name: 'city', domain: { name: 'd' } } },
      },
    });
    expect([found.region, found.roles, found.project?.id, found.userId]).toEqual([
      'RegionOne',
      ['member'],
      'project-1',
      'user-1',
    ]);
  });

  it.each([
    ['a wrong password', { status: 401, body: { error: { message: 'The password hunter2 is wrong' } } }, 'SGC7012 3'],
    ['no role', { status: 403 }, 'SGC7012 3'],
    ['a web page', { status: 200, body: '<html>' }, 'SGC7013 3'],
    ['a token without a token', { status: 201, body: { token: {} } }, 'SGC7013 3'],
    ['another version', { status: 404 }, 'SGC7013 3'],
    ['an error of its own', { status: 500 }, 'SGC7013 3'],
    ['a redirect', { status: 301, headers: { location: 'https://elsewhere.example' } }, 'SGC7013 3'],
  ])('with %s is a problem at the entry, without the secret', async (_, said, code) => {
    const { url } = await start({ 'POST /v3/auth/tokens': said });
    const opened = await openSession({ cwd: entryAt(url), env: {} }, 'city', options);
    expect(opened.ok ? [] : opened.problems.map((problem) => `${problem.code} ${problem.line}`)).toEqual([code]);
    expect(JSON.stringify(opened)).not.toContain('hunter2');
  });

  it('where nobody listens is a problem', async () => {
    const { url } = await start({});
    await cloud?.stop();
    expect(await codesOf(entryAt(url))).toEqual(['SGC7010 3']);
    cloud = undefined;
    expect(await codesOf(entryAt('http://identity.cloud.invalid/v3'))).toEqual(['SGC7010 3']);
  });

  it('asks for the right certificate, unless told not to', async () => {
    const { url } = await start({}, ['network'], 'https');
    expect(await codesOf(entryAt(url))).toEqual(['SGC7011 3']);
    expect(await codesOf(entryAt(url, '    cacert: ca.pem\n'))).toEqual([]);
    expect(await codesOf(entryAt(url, '    verify: false\n'))).toEqual([]);
  });

  it('in a region that the cloud does not have is a problem', async () => {
    const { url } = await start({});
    expect(await codesOf(entryAt(url, '    region_name: RegionTwo\n'))).toEqual(['SGC7014 4']);
    expect(await codesOf(entryAt(url), { region: 'RegionThree' })).toEqual(['SGC7014 2']);
  });

  it('without a project is a problem: nothing would be there', async () => {
    const { url } = await start({ 'POST /v3/auth/tokens': tokenBody({}, { project: undefined }) });
    expect(await codesOf(entryAt(url))).toEqual(['SGC7015 3']);
  });
});

describe('services', () => {
  it('go by their official type, whatever the catalogue calls them', async () => {
    const found = await session({ 'GET /volumev3/v3/types': { body: { volume_types: [] } } }, ['volumev3', 'container-infra']);
    expect(found.endpoint('block-storage')).toBe(`${cloud?.url}/volumev3`);
    expect(found.endpoint('container-infrastructure-management')).toBe(`${cloud?.url}/container-infra`);
    expect(await found.get('block-storage', '/types')).toMatchObject({ kind: 'fine', body: { volume_types: [] } });
  });

  it('are asked at the interface and the address that the entry names', async () => {
    const inside = await session({}, ['network'], '    interface: internal\n');
    expect(inside.endpoint('network')).toBe(`${cloud?.url}/network//internal`);
    await cloud?.stop();
    const elsewhere = await session({}, ['network'], '    network_endpoint_override: http://127.0.0.1:1/n/\n');
    expect(elsewhere.endpoint('network')).toBe('http://127.0.0.1:1/n');
  });

  it.each([
    ['network', 'https://n.example', 'https://n.example/v2.0', 'https://n.example'],
    ['network', 'https://api.example/network/v2.0', 'https://api.example/network/v2.0', 'https://api.example/network'],
    ['block-storage', 'https://v.example/v3/abc', 'https://v.example/v3/abc', 'https://v.example'],
    ['object-store', 'https://o.example/swift/v1/AUTH_a', 'https://o.example/swift/v1/AUTH_a', 'https://o.example/swift'],
    ['key-manager', 'https://k.example:9311/', 'https://k.example:9311/v1', 'https://k.example:9311'],
  ] as const)('%s at %s has its version at %s and its root at %s', (service, url, versioned, root) => {
    expect([versionedUrl(service, url), rootUrl(url)]).toEqual([versioned, root]);
  });
});

describe('an answer', () => {
  it.each([
    ['fine', { body: { a: 1 } }, 1],
    ['fine', { status: 204 }, 1],
    ['absent', { status: 404 }, 1],
    ['forbidden', { status: 403 }, 1],
    ['refused', { status: 409 }, 1],
    ['unreadable', { status: 503 }, 4],
    ['unreadable', { status: 429 }, 4],
    ['unreadable', { status: 302, headers: { location: 'http://login.example' } }, 1],
    ['unreadable', { body: '<html>' }, 1],
  ])('is %s for %p, after %i attempts', async (kind, said, attempts) => {
    const found = await session({ 'GET /network/v2.0/networks': said });
    expect((await found.get('network', '/networks')).kind).toBe(kind);
    expect(cloud?.asked('GET')).toHaveLength(attempts);
  });

  it('is absent for a service that the catalogue does not list, and nobody is asked', async () => {
    const answer = await (await session({})).get('dns', '/zones');
    expect([answer.kind, answer.status]).toEqual(['absent', 0]);
    expect(cloud?.asked('GET')).toEqual([]);
  });

  it('is unreadable, and no absence, where the catalogue lists the service at another interface only', async () => {
    const found = await session({}, ['network'], '    interface: admin\n');
    expect(await found.get('network', '/networks')).toMatchObject({ kind: 'unreadable', status: 0 });
    expect((await found.get('dns', '/zones')).kind).toBe('absent');
  });

  it('is unreadable when nobody answers in time, or at all', async () => {
    const found = await session({}, ['network'], '    dns_endpoint_override: http://127.0.0.1:1\n');
    expect(await found.get('dns', '/zones')).toMatchObject({ kind: 'unreadable', status: 0 });
    // Takes every connection and says nothing: a server that answers may be quicker than any limit.
    const mute = createServer();
    await new Promise<void>((resolve) => void mute.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const opened = await openSession({ cwd: entryAt(url), env: {} }, 'city', { ...options, timeoutMs: 1 });
    mute.close();
    expect(opened.ok ? '' : opened.problems[0]?.message).toContain('no answer within 0.001 s');
  });

  it('says why, in one line and without the secrets that it may repeat', async () => {
    const body = { forbidden: { message: 'hunter2 and token-1\nare not\u001b enough' } };
    const answer = await (await session({ 'GET /network/v2.0/x': { status: 403, body } })).get('network', '/x');
    expect(answer.kind === 'fine' ? '' : answer.message).toBe('GET /x of network: HTTP 403, *** and *** are not· enough');
  });
});

describe('a request', () => {
  it('that is told to slow down waits as long as it is told, and comes through', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' } };
    const found = await session({ 'GET /network/v2.0/networks': [busy, { status: 500 }, { body: {} }] });
    expect((await found.get('network', '/networks')).kind).toBe('fine');
    expect(waits).toEqual([7000, 1500]);
  });

  it('that writes is tried again only when the cloud did not take it', async () => {
    const found = await session({
      'POST /network/v2.0/networks': [{ status: 429 }, { status: 500 }],
    });
    const answer = await found.request('network', 'POST', '/networks', { body: { network: { name: 'a' } } });
    expect([answer.kind, answer.status]).toEqual(['unreadable', 500]);
    expect(cloud?.heard.filter((one) => one.path === '/network/v2.0/networks').map((one) => one.body)).toEqual([
      { network: { name: 'a' } },
      { network: { name: 'a' } },
    ]);
  });

  it('with a token that ran out signs in again, once', async () => {
    const found = await session({
      'GET /network/v2.0/a': [{ status: 401 }, { body: { a: 1 } }],
      'GET /network/v2.0/b': { status: 401 },
    });
    const services = { network: `${cloud?.url}/network` };
    const renewed = tokenBody(services, {});
    (cloud as unknown as { answers: Answers }).answers['POST /v3/auth/tokens'] = {
      ...renewed,
      headers: { 'x-subject-token': 'token-2' },
    };
    expect(await found.get('network', '/a')).toMatchObject({ kind: 'fine', body: { a: 1 } });
    expect(cloud?.heard.filter((one) => one.path === '/network/v2.0/a').map((one) => one.token)).toEqual(['token-1', 'token-2']);
    expect((await found.get('network', '/b')).kind).toBe('forbidden');
    expect(cloud?.asked('POST')).toHaveLength(3);
  });

  it('of a stranger carries no token', async () => {
    const found = await session({ 'GET /object-store/info': { body: { swift: {} } } }, ['object-store']);
    await found.get('object-store', '/info', { at: 'root', anonymous: true });
    expect(cloud?.heard.at(-1)?.token).toBeUndefined();
  });
});

describe('a list', () => {
  it.each([
    ['links beside the list', (next: string) => ({ networks_links: [{ rel: 'next', href: next }] })],
    ['links for the whole', (next: string) => ({ links: { next, self: 'x' } })],
    ['the next address alone', (next: string) => ({ next })],
  ])('is read to its last page by %s, from the host that was asked first', async (_, linked) => {
    const next = 'http://10.9.9.9:9696/wrong/v2.0/networks?limit=2&marker=b';
    const found = await session({
      'GET /network/v2.0/networks?limit=2': { body: { networks: [{ id: 'a' }, { id: 'b' }], ...linked(next) } },
      'GET /network/v2.0/networks?limit=2&marker=b': { body: { networks: [{ id: 'c' }], links: { next: null } } },
    });
    const answer = await found.list('network', '/networks?limit=2', 'networks');
    expect(answer).toMatchObject({ kind: 'fine', body: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
  });

  it('with a page that is missing, without its key, or in a circle is not taken for a whole', async () => {
    const page = { networks: [{ id: 'a' }], networks_links: [{ rel: 'next', href: '?marker=a' }] };
    const found = await session({
      'GET /network/v2.0/networks': { body: page },
      'GET /network/v2.0/networks?marker=a': { status: 403 },
      'GET /network/v2.0/ports': { body: { networks: [] } },
      'GET /network/v2.0/circle': { body: page },
      'GET /network/v2.0/circle?marker=a': { body: page },
    });
    expect((await found.list('network', '/networks', 'networks')).kind).toBe('forbidden');
    expect((await found.list('network', '/ports', 'ports')).kind).toBe('unreadable');
    expect((await found.list('network', '/circle', 'networks')).kind).toBe('unreadable');
  });
});
