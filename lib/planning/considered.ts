import type { Blueprint } from '../model/blueprint';
import type { Cloud } from '../model/cloud';
import { type IntentId, intents } from '../model/intent';
import { type Result, succeed } from '../model/problem';
import { lawRules } from '../plan/law';
import { needOf } from '../plan/parity';
import type { Plan } from '../plan/plan';
import { resolve, type ResolveInput } from '../plan/resolve';
import { resolveTargets } from '../plan/resolve-target';
import type { LedgerLine, TargetPlan } from '../plan/target-plan';
import { answer, phrase, type Text } from './phrase';

/** A known cloud that the blueprint does not name, as if it did; and why the region may not use it as it stands. */
export interface Considered {
  readonly plan: Plan;
  readonly target: TargetPlan;
  readonly refused: readonly Text[];
}

/**
 * Plans a region for a cloud that its blueprint does not name. What the region's own words or its law forbid is told and
 * set aside, since the question is what it would be like; nothing of this can be deployed.
 */
export const consider = (input: ResolveInput, cloud: Cloud): Result<Considered> => {
  const { blueprint } = input;
  const id = cloud.cloud;
  const clouds = { ...input.clouds, [id]: cloud };
  const bare = withTarget(blueprint.value, cloud, []);
  const ledger = ledgerFor(input, clouds, bare, id);
  const needed = ledger.filter(({ need, parity }) => need === 'required' && parity !== 'equal');
  const absent = needed.filter(({ parity }) => parity === 'absent').map(({ intent }) => intent);
  const value = withoutNeeds(withTarget(blueprint.value, cloud, needed), absent);
  // Zones of a lock are never given up; here nothing is deployed, so that a cloud with fewer of them can be looked at.
  const lock = input.lock && { ...input.lock, zones: input.lock.zones.slice(0, value.network.zones) };
  const plan = resolve({ ...input, lock, clouds, blueprint: { value, locate: (path) => blueprint.locate(path) } });
  if (!plan.ok) return plan;
  const target = plan.value.targets[id];
  if (target === undefined) throw new Error(`no target ${id} in the plan that was made for it`);
  const ledgerAsWritten = target.ledger.map((line) => ({ ...line, need: needOf(blueprint.value, line.intent) }));
  const allowedCountries = [...blueprint.value.residency.allowedCountries].sort();
  return succeed({
    plan: { ...plan.value, region: { ...plan.value.region, allowedCountries } },
    target: { ...target, ledger: ledgerAsWritten },
    refused: refusalsOf(blueprint.value, cloud, absent),
  });
};

const ledgerFor = (
  { blueprint, policies }: ResolveInput,
  clouds: ResolveInput['clouds'],
  value: Blueprint,
  id: string,
): readonly LedgerLine[] =>
  resolveTargets({ value, locate: (path) => blueprint.locate(path) }, clouds, policies).targets[id]?.ledger ?? [];

/** Accounts that exist nowhere: a plan for AWS needs one for each owner. */
const withTarget = (blueprint: Blueprint, cloud: Cloud, needed: readonly LedgerLine[]): Blueprint => {
  const owners = ['shared', ...Object.keys(blueprint.tenants)];
  const accounts = Object.fromEntries(owners.map((owner, index) => [owner, String(index + 1).padStart(12, '0')]));
  const accept = needed.flatMap(({ intent, parity }) =>
    parity === 'equal' || parity === 'absent'
      ? []
      : [{ intent, as: parity, reason: 'considered in a comparison', owner: 'planner', expires: '2999-12-31' }],
  );
  const country = cloud.country;
  return {
    ...blueprint,
    residency: { ...blueprint.residency, allowedCountries: [...new Set([...blueprint.residency.allowedCountries, country])] },
    network: { ...blueprint.network, zones: zonesOn(blueprint, cloud) },
    ...(homeOnly(blueprint, cloud) ? { dataset: 'synthetic' as const, stages: withInventedData(blueprint.stages) } : {}),
    targets: { [cloud.cloud]: { cloud: cloud.cloud, accept, ...(cloud.provider === 'aws' ? { accounts } : {}) } },
  } as Blueprint;
};

/** On AWS a zone of the plan is a zone of the region; elsewhere several may share one. */
const zonesOn = ({ network }: Blueprint, cloud: Cloud): number =>
  cloud.provider === 'aws' ? Math.min(network.zones, cloud.zones.length) : network.zones;

const withInventedData = (stages: Blueprint['stages']): Blueprint['stages'] =>
  Object.fromEntries(Object.entries(stages).map(([id, stage]) => [id, { ...stage, data: 'synthetic' as const }]));

/** What is required and not there stands in the refusal; the plan is made without it. */
const withoutNeeds = (blueprint: Blueprint, absent: readonly IntentId[]): Blueprint => {
  const lacks = (intent: IntentId): boolean => absent.includes(intent);
  const { identity, recovery, storage } = blueprint;
  return {
    ...blueprint,
    needs: { ...blueprint.needs, ...Object.fromEntries(absent.map((intent) => [intent, 'preferred'])) },
    ...(lacks('identity.mfa') ? { identity: { ...identity, staff: { ...identity.staff, mfa: 'preferred' } } } : {}),
    ...(lacks('storage.secondSite')
      ? { recovery: { ...recovery, secondSite: { ...recovery.secondSite, need: 'preferred' } } }
      : {}),
    ...(lacks('storage.writeOnce')
      ? {
          storage: Object.fromEntries(
            Object.entries(storage).map(([id, store]) => [
              id,
              { ...store, retention: { ...store.retention, writeOnce: store.retention.writeOnce && 'preferred' } },
            ]),
          ),
        }
      : {}),
  } as Blueprint;
};

const homeOnly = ({ country, dataset, stages }: Blueprint, cloud: Cloud): boolean =>
  lawRules.some((rule) => rule.country === country && rule.rule === 'real-data-at-home') &&
  cloud.country !== country &&
  Object.values(stages).some((stage) => (stage.data ?? dataset ?? 'real') === 'real');

const refusalsOf = (blueprint: Blueprint, cloud: Cloud, absent: readonly IntentId[]): readonly Text[] => {
  const { allowedCountries } = blueprint.residency;
  return [
    ...(allowedCountries.includes(cloud.country)
      ? []
      : [
          phrase('its machines stand in {country}; the region allows {countries}', {
            country: cloud.country,
            countries: allowedCountries.join(', '),
          }),
        ]),
    ...(homeOnly(blueprint, cloud)
      ? [phrase('the law of {country} keeps real data at home', { country: blueprint.country })]
      : []),
    ...(zonesOn(blueprint, cloud) === blueprint.network.zones
      ? []
      : [
          phrase('it has {count} failure zones; the region wants {wanted}', {
            count: String(cloud.zones.length),
            wanted: String(blueprint.network.zones),
          }),
        ]),
    ...absent.map((intent) => phrase('required and absent there: {intent}', { intent: answer(intents[intent]) })),
  ];
};
