import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Files in the vendors' formats; the figures are invented. */

interface Sku {
  readonly sku: string;
  readonly family?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit?: string;
  /** Tiers by their begin. */
  readonly prices: Readonly<Record<string, string>>;
  readonly currency?: string;
}

/** A file of AWS's bulk price list. */
export const awsOffer = (service: string, region: string, skus: readonly Sku[], termsFirst = false): string => {
  const products = Object.fromEntries(
    skus.map(({ sku, family = '', attributes }) => [
      sku,
      { sku, productFamily: family, attributes: { servicecode: service, regionCode: region, location: region, ...attributes } },
    ]),
  );
  const terms = {
    OnDemand: Object.fromEntries(
      skus.map(({ sku, unit = 'Hrs', prices, currency = 'USD' }) => [
        sku,
        {
          [`${sku}.JRTCKXETXF`]: {
            offerTermCode: 'JRTCKXETXF',
            sku,
            effectiveDate: '2026-11-01T00:00:00Z',
            priceDimensions: Object.fromEntries(
              Object.entries(prices).map(([begin, price]) => [
                `${sku}.JRTCKXETXF.${begin}`,
                {
                  rateCode: `${sku}.JRTCKXETXF.${begin}`,
                  description: 'invented',
                  beginRange: begin,
                  endRange: 'Inf',
                  unit,
                  pricePerUnit: { [currency]: price },
                  appliesTo: [],
                },
              ]),
            ),
            termAttributes: {},
          },
        },
      ]),
    ),
    Reserved: { ignored: { 'ignored.X': { sku: 'ignored', effectiveDate: '2020-01-01T00:00:00Z', priceDimensions: {} } } },
  };
  const head = {
    formatVersion: 'v1.0',
    disclaimer: 'invented',
    offerCode: service,
    version: '20261101000000',
    publicationDate: '2026-11-01T08:00:00Z',
  };
  return JSON.stringify(termsFirst ? { ...head, terms, products } : { ...head, products, terms }, null, 2);
};

/** OVHcloud's public catalogue: prices in hundred-millionths. */
export const ovhCatalogue = (plans: Readonly<Record<string, number>>): string =>
  JSON.stringify({
    catalogId: 4711,
    locale: { currencyCode: 'EUR', subsidiary: 'FR', taxRate: 20 },
    plans: [],
    products: [],
    addons: Object.entries(plans).map(([planCode, price]) => ({
      planCode,
      product: `publiccloud-${planCode}`,
      pricings: [
        { phase: 0, capacities: ['installation'], intervalUnit: 'none', price: 0, mode: 'default' },
        { phase: 1, capacities: ['consumption'], intervalUnit: 'none', price, mode: 'default' },
      ],
    })),
  });

export const write = (folder: string, name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return name;
};
