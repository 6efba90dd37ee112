import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Callers } from '../../../bin/preflight/callers';
import { Measured } from '../../../bin/preflight/measured';
import { askQuota } from '../../../bin/preflight/project-quotas';
import type { OpenstackTargetPlan } from '../../../lib/plan/target-plan';
import { openstackQuotas } from '../../../lib/preflight/openstack-quotas';
import type { Line } from '../../../lib/preflight/verdict';
import { shown } from '../../preflight/claims';
import { type Answers, FakeCloud, type Said, tokenBody } from '../cloud/fake-cloud';
import { smallRegion } from '../region';
import { sgc } from '../terminal';

const mockNameServers = jest.fn<Promise<string[]>, [string]>();
jest.mock('node:dns/promises', () => ({
  Resolver: class {
    resolveNs = (host: string) => mockNameServers(host);
  },
}));

const services = ['compute', 'block-storage', 'network', 'load-balancer', 'dns', 'image', 'identity', 'object-store'];
const entries = { operator: 'admin', manager: 'manager', logs: '', backup: '', shared: '', 'town-production': '' };
const member = ['member', 'load-balancer_member', 'creator'];
const many = 1000;

const list = (key: string, ...names: readonly string[]): Said => ({ body: { [key]: names.map((name) => ({ name })) } });
const zones: Said = {
  body: { availabilityZoneInfo: ['az1', 'az2', 'az3'].map((zoneName) => ({ zoneName, zoneState: { available: true } })) },
};

/** What a cloud says that has everything, in the shapes in which a real control plane said it. */
const generous = (): Answers => ({
  'GET /compute/v2.1/flavors/detail': {
    body: {
      flavors: [
        { name: 'SCS-1V-2', vcpus: 1, ram: 2048 },
        { name: 'SCS-1V-4', vcpus: 1, ram: 4096 },
        { name: 'SCS-2V-8', vcpus: 2, ram: 8192 },
      ],
    },
  },
  'GET /image/v2/images?name=Debian%2012&status=active': {
    body: { images: [{ name: 'Debian 12', status: 'active', min_disk: 10, min_ram: 512, os_distro: 'debian' }] },
  },
  'GET /block-storage/v3/types': list('volume_types', 'standard', 'luks'),
  'GET /compute/v2.1/os-availability-zone': zones,
  'GET /block-storage/v3/os-availability-zone': zones,
  'GET /network/v2.0/networks?name=external&router:external=true': list('networks', 'external'),
  ...Object.fromEntries(
    [...member, 'reader', 'manager'].map((role) => [`GET /identity/v3/roles?name=${role}`, list('roles', role)]),
  ),
  // Made by an earlier run of ours, as its description says.
  'GET /identity/v3/domains?name=small': { body: { domains: [{ id: 'd1', description: 'Shared-government cloud: Demo town' }] } },
  ...Object.fromEntries(
    ['project-logs', 'project-backup', 'project-shared', 'project-town-production'].flatMap((id) => [
      [
        `GET /compute/v2.1/os-quota-sets/${id}`,
        {
          body: {
            quota_set: {
              instances: many,
              cores: many,
              ram: -1,
              server_groups: many,
              server_group_members: many,
              metadata_items: 128,
            },
          },
        },
      ],
      [
        `GET /block-storage/v3/os-quota-sets/${id}`,
        { body: { quota_set: { volumes: many, gigabytes: 10 * many, per_volume_gigabytes: -1, volumes_luks: -1 } } },
      ],
      [
        `GET /network/v2.0/quotas/${id}`,
        {
          body: {
            quota: {
              network: many,
              subnet: many,
              router: many,
              port: many,
              floatingip: many,
              security_group: many,
              security_group_rule: many,
              rbac_policy: many,
            },
          },
        },
      ],
      [
        `GET /load-balancer/v2/lbaas/quotas/${id}`,
        { body: { quota: { load_balancer: many, listener: many, pool: many, health_monitor: many, member: many } } },
      ],
      [`GET /dns/v2/quotas/${id}`, { body: { zones: many, zone_recordsets: many } }],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      projects: ['small-backup', 'small-logs', 'small-shared', 'small-town-production'],
      groups: ['domain-manager', 'auditor', 'break-glass', 'operator', 'planner', 'town-service-owner', 'town-tenant-admin'].map(
        (role) => `small-${role}`,
      ),
      users: ['small-break-glass'],
    }).flatMap(([kind, names]) =>
      names.map((name) => [`GET /identity/v3/${kind}?name=${name}&domain_id=d1`, { body: { [kind]: [] } }]),
    ),
  ),
});

let cloud: FakeCloud | undefined;
beforeEach(() => void mockNameServers.mockRejectedValue(Object.assign(new Error('none'), { code: 'ENODATA' })));
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

const folder = smallRegion('openstack');

/** Runs preflight against a cloud with these answers, with the entries that are named; one of them may get another token. */
const preflight = async (
  answers: Answers,
  named: readonly string[] = Object.keys(entries),
  ofShared: Readonly<Record<string, unknown>> = {},
): Promise<{ code: number; lines: readonly Line[] }> => {
  const fake = (cloud = await FakeCloud.start(answers));
  for (const [entry, role] of Object.entries(entries)) {
    answers[`POST /${entry}/v3/auth/tokens`] = tokenBody(
      Object.fromEntries(services.map((type) => [type, `${fake.url}/${type}`])),
      {
        roles: (role === '' ? member : [role]).map((name) => ({ name })),
        ...(entry === 'manager'
          ? { project: undefined, domain: { id: 'd1', name: 'small' } }
          : { project: { id: `project-${entry}`, name: role === '' ? `small-${entry}` : 'admin' } }),
        ...(entry === 'shared' ? ofShared : {}),
      },
    );
  }
  const clouds = named.map(
    (entry) => `  ${entry}:
    auth: { auth_url: "${fake.url}/${entry}/v3", username: u, password: hunter2, project_name: p, user_domain_name: d, project_domain_name: d }`,
  );
  writeFileSync(path.join(folder, 'clouds.yaml'), `clouds:\n${clouds.join('\n')}\n`);
  const said = await sgc(folder, ['preflight', 'small.yaml', '--target', 'openstack', '--json']);
  expect(said.out + said.err).not.toContain('hunter2');
  return { code: said.code, lines: (JSON.parse(said.out) as { lines: readonly Line[] }).lines };
};

const red = (lines: readonly Line[]): readonly string[] =>
  lines.filter(({ verdict }) => verdict === 'exceeded' || verdict === 'missing').map(shown);

test('a cloud that has everything is fine, and every answer has the day on which it was given', async () => {
  const { code, lines } = await preflight(generous());
  expect(red(lines)).toEqual([]);
  expect(code).toBe(0);
  expect(lines.filter(({ verdict }) => verdict === 'unknown').map(shown)).toEqual([]);
  const [servers] = lines.filter(({ item, account }) => item === 'servers' && account === 'town-production');
  expect(servers).toMatchObject({ limit: many, source: 'scs-reference', date: '2026-11-22', confidence: 'high' });
  expect(lines.find(({ item }) => item === 'MiB of memory')).toMatchObject({ limit: -1, verdict: 'fits' });
});

const without = (path: string): Answers => {
  const answers = generous();
  if (!(path in answers)) throw new Error(`the cloud never said ${path}`);
  return Object.fromEntries(Object.entries(answers).filter(([one]) => one !== path));
};

describe('Exactly one line is red', () => {
  test.each<[what: string, change: Answers, line: string]>([
    [
      'a flavor is missing',
      {
        'GET /compute/v2.1/flavors/detail': {
          body: {
            flavors: [
              { name: 'SCS-1V-2', vcpus: 1, ram: 2048 },
              { name: 'SCS-2V-8', vcpus: 2, ram: 8192 },
            ],
          },
        },
      },
      'cloud flavor SCS-1V-4: 1/0',
    ],
    [
      'a zone has no volumes',
      {
        'GET /block-storage/v3/os-availability-zone': {
          body: { availabilityZoneInfo: [{ zoneName: 'az1', zoneState: { available: true } }] },
        },
      },
      'cloud zone of servers and volumes az2: 1/0',
    ],
    [
      'an image is no Debian',
      {
        'GET /image/v2/images?name=Debian%2012&status=active': { body: { images: [{ name: 'Debian 12', os_distro: 'fedora' }] } },
      },
      'cloud Debian or Ubuntu in the image Debian 12: 1/0',
    ],
    [
      'an image is larger than our boot volumes',
      {
        'GET /image/v2/images?name=Debian%2012&status=active': {
          body: { images: [{ name: 'Debian 12', os_distro: 'debian', min_disk: 21 }] },
        },
      },
      'cloud GiB that the image Debian 12 asks of a volume: 21/20',
    ],
    [
      'a volume type is missing',
      { 'GET /block-storage/v3/types': list('volume_types', 'standard') },
      'cloud volume type luks: 1/0',
    ],
    [
      'a project of another has the name of ours',
      {
        'GET /identity/v3/projects?name=small-shared&domain_id=d1': {
          body: { projects: [{ id: 'x', description: 'somebody else' }] },
        },
      },
      'cloud free name for the project small-shared: 1/0',
    ],
    [
      'a quota is too small',
      {
        'GET /network/v2.0/quotas/project-town-production': {
          body: {
            quota: {
              network: 5,
              subnet: many,
              router: many,
              port: many,
              floatingip: many,
              security_group: many,
              security_group_rule: many,
            },
          },
        },
      },
      'town-production networks: 6/5',
    ],
  ])('where %s', async (_, change, line) => {
    const { code, lines } = await preflight({ ...generous(), ...change });
    expect(red(lines)).toEqual([line]);
    expect(code).toBe(1);
  });

  test.each([
    ['lacks a role', { roles: [{ name: 'reader' }] }],
    ['leads into another project', { project: { id: 'x', name: 'other' } }],
  ])('where an entry %s', async (_, token) => {
    const { lines } = await preflight(generous(), Object.keys(entries), token);
    expect(red(lines)).toEqual(['shared own entry of clouds.yaml with creator, load-balancer_member, member: 1/0']);
  });
});

describe('What nobody answers', () => {
  test('stays unknown with its reason, and is no failure', async () => {
    const forbidden = { status: 403, body: { forbidden: { message: 'not yours' } } };
    const { code, lines } = await preflight({ ...generous(), 'GET /compute/v2.1/flavors/detail': forbidden });
    expect(code).toBe(0);
    const flavors = lines.filter(({ item }) => item.startsWith('flavor '));
    expect(flavors.map(({ verdict }) => verdict)).toEqual(flavors.map(() => 'unknown'));
    expect(flavors[0]?.source).toContain('not yours');
  });

  test('takes nothing from what our own state says', async () => {
    const answers = without('GET /load-balancer/v2/lbaas/quotas/project-town-production');
    const [balancers] = (await preflight(answers)).lines.filter(({ item }) => item === 'load balancers');
    expect(balancers).toMatchObject({ limit: 12, source: 'state small-quotas', verdict: 'fits' });
  });

  test('is everything where there is no entry', async () => {
    const { code, lines } = await preflight(generous(), ['nobody']);
    expect(code).toBe(0);
    expect(lines.find(({ item }) => item.startsWith('flavor '))?.source).toContain('nobody could sign in (not in clouds.yaml)');
  });
});

test('members are asked first, and one question once', async () => {
  await preflight(generous());
  const asked = cloud?.asked('GET /compute/v2.1/os-quota-sets/') ?? [];
  expect([...asked].sort()).toEqual([...new Set(asked)].sort());
  expect(cloud?.asked('GET /compute/v2.1/flavors/detail')).toHaveLength(1);
});

test('a delegated host fits, one that is not is still to do', async () => {
  const delegation = ({ lines }: { lines: readonly Line[] }) => lines.find(({ item }) => item.startsWith('delegation of '));
  expect(delegation(await preflight(generous()))).toMatchObject({ verdict: 'duty', source: 'DNS' });
  await cloud?.stop();
  mockNameServers.mockResolvedValue(['ns1.cloud.example']);
  expect(delegation(await preflight(generous()))).toMatchObject({ verdict: 'fits', source: 'DNS' });
  await cloud?.stop();
  mockNameServers.mockRejectedValue(Object.assign(new Error('late'), { code: 'ETIMEOUT' }));
  expect(delegation(await preflight(generous()))).toMatchObject({
    verdict: 'unknown',
    source: 'DNS does not answer for termine.demo.example (ETIMEOUT)',
  });
});

describe('The bound of an object store', () => {
  const entry = { name: 'town-production', project: 'town-production', roles: [] };
  const boundOf = async (head: Said) => {
    await preflight({ ...generous(), 'HEAD /object-store': head });
    const target = { cloud: { region: 'RegionOne' } } as OpenstackTargetPlan;
    const callers = await Callers.open({ cwd: folder, env: {} }, target, [entry]);
    const measured = new Measured('scs-reference', '2026-11-22');
    return askQuota(callers, measured, openstackQuotas.objectGiB, { account: 'town-production', id: 'x' });
  };

  test('is told in bytes, and is none where nothing is told', async () => {
    expect(await boundOf({ headers: { 'x-account-meta-quota-bytes': String(2 ** 40) } })).toMatchObject({ value: 1024 });
    await cloud?.stop();
    expect(await boundOf({})).toMatchObject({ value: Infinity });
    await cloud?.stop();
    expect(await boundOf({ status: 403 })).toMatchObject({ kind: 'unknown' });
  });
});
