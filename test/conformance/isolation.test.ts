import fc from 'fast-check';
import { undeclared } from '../../lib/controls/isolation';
import { addressAt } from '../../lib/model/cidr';
import type { Plan } from '../../lib/plan/plan';
import { planOf } from '../plans';
import { tries } from '../property';
import { edited, type Edit } from './edits';
import { awsLeaks, openstackLeaks, type Leaks } from './leaks';
import { crossingsIn, type Synthesized, synthesized } from './synthesized';

/** Ways between owners that nobody declared, in words. */
const leaksIn = (synth: Synthesized, sources = synth.sources): readonly string[] =>
  undeclared(crossingsIn(synth, sources), synth.plan).map(
    ({ layer, from, to, ports, actions, by }) => `${layer} ${from} -> ${to} ${[...ports, ...actions].join()} by ${by}`,
  );

const reference = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
});

const space = (id: string) => {
  const found = reference.spaces[id];
  if (found === undefined) throw new Error(`no space ${id}`);
  return found.network.cidr;
};

const links = Object.values(reference.links);
const cidrs = {
  county: space('county-production'),
  city: space('city-production'),
  region: '10.64.0.0/16',
  link: addressAt(links[0]?.cidr ?? '', 9),
};

describe.each<readonly [string, Leaks]>([
  ['aws', awsLeaks(cidrs)],
  ['openstack', openstackLeaks(cidrs)],
])('planted leaks on %s', (target, leaks) => {
  let synth: Synthesized;
  beforeAll(() => {
    synth = synthesized(reference, target);
  });

  test('there are none before', () => {
    expect(leaksIn(synth)).toEqual([]);
  });

  test('the declared link is seen, so the reader is not blind', () => {
    const seen = crossingsIn(synth).filter(({ layer }) => layer === 'endpoint' || layer === 'group' || layer === 'share');
    expect(seen.some(({ from, to }) => from === 'city-production' && /county/.test(to))).toBe(true);
  });

  test('there are at least thirty', () => {
    expect(Object.keys(leaks).length).toBeGreaterThanOrEqual(30);
  });

  test.each(Object.entries(leaks))('%s is found', (_, edits: readonly Edit[]) => {
    const tampered = edits.reduce<Synthesized['sources']>((sources, edit) => edited(sources, edit), synth.sources);
    expect(leaksIn(synth, tampered)).not.toEqual([]);
  });
});

interface Region {
  readonly tenants: readonly (readonly string[])[];
  readonly stages: number;
  readonly links: readonly (readonly [number, number])[];
  readonly egress: 'shared' | 'dedicated';
  readonly zones: number;
}

/** Regions of one to six tenants, each with some e-services, some of which call those of others. */
const regions = fc.record<Region>({
  tenants: fc.array(fc.uniqueArray(fc.constantFrom('residence', 'appointments', 'directory'), { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 6,
  }),
  stages: fc.integer({ min: 1, max: 2 }),
  links: fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 3, selector: ([a, b]) => `${a}-${b}` }),
  egress: fc.constantFrom('shared', 'dedicated'),
  zones: fc.integer({ min: 2, max: 3 }),
});

const ids = ['ada', 'bela', 'cora', 'dora', 'ella', 'fina'];

const planFor = (region: Region): Plan =>
  planOf('reference/provider.yaml', (blueprint) => {
    const tenants = region.tenants.map((services, i) => ({ id: ids[i] ?? '', services }));
    const hosted = (i: number): string => `${ids[i] ?? ''}-${region.tenants[i]?.[0] ?? ''}`;
    // Only from a lower tenant to a higher one: services may not call each other in a circle.
    const calls = region.links.filter(([from, to]) => from < to && to < tenants.length);
    Object.assign(blueprint, {
      tenants: Object.fromEntries(
        tenants.map(({ id }) => [id, { name: { en: id }, inhabitants: 10_000, level: 'municipality' }]),
      ),
      hosting: Object.fromEntries(
        tenants.flatMap(({ id, services }) =>
          services.map((service) => [
            `${id}-${service}`,
            { tenant: id, service: `${service}@1`, host: `${service}.${id}.example`, tier: 'A2' },
          ]),
        ),
      ),
      storage: {},
      stages: Object.fromEntries(
        ['demo', 'lab'].slice(0, region.stages).map((stage) => [stage, { data: 'synthetic', scale: 'small' }]),
      ),
    });
    const network = blueprint.network as Record<string, unknown>;
    network.zones = region.zones;
    network.addresses = '10.0.0.0/12';
    network.links = calls.map(([from, to]) => ({
      from: `${ids[from]}/${hosted(from)}`,
      to: `${ids[to]}/${hosted(to)}`,
      port: 443,
      why: 'a declared call',
    }));
    (network.egress as Record<string, unknown>).mode = region.egress;
    const targets = blueprint.targets as Record<string, { accounts?: Record<string, string> }>;
    delete targets.testbed;
    delete targets.sovereign;
    if (targets.aws !== undefined)
      targets.aws.accounts = Object.fromEntries(
        ['shared', ...tenants.map(({ id }) => id)].map((owner, i) => [owner, String(111_111_111_111 * (i + 1))]),
      );
  });

describe.each(['aws', 'openstack'])('any region on %s', (target) => {
  test('has no path between tenants but the declared links', () => {
    fc.assert(
      fc.property(regions, (region) => {
        expect(leaksIn(synthesized(planFor(region), target))).toEqual([]);
      }),
      tries(8),
    );
  });
});
