import type { IntentId } from '../../model/intent';
import type { AwsTargetPlan } from '../../plan/target-plan';

/** Whether the ledger says that this target meets an intent in some way; the only place where constructs ask. */
export const offers = (target: AwsTargetPlan, intent: IntentId): boolean =>
  target.ledger.find((line) => line.intent === intent)?.parity !== 'absent';
