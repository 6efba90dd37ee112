import Decimal from 'decimal.js';
import type { Spread } from './input';

/** Least, most likely and greatest value; `high` null: without bound, because a part is not known. */
export interface Interval {
  readonly low: Decimal;
  readonly expected: Decimal;
  readonly high: Decimal | null;
}

const zeroDecimal = new Decimal(0);
export const zero: Interval = { low: zeroDecimal, expected: zeroDecimal, high: zeroDecimal };

/** Nothing is known but that it costs nothing less than nothing. */
export const unbounded: Interval = { low: zeroDecimal, expected: zeroDecimal, high: null };

export const intervalOf = ({ low, expected, high }: Spread): Interval => ({
  low: new Decimal(low),
  expected: new Decimal(expected),
  high: new Decimal(high),
});

export const point = (value: Decimal.Value): Interval => {
  const decimal = new Decimal(value);
  return { low: decimal, expected: decimal, high: decimal };
};

export const plus = (a: Interval, b: Interval): Interval => ({
  low: a.low.plus(b.low),
  expected: a.expected.plus(b.expected),
  high: a.high === null || b.high === null ? null : a.high.plus(b.high),
});

export const sum = (all: readonly Interval[]): Interval => all.reduce(plus, zero);

/** Neither factor is ever negative. */
export const times = (a: Interval, b: Interval): Interval => ({
  low: a.low.times(b.low),
  expected: a.expected.times(b.expected),
  high: a.high === null || b.high === null ? null : a.high.times(b.high),
});

export const scaled = (a: Interval, factor: Decimal.Value): Interval => times(a, point(factor));

/** How much `a` is above `b`; null: without bound on that side. */
export const minus = (
  a: Interval,
  b: Interval,
): { readonly low: Decimal | null; readonly expected: Decimal; readonly high: Decimal | null } => ({
  low: b.high === null ? null : a.low.minus(b.high),
  expected: a.expected.minus(b.expected),
  high: a.high === null ? null : a.high.minus(b.low),
});

/** Whole cents, so that what is printed adds up to the printed sum. */
export const inCents = (a: Interval): Interval => ({
  low: cents(a.low),
  expected: cents(a.expected),
  high: a.high === null ? null : cents(a.high),
});

export const cents = (value: Decimal): Decimal => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
