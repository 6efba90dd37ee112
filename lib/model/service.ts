import { z } from 'zod';
import { dataClass, tier } from './blueprint';

/** An e-service descriptor: what the service is, in the words of those who own it. */

const text = z.string().min(1).max(400);
const partId = z.string().regex(/^[a-z][a-z0-9-]{0,15}$/, 'a part id: lower-case letters, digits and hyphens, at most 16');
const image = z
  .string()
  .regex(/^[a-z0-9./:_-]+@sha256:[0-9a-f]{64}$/, 'an image by digest: registry/name@sha256:…')
  .describe('Default: a pinned public image that says "not installed yet".');
const size = z.enum(['xs', 's', 'm', 'l', 'xl']).describe('xs 1 vCPU 2 GiB, s 1/4, m 2/8, l 4/16, xl 8/32.');
const schedule = z
  .string()
  .regex(/^(?:[0-9*,/-]+ ){4}[0-9*,/-]+$/, 'five cron fields, UTC: minute hour day-of-month month day-of-week');

const container = { image: image.optional(), size: size.optional(), port: z.int().min(1024).max(65535).optional() };

export const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('web'),
    ...container,
    health: z
      .string()
      .regex(/^\/[^\s]*$/)
      .max(200)
      .optional(),
    path: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('api'),
    ...container,
    health: z
      .string()
      .regex(/^\/[^\s]*$/)
      .max(200)
      .optional(),
    path: z
      .string()
      .regex(/^\/[^\s]*$/)
      .max(100),
  }),
  z.strictObject({ kind: z.literal('worker'), ...container, queue: partId }),
  z.strictObject({ kind: z.literal('job'), ...container, schedule }),
  z.strictObject({
    kind: z.literal('database'),
    engine: z.literal('postgresql'),
    version: z.string().regex(/^1[5-8]$/),
    sizeGiB: z.int().min(20).max(65_536),
    size: size.optional(),
  }),
  z.strictObject({ kind: z.literal('documents'), sizeGiB: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('queue') }),
]);

export const serviceSchema = z.strictObject({
  service: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().min(1).max(9999),
  id: z
    .string()
    .regex(/^(?:ES|PS)-[0-9]{2}$/, 'ES-01 or PS-01')
    .optional(),
  title: z.record(z.string(), text),
  purpose: text,
  owner: text,
  audience: z.array(z.enum(['G2C', 'G2B', 'G2G'])).min(1),
  legalBasis: text,
  dataClass,
  retentionYears: z.int().min(0).max(100),
  tier,
  languages: z.array(z.string()).min(1),
  source: z.strictObject({ provenance: z.enum(['stated', 'page', 'proposal', 'own-estimate']), where: text }),
  signIn: z.enum(['citizens', 'staff', 'none']),
  mail: z.boolean(),
  parts: z.record(partId, part),
  demand: z.strictObject({
    transactionsPer100k: z.number().min(0).max(1e9).describe('Transactions a year per 100,000 inhabitants.'),
    burst: z.boolean().describe('A deadline at which a fixed share of the year comes in one hour.'),
  }),
  dependsOn: z.array(z.string().regex(/^[a-z][a-z0-9-]*@[1-9][0-9]{0,3}$/)),
  crossBorder: z.array(
    z.strictObject({
      evidence: text,
      exchange: z.enum(['oots', 'x-road', 'bilateral', 'person']),
      with: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
    }),
  ),
});

export type Service = z.infer<typeof serviceSchema>;
export type Part = z.infer<typeof part>;
export type Size = z.infer<typeof size>;
