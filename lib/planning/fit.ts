import Decimal from 'decimal.js';
import { objectiveIds, type ObjectiveId } from '../model/criteria';
import type { ComparisonInput, ProfileInput } from './comparison-input';
import { inputAt } from './cost';
import { type Interval, intervalOf } from './interval';
import type { Looked, Offer, Reason, Verdict, Wish } from './wish';

/** Whether a cost stays within the budget: for certain, perhaps, or in no case. */
export const budgetVerdict = ({ budget }: Wish, { low, high }: Interval): Verdict => {
  if (budget === null) return 'fits';
  if (high?.lte(budget.low) === true) return 'fits';
  return low.gt(budget.high) ? 'doesNotFit' : 'mayFit';
};

const anyLevel: Interval = { low: new Decimal(0), expected: new Decimal(0), high: new Decimal(4) };

/** Level of each objective with the choices taken; what nobody judged may be any. */
export const levelsOf = (
  { inputs }: ComparisonInput,
  { seal }: ProfileInput,
  taken: readonly Offer[],
): Readonly<Record<ObjectiveId, Interval>> =>
  Object.fromEntries(
    objectiveIds.map((id) => {
      const written = seal[id];
      const now = written === undefined ? anyLevel : inputAt(inputs, written);
      const lifted = taken.flatMap((offer) => (offer.seal[id] === undefined ? [] : [intervalOf(offer.seal[id])]));
      return [id, lifted.reduce(higher, now)];
    }),
  ) as Record<ObjectiveId, Interval>;

/** No choice lowers a level. */
const higher = (a: Interval, b: Interval): Interval => ({
  low: Decimal.max(a.low, b.low),
  expected: Decimal.max(a.expected, b.expected),
  high: a.high === null || b.high === null ? null : Decimal.max(a.high, b.high),
});

/** Objectives that stay below the level that is asked for, and those that may. */
export const sealFit = ({ minSeal }: Wish, levels: Readonly<Record<ObjectiveId, Interval>>) => {
  const least = minSeal ?? 0;
  const below = objectiveIds.filter((id) => levels[id].high?.lt(least) === true);
  const open = objectiveIds.filter((id) => levels[id].low.lt(least) && !below.includes(id));
  const verdict: Verdict = below.length > 0 ? 'doesNotFit' : open.length > 0 ? 'mayFit' : 'fits';
  return { verdict, below, open };
};

/** Controls that are asked for and missing, and those at which nobody looked. */
export const controlsFit = ({ controls }: Wish, looked: Looked | undefined, all: readonly string[]) => {
  const wanted = controls === 'all' ? all : (controls ?? []);
  const missing = wanted.filter((id) => looked?.missing.includes(id));
  const open = wanted.filter((id) => !missing.includes(id) && looked?.met.includes(id) !== true);
  const verdict: Verdict = missing.length > 0 ? 'doesNotFit' : open.length > 0 ? 'mayFit' : 'fits';
  return { verdict, missing, open };
};

const list = (ids: readonly string[]): string =>
  ids.length > 6 ? `${ids.slice(0, 6).join(', ')} and ${ids.length - 6} more` : ids.join(', ');

/** Each condition that was set, with what stands in its way. */
export const reasonsOf = (
  wish: Wish,
  cost: Interval,
  seal: ReturnType<typeof sealFit>,
  controls: ReturnType<typeof controlsFit>,
  currency: string,
): readonly Reason[] => {
  const money = (value: Decimal | null): string => (value === null ? 'unknown' : value.toFixed(2));
  const budget = budgetVerdict(wish, cost);
  return [
    ...(wish.budget === null
      ? []
      : [
          {
            condition: 'budget' as const,
            verdict: budget,
            text: `between ${money(cost.low)} and ${money(cost.high)} ${currency} a month, of ${money(new Decimal(wish.budget.expected))}`,
          },
        ]),
    ...(wish.minSeal === null
      ? []
      : [
          {
            condition: 'seal' as const,
            verdict: seal.verdict,
            text:
              seal.verdict === 'fits'
                ? `every objective at level ${wish.minSeal} or above`
                : [
                    ...(seal.below.length > 0 ? [`below level ${wish.minSeal}: ${list(seal.below)}`] : []),
                    ...(seal.open.length > 0 ? [`open, or not judged: ${list(seal.open)}`] : []),
                  ].join('; '),
          },
        ]),
    ...(wish.controls === null
      ? []
      : [
          {
            condition: 'controls' as const,
            verdict: controls.verdict,
            text:
              controls.verdict === 'fits'
                ? 'every control that is asked for is shown by the artefacts'
                : [
                    ...(controls.missing.length > 0 ? [`not shown by the artefacts: ${list(controls.missing)}`] : []),
                    ...(controls.open.length > 0 ? [`left to the audit: ${list(controls.open)}`] : []),
                  ].join('; '),
          },
        ]),
  ];
};
