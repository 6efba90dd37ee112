import { z } from 'zod';
import { decimal, looseDate } from './price-book';

/** Texts of a planning file. */
export const note = z.string().min(1).max(300);

/** An id that the region gives to something of its own. */
export const ownId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'an id in lower-case letters, digits and hyphens')
  .meta({ examples: ['racks'] });

const spread = z.strictObject({
  low: decimal.describe('The least that is thinkable.'),
  expected: decimal.describe('What is most likely.'),
  high: decimal.describe('The most that is thinkable.'),
  source: note.optional().describe('Where it comes from. Default: this file.'),
  date: looseDate.optional().describe('Of the source. Default: the date of this file.'),
});

/** A number, or three of them with their source. */
export const amount = decimal.or(spread);

export type Amount = z.infer<typeof amount>;
