import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AwsTargetPlan } from '../../plan/target-plan';

export interface GovStackProps extends Pick<StackProps, 'description'> {
  readonly target: AwsTargetPlan;
  /** Key into the target's accounts: `shared` or a tenant. */
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Region of the stack; by default the target's own. Only a second copy lies elsewhere. */
  readonly region?: string;
}

/** A CloudFormation stack of ours: account, region and zones come from the plan, so nothing is looked up. */
export class GovStack extends Stack {
  readonly target: AwsTargetPlan;

  constructor(scope: Construct, id: string, props: GovStackProps) {
    super(scope, id, {
      stackName: id,
      env: { account: accountOf(props.target, props.account), region: props.region ?? props.target.cloud.region },
      ...(props.description === undefined ? {} : { description: props.description }),
      tags: { ...props.tags },
      terminationProtection: props.tags.lifecycle === 'retained',
    });
    this.target = props.target;
  }

  override get availabilityZones(): string[] {
    return Object.values(this.target.zones);
  }
}

const accountOf = (target: AwsTargetPlan, key: string): string => {
  const account = target.accounts[key];
  if (account === undefined) throw new Error(`target ${target.id} has no account for ${key}`);
  return account;
};
