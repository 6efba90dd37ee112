import { z } from 'zod';
import { amount, note, ownId } from './amount';
import { decimal } from './price-book';
import { mapOf, targetId } from './scalars';

/** Who pays what when: what only the region can say before money is planned over years. */

export const investedKinds = ['setup', 'migration', 'items'] as const;
export type InvestedKind = (typeof investedKinds)[number];

export const financings = ['public', 'private'] as const;
export type Financing = (typeof financings)[number];

export const lastYear = 15;

const percent = z.number().min(0).max(100);

export const investmentSchema = z.strictObject({
  firstYear: z.int().min(2000).max(2100).describe('Year in which is invested; operation begins with the one after it.'),
  discountPercent: percent.describe(
    'Rate by which a later year weighs less. There is no default: it is a decision of the region.',
  ),
  items: mapOf(
    ownId,
    z.strictObject({
      title: note,
      profile: targetId.describe('Target of the blueprint, or `stay`.'),
      year: z.int().min(0).max(lastYear).optional().describe('Years after the first. Default: 0.'),
      cost: amount,
    }),
    100,
  )
    .optional()
    .describe('Investments beside setting up and migration: racks, lines, the renewal of what stands today.'),
  funding: mapOf(
    ownId,
    z.strictObject({
      title: note,
      kind: z.enum(['grant', 'coFunding']).describe('grant: of a programme; coFunding: of a state, a province, another body.'),
      percent: percent.describe('Of what it pays for.'),
      of: z.array(z.enum(investedKinds)).min(1).max(investedKinds.length).describe('What it pays for.'),
      atMost: decimal.optional().describe('Its ceiling, over all years.'),
      delayYears: z.int().min(0).max(5).optional().describe('Years between the cost and its payment. Default: 0.'),
      financings: z
        .array(z.enum(financings))
        .min(1)
        .max(financings.length)
        .optional()
        .describe('Where it is granted. Default: public only.'),
    }),
    20,
  ).optional(),
  private: z
    .strictObject({
      carries: z.array(z.enum(investedKinds)).min(1).max(investedKinds.length).describe('What the provider pays in advance.'),
      contractYears: z.int().min(1).max(lastYear).describe('Years of operation in which it gets that back, in equal parts.'),
      costOfCapitalPercent: percent.describe("The provider's own rate."),
      marginPercent: percent.describe('On all that it is paid.'),
    })
    .optional()
    .describe('A provider invests and is paid a yearly fee. Without it, only public financing is calculated.'),
});

export type InvestmentTerms = z.infer<typeof investmentSchema>;
