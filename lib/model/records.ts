import { z } from 'zod';
import { isoDate, line, person, targetId, tenantId } from './scalars';

/** What people did and wrote down: the part of the evidence that no artefact can show. */

const days = z
  .int()
  .min(1)
  .max(3660)
  .meta({ examples: [180] });
const proof = line.describe('Where the proof lies: a ticket, a file, an address.').meta({ examples: ['CED-140'] });
const note = line.optional().describe('What else should be known. Default: nothing.');
const day = isoDate.describe('When it was done.');
const by = person.describe('Who did it: a name or a role.').meta({ examples: ['it'] });
const target = targetId.describe('Target of the blueprint on which it was done.');
const result = z.enum(['passed', 'failed']);

/** What of a target is renewed by people, wholly or where no resource shows that the cloud does it. */
export const rotatedThings = ['keys', 'secrets', 'sign-in', 'host-credentials'] as const;

const entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('restoreDrill').describe('Data were brought back from a backup, and compared.'),
    day,
    target,
    of: z
      .string()
      .regex(/^[a-z][a-z0-9-]{2,29}$/, 'the space whose data were brought back, as tenant-stage')
      .describe('The space whose data were brought back, as tenant-stage.')
      .meta({ examples: ['city-production'] }),
    result,
    minutes: z.int().min(1).max(100_000).optional().describe('From the order to the comparison. Default: not measured.'),
    by,
    proof,
    note,
  }),
  z.strictObject({
    kind: z.literal('accessReview').describe('Somebody looked at who may do what, and took away what was too much.'),
    day,
    of: tenantId.describe('The tenant whose people were looked at, or `region` for those of the whole region.'),
    result,
    by,
    proof,
    note,
  }),
  z.strictObject({
    kind: z.literal('keyRotation').describe('Keys or secrets were renewed.'),
    day,
    target,
    of: z
      .enum(rotatedThings)
      .describe(
        'keys: of stored data; secrets: born in the cloud; sign-in: the secrets that issuers of identities know; host-credentials: with which hosts fetch their secrets.',
      ),
    by,
    proof,
    note,
  }),
  z.strictObject({
    kind: z.literal('exceptionReview').describe('The owner of an exception looked at it again.'),
    day,
    control: line.describe('As the exception has it.').meta({ examples: ['hosting.entryKept'] }),
    resource: line.describe('As the exception has it.'),
    result: z.enum(['kept', 'ended']),
    by,
    proof,
    note,
  }),
]);

export const recordsSchema = z.strictObject({
  records: z.literal(1).describe('Version of the format.'),
  since: isoDate.describe('From which day the region keeps records: what was never done is due one interval later.'),
  every: z
    .strictObject({
      restoreDrill: days.optional().describe('Default: as often as the plan tries restores.'),
      accessReview: days.optional().describe('Default: nobody says, and nothing is due.'),
      keyRotation: days.optional().describe("Default: the plan's own interval of each key and secret."),
    })
    .optional()
    .describe('Days after which each is due again.'),
  gone: z
    .array(line)
    .max(1000)
    .optional()
    .describe('Targets, tenants and spaces that the blueprint had once and that entries still name. Default: none.'),
  entries: z.array(entry).max(10_000).describe('In any order; new ones at the end.'),
});

export type Records = z.infer<typeof recordsSchema>;
export type RecordEntry = Records['entries'][number];
export type RecordKind = RecordEntry['kind'];
export const recordKinds: readonly RecordKind[] = ['restoreDrill', 'accessReview', 'keyRotation', 'exceptionReview'];
