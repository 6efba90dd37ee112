import type { Plan, SpacePlan } from '../../../plan/plan';
import type { ServicePlan } from '../../../plan/service-plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import type { OpenstackOptions } from '../options';

/** The slice of the plan that one e-service's state is made from. */
export interface ServiceContext {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly service: ServicePlan;
  readonly options: OpenstackOptions;
}
