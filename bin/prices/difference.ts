import Decimal from 'decimal.js';
import type { Price } from '../../lib/model/price-book';

type Items = Readonly<Record<string, Price>>;

/** What an import changed, one line for each item that is new, gone or priced otherwise. */
export const differenceOf = (before: Items, after: Items): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((item) => {
    const [old, fresh] = [before[item], after[item]];
    if (old === undefined && fresh !== undefined) return [`+ ${item}  ${fresh.price} per ${fresh.unit}`];
    if (fresh === undefined) return [`- ${item}  was ${old?.price} per ${old?.unit}`];
    if (old === undefined || new Decimal(old.price).eq(fresh.price)) return [];
    return [`~ ${item}  ${old.price} -> ${fresh.price} per ${fresh.unit}${changeOf(old, fresh)}`];
  });

const changeOf = (old: Price, fresh: Price): string => {
  if (new Decimal(old.price).isZero()) return '';
  const percent = new Decimal(fresh.price).div(old.price).minus(1).times(100);
  return ` (${percent.isNegative() ? '' : '+'}${percent.toFixed(1)} %)`;
};
