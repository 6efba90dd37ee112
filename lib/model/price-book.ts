import { z } from 'zod';
import { isoDate } from './scalars';

/** A price book: what one cloud asks for its items, each price with where it comes from and how sure it is. */

const text = z.string().min(1).max(400);

/** Kept as it was published: a decimal text, or a number that a person typed. */
export const decimal = z
  .number()
  .min(0)
  .max(1e12)
  .or(z.string().regex(/^[0-9]{1,12}(?:\.[0-9]{1,18})?$/, 'a decimal number, such as 0.0958'))
  .meta({ examples: [0.05] });

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'the ISO 4217 code of a currency, such as EUR')
  .meta({ examples: ['EUR'] });

/** Sources often name a month or a year only. */
export const looseDate = z
  .string()
  .regex(/^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$/, 'a day, month or year: 2026-08-26, 2026-08 or 2026')
  .meta({ examples: ['2026-11-28'] });

export const itemId = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/:+ -]*$/, 'the id of an item, such as vpc.nat.hour or server/SCS-2V-8')
  .meta({ examples: ['server/SCS-2V-8'] });

export const priceUnits = ['hour', 'month', 'GB-month', 'GB', 'million', 'piece', 'vCPU-hour', 'GB-hour', 'staff-hour'] as const;

const price = z.strictObject({
  unit: z.enum(priceUnits).describe('What one price buys; hour: one running hour of one item.'),
  price: decimal.describe('Without value added tax.'),
  upTo: decimal.optional().describe('Where the source gives a range: the price is its lower end, this its upper one.'),
  validFrom: looseDate.describe('Since when it holds, as exactly as the source says.'),
  source: text.describe('Public address, or the document in which it stands.'),
  confidence: z
    .enum(['high', 'medium', 'own'])
    .describe("high: the vendor's own list; medium: one extract of it, or computed; own: a rate of the region itself."),
  licence: text.describe('Under what the figure may be used.'),
  note: text.optional().describe('How it was read, or what it leaves open.'),
  example: z.boolean().optional().describe('true: the place of the source is not recorded; totals say "example prices".'),
});

export const priceBookSchema = z.strictObject({
  prices: z
    .string()
    .max(60)
    .regex(/^[a-z0-9-]+$/, 'the id of the book in lower-case letters, digits and hyphens')
    .meta({ examples: ['city-works'] }),
  title: text,
  clouds: z
    .array(z.string().regex(/^[a-z0-9-]+$/, 'the id of a cloud profile'))
    .max(50)
    .describe('Profiles that it prices by itself; others only where the planning file names the book.'),
  region: z.string().min(1).max(60).describe("The vendor's own name of the region."),
  currency: currencyCode,
  published: z.iso.datetime({ offset: true }).or(isoDate).optional().describe('When the vendor published the list.'),
  imports: z
    .array(
      z.strictObject({
        file: text.describe('Name of the file that was read.'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the file'),
        published: text.describe('Publication date in the file.'),
      }),
    )
    .max(100)
    .optional()
    .describe('What `sgc prices import` read.'),
  items: z.record(itemId, price).describe('Prices by item; what is not here has no known price.'),
});

export type PriceBook = z.infer<typeof priceBookSchema>;
export type Price = PriceBook['items'][string];
