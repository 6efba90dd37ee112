import { z } from 'zod';
import type { OptionsResult } from '../../plan/target-plan';

/** What a target on AWS may tune; nothing here weakens a control. */
const schema = z.strictObject({
  /** One NAT gateway for each zone, or one for all: cheaper, and the loss of its zone cuts the way out. */
  natGateways: z.enum(['each-zone', 'one']).default('each-zone'),
  /** IAM path under which every role of ours stands. */
  rolePath: z.string().regex(/^\/[a-z0-9-]+\/$/).default('/sgc/'),
});

export type AwsOptions = z.infer<typeof schema>;

/** The options, complete, or each thing that is wrong with them. */
export const parseOptions = (options: unknown): OptionsResult => {
  const parsed = schema.safeParse(options);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    issues: parsed.error.issues.map((issue) => ({
      path: issue.path.filter((part): part is string | number => typeof part !== 'symbol'),
      message: issue.message,
      allowed: Object.keys(schema.shape).join(', '),
      repair: 'see docs/aws.md, options',
    })),
  };
};
