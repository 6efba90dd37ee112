import { overlapsCidr } from '../../lib/model/cidr';
import { intentIds } from '../../lib/model/intent';
import type { LedgerLine } from '../../lib/plan/target-plan';
import { placeholderNames } from '../../lib/plan/placeholder-image';
import { planOf, problemsOf, referenceBlueprint, referencePlan } from '../plans';

const municipal = 'reference/municipal.yaml';
const codes = (change: Parameters<typeof problemsOf>[1]): string[] => [
  ...new Set(problemsOf(municipal, change).map((problem) => problem.code)),
];

describe('the plan of the reference region', () => {
  const plan = referencePlan();
  const production = plan.spaces['city-production'];

  test('is frozen to its leaves', () => {
    expect(Object.isFrozen(plan)).toBe(true);
    expect(Object.isFrozen(production?.network.subnets['app-a'])).toBe(true);
  });

  test('has no optional value', () => {
    expect(JSON.stringify(plan, (_key, value: unknown) => (value === undefined ? 'UNDEFINED' : value))).not.toContain(
      'UNDEFINED',
    );
  });

  test('has one space for each tenant and stage', () => {
    expect(Object.keys(plan.spaces)).toEqual(['city-production', 'city-staging', 'county-production', 'county-staging']);
  });

  test('gives each tier and zone its subnet', () => {
    expect(Object.entries(production?.network.subnets ?? {}).map(([id, subnet]) => [id, subnet.cidr, subnet.gateway])).toEqual([
      ['app-a', '10.64.33.0/24', '10.64.33.1'],
      ['app-b', '10.64.37.0/24', '10.64.37.1'],
      ['data-a', '10.64.34.0/24', '10.64.34.1'],
      ['data-b', '10.64.38.0/24', '10.64.38.1'],
      ['edge-a', '10.64.32.0/24', '10.64.32.1'],
      ['edge-b', '10.64.36.0/24', '10.64.36.1'],
    ]);
  });

  test('numbers IPv6 like IPv4', () => {
    const prefix = plan.egress.cidr6.replace('::/56', '');
    expect(plan.egress.cidr6).toBe(`${prefix}::/56`);
    expect(production?.network.cidr6).toBe(`${prefix}:200::/56`);
    expect(production?.network.subnets['edge-b']?.cidr6).toBe(`${prefix}:204::/64`);
  });

  test('overlaps no two subnets, on any family', () => {
    const subnets = [
      ...Object.values(plan.egress.subnets),
      ...Object.values(plan.spaces).flatMap((space) => Object.values(space.network.subnets)),
    ];
    for (const family of ['cidr', 'cidr6'] as const) {
      const all = subnets.map((subnet) => subnet[family]);
      expect(all.flatMap((a, i) => all.slice(i + 1).filter((b) => overlapsCidr(a, b)))).toEqual([]);
    }
  });

  test('declares each link once for each stage, with its transit block', () => {
    expect(Object.values(plan.links).map((link) => [link.id, link.cidr])).toEqual([
      ['city-kindergarten-county-residence-443-production', '10.64.16.0/28'],
      ['city-kindergarten-county-residence-443-staging', '10.64.16.16/28'],
    ]);
    expect(production?.services['kindergarten']?.calls).toEqual(['city-kindergarten-county-residence-443-production']);
    expect(plan.spaces['county-production']?.services['residence']?.answers).toEqual([
      'city-kindergarten-county-residence-443-production',
    ]);
  });

  test('keeps old versions of personal data as long as the record', () => {
    const evidence = production?.services['kindergarten']?.documents['evidence'];
    expect(evidence?.dataClass).toBe('C3');
    expect(evidence?.oldVersionDays).toBe(evidence?.retentionDays);
  });

  test('puts staging beside of the host and scales it down', () => {
    const staging = plan.spaces['city-staging']?.services['appointments'];
    expect(staging?.host).toBe('staging-appointments.city.reference.example');
    expect(Object.values(staging?.web ?? {}).map((web) => web.instances)).toContainEqual({ min: 1, max: 2 });
  });

  test('lets out to what is listed and to the issuers of the sign-ins', () => {
    const listed = referenceBlueprint().network.egress.allow;
    const bare = planOf(municipal, (blueprint) => (blueprint.network.egress.allow = ['payments.example'])).egress.allow;
    expect(bare).toEqual([...placeholderNames, 'idp.reference.example', 'login.reference.example', 'payments.example'].sort());
    expect(plan.egress.allow).toEqual([...new Set([...listed, ...bare])].sort());
  });

  test('applies the called service before the caller', () => {
    const ids = plan.order.map((node) => node.id);
    expect(ids[0]).toBe('foundation');
    expect(ids.indexOf('county-production/residence')).toBeLessThan(ids.indexOf('city-production/kindergarten'));
    plan.order.forEach((node, index) => node.after.forEach((id) => expect(ids.indexOf(id)).toBeLessThan(index)));
  });

  test.each(Object.keys(plan.targets))('has one ledger line for every intent on %s', (target) => {
    const lines: readonly LedgerLine[] = plan.targets[target]?.ledger ?? [];
    expect(lines.map((line) => line.intent)).toEqual(intentIds);
    for (const line of lines)
      expect([line.intent, line.parity === 'equal' ? '' : 'lost']).toEqual([line.intent, line.lost === '' ? '' : 'lost']);
  });
});

test('exceptions stand at the target of their scope, and those of more than one resource at none', () => {
  const entry = {
    control: 'hosting.entryKept',
    reason: 'a trial',
    owner: 'ced',
    ticket: 'T-1',
    compensating: 'none needed',
    review: '2027-01-01',
    expires: '2027-06-30',
  };
  const { targets } = planOf('reference/municipal.yaml', (blueprint) => {
    blueprint.exceptions = ['aws/a/b/c', 'aws/a', 'aws/*/b', 'elsewhere/a/b'].map((resource) => ({ ...entry, resource }));
  });
  expect(targets.aws?.exceptions).toEqual([{ ...entry, artefact: 'a', resource: 'b/c' }]);
  expect(targets.openstack?.exceptions).toEqual([]);
  expect(Object.isFrozen(targets.aws?.exceptions)).toBe(true);
});

test('adding a zone moves no subnet', () => {
  const before = referencePlan().spaces['county-production']?.network.subnets ?? {};
  const after = planOf(municipal, (blueprint) => {
    blueprint.network.zones = 3;
    delete blueprint.targets['sovereign'];
  }).spaces['county-production']?.network.subnets;
  expect(Object.keys(after ?? {})).toHaveLength(9);
  expect(after).toMatchObject(before);
});

test('reordering what was written changes nothing', () => {
  const reversed = planOf(municipal, (blueprint) => {
    for (const key of ['tenants', 'hosting', 'storage', 'stages', 'targets'] as const) {
      Object.assign(blueprint, { [key]: Object.fromEntries(Object.entries(blueprint[key]).reverse()) });
    }
  });
  expect(JSON.stringify(reversed)).toBe(JSON.stringify(referencePlan()));
});

describe('refuses, before anything is made,', () => {
  test.each<[string, string, Parameters<typeof problemsOf>[1]]>([
    ['a historic record', 'SGC3001', (b) => (b.deployable = false)],
    ['a place under sanctions', 'SGC3002', (b) => (b.country = 'RU')],
    ['real data of Serbia abroad', 'SGC3003', (b) => ((b.country = 'RS'), (b.identity.citizens.scheme = 'national'))],
    ['eIDAS outside the Union', 'SGC3004', (b) => (b.country = 'GB')],
    [
      'data in a country that is not allowed',
      'SGC3101',
      (b) => ((b.residency.allowedCountries = ['IE']), (b.recovery.secondSite.allowedCountries = ['IE'])),
    ],
    ['a second site in a country that is not allowed', 'SGC3102', (b) => (b.recovery.secondSite.allowedCountries = ['DE', 'CH'])],
    ['an unknown e-service', 'SGC2101', (b) => ((b.hosting['residence'] ?? never()).service = 'residnce@1')],
    ['a tier below the descriptor', 'SGC2102', (b) => ((b.hosting['residence'] ?? never()).tier = 'A1')],
    [
      'two spaces of one name',
      'SGC2104',
      (b) => ((b.tenants['city-x'] = { name: 'x', inhabitants: 1 }), (b.stages['x-production'] = {})),
    ],
    [
      'links in a circle',
      'SGC2105',
      (b) => b.network.links.push({ from: 'county/residence', to: 'city/kindergarten', port: 443, why: 'back' }),
    ],
    ['ephemeral real data', 'SGC2106', (b) => (b.lifecycle = 'ephemeral')],
    ['an unknown cloud', 'SGC2201', (b) => ((b.targets['aws'] ?? never()).cloud = 'aws-eu-centrl-1')],
    ['a tenant without an account', 'SGC2202', (b) => delete (b.targets['aws'] ?? never()).accounts?.['city']],
    [
      'an account of nobody',
      'SGC2203',
      (b) => Object.assign((b.targets['aws'] ?? never()).accounts ?? {}, { village: '999999999999' }),
    ],
    ['more zones than the cloud has', 'SGC2204', (b) => (b.network.zones = 4)],
    ['one zone on AWS', 'SGC2206', (b) => (b.network.zones = 1)],
    ['accounts on an OpenStack', 'SGC2205', (b) => ((b.targets['openstack'] ?? never()).accounts = { shared: '111122223333' })],
    ['something required that is absent', 'SGC5001', (b) => (b.needs['jurisdiction.immunity'] = 'required')],
    ['something required and worse that nobody accepted', 'SGC5002', (b) => ((b.targets['openstack'] ?? never()).accept = [])],
    [
      'an acceptance of what is not so',
      'SGC5003',
      (b) =>
        ((b.targets['aws'] ?? never()).accept = [
          { intent: 'hosting.waf', as: 'weaker', reason: 'r', owner: 'it', expires: '2027-01-01' },
        ]),
    ],
    [
      'sensitive data in an account that tenants share',
      'SGC5004',
      (b) => Object.assign((b.targets['aws'] ?? never()).accounts ?? {}, { county: '222233334444' }),
    ],
    ['unknown options of a provider', 'SGC5005', (b) => ((b.targets['aws'] ?? never()).options = { weaken: true })],
    ['a quota that is too small', 'SGC5101', (b) => (b.quota.vcpus = 1)],
  ])('%s: %s', (_name, code, change) => {
    expect(codes(change)).toContain(code);
  });
});

test('every problem says where, what is allowed and how to repair it', () => {
  const problems = problemsOf(municipal, (b) => {
    b.country = 'RU';
    b.quota.vcpus = 1;
    b.network.links.push({ from: 'county/residence', to: 'city/kindergarten', port: 443, why: 'back' });
  });
  expect(problems.length).toBeGreaterThan(2);
  for (const problem of problems) {
    expect(problem.line).toBeGreaterThan(0);
    expect([problem.allowed, problem.repair].every((text) => text.length > 2)).toBe(true);
  }
});

const never = (): never => {
  throw new Error('the reference region changed');
};
