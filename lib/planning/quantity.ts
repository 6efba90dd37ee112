import type { Artefact } from '../evidence/resource';
import type { AssumptionId } from '../model/criteria';
import type { Price } from '../model/price-book';
import type { Plan } from '../plan/plan';
import { assumptions } from './assumptions';
import type { Spread } from './input';
import { phrase, type Text } from './phrase';

export const costLayers = ['foundation', 'network', 'storage', 'hosting', 'people', 'contracts'] as const;
export type CostLayer = (typeof costLayers)[number];

/** Machines behind one unit of a quantity, for the electricity that it takes. */
export interface Machines {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly ssdGB: number;
  readonly hddGB: number;
}

/** How much of one item a region needs in a month, and what made it so much. */
export interface Quantity {
  /** Unique in its profile. */
  readonly id: string;
  readonly item: string;
  readonly unit: Price['unit'];
  readonly layer: CostLayer;
  /** `shared`, or the tenant that causes it. */
  readonly tenant: string;
  /** Hosting id; empty where no single e-service causes it. */
  readonly service: string;
  readonly stage: string;
  /** Before the factors; null: nobody knows how much. */
  readonly base: Spread | null;
  /** Ids of inputs that multiply the base. */
  readonly factors: readonly string[];
  /** Whether it stays when nobody uses the services. */
  readonly fixed: boolean;
  /** In words: what was counted where. */
  readonly driver: Text;
  readonly machines: Machines | null;
}

export const noMachines: Machines = { vcpus: 0, memoryGiB: 0, ssdGB: 0, hddGB: 0 };

export interface Owner {
  readonly layer: CostLayer;
  readonly tenant: string;
  readonly service: string;
  readonly stage: string;
}

const layers: Readonly<Record<Artefact['kind'], CostLayer>> = {
  foundation: 'foundation',
  account: 'foundation',
  other: 'foundation',
  egress: 'network',
  network: 'network',
  link: 'network',
  storage: 'storage',
  service: 'hosting',
};

/** Who causes what an artefact holds. */
export const ownerOf = (plan: Plan, artefact: Artefact): Owner => ({
  layer: layers[artefact.kind],
  tenant: artefact.tenant,
  service: artefact.kind === 'service' ? (artefact.id.split('/')[1] ?? '') : '',
  stage: plan.spaces[artefact.space]?.stage ?? '',
});

/** One thing that was counted, before equal things are added up. */
export interface Counted extends Owner, Pick<Quantity, 'item' | 'unit' | 'factors' | 'fixed' | 'machines'> {
  readonly amount: { readonly low: number; readonly expected: number; readonly high: number };
  /** What it is, in the plural. */
  readonly what: Text;
}

export const same = (amount: number): Counted['amount'] => ({ low: amount, expected: amount, high: amount });

/** Adds up what has the same item, owner and factors. */
export const quantitiesOf = (counted: readonly Counted[]): readonly Quantity[] => {
  const groups = new Map<string, Counted[]>();
  for (const one of counted) {
    if (one.amount.high === 0) continue;
    const key = [one.layer, one.tenant, one.stage, one.service, one.item, ...one.factors].join('|');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map(grouped).sort((a, b) => (a.id < b.id ? -1 : 1));
};

const grouped = (group: readonly Counted[]): Quantity => {
  const [first] = group;
  if (first === undefined) throw new Error('an empty group of quantities');
  const { layer, tenant, service, stage, item, unit, factors, fixed, machines, what } = first;
  const sum = (key: keyof Counted['amount']): number => group.reduce((total, { amount }) => total + amount[key], 0);
  const burst = factors.includes('burstHoursPerMonth') ? 'burst' : '';
  return {
    id: [layer, tenant, stage, service, item, burst].filter((part) => part !== '').join('/'),
    item,
    unit,
    layer,
    tenant,
    service,
    stage,
    base: { low: decimalText(sum('low')), expected: decimalText(sum('expected')), high: decimalText(sum('high')) },
    factors,
    fixed,
    driver: driverOf(what, sum('expected'), factors),
    machines,
  };
};

const driverOf = (what: Text, amount: number, factors: readonly string[]): Text =>
  factors.reduce<Text>(
    (driver, factor) => phrase('{driver} × {factor}', { driver, factor: labelOf(factor) }),
    phrase('{what}: {amount}', { what, amount: decimalText(amount) }),
  );

const labelOf = (factor: string): Text =>
  Object.hasOwn(assumptions, factor) ? assumptions[factor as AssumptionId].label : factor;

/** Twelve decimals: enough for a request's share of a GB, and the same text everywhere. */
const decimalText = (value: number): string =>
  Number(value.toFixed(12)).toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 });
