import Decimal from 'decimal.js';
import { objectiveIds, type ObjectiveId } from '../model/criteria';
import type { ToldInput, ToldProfile } from './comparison-input';
import { inputAt } from './cost';
import { type Interval, intervalOf } from './interval';
import { type Amount, phrase, type Speak, type Text } from './phrase';
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
  { inputs }: ToldInput,
  { seal }: ToldProfile,
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

/** Controls that are asked for and missing, and those that nobody sees; what does not concern the region stops nothing. */
export const controlsFit = ({ controls }: Wish, looked: Looked | undefined) => {
  if (looked === undefined || controls === null) {
    const unasked: Verdict = controls === null ? 'fits' : 'mayFit';
    return { verdict: unasked, missing: [], open: [], looked: false };
  }
  const isWanted = (id: string): boolean => controls === 'all' || controls.includes(id);
  const missing = looked.missing.filter(isWanted);
  const open = looked.open.filter(isWanted);
  const verdict: Verdict = missing.length > 0 ? 'doesNotFit' : open.length > 0 ? 'mayFit' : 'fits';
  return { verdict, missing, open, looked: true };
};

const list = (ids: readonly string[]): Text =>
  ids.length > 6
    ? phrase('{some} and {count} more', { some: ids.slice(0, 6).join(', '), count: String(ids.length - 6) })
    : ids.join(', ');

/** Each condition that was set, with what stands in its way. */
export const reasonsOf = (
  wish: Wish,
  cost: Interval,
  seal: ReturnType<typeof sealFit>,
  controls: ReturnType<typeof controlsFit>,
  currency: string,
  speak: Speak,
): readonly Reason[] => [
  ...(wish.budget === null
    ? []
    : [
        {
          condition: 'budget' as const,
          verdict: budgetVerdict(wish, cost),
          text: speak(budgetText(cost, amount(new Decimal(wish.budget.expected)), currency)),
        },
      ]),
  ...(wish.minSeal === null
    ? []
    : [{ condition: 'seal' as const, verdict: seal.verdict, text: sealTexts(seal, String(wish.minSeal)).map(speak).join('; ') }]),
  ...(wish.controls === null
    ? []
    : [{ condition: 'controls' as const, verdict: controls.verdict, text: controlsTexts(controls).map(speak).join('; ') }]),
];

const amount = (money: Decimal): Amount => ({ amount: money.toFixed(2) });

const budgetText = ({ low, high }: Interval, budget: Amount, currency: string): Text =>
  high === null
    ? phrase('at least {low} {currency} a month, without a known upper bound; the budget is {budget}', {
        low: amount(low),
        currency,
        budget,
      })
    : phrase('between {low} and {high} {currency} a month; the budget is {budget}', {
        low: amount(low),
        high: amount(high),
        currency,
        budget,
      });

const sealTexts = ({ verdict, below, open }: ReturnType<typeof sealFit>, level: string): readonly Text[] =>
  verdict === 'fits'
    ? [phrase('every objective at level {level} or above', { level })]
    : [
        ...(below.length > 0 ? [phrase('below level {level}: {objectives}', { level, objectives: list(below) })] : []),
        ...(open.length > 0 ? [phrase('open, or not judged: {objectives}', { objectives: list(open) })] : []),
      ];

const controlsTexts = ({ verdict, missing, open, looked }: ReturnType<typeof controlsFit>): readonly Text[] => {
  if (!looked) return [phrase('nothing was synthesized in which to look for controls')];
  return verdict === 'fits'
    ? [phrase('every control that is asked for is shown by the artefacts')]
    : [
        ...(missing.length > 0 ? [phrase('not shown by the artefacts: {controls}', { controls: list(missing) })] : []),
        ...(open.length > 0 ? [phrase('left to the operator, or not to be seen: {controls}', { controls: list(open) })] : []),
      ];
};
