import { z } from 'zod';
import type { AwsTargetPlan, OptionsResult } from '../../plan/target-plan';

/** What a target on AWS may tune; nothing here weakens a control. */
export const optionsSchema = z.strictObject({
  natGateways: z
    .enum(['each-zone', 'one'])
    .default('each-zone')
    .describe('One NAT gateway for each zone, or one for all: cheaper, and the loss of its zone cuts the way out.'),
  staffClient: z
    .string()
    .min(1)
    .max(255)
    .default('shared-gov-cloud')
    .describe("OpenID Connect: client id that the staff's issuer gave to this cloud."),
  samlAudience: z
    .url({ protocol: /^https$/ })
    .default('https://signin.aws.amazon.com/saml')
    .describe('SAML: address that assertions name as their reader; other partitions have their own.'),
});

export type AwsOptions = z.infer<typeof optionsSchema>;

/** The options, complete, or each thing that is wrong with them. */
export const parseOptions = (options: unknown): OptionsResult => {
  const parsed = optionsSchema.safeParse(options);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    issues: parsed.error.issues.map((issue) => ({
      path: issue.path.filter((part): part is string | number => typeof part !== 'symbol'),
      message: issue.message,
      allowed: Object.keys(optionsSchema.shape).join(', '),
      repair: 'see docs/aws.md, options',
    })),
  };
};

/** The options of a resolved target; they were parsed before. */
export const awsOptions = (target: AwsTargetPlan): AwsOptions => optionsSchema.parse(target.options);
