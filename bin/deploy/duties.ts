import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { duties as awsDuties } from '../../lib/providers/aws/duties';
import type { Duty } from '../../lib/plan/duty';
import { duties as openstackDuties } from '../../lib/providers/openstack/duties';

/** What no engine does: the provider's own, and what the ledger leaves to the cloud's operator. */
export const dutiesOf = (plan: Plan, target: TargetPlan): readonly Duty[] => [
  ...(target.provider === 'aws' ? awsDuties(plan, target) : openstackDuties(plan, target)),
  ...target.ledger
    .filter(({ parity }) => parity === 'obligation')
    .map(({ intent, by, lost }) => ({ artefact: '', text: `With the operator, ${intent}: ${by}; ${lost}.` })),
];
