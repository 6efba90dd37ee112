import type { ServicePlan } from '../../../../lib/plan/service-plan';
import type { SpacePlan } from '../../../../lib/plan/plan';
import type { Estate } from '../estate';

export interface Hosted {
  readonly space: SpacePlan;
  readonly service: ServicePlan;
}

/** Every e-service in every space. */
export const hosted = ({ plan }: Estate): readonly Hosted[] =>
  Object.values(plan.spaces).flatMap((space) => Object.values(space.services).map((service) => ({ space, service })));
