import Decimal from 'decimal.js';
import type { ProfileResult } from './comparison';
import type { ToldInput } from './comparison-input';
import { type Costed, costOf, inputAt, isKnown } from './cost';
import type { FigureBook } from './figures';
import { type Interval, point } from './interval';
import { phrase, type Text } from './phrase';
import { type Component, type Member, mildestFor, sharesOf, type SharingKey, sharingKeys } from './sharing';

const keyNames: Readonly<Record<SharingKey, Text>> = {
  perHead: phrase('per head'),
  perUse: phrase('per use'),
  fixedAndVariable: phrase('fixed per head, variable per use'),
  shapley: phrase('Shapley value'),
};

/** The cost of `shared` is split; the rest belongs to whom it was made for. */
const componentsOf = (costed: readonly Costed[], members: readonly Member[]): readonly Component[] =>
  costed.filter(isKnown).flatMap(({ line, cost }): Component[] => {
    const users = line.tenant === 'shared' ? members.map(({ id }) => id) : [line.tenant];
    return users.length === 0 ? [] : [{ cost: cost.expected, users, fixed: line.fixed }];
  });

export const sharedOf = (
  input: ToldInput,
  costed: readonly Costed[],
  profile: string,
  monthRef: string,
  book: FigureBook,
): Pick<ProfileResult, 'tenants' | 'mildestKey'> => {
  const demand = inputAt(input.inputs, 'demandFactor').expected;
  const members = input.tenants.map(({ id, inhabitants, transactions }) => ({
    id,
    inhabitants: inputAt(input.inputs, inhabitants).expected,
    transactions: inputAt(input.inputs, transactions).expected.times(demand),
  }));
  const shares = sharesOf(members, componentsOf(costed, members));
  const figure = (tenant: string, key: SharingKey): string =>
    book.derive(`share:${profile}/${tenant}/${key}`, point(shares[key][tenant] ?? 0), {
      label: phrase('What {tenant} pays by the key {key}, of what is known', { tenant, key: keyNames[key] }),
      unit: `${input.currency}/month`,
      from: [monthRef, ...input.tenants.flatMap((one) => [one.inhabitants, one.transactions])],
    });
  return {
    tenants: Object.fromEntries(
      members.map(({ id }) => [
        id,
        Object.fromEntries(sharingKeys.map((key) => [key, figure(id, key)])) as Record<SharingKey, string>,
      ]),
    ),
    mildestKey: mildestFor(members, shares),
  };
};

/** From how many tenants like those of today a shared cloud is cheaper for each than what it pays now. */
export const payingTenantsOf = (
  input: ToldInput,
  costed: readonly Costed[],
  stay: Interval,
  profile: string,
  monthRef: string,
  book: FigureBook,
): string => {
  const id = `paying:${profile}`;
  const count = input.tenants.length;
  const described = {
    label: phrase('Tenants from which sharing pays, of the mean size of today'),
    unit: 'tenants',
    from: ['month:stay', monthRef],
    digits: 0,
  };
  const complete = stay.high !== null && costed.length > 0 && costed.every(isKnown);
  if (!complete || count === 0 || profile === 'stay') return book.missing(id, described);
  const shared = costOf(costed.filter(({ line }) => line.tenant === 'shared')).expected;
  const each = costOf(costed.filter(({ line }) => line.tenant !== 'shared')).expected.div(count);
  const today = stay.expected.div(count);
  if (today.lte(each)) return book.missing(id, { ...described, label: phrase('Tenants from which sharing pays: it never does') });
  return book.derive(id, point(Decimal.max(1, shared.div(today.minus(each)).ceil())), described);
};
