import Decimal from 'decimal.js';
import { cents } from './interval';
import { type SharingKey, sharingKeys } from './sharing-keys';

/** What one part of a cost is caused by: it is paid as soon as one of its users is there. */
export interface Component {
  readonly cost: Decimal;
  /** Ids of members; never empty. */
  readonly users: readonly string[];
  readonly fixed: boolean;
}

export interface Member {
  readonly id: string;
  readonly inhabitants: Decimal;
  readonly transactions: Decimal;
}

export { type SharingKey, sharingKeys } from './sharing-keys';

/** Amounts by member; they sum exactly to the total in cents. */
export type Shares = Readonly<Record<string, Decimal>>;

/** What every member pays under each key. */
export const sharesOf = (members: readonly Member[], components: readonly Component[]): Readonly<Record<SharingKey, Shares>> => {
  const total = cents(components.reduce((all, { cost }) => all.plus(cost), new Decimal(0)));
  const of = (weights: readonly Decimal[]): Shares => apportioned(total, members, weights);
  return {
    perHead: of(members.map(({ inhabitants }) => inhabitants)),
    perUse: of(members.map(({ transactions }) => transactions)),
    fixedAndVariable: of(fixedAndVariable(members, components)),
    shapley: of(shapley(members, components)),
  };
};

/** The fixed part by heads, the variable part by use. */
const fixedAndVariable = (members: readonly Member[], components: readonly Component[]): readonly Decimal[] => {
  const cost = (fixed: boolean): Decimal =>
    components.filter((one) => one.fixed === fixed).reduce((all, one) => all.plus(one.cost), new Decimal(0));
  const heads = parts(members.map(({ inhabitants }) => inhabitants));
  const use = parts(members.map(({ transactions }) => transactions));
  return members.map((_, index) =>
    cost(true)
      .times(heads[index] ?? 0)
      .plus(cost(false).times(use[index] ?? 0)),
  );
};

/**
 * Each component is a game that costs its whole as soon as one of its users plays: by symmetry the Shapley value divides
 * it equally among them, and values of sums are sums of values.
 */
export const shapley = (members: readonly Member[], components: readonly Component[]): readonly Decimal[] =>
  members.map(({ id }) =>
    components
      .filter(({ users }) => users.includes(id))
      .reduce((all, { cost, users }) => all.plus(cost.div(users.length)), new Decimal(0)),
  );

/** Shares of one; equal ones where nobody weighs anything. */
const parts = (weights: readonly Decimal[]): readonly Decimal[] => {
  const all = weights.reduce((total, one) => total.plus(one), new Decimal(0));
  return weights.map((one) => (all.isZero() ? new Decimal(1).div(weights.length) : one.div(all)));
};

/** By largest remainder: cents that are left over go to those who lost most by rounding down. */
const apportioned = (total: Decimal, members: readonly Member[], weights: readonly Decimal[]): Shares => {
  const exact = parts(weights).map((part) => total.times(part));
  const down = exact.map((value) => value.toDecimalPlaces(2, Decimal.ROUND_DOWN));
  const left = total
    .minus(down.reduce((all, one) => all.plus(one), new Decimal(0)))
    .times(100)
    .toNumber();
  const order = exact
    .map((value, index) => ({ index, lost: value.minus(down[index] ?? 0) }))
    .sort((a, b) => b.lost.comparedTo(a.lost) || a.index - b.index)
    .slice(0, left)
    .map(({ index }) => index);
  return Object.fromEntries(
    members.map(({ id }, index) => [id, (down[index] ?? new Decimal(0)).plus(order.includes(index) ? '0.01' : 0)]),
  );
};

/** The key under which the smallest member pays least for each of its inhabitants, against the mean of all. */
export const mildestFor = (members: readonly Member[], shares: Readonly<Record<SharingKey, Shares>>): SharingKey => {
  const smallest = [...members].sort((a, b) => a.inhabitants.comparedTo(b.inhabitants))[0];
  if (smallest === undefined) return 'perHead';
  const paid = (key: SharingKey): Decimal => shares[key][smallest.id] ?? new Decimal(0);
  return sharingKeys.reduce((best, key) => (paid(key).lt(paid(best)) ? key : best));
};
