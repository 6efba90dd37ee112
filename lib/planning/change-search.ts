import Decimal from 'decimal.js';
import type { Tier } from '../model/blueprint';
import type { ToldInput } from './comparison-input';
import { inputAt } from './cost';
import { budgetVerdict, controlsFit, levelsOf, sealFit } from './fit';
import { type Interval, plus, sum, unbounded } from './interval';
import { partly, partOf } from './payer';
import { payerCosts } from './payer-cost';
import { type Choosable, fewestSteps } from './tier-search';
import { type Offer, rankOf, type ToldSpace, type ToldVariant, type Verdict, worst } from './wish';

/** One combination of partners, tiers and choices that meets a wish, or may. */
export interface Candidate {
  readonly verdict: Verdict;
  readonly partners: readonly string[];
  readonly tiers: Readonly<Record<string, Tier>>;
  /** Steps down of all e-services together. */
  readonly steps: number;
  readonly taken: readonly Offer[];
  readonly cost: Interval;
  /** Expected cost of the choices over the years; null: not known. */
  readonly added: Decimal | null;
}

const tierOrder: readonly Tier[] = ['A1', 'A2', 'A3'];

/**
 * Every combination that meets the wish, the cheapest first: what fits for certain before what may; then the fewest steps
 * down in tiers, then the fewest partners lost, since people lose those; then the choices that cost least over the years.
 */
export const changesOf = (space: ToldSpace, base: ToldVariant, profile: string): readonly Candidate[] => {
  const stays = base.input.profiles.find(({ id }) => id === profile)?.kind === 'stay';
  const starts = space.variants.filter(({ tier }) => tier === 'written').filter((variant) => !stays || variant === base);
  const subsets = subsetsOf(space.offers[profile] ?? []);
  return starts
    .flatMap((start) => subsets.flatMap((taken) => candidatesFrom(space, start, profile, taken)))
    .sort(
      (a, b) =>
        rankOf(a.verdict) - rankOf(b.verdict) ||
        a.steps - b.steps ||
        b.partners.length - a.partners.length ||
        compare(a.added, b.added) ||
        a.taken.length - b.taken.length ||
        a.cost.expected.comparedTo(b.cost.expected) ||
        (keyOf(a) < keyOf(b) ? -1 : 1),
    );
};

const keyOf = ({ partners, taken }: Candidate): string => [...partners, ...taken.map(({ id }) => id)].join(' ');

/** What is not known comes last. */
const compare = (a: Decimal | null, b: Decimal | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a.comparedTo(b);

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

const candidatesFrom = (space: ToldSpace, start: ToldVariant, id: string, taken: readonly Offer[]): readonly Candidate[] => {
  const { wish } = space;
  const profile = start.input.profiles.find((one) => one.id === id);
  if (profile === undefined) return [];
  const seal = sealFit(wish, levelsOf(start.input, profile, taken)).verdict;
  const controls = controlsFit(wish, start.controls[id]).verdict;
  if (worst([seal, controls]) === 'doesNotFit') return [];
  const extra = choiceCost(space, start, taken);
  const rest = plus(payerCosts(start, id, wish).rest, extra);
  const services = choosables(space, start, id);
  const limits = [
    { bound: 'high' as const, limit: wish.budget === null ? null : new Decimal(wish.budget.low) },
    { bound: 'low' as const, limit: wish.budget === null ? null : new Decimal(wish.budget.high) },
  ];
  return limits.flatMap(({ bound, limit }) => {
    const found = fewestSteps(rest, services, bound, limit);
    if (found === null) return [];
    const verdict = worst([seal, controls, budgetVerdict(wish, found.cost)]);
    return [{ ...found, verdict, partners: start.partners, taken, added: addedBy(start.input, taken) }];
  });
};

/** What choices cost the payer in a month: like anything fixed that all share. */
const choiceCost = ({ wish }: ToldSpace, { input }: ToldVariant, taken: readonly Offer[]): Interval => {
  const part = partOf(input, wish)({ fixed: true, tenant: 'shared' });
  return sum(taken.map(({ monthly }) => partly(monthly === null ? unbounded : inputAt(input.inputs, monthly), part)));
};

const addedBy = ({ inputs }: ToldInput, taken: readonly Offer[]): Decimal | null => {
  const months = inputAt(inputs, 'years').expected.times(12);
  return taken.reduce<Decimal | null>(
    (all, { monthly, setup }) =>
      all === null || monthly === null || setup === null
        ? null
        : all.plus(inputAt(inputs, setup).expected).plus(inputAt(inputs, monthly).expected.times(months)),
    new Decimal(0),
  );
};

/** Each e-service as it is written, and at each lower tier that was calculated for these partners. */
const choosables = ({ variants, wish }: ToldSpace, start: ToldVariant, profile: string): readonly Choosable[] => {
  const same = variants.filter(({ partners }) => partners.join() === start.partners.join());
  const costs = new Map(same.map((variant) => [variant, payerCosts(variant, profile, wish)]));
  return Object.entries(start.tiers).map(([service, written]) => {
    const options = [start, ...same.filter((variant) => variant !== start)].flatMap((variant) => {
      const tier = variant.tiers[service] ?? written;
      const steps = tierOrder.indexOf(written) - tierOrder.indexOf(tier);
      const cost = costs.get(variant)?.services[service];
      return steps < 0 || cost === undefined ? [] : [{ tier, steps, cost }];
    });
    return { service, options: options.filter((one, index) => options.findIndex(({ tier }) => tier === one.tier) === index) };
  });
};
