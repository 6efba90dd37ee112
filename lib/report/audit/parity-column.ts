import type { Synthesis } from '../../controls/predicate';
import type { TargetPlan } from '../../plan/target-plan';

/** One target beside the others. */
export interface Column {
  readonly target: TargetPlan;
  readonly synthesis: Synthesis;
}
