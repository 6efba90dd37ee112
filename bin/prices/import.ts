import { createHash } from 'node:crypto';
import { openSync, readFileSync, readSync, closeSync } from 'node:fs';
import path from 'node:path';
import Decimal from 'decimal.js';
import type { Price, PriceBook } from '../../lib/model/price-book';
import { type OvhCatalogue, ovhPrices } from '../../lib/planning/ovh-catalogue';
import { priceText } from '../../lib/planning/price-text';
import { UsageError } from '../exit';
import { type AwsOffer, type Found, readAwsOffer } from './aws-file';

/** One file of a vendor, read. */
export interface Imported {
  readonly region: string;
  readonly currency: string;
  readonly items: Readonly<Record<string, Price>>;
  /** Items whose products disagree, with the prices that they name. */
  readonly unclear: readonly string[];
  readonly import: NonNullable<PriceBook['imports']>[number];
  readonly vendor: 'aws' | 'ovh';
  /** Begin of the source of everything that this file prices, so that it can be replaced later. */
  readonly origin: string;
}

const vendorTerms = "the vendor's published list; its own terms apply";

/** Reads a file of AWS's bulk price list, or OVHcloud's catalogue, whichever it is. */
export const importFile = async (file: string, today: string): Promise<Imported> =>
  /"(?:offerCode|publicationDate|formatVersion)"/.test(startOf(file))
    ? fromAws(file, await readAwsOffer(file))
    : fromOvh(file, today);

const startOf = (file: string): string => {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    return buffer.toString('utf8', 0, readSync(handle, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(handle);
  }
};

const fromAws = (file: string, offer: AwsOffer): Imported => {
  const [region = '', ...others] = offer.regions;
  if (others.length > 0)
    throw new UsageError(`${file} holds several regions (${offer.regions.join(', ')}); take the vendor's file of one region`);
  const origin = `AWS Price List, ${offer.service},`;
  const currencies = new Set(offer.found.map(({ currency }) => currency));
  if (currencies.size > 1) throw new UsageError(`${file} holds prices in several currencies: ${[...currencies].join(', ')}`);
  const byItem = grouped(offer.found);
  const clear = [...byItem].filter(([, found]) => new Set(found.map(({ price }) => price)).size === 1);
  return {
    region,
    currency: [...currencies][0] ?? '',
    items: Object.fromEntries(
      clear.flatMap(([item, [found]]) =>
        found === undefined ? [] : [[item, awsPrice(found, `${origin} version ${offer.version}`)]],
      ),
    ),
    unclear: [...byItem]
      .filter(([, found]) => new Set(found.map(({ price }) => price)).size > 1)
      .map(([item, found]) => `${item}: ${found.map(({ price, sku }) => `${price} (${sku})`).join(', ')}`),
    import: { file: path.basename(file), sha256: offer.sha256, published: offer.published },
    vendor: 'aws',
    origin,
  };
};

const grouped = (found: readonly Found[]): Map<string, Found[]> => {
  const groups = new Map<string, Found[]>();
  for (const one of found) groups.set(one.item, [...(groups.get(one.item) ?? []), one]);
  return groups;
};

const awsPrice = (found: Found, source: string): Price => ({
  unit: found.unit,
  price: priceText(new Decimal(found.price).times(found.times)),
  validFrom: found.validFrom,
  source: `${source}, SKU ${found.sku}`,
  confidence: 'high',
  licence: vendorTerms,
});

const fromOvh = (file: string, today: string): Imported => {
  const text = readFileSync(file);
  const catalogue = parsed(file, text.toString('utf8'));
  const origin = 'OVHcloud public order catalogue,';
  const { subsidiary, currencyCode } = catalogue.locale;
  return {
    region: subsidiary,
    currency: currencyCode,
    items: Object.fromEntries(
      Object.entries(ovhPrices(catalogue)).map(([item, price]) => [
        item,
        {
          ...price,
          validFrom: today,
          source: `${origin} subsidiary ${subsidiary}, catalogue ${catalogue.catalogId}`,
          confidence: 'high',
          licence: vendorTerms,
          note: 'the catalogue has no date of its own: the day on which it was imported',
        },
      ]),
    ),
    unclear: [],
    import: {
      file: path.basename(file),
      sha256: createHash('sha256').update(text).digest('hex'),
      published: `catalogue ${catalogue.catalogId}`,
    },
    vendor: 'ovh',
    origin,
  };
};

const parsed = (file: string, text: string): OvhCatalogue => {
  const foreign = new UsageError(
    `${file} is neither a file of AWS's bulk price list (offerCode, products, terms) nor OVHcloud's catalogue (catalogId, locale, addons)`,
  );
  try {
    const value = JSON.parse(text) as Partial<OvhCatalogue>;
    if (!Array.isArray(value.addons) || value.locale === undefined || value.catalogId === undefined) throw foreign;
    return value as OvhCatalogue;
  } catch {
    throw foreign;
  }
};
