import Decimal from 'decimal.js';
import type { InvestedKind } from '../model/investment';
import { cents } from './interval';

/** One way that costs may come: all of them at their lowest, as expected, or at their highest. */
export interface Costs {
  readonly invested: readonly Invested[];
  readonly month: Decimal;
  /** Today's systems beside, in the first year. */
  readonly parallel: Decimal;
  /** Leaving, in the last year. */
  readonly leaving: Decimal;
}

export interface Invested {
  readonly kind: InvestedKind;
  /** 0: the first. */
  readonly year: number;
  readonly cost: Decimal;
}

/** Somebody else who pays for a part. */
export interface Source {
  readonly id: string;
  readonly percent: Decimal;
  readonly of: readonly InvestedKind[];
  readonly atMost: Decimal | null;
  readonly delayYears: number;
}

/** A provider that pays in advance and is paid a fee. */
export interface Provider {
  readonly carries: readonly InvestedKind[];
  readonly contractYears: number;
  readonly costOfCapitalPercent: Decimal;
  readonly marginPercent: Decimal;
}

export interface Terms {
  /** Years of operation, after the first. */
  readonly years: number;
  readonly discountPercent: Decimal;
  readonly sources: readonly Source[];
  /** null: the administrations invest themselves. */
  readonly provider: Provider | null;
}

/** What the administrations pay in one year; a negative net: they get more than they pay. */
export interface YearFlow {
  readonly investment: Decimal;
  readonly operation: Decimal;
  readonly once: Decimal;
  readonly funding: Decimal;
  readonly net: Decimal;
  readonly present: Decimal;
}

export interface CashFlow {
  readonly flows: readonly YearFlow[];
  readonly invested: Decimal;
  /** What each source pays, by its id. */
  readonly funded: Readonly<Record<string, Decimal>>;
  readonly net: Decimal;
  readonly presentValue: Decimal;
}

interface Payment {
  readonly source: string;
  readonly kind: InvestedKind;
  readonly year: number;
  readonly amount: Decimal;
}

const none = new Decimal(0);
const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, one) => total.plus(one), none);

/** What is paid in which year, in whole cents, so that printed years add up to the printed sum. */
export const cashFlowOf = (costs: Costs, terms: Terms): CashFlow => {
  const payments = terms.sources.flatMap((source) => paymentsOf(source, costs.invested));
  const carried = ({ kind }: { readonly kind: InvestedKind }): boolean => terms.provider?.carries.includes(kind) ?? false;
  // A payment may come after the last year; it is not left out.
  const last = Math.max(terms.years, ...payments.map(({ year }) => year));
  const flows = Array.from({ length: last + 1 }, (_, year) => {
    const at = <T extends { readonly year: number; readonly kind: InvestedKind }>(all: readonly T[]): readonly T[] =>
      all.filter((one) => one.year === year && !carried(one));
    const investment = sum(at(costs.invested).map(({ cost }) => cost));
    const funding = sum(at(payments).map(({ amount }) => amount));
    const running = year >= 1 && year <= terms.years;
    const operation = running ? operationOf(costs, terms, payments, year) : none;
    const once = (year === 0 ? costs.parallel : none).plus(year === terms.years ? costs.leaving : none);
    const net = investment.plus(operation).plus(once).minus(funding);
    return { investment, operation, once, funding, net, present: cents(net.div(growth(terms.discountPercent, year))) };
  });
  return {
    flows,
    invested: sum(costs.invested.map(({ cost }) => cost)),
    funded: Object.fromEntries(
      terms.sources.map(({ id }) => [id, sum(payments.filter(({ source }) => source === id).map(({ amount }) => amount))]),
    ),
    net: sum(flows.map(({ net }) => net)),
    presentValue: sum(flows.map(({ present }) => present)),
  };
};

const growth = (percent: Decimal, years: number): Decimal => percent.div(100).plus(1).pow(years);

/** Cost by cost in the order of years, until the ceiling is reached. */
const paymentsOf = (source: Source, invested: readonly Invested[]): readonly Payment[] => {
  let left = source.atMost ?? new Decimal(Infinity);
  return [...invested]
    .filter(({ kind }) => source.of.includes(kind))
    .sort((a, b) => a.year - b.year)
    .map(({ kind, year, cost }) => {
      const amount = Decimal.min(cents(cost.times(source.percent).div(100)), left);
      left = left.minus(amount);
      return { source: source.id, kind, year: year + source.delayYears, amount };
    });
};

/** The month twelve times; a provider adds what it paid in advance, in equal parts, and its margin. */
const operationOf = (costs: Costs, { provider }: Terms, payments: readonly Payment[], year: number): Decimal => {
  const own = costs.month.times(12);
  if (provider === null) return own;
  const instalment = year <= provider.contractYears ? annuity(advanceOf(costs, provider, payments), provider) : none;
  return cents(own.plus(instalment).times(provider.marginPercent.div(100).plus(1)));
};

/** What it pays in advance, less what others pay for it, at the worth of the first year. */
const advanceOf = ({ invested }: Costs, { carries, costOfCapitalPercent }: Provider, payments: readonly Payment[]): Decimal => {
  const worth = (value: Decimal, year: number): Decimal => value.div(growth(costOfCapitalPercent, year));
  return sum(invested.filter(({ kind }) => carries.includes(kind)).map(({ cost, year }) => worth(cost, year))).minus(
    sum(payments.filter(({ kind }) => carries.includes(kind)).map(({ amount, year }) => worth(amount, year))),
  );
};

/** Equal parts at the end of each year that are together worth what was paid in advance. */
const annuity = (advance: Decimal, { contractYears, costOfCapitalPercent }: Provider): Decimal => {
  const rate = costOfCapitalPercent.div(100);
  return rate.isZero()
    ? advance.div(contractYears)
    : advance.times(rate).div(new Decimal(1).minus(growth(costOfCapitalPercent, contractYears).pow(-1)));
};
