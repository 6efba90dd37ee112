import type { Construct } from 'constructs';
import type { Plan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { AccountBaseline } from './account';
import { accountKeys, accountNames, allAccounts } from '../accounts';
import { outputs, publish } from '../exports';
import { GovStack } from '../stack';
import { TrailStore } from './trail-store';

export interface FoundationStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
}

/** The shared account: where the records of all accounts end, and its own baseline. */
export class FoundationStack extends GovStack {
  constructor(scope: Construct, id: string, { plan, target }: FoundationStackProps) {
    super(scope, id, { target, account: 'shared', tags: plan.foundation.tags, description: `Foundation of ${plan.region.id}` });
    const baseline = new AccountBaseline(this, 'Baseline', { plan, target, account: 'shared' });
    const bucketName = accountNames.trailBucket(plan, target);
    const store = new TrailStore(this, 'Archive', {
      logs: plan.foundation.logs,
      bucketName,
      lifecycle: plan.region.lifecycle,
      accounts: allAccounts(target),
      trail: accountNames.trail(plan),
      archivists: accountKeys(plan).map((key) => ({
        roleArn: `arn:${this.partition}:iam::${target.accounts[key] ?? ''}:role/${accountNames.archivist(plan, key)}`,
        prefixes: prefixesOf(plan, key),
      })),
    });
    baseline.connect({ bucketName, keyArn: store.key.keyArn, account: this.account, ready: store.bucket });
    if (baseline.auditor !== undefined) store.readableBy(baseline.auditor);
    publish(this, outputs.trailKey, `${this.stackName}:trail-key`, store.key.keyArn);
  }
}

/** What a key's account delivers: for itself, and for each space under its name. */
const prefixesOf = (plan: Plan, key: string): string[] => [
  `${accountNames.prefix(plan, key)}/`,
  ...Object.values(plan.spaces)
    .filter((space) => space.tenant === key)
    .map((space) => `${space.name}-`),
];
