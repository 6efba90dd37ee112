import { z } from 'zod';
import { blueprintSchema } from '../../lib/model/blueprint';
import { parseDocument } from '../../lib/model/document';
import type { Result } from '../../lib/model/problem';
import { checkSchema } from '../../lib/model/schema-problems';
import type { Sourced } from '../../lib/model/sourced';

const { shape } = blueprintSchema;
const issuer = z.url({ protocol: /^https$/, message: 'an https:// address' });

/** What `sgc init` has to know of a region; the rest comes from the profile that its blueprint extends. */
export const answersSchema = z.strictObject({
  region: shape.region,
  name: shape.name,
  country: shape.country,
  languages: shape.languages,
  contacts: shape.contacts,
  residency: shape.residency,
  tenants: shape.tenants,
  addresses: shape.network.shape.addresses.optional(),
  identity: z.strictObject({
    staff: z.strictObject({ issuer }),
    citizens: z.strictObject({ scheme: z.enum(['eidas', 'national', 'none']), issuer }),
  }),
  hosting: shape.hosting,
  budget: shape.budget,
  targets: shape.targets,
  /** Who takes what a cloud can only do worse, and until when; absent: nobody does, and the check will say what is missing. */
  accept: z
    .strictObject({ owner: z.string().min(2).max(100), reason: z.string().min(1).max(300), expires: z.iso.date() })
    .optional(),
  pipeline: z.enum(['github', 'gitlab', 'none']),
});

export type Answers = z.infer<typeof answersSchema>;

/** Answers from a file; everything wrong with them at once, with its place. */
export const parseAnswers = (file: string, text: string): Result<Sourced<Answers>> => {
  const document = parseDocument(file, text);
  if (!document.ok) return document;
  return checkSchema<Answers>(answersSchema, document.value.value, [{ document: document.value, withholds: () => false }]);
};
