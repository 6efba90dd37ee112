import Decimal from 'decimal.js';
import type { CostLine, ToldInput } from './comparison-input';
import { inputAt } from './cost';
import type { Interval } from './interval';
import type { Wish } from './wish';

/** What part of a line the payer pays: everything, or by the key. */
export const partOf = (
  { inputs, tenants }: Pick<ToldInput, 'inputs' | 'tenants'>,
  { payer }: Wish,
): ((line: Pick<CostLine, 'fixed' | 'tenant'>) => Decimal) => {
  if (payer === null) return () => new Decimal(1);
  const shareOf = (weight: 'inhabitants' | 'transactions'): Decimal => {
    const values = tenants.map((tenant) => ({ id: tenant.id, value: inputAt(inputs, tenant[weight]).expected }));
    const all = values.reduce((total, { value }) => total.plus(value), new Decimal(0));
    const own = values.find(({ id }) => id === payer.tenant)?.value ?? new Decimal(0);
    return all.isZero() ? new Decimal(1).div(tenants.length) : own.div(all);
  };
  const [heads, use] = [shareOf('inhabitants'), shareOf('transactions')];
  switch (payer.key) {
    case 'perHead':
      return () => heads;
    case 'perUse':
      return () => use;
    case 'fixedAndVariable':
      return ({ fixed }) => (fixed ? heads : use);
    case 'shapley':
      return ({ tenant }) =>
        tenant === 'shared' ? new Decimal(1).div(tenants.length) : new Decimal(tenant === payer.tenant ? 1 : 0);
  }
};

/** A part of a cost; who pays nothing of it needs not know it. */
export const partly = (cost: Interval, part: Decimal): Interval =>
  part.isZero()
    ? { low: part, expected: part, high: part }
    : { low: cost.low.times(part), expected: cost.expected.times(part), high: cost.high === null ? null : cost.high.times(part) };
