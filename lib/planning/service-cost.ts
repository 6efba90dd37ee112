import Decimal from 'decimal.js';
import type { ProfileResult } from './comparison';
import type { ToldInput } from './comparison-input';
import { type Costed, costOf, inputAt } from './cost';
import type { FigureBook } from './figures';
import { type Interval, plus, scaled, sum } from './interval';
import { phrase } from './phrase';

export const perThousandOf = (
  { inputs, currency }: ToldInput,
  id: string,
  month: Interval,
  monthRef: string,
  transactions: readonly string[],
  book: FigureBook,
): string => {
  const described = {
    label: phrase('Cost of 1,000 transactions'),
    unit: `${currency}/1,000 transactions`,
    from: [monthRef, ...transactions, 'demandFactor'],
  };
  const count = sum(transactions.map((one) => inputAt(inputs, one))).expected.times(inputAt(inputs, 'demandFactor').expected);
  if (count.isZero()) return book.missing(id, described);
  return book.derive(id, scaled(month, new Decimal(1000).div(count)), described);
};

/** Its own lines, and with its part of everything else by use. */
export const servicesOf = (
  input: ToldInput,
  costed: readonly Costed[],
  profile: string,
  monthRef: string,
  book: FigureBook,
): ProfileResult['services'] => {
  const used = (id: string): Decimal => inputAt(input.inputs, id).expected;
  const allUse = input.services.reduce((total, { transactions }) => total.plus(used(transactions)), new Decimal(0));
  const common = costOf(costed.filter(({ line }) => line.service === ''));
  return input.services.map(({ tenant, id, transactions }) => {
    const own = costed.filter(({ line }) => line.service === id && line.tenant === tenant);
    const ownRef = book.derive(`service:${profile}/${tenant}/${id}`, costOf(own), {
      label: phrase('E-service {id}: its own lines', { id }),
      unit: `${input.currency}/month`,
      from: own.map(({ figure }) => figure),
    });
    const part = allUse.isZero() ? new Decimal(1).div(input.services.length) : used(transactions).div(allUse);
    const full = plus(costOf(own), scaled(common, part));
    const fullRef = book.derive(`serviceFull:${profile}/${tenant}/${id}`, full, {
      label: phrase('E-service {id}: with its part of what all use, by transactions', { id }),
      unit: `${input.currency}/month`,
      from: [ownRef, monthRef, ...input.services.map((one) => one.transactions)],
    });
    return {
      tenant,
      id,
      own: ownRef,
      full: fullRef,
      perThousand: perThousandOf(input, `serviceThousand:${profile}/${tenant}/${id}`, full, fullRef, [transactions], book),
    };
  });
};
