import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsePriceBook } from '../../lib/model/descriptor';
import type { PriceBook } from '../../lib/model/price-book';
import { exit, UsageError } from '../exit';
import { readText, shownFrom } from '../files';
import type { Io } from '../io';
import { bookText } from '../prices/books';
import { differenceOf } from '../prices/difference';
import { type Imported, importFile } from '../prices/import';
import { problemText } from '../problem-text';

export interface ImportOptions {
  readonly book?: string;
  readonly cloud?: readonly string[];
  readonly out: string;
}

/** Takes what vendors publish over into a price book, and says what changed since the last time. */
export const runPricesImport = async (io: Io, files: readonly string[], options: ImportOptions): Promise<number> => {
  const missing = files.find((file) => !existsSync(path.resolve(io.cwd, file)));
  if (missing !== undefined) throw new UsageError(`there is no file ${missing}`);
  const imported: Imported[] = [];
  for (const file of files) imported.push(await importFile(path.resolve(io.cwd, file), io.today()));
  const identity = identityOf(imported, options);
  const file = path.resolve(io.cwd, options.out, `${identity.prices}.yaml`);
  const before = bookIn(io, file);
  if (before === undefined) return exit.problems;
  if (before.currency !== '' && before.currency !== identity.currency)
    throw new UsageError(
      `${shownFrom(io.cwd, file)} is in ${before.currency}, the files in ${identity.currency}; choose another --book`,
    );
  const book = merged(before, identity, imported);
  const changes = differenceOf(before.items, book.items);
  write(file, `${head}${bookText(book)}`);
  io.out(report(io, file, book, changes, imported));
  return exit.fine;
};

const head = '# yaml-language-server: $schema=./node_modules/shared-gov-cloud/blueprints/schema/prices.schema.json\n';

type Identity = Pick<PriceBook, 'prices' | 'title' | 'clouds' | 'region' | 'currency'>;

const identityOf = (imported: readonly Imported[], options: ImportOptions): Identity => {
  const regions = [...new Set(imported.map(({ region }) => region).filter((region) => region !== ''))];
  const currencies = [...new Set(imported.filter(({ items }) => Object.keys(items).length > 0).map(({ currency }) => currency))];
  const [vendor, ...vendors] = [...new Set(imported.map((one) => one.vendor))];
  if (regions.length > 1 || currencies.length > 1 || vendors.length > 0)
    throw new UsageError(
      `one book holds one vendor, region and currency; these files hold ${[...regions, ...currencies].join(', ')}`,
    );
  const [currency] = currencies;
  if (currency === undefined) throw new UsageError('none of the files prices anything that the quantities of a region need');
  const region = regions[0] ?? 'global';
  const prices = options.book ?? (vendor === 'aws' ? `aws-${region}` : `ovhcloud-${region.toLowerCase()}`);
  return {
    prices,
    title: vendor === 'aws' ? `AWS ${region}, the vendor's price list` : `OVHcloud Public Cloud, subsidiary ${region}, base plan`,
    clouds: options.cloud === undefined ? (vendor === 'aws' ? [`aws-${region}`] : []) : [...options.cloud],
    region,
    currency,
  };
};

const bookIn = (io: Io, file: string): Pick<PriceBook, 'items' | 'currency' | 'imports' | 'clouds'> | undefined => {
  if (!existsSync(file)) return { items: {}, currency: '', imports: [], clouds: [] };
  const shown = shownFrom(io.cwd, file);
  const text = readText(file, shown);
  const book = text.ok ? parsePriceBook(shown, text.value) : text;
  if (book.ok) return book.value.value;
  io.err(problemText(book.problems, io));
  return undefined;
};

/** What earlier files priced stays, unless the same service is imported anew. */
const merged = (
  before: Pick<PriceBook, 'items' | 'imports' | 'clouds'>,
  identity: Identity,
  imported: readonly Imported[],
): PriceBook => {
  const kept = Object.entries(before.items).filter(
    ([, price]) => !imported.some(({ origin }) => price.source.startsWith(origin)),
  );
  const items = [...kept, ...imported.flatMap((one) => Object.entries(one.items))].sort(([a], [b]) => (a < b ? -1 : 1));
  const fresh = imported.map((one) => one.import);
  return {
    ...identity,
    clouds: [...new Set([...before.clouds, ...identity.clouds])],
    imports: [...(before.imports ?? []).filter((old) => !fresh.some(({ file }) => file === old.file)), ...fresh],
    items: Object.fromEntries(items),
  };
};

/** Beside the old one, then in its place. */
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

const report = (io: Io, file: string, book: PriceBook, changes: readonly string[], imported: readonly Imported[]): string =>
  [
    ...imported.map(
      ({ import: { file: name, published, sha256 }, items }) =>
        `${name}  published ${published}  sha256 ${sha256.slice(0, 16)}…  ${Object.keys(items).length} items`,
    ),
    '',
    ...(changes.length === 0 ? ['nothing changed'] : changes),
    ...imported.flatMap(({ unclear }) => unclear.map((line) => `? ${line}: left unknown, because products disagree`)),
    '',
    `${shownFrom(io.cwd, file)}: ${Object.keys(book.items).length} items in ${book.currency}${
      book.clouds.length === 0 ? '; name it under `profiles.<target>.prices` of the planning file to use it' : ''
    }`,
    '',
  ].join('\n');
