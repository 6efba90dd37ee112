import { z } from 'zod';
import { amount, note, ownId } from './amount';
import { intentIds } from './intent';
import { investmentSchema } from './investment';
import { assumptionIds, choiceIds, criteria, objectiveIds } from './criteria';
import { currencyCode, decimal } from './price-book';
import { countryCode, isoDate, mapOf, targetId, tenantId } from './scalars';

/** What only the region itself can say before clouds are compared: rates, wages, today's cost, assumptions. */

const levels = z.partialRecord(z.enum(objectiveIds), amount);

const profile = z.strictObject({
  prices: z.array(z.string().max(60)).max(10).optional().describe('Price books by id, the first that knows an item wins.'),
  setup: amount.optional().describe('Once, at the beginning.'),
  migration: amount.optional().describe('Once: bringing data and services there.'),
  parallelMonths: amount.optional().describe("Months in which today's systems run beside."),
  exit: amount.optional().describe('Once: rebuilding elsewhere; the transfer of stored data is counted from prices.'),
  support: amount.optional().describe("A month: the vendor's support contract."),
  licences: amount.optional().describe('A month.'),
  staffHours: amount.optional().describe('Hours of work a month for what is the same in every profile.'),
  pue: amount.optional().describe('Power usage effectiveness of the place, where it is known.'),
  embodied: amount.optional().describe('Embodied carbon in kg CO2e a month, where somebody has counted it.'),
  distanceKm: amount.optional().describe('Straight line between the region and the cloud; a proxy of latency.'),
  seal: levels
    .optional()
    .describe('Level 0 to 4 of each objective of the EU Cloud Sovereignty Framework, as the region judges it.'),
  choices: z
    .partialRecord(
      z.enum(choiceIds),
      z.strictObject({
        title: note.describe('What would be done.'),
        seal: levels.describe('Levels that would hold with it, as the region judges them.'),
        monthly: amount.optional().describe('What it would cost a month; without it, that is not known.'),
        setup: amount.optional().describe('What it would cost once; without it, that is not known.'),
      }),
    )
    .optional()
    .describe('Choices that the region could still take here: custody of keys, name service, source of images.'),
});

export const planningSchema = z.strictObject({
  planning: z.literal(1).describe('Version of the format.'),
  date: isoDate.describe('Of these assumptions.'),
  currency: currencyCode.describe('In which totals are shown.'),
  vatPercent: amount.optional().describe('Value added tax that the region cannot recover.'),
  years: z.int().min(1).max(15).optional().describe('Default: 5.'),
  rates: z
    .array(
      z.strictObject({
        from: currencyCode,
        to: currencyCode,
        rate: decimal.describe('How much of `to` one of `from` is worth.'),
        low: decimal.optional().describe('The least that is thinkable over the years.'),
        high: decimal.optional().describe('The most that is thinkable.'),
        date: isoDate,
        source: note,
      }),
    )
    .max(30)
    .optional()
    .describe('Dated exchange rates; without one, prices in another currency are not known.'),
  assumptions: z.partialRecord(z.enum(assumptionIds), amount).optional().describe("In place of the program's own."),
  weights: z
    .partialRecord(z.enum(criteria), z.number().min(0).max(100))
    .optional()
    .describe('How much each criterion counts; 0: not at all.'),
  staff: z
    .strictObject({
      hourlyRate: amount.describe('Cost of an hour of work.'),
      hours: z
        .partialRecord(z.enum(intentIds as [string, ...string[]]), amount)
        .describe('Hours a month for each intent that the cloud leaves to us or to its operator.'),
    })
    .optional(),
  stay: z
    .strictObject({
      country: countryCode.optional().describe('Where the machines stand today.'),
      items: mapOf(ownId, z.strictObject({ title: note, monthly: amount.describe('Cost a month.') }), 100).describe(
        'What today costs: racks, power, staff, licences.',
      ),
      kWhPerMonth: amount.optional().describe('Electricity of the machines, without cooling.'),
      pue: amount.optional(),
      seal: levels.optional(),
    })
    .optional()
    .describe('Staying as things are.'),
  profiles: mapOf(targetId, profile, 20).optional().describe('By target of the blueprint.'),
  investment: investmentSchema.optional().describe('Who pays what when; for `sgc invest`.'),
  purchases: mapOf(
    ownId,
    z.strictObject({
      tenant: tenantId,
      capability: z
        .string()
        .max(60)
        .regex(
          /^[a-z][A-Za-z0-9.-]*$/,
          'an intent such as logging.detection, an e-service such as appointments, or a word of the region',
        )
        .describe('What it does: an intent, the name of an e-service descriptor, or a word of the region such as siem.'),
      title: note,
      monthly: amount.optional().describe('Cost a month; without it, that is not known.'),
    }),
    200,
  )
    .optional()
    .describe('What administrations buy for themselves; for `sgc duplicates`.'),
});

export type Planning = z.infer<typeof planningSchema>;
export type { Amount } from './amount';
