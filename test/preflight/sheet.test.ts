import fc from 'fast-check';
import { readCloudFormation } from '../../lib/evidence/cloudformation';
import { readTerraform } from '../../lib/evidence/terraform';
import { sizes } from '../../lib/plan/sizing';
import type { AwsTargetPlan, OpenstackTargetPlan } from '../../lib/plan/target-plan';
import { linesOf, profileFlavors } from '../../lib/preflight/preflight';
import type { Requirement, Told } from '../../lib/preflight/requirement';
import { demandRequirements } from '../../lib/preflight/requirement-plan';
import { awsRequirements, openstackRequirements } from '../../lib/preflight/sheet';
import type { Planning } from '../../lib/model/planning';
import { type Synthesized, synthesized } from '../conformance/synthesized';
import { planOf, referencePlan } from '../plans';
import { tries } from '../property';
import { claimsIn } from './claims';

const nobody: Told = { planning: undefined, file: 'municipal.planning.yaml', date: '2026-11-28' };

const sheetOf = ({ plan, target, sources }: Synthesized, told: Told = nobody): readonly Requirement[] =>
  target.provider === 'aws'
    ? awsRequirements({ plan, target: target as AwsTargetPlan, sources, evidence: readCloudFormation(sources) }, told)
    : openstackRequirements(
        { plan, target: target as OpenstackTargetPlan, sources, evidence: readTerraform(sources) },
        profileFlavors(target as OpenstackTargetPlan, sizes),
        told,
      );

const made = Object.fromEntries(['aws', 'sovereign', 'openstack'].map((id) => [id, synthesized(referencePlan(), id)]));
const of = (id: string): Synthesized => {
  const one = made[id];
  if (one === undefined) throw new Error(`no target ${id}`);
  return one;
};
const quotasIn = (sheet: readonly Requirement[]): readonly Requirement[] => sheet.filter(({ section }) => section === 'quota');

/** Every number in the quota resources as the engine wrote them, read without any of our readers. */
const writtenQuotas = ({ sources }: Synthesized): readonly number[] =>
  sources.flatMap(({ template }) => {
    const { resource = {} } = JSON.parse(template) as { resource?: Record<string, Record<string, Record<string, unknown>>> };
    return Object.entries(resource)
      .filter(([type]) => /_quota(?:set)?_v[23]$/.test(type))
      .flatMap(([, all]) => Object.values(all))
      .flatMap((body) => Object.values({ ...body, ...(body.volume_type_quota as object) }))
      .filter((value) => /^-?[0-9]+$/.test(String(value)))
      .map(Number);
  });

describe('quotas of the sheet', () => {
  test.each(['aws', 'sovereign', 'openstack'])('are those of preflight on %s, figure by figure', (id) => {
    const lines = linesOf(id, claimsIn(of(id)), new Map());
    const home = of(id).target.cloud.region;
    const preflight = new Map(
      lines.map((line) => [`${line.account}${line.region === home ? '' : ` ${line.region}`}|${line.item}`, line]),
    );
    const used = quotasIn(sheetOf(of(id))).filter(({ need }) => need !== 0);
    expect(used.length).toBeGreaterThan(30);
    for (const { where, item, need, granted, ask, parts } of used) {
      const line = preflight.get(`${where}|${item}`);
      expect({ where, item, need, granted, ask }).toEqual({
        where,
        item,
        need: line?.need,
        granted: line?.limit,
        ask: line?.request,
      });
      expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(need);
    }
  });

  test('are all that the terraform resources set, and nothing else', () => {
    const written = writtenQuotas(of('openstack'));
    expect(written.length).toBeGreaterThan(20 * Object.keys(of('openstack').plan.spaces).length);
    const granted = quotasIn(sheetOf(of('openstack'))).filter(
      ({ granted: value, source }) => value !== null && source.startsWith('state '),
    );
    // Volumes of a type without a quota of their own are bounded by nothing that is written.
    const free = granted.filter(({ granted: value }) => value === -1);
    expect(free.map(({ item }) => item.replace(/ of type .*/, ''))).toEqual(free.map(() => 'volumes'));
    expect(granted.length - free.length).toBe(written.length);
    const values = (all: readonly number[]): readonly number[] => [...all].sort((a, b) => a - b);
    expect(values(granted.filter((one) => !free.includes(one)).map((one) => one.granted ?? NaN))).toEqual(values(written));
  });

  test('of a project are those of the blueprint', () => {
    const sheet = quotasIn(sheetOf(of('openstack')));
    const { spaces } = of('openstack').plan;
    for (const [id, { quota }] of Object.entries(spaces)) {
      const granted = (item: string) => sheet.find((one) => one.where === id && one.item === item)?.granted;
      expect([granted('servers'), granted('vCPUs'), granted('MiB of memory'), granted('GiB of volumes')]).toEqual([
        quota.servers,
        quota.vcpus,
        quota.memoryGiB * 1024,
        quota.volumeGiB,
      ]);
    }
  });
});

test.each(['aws', 'sovereign', 'openstack'])(
  'every line on %s says what made it so much, where it comes from, and what to do',
  (id) => {
    const sheet = sheetOf(of(id));
    for (const section of ['demand', 'quota', 'address', 'access', 'name', 'certificate', 'people', 'contract'] as const)
      expect({ section, there: sheet.some((one) => one.section === section) }).toEqual({ section, there: true });
    const bare = sheet.filter(
      ({ driver, source, ask, section }) =>
        source === '' || (driver === '' && ask === '' && section !== 'cloud' && section !== 'quota'),
    );
    expect(bare).toEqual([]);
  },
);

test('every delegated host has a certificate, as many as preflight counts', () => {
  const counted = quotasIn(sheetOf(of('aws')))
    .filter(({ item }) => item === 'certificates')
    .reduce((sum, { need }) => sum + (need ?? 0), 0);
  const listed = sheetOf(of('aws')).filter(({ section }) => section === 'certificate');
  expect(counted).toBeGreaterThan(0);
  expect(listed).toHaveLength(counted);
});

test('hours and contracts are unknown until the region says them', () => {
  const people = (told: Told) =>
    sheetOf(of('openstack'), told).filter(({ section, item }) => section === 'people' || /a month/.test(item));
  expect(new Set(people(nobody).map(({ need }) => need))).toEqual(new Set([null]));
  expect(people(nobody).every(({ ask }) => /^write it under (?:staff|profiles)\./.test(ask))).toBe(true);
  const planning = {
    planning: 1,
    date: '2026-11-20',
    currency: 'EUR',
    staff: {
      hourlyRate: 50,
      hours: { 'hosting.waf': { low: 2, expected: 4, high: 10, source: 'own records', date: '2026-10' } },
    },
    profiles: { openstack: { staffHours: 40, support: 250 } },
  } satisfies Planning;
  const told = people({ ...nobody, planning });
  expect(told.find(({ where }) => where === 'hosting.waf')).toMatchObject({ need: 4, source: 'own records', date: '2026-10' });
  expect(told.find(({ item }) => item.startsWith('support'))).toMatchObject({ need: 250, confidence: 'own', date: '2026-11-20' });
  expect(told.find(({ item }) => item.startsWith('licences'))?.need).toBeNull();
});

test('more inhabitants never ask for less', () => {
  const demandFor = (inhabitants: number): readonly number[] => {
    const plan = planOf('reference/municipal.yaml', (blueprint) => {
      for (const tenant of Object.values(blueprint.tenants)) tenant.inhabitants = inhabitants;
    });
    const [target] = Object.values(plan.targets);
    if (target === undefined) throw new Error('no target');
    return demandRequirements(plan, target, '2026-11-28').map(({ need }) => need ?? 0);
  };
  const people = fc.integer({ min: 0, max: 400_000 });
  fc.assert(
    fc.property(people, people, (a, b) => {
      const fewer = demandFor(Math.min(a, b));
      demandFor(Math.max(a, b)).forEach((need, index) => expect(need).toBeGreaterThanOrEqual(fewer[index] ?? 0));
    }),
    tries(10),
  );
});
