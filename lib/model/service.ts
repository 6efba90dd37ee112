import { z } from 'zod';
import { countryCode, dataClass, descriptorRef, image, languageTag, partId, sizeId, tier } from './scalars';

/** An e-service descriptor: what the service is, in the words of those who own it. */

const text = z.string().min(1).max(400);
const schedule = z
  .string()
  .regex(/^(?:[0-9*,/-]+ ){4}[0-9*,/-]+$/, 'five cron fields, UTC: minute hour day-of-month month day-of-week');

const container = {
  image: image.optional().describe('Default: a pinned public image that says "not installed yet".'),
  size: sizeId.optional(),
  port: z.int().min(1024).max(65535).optional().describe('Where the container listens. Default: 8080.'),
};
const urlPath = (limit: number) =>
  z
    .string()
    .regex(/^\/[^\s]*$/, 'a path that begins with /')
    .max(limit);
const health = urlPath(200).optional().describe('Path that answers 200 when the container works. Default: /.');

export const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('web'),
    ...container,
    health,
    path: urlPath(100).optional().describe('Default: everything that no api part takes.'),
  }),
  z.strictObject({
    kind: z.literal('api'),
    ...container,
    health,
    path: urlPath(100).describe('Prefix under which the entry sends requests here.'),
  }),
  z.strictObject({
    kind: z.literal('worker'),
    ...container,
    queue: partId.describe('The queue part from which it takes its work.'),
  }),
  z.strictObject({ kind: z.literal('job'), ...container, schedule: schedule.describe('When it runs, in UTC.') }),
  z.strictObject({
    kind: z.literal('database'),
    engine: z.literal('postgresql'),
    version: z.string().regex(/^1[5-8]$/, 'a major version from 15 to 18, in quotes'),
    sizeGiB: z.int().min(20).max(65_536).describe('Size at the beginning; it may grow to four times as much.'),
    size: sizeId.optional(),
  }),
  z.strictObject({ kind: z.literal('documents'), sizeGiB: z.int().min(1).max(1_000_000).describe('Expected size.') }),
  z.strictObject({ kind: z.literal('queue') }),
]);

export const serviceSchema = z.strictObject({
  service: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'a name in lower-case letters, digits and hyphens, 2 to 40 characters')
    .describe('Name; with the version it is what a blueprint writes.'),
  version: z.int().min(1).max(9999).describe('Raised when the parts change.'),
  id: z
    .string()
    .regex(/^(?:ES|PS)-[0-9]{2}$/, 'ES-01 or PS-01')
    .optional()
    .describe('Number in the list of e-services, if it has one.'),
  title: z.record(languageTag, text).describe('By language.'),
  purpose: text.describe('What it is for, in one sentence.'),
  owner: text.describe('The office that answers for it.'),
  audience: z
    .array(z.enum(['G2C', 'G2B', 'G2G']))
    .min(1)
    .describe('Citizens, firms, administrations.'),
  legalBasis: text.describe('The law on which it stands; a pointer, no advice.'),
  dataClass,
  retentionYears: z.int().min(0).max(100).describe('How long the law asks to keep its documents.'),
  tier,
  languages: z.array(languageTag).min(1).describe('Languages that it speaks.'),
  source: z
    .strictObject({ provenance: z.enum(['stated', 'page', 'proposal', 'own-estimate']), where: text })
    .describe('Where the idea of this service is written.'),
  signIn: z.enum(['citizens', 'staff', 'none']).describe('Who must sign in at the entry.'),
  mail: z.boolean().describe('Whether it sends mail.'),
  parts: z.record(partId, part).describe('What it is made of.'),
  demand: z.strictObject({
    transactionsPer100k: z.number().min(0).max(1e9).describe('Transactions a year per 100,000 inhabitants.'),
    burst: z.boolean().describe('A deadline at which a fixed share of the year comes in one hour.'),
  }),
  dependsOn: z.array(descriptorRef).describe('Services that must be hosted in the same region.'),
  crossBorder: z
    .array(
      z.strictObject({
        evidence: text.describe('What crosses the border.'),
        exchange: z
          .enum(['oots', 'x-road', 'bilateral', 'person'])
          .describe('oots: between members of the European Union only. person: brought by the person.'),
        with: z.array(countryCode).min(1).describe('Countries.'),
      }),
    )
    .describe('Evidence from and to other countries.'),
});

export type Service = z.infer<typeof serviceSchema>;
export type Part = z.infer<typeof part>;
export type Size = z.infer<typeof sizeId>;
