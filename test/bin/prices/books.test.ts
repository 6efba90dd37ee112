import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bookTexts } from '../../../bin/prices/books';
import { factorsText } from '../../../bin/prices/factors';
import { rowsOf } from '../../../bin/prices/csv';
import { parsePriceBook } from '../../../lib/model/descriptor';
import type { Factors } from '../../../lib/planning/factors';

const folder = path.join(__dirname, '../../../blueprints/prices');

test('the committed price books are what the facts say', () => {
  const committed = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  expect(committed).toEqual(bookTexts());
});

test('the committed factors are what the facts say', () => {
  expect(readFileSync(path.join(folder, '../factors/published.json'), 'utf8')).toBe(factorsText());
});

test('every country stands under its code of today', () => {
  const { grid } = JSON.parse(factorsText()) as Factors;
  expect(['FR', 'GB', 'RS'].map((code) => Number(grid[code]?.value) > 0)).toEqual([true, true, true]);
  expect(['FX', 'UK', 'YU'].filter((code) => grid[code] !== undefined)).toEqual([]);
});

test('a family is listed in as many zones as the facts name, and where they do not know it is not there', () => {
  const { families } = JSON.parse(factorsText()) as Factors;
  expect(families['eu-south-1']?.m7i?.zones).toBe(2);
  expect(families['eu-south-1']?.m7g?.zones).toBe(0);
  expect(families['eu-central-1']?.t4g?.zones).toBe(3);
  expect(families['eusc-de-east-1']).toBeUndefined();
});

const books = Object.entries(bookTexts()).map(([name, text]) => {
  const book = parsePriceBook(name, text);
  if (!book.ok) throw new Error(JSON.stringify(book.problems));
  return book.value.value;
});
const items = books.flatMap((book) => Object.entries(book.items).map(([item, price]) => ({ book: book.prices, item, ...price })));

test('every price has its source, date, confidence and licence', () => {
  expect(items.length).toBeGreaterThan(100);
  expect(items.filter(({ source, validFrom, licence }) => source.length < 10 || validFrom.length < 4 || licence === '')).toEqual(
    [],
  );
  expect(items.filter(({ confidence }) => confidence === 'own')).toEqual([]);
});

test('what the facts call low, none or a claim is in no book', () => {
  // Milan's storage is low and contradictory, Frankfurt's price of a GB through NAT low and undated.
  expect(items.filter(({ book, item }) => book === 'aws-eu-south-1' && /gp3|s3/.test(item))).toEqual([]);
  expect(items.filter(({ item }) => item === 'vpc.nat.gb' || item.startsWith('rds/db.t3.small'))).toEqual([]);
  expect(books.map(({ prices }) => prices)).not.toContain('aws-eusc-de-east-1');
});

test('where the place of a source is not recorded, the price is marked as an example', () => {
  expect(items.filter(({ source, example }) => source.includes('not recorded') !== (example === true))).toEqual([]);
});

test('computed prices say so', () => {
  expect(items.filter(({ note }) => note?.includes('derived-linear') === true).length).toBeGreaterThan(20);
});

test('a CSV cell may hold commas and quotes', () => {
  expect(rowsOf('a,b,c\n1,"x, ""y""",\n')).toEqual([{ a: '1', b: 'x, "y"', c: '' }]);
});

test('a book with a price that is no number is refused at its line', () => {
  const text = (bookTexts()['ovhcloud.yaml'] ?? '').replace('price: "6.0"', 'price: "6,0"');
  const book = parsePriceBook('prices/ovhcloud.yaml', text);
  expect(book.ok ? [] : book.problems.map(({ line, column, code, allowed }) => ({ line, column, code, allowed }))).toEqual([
    { line: 11, column: 12, code: 'SGC2006', allowed: expect.stringContaining('decimal number') as unknown },
  ]);
});
