import type Decimal from 'decimal.js';
import type { Tier } from '../model/blueprint';
import { type Interval, sum } from './interval';

/** One tier that an e-service could have: how many steps below the one that is written, and what it costs then. */
export interface TierOption {
  readonly tier: Tier;
  readonly steps: number;
  readonly cost: Interval;
}

export interface Choosable {
  readonly service: string;
  readonly options: readonly TierOption[];
}

export interface Found {
  readonly steps: number;
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly cost: Interval;
}

interface Path {
  readonly bound: Decimal;
  readonly picks: readonly TierOption[];
}

/**
 * The fewest steps down with which the bound (`high`: it fits for certain, `low`: it may) stays within the limit, and among
 * these the least bound. Exact: costs of e-services add up, so the best for n of them by steps follows from the best for n − 1.
 */
export const fewestSteps = (
  rest: Interval,
  services: readonly Choosable[],
  bound: 'low' | 'high',
  limit: Decimal | null,
): Found | null => {
  const start = rest[bound];
  if (start === null) return null;
  let best = new Map<number, Path>([[0, { bound: start, picks: [] }]]);
  for (const { options } of services) {
    const next = new Map<number, Path>();
    for (const [steps, path] of best)
      for (const option of options) {
        const own = option.cost[bound];
        if (own === null) continue;
        const total = path.bound.plus(own);
        const known = next.get(steps + option.steps);
        if (known === undefined || total.lt(known.bound))
          next.set(steps + option.steps, { bound: total, picks: [...path.picks, option] });
      }
    best = next;
  }
  const [found] = [...best]
    .filter(([, path]) => limit === null || path.bound.lte(limit))
    .sort(([a], [b]) => a - b)
    .map(([steps, { picks }]) => ({
      steps,
      tiers: Object.fromEntries(picks.map(({ tier }, index) => [services[index]?.service ?? '', tier])),
      cost: sum([rest, ...picks.map(({ cost }) => cost)]),
    }));
  return found ?? null;
};
