import type { Evidence, Resource } from '../evidence/resource';
import type { Plan } from '../plan/plan';
import type { AwsTargetPlan } from '../plan/target-plan';
import { awsContainers } from './aws-containers';
import { awsDetection } from './aws-detection';
import { awsRules, type Rule } from './aws-rule';
import { type Counted, ownerOf, same } from './quantity';

/** Everything that was written for AWS and is paid by its time or its size. */
export const awsQuantities = (plan: Plan, evidence: Evidence): readonly Counted[] => [
  ...awsRules.flatMap((rule) => evidence.ofType(rule.type).map((resource) => countedOf(plan, rule, resource))),
  ...awsContainers(plan, evidence),
  ...awsDetection(evidence),
];

const countedOf = (plan: Plan, rule: Rule, resource: Resource): Counted => {
  const amount = rule.amount?.(resource) ?? 1;
  return {
    ...ownerOf(plan, resource.artefact),
    item: typeof rule.item === 'string' ? rule.item : rule.item(resource),
    unit: rule.unit,
    amount: typeof amount === 'number' ? same(amount) : amount,
    factors: rule.unit === 'hour' ? ['hoursPerMonth'] : [],
    fixed: true,
    what: rule.what,
    machines: rule.machines?.(resource) ?? null,
  };
};

/** Items of what depends on use, by the words of this cloud. */
export const awsWords = (target: AwsTargetPlan) => ({
  egress: 'data_transfer_out.internet',
  objects: 's3.standard.storage',
  secondSite: `s3.standard.storage@${target.secondSite.region}`,
  files: 'efs.storage',
  backup: 'backup.storage',
});
