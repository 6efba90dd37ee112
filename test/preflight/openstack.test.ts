import { rendered } from '../../lib/preflight/openstack-host';
import { planOf, referencePlan } from '../plans';
import { synthesized } from '../conformance/synthesized';
import { answered, bound, claimsIn, missing, needOf, redIn, tamper } from './claims';

const synth = synthesized(referencePlan(), 'openstack');
const claims = claimsIn(synth);
const region = 'RegionOne';

/** As Nova, Cinder and Neutron told it once this very region had been applied to a real control plane. */
const used: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'city-production': {
    servers: 26,
    serverGroups: 15,
    volumes: 35,
    volumeGiB: 1040,
    networks: 6,
    subnets: 6,
    routers: 3,
    publicAddresses: 2,
    securityGroups: 20,
    securityGroupRules: 175,
  },
  'county-production': {
    servers: 18,
    serverGroups: 10,
    volumes: 24,
    volumeGiB: 740,
    networks: 6,
    subnets: 6,
    routers: 2,
    publicAddresses: 1,
    securityGroups: 13,
    securityGroupRules: 114,
  },
  'county-staging': { servers: 12, serverGroups: 9, volumes: 17, volumeGiB: 490, securityGroups: 12, securityGroupRules: 98 },
  shared: {
    servers: 2,
    serverGroups: 1,
    volumes: 2,
    volumeGiB: 40,
    networks: 6,
    subnets: 6,
    routers: 1,
    securityGroups: 2,
    securityGroupRules: 27,
    sharedNetworks: 12,
  },
};

describe('What is counted for a region', () => {
  const applied = planOf('reference/municipal.yaml', (blueprint) => {
    blueprint.needs = {};
    blueprint.identity.staff.mfa = 'preferred';
    blueprint.recovery.secondSite.need = 'preferred';
    blueprint.targets = { testbed: { cloud: 'testbed', options: { vpnSuite: 'compatible', mailRelay: 'smtp.example:587' } } };
  });
  const counted = claimsIn(synthesized(applied, 'testbed'));

  test.each(Object.keys(used))('is what the cloud counts once it is there: %s', (project) => {
    const found = Object.keys(used[project] ?? {}).map((quota) => [quota, needOf(counted, project, region, `quota/${quota}`)]);
    expect(Object.fromEntries(found)).toEqual(used[project]);
  });

  test('has room for two DHCP ports in each network besides the ports that were there', () => {
    expect(needOf(counted, 'city-production', region, 'quota/ports')).toBe(42 + 2 * 6);
    expect(needOf(counted, 'county-production', region, 'quota/ports')).toBe(29 + 2 * 6);
  });
});

describe('The reference region on OpenStack', () => {
  test.each([
    // The service's entry on two ports, its end of a link on one, the network's way out on four.
    ['county-production', 'balancers', 3],
    ['county-production', 'listeners', 2 + 1 + 4],
    // Two members behind each listener.
    ['county-production', 'members', 14],
    // The private zone, and that of the service's host.
    ['county-production', 'zones', 2],
    // The stores of its spaces as they are planned: the archive's 900 GiB and the documents' 200.
    ['county-production', 'objectGiB', 900 + 200],
  ])('needs in %s: %s %d', (project, quota, amount) => {
    expect(needOf(claims, project, region, `quota/${quota}`)).toBe(amount);
  });

  test('needs memory and vCPUs as the profile means its flavors', () => {
    const servers = synth.sources
      .filter(({ name }) => name.startsWith('reference-county-staging-'))
      .flatMap(({ template }) => [...template.matchAll(/"flavor_name": "SCS-(\d+)V-(\d+)"/g)]);
    const sum = (at: number) => servers.reduce((total, found) => total + Number(found[at]), 0);
    expect(servers.length).toBe(12);
    expect(needOf(claims, 'county-staging', region, 'quota/vcpus')).toBe(sum(1));
    expect(needOf(claims, 'county-staging', region, 'quota/memory')).toBe(1024 * sum(2));
  });

  test('needs no more than its own quotas allow', () => {
    expect(redIn(claims)).toEqual([]);
  });

  test('needs what its parts add up to', () => {
    for (const { need } of claims.filter(({ need }) => need.id.startsWith('quota/')))
      expect([need.id, need.parts.reduce((sum, part) => sum + part.amount, 0)]).toEqual([need.id, need.amount]);
  });
});

describe('Exactly one line is red', () => {
  const quotas = 'reference-quotas';
  const quotaOf = (type: string, change: (set: Record<string, number>) => void) =>
    tamper(synth.sources, quotas, ({ resource = {} }) => {
      const sets = resource[`openstack_${type}`] as unknown as Record<string, Record<string, number>>;
      const [name] = Object.keys(sets).filter((id) => id.startsWith('city-production_'));
      change(sets[name ?? ''] as Record<string, number>);
    });

  test('where a quota is one too small, and none where it is just large enough', () => {
    const servers = needOf(claims, 'city-production', region, 'quota/servers') ?? 0;
    const allowing = (instances: number) =>
      claimsIn(
        synth,
        quotaOf('compute_quotaset_v2', (set) => (set.instances = instances)),
      );
    expect(redIn(allowing(servers - 1))).toEqual([`city-production servers: ${servers}/${servers - 1}`]);
    expect(redIn(allowing(servers))).toEqual([]);
  });

  test('where the type of volume that hosts boot from is forbidden', () => {
    const forbidden = quotaOf('blockstorage_quotaset_v3', (set) =>
      Object.assign(set, { volume_type_quota: { volumes_luks: '0' } }),
    );
    expect(redIn(claimsIn(synth, forbidden))).toEqual([expect.stringMatching(/^city-production volumes of type luks: \d+\/0$/)]);
  });

  test('where user data is too large', () => {
    const large = tamper(synth.sources, 'reference-city-production-appointments', ({ resource = {} }) => {
      const [server] = Object.values(resource.openstack_compute_instance_v2 as unknown as Record<string, { user_data: string }>);
      if (server !== undefined) server.user_data = 'x'.repeat(49_150);
    });
    expect(redIn(claimsIn(synth, large))).toEqual(['city-production bytes of the user data of one server, encoded: 65536/65535']);
  });

  test('where metadata would be longer than Nova takes', () => {
    const long = tamper(synth.sources, 'reference-city-production-appointments', ({ resource = {} }) => {
      const servers = resource.openstack_compute_instance_v2 as unknown as Record<string, { metadata: object }>;
      for (const server of Object.values(servers).slice(0, 1)) Object.assign(server.metadata, { peers: 'x'.repeat(256) });
    });
    expect(redIn(claimsIn(synth, long))).toEqual(['city-production characters of one metadata value: 256/255']);
  });

  test.each([
    ['flavor/SCS-1V-4', 'cloud flavor SCS-1V-4: 1/0'],
    ['zone/az2', 'cloud zone of servers and volumes az2: 1/0'],
    ['image/Debian 12', 'cloud image Debian 12: 1/0'],
    ['volume-type/luks', 'cloud volume type luks: 1/0'],
    ['external-network/external', 'cloud external network external: 1/0'],
    ['service/load-balancer', 'cloud service load-balancer: 1/0'],
    ['role/creator', 'cloud role creator: 1/0'],
    ['free-name/project/reference-city-production', 'cloud free name for the project reference-city-production: 1/0'],
    ['entry/city-production', 'city-production own entry of clouds.yaml with creator, load-balancer_member, member: 1/0'],
  ])('where the cloud lacks %s', (id, line) => {
    expect(redIn(claims, answered(claims, id, missing))).toEqual([line]);
  });

  test('where a project has less than its quota says, and then the state is to be applied', () => {
    const few = answered(
      claims.filter(({ need }) => need.place.account === 'city-production'),
      'quota/volumes',
      bound(1),
    );
    expect(redIn(claims, few)).toEqual([expect.stringMatching(/^city-production volumes: \d+\/1$/)]);
    const [volumes] = claims.filter(({ need }) => need.id === 'quota/volumes' && need.place.account === 'city-production');
    expect(volumes?.advise(bound(1))).toEqual({
      by: 'operator',
      request: 'have state reference-quotas applied, which allows 200 volumes',
    });
  });
});

describe('What Terraform sends', () => {
  test.each([
    ['plain', 'plain'],
    ['$${HOME} and %%{x}', '${HOME} and %{x}'],
    ['a=${element(openstack_networking_port_v2.x.all_fixed_ips, 0)} b', 'a=255.255.255.255 b'],
    ['${one([for x in {a = 1} : x])}.', `${'x'.repeat(36)}.`],
    ['${x.id}${y.id}', 'x'.repeat(72)],
  ])('for %s is as long as %s', (written, sent) => {
    expect(rendered(written)).toBe(sent);
  });
});
