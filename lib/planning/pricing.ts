import type { Price, PriceBook } from '../model/price-book';
import type { Planning } from '../model/planning';
import type { CostLine, Lack } from './comparison-input';
import { exactly, type Input, type Written } from './input';
import Decimal from 'decimal.js';
import { phrase, type Text } from './phrase';
import type { Quantity } from './quantity';

/** The books in which the items of a profile are looked up, the first that knows one wins. */
export interface Shelf {
  readonly books: readonly PriceBook[];
  /** By the vendor's own name of a region, for copies that lie elsewhere. */
  readonly byRegion: Readonly<Record<string, readonly PriceBook[]>>;
}

export interface Priced {
  readonly line: CostLine;
  /** Inputs that it needs beyond the quantity's own. */
  readonly inputs: readonly Input[];
}

/** A quantity with its price, in the currency of the comparison; or why it has none. */
export const pricedOf = (
  quantity: Quantity,
  shelf: Shelf,
  currency: string,
  planning: Planning | undefined,
  written: Written,
): Priced => {
  const [item = '', region] = quantity.item.split('@');
  const books = region === undefined ? shelf.books : (shelf.byRegion[region] ?? []);
  const book = books.find(({ items }) => items[item] !== undefined);
  const price = book?.items[item];
  if (book === undefined || price === undefined)
    return books.length === 0 ? withoutBook(quantity, region) : withoutPrice(quantity, item, books);
  const factors = factorsFor(quantity, price);
  if (factors === undefined)
    return without(
      quantity,
      phrase('{book} prices {item} by the {unit}, it is counted by the {other}', {
        book: book.prices,
        item,
        unit: price.unit,
        other: quantity.unit,
      }),
      { kind: 'price', item, book: book.prices },
    );
  const rate = rateOf(book.currency, currency, planning, written);
  if (rate === null) {
    const unknown = phrase('no exchange rate from {from} to {to} in the planning file', { from: book.currency, to: currency });
    return without(quantity, unknown, { kind: 'rate', from: book.currency });
  }
  const input = priceInput(book, item, price);
  return {
    line: {
      ...quantity,
      factors,
      cost: [input.id, ...(rate === undefined ? [] : [rate.id])],
      unknown: '',
      example: price.example === true,
    },
    inputs: [input, ...(rate === undefined ? [] : [rate])],
  };
};

const withoutBook = (quantity: Quantity, region: string | undefined): Priced =>
  without(
    quantity,
    region === undefined ? phrase('no price book for this cloud') : phrase('no price book for {place}', { place: region }),
    { kind: 'book', place: region ?? '' },
  );

const withoutPrice = (quantity: Quantity, item: string, books: readonly PriceBook[]): Priced => {
  const names = books.map(({ prices }) => prices).join(', ');
  const unknown = phrase('no price of {item} in {books}', { item, books: names });
  return without(quantity, unknown, { kind: 'price', item, book: names });
};

const without = (quantity: Quantity, unknown: Text, lack: Lack): Priced => ({
  line: { ...quantity, cost: [], unknown, example: false, lack },
  inputs: [],
});

/** Hours and months of one thing are turned into each other by the hours of a month. */
const factorsFor = ({ unit, factors }: Quantity, price: Price): readonly string[] | undefined => {
  if (price.unit === unit) return factors;
  if (unit === 'hour' && price.unit === 'month') return factors.filter((factor) => factor !== 'hoursPerMonth');
  if (unit === 'month' && price.unit === 'hour') return [...factors, 'hoursPerMonth'];
  return undefined;
};

const priceInput = (book: PriceBook, item: string, price: Price): Input => ({
  id: `price:${book.prices}/${item}`,
  label: phrase('Price of {item}, {book}', { item, book: book.title }),
  unit: `${book.currency}/${price.unit}`,
  low: text(price.price),
  expected: text(price.price),
  high: text(price.upTo ?? price.price),
  source: price.source,
  date: price.validFrom,
  confidence: price.confidence,
  editable: true,
});

const text = (value: Decimal.Value): string => new Decimal(value).toFixed();

/** undefined: the same currency; null: the region gave no rate, in either direction. */
export const rateOf = (from: string, to: string, planning: Planning | undefined, { file }: Written): Input | undefined | null => {
  if (from === to) return undefined;
  const straight = planning?.rates?.find((rate) => rate.from === from && rate.to === to);
  const turned = planning?.rates?.find((rate) => rate.from === to && rate.to === from);
  const rate = straight ?? turned;
  if (rate === undefined) return null;
  const value = (one: Decimal.Value): Decimal => (straight === undefined ? new Decimal(1).div(one) : new Decimal(one));
  const [a, b] = [value(rate.low ?? rate.rate), value(rate.high ?? rate.rate)];
  return {
    id: `rate:${from}/${to}`,
    label: phrase('{to} for one {from}', { to, from }),
    unit: `${to}/${from}`,
    ...exactly(value(rate.rate)),
    low: Decimal.min(a, b).toFixed(),
    high: Decimal.max(a, b).toFixed(),
    source: phrase('{source}, as written in {file}', { source: rate.source, file }),
    date: rate.date,
    confidence: 'own',
    editable: true,
  };
};
