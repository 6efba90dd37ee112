import { Aspects, type IAspect, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { accountNames } from '../accounts';
import { acknowledge } from '../acknowledgements';

export interface BoundaryProps {
  readonly region: string;
  readonly target: AwsTargetPlan;
}

/**
 * The most that any role of ours in an account can do, whoever writes its policies: never touch the trail,
 * the locks, the boundary itself or another account's network, and nothing outside the region's places.
 */
export class Boundary extends CfnManagedPolicy {
  constructor(scope: Construct, id: string, props: BoundaryProps) {
    const name = accountNames.boundary(props.region);
    super(scope, id, {
      managedPolicyName: name,
      description: 'The most that a role can do here',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [everything, ...guards, ownLimits(boundaryArn(scope, props.region)), places(props.target)],
      },
    });
    const entry = {
      rule: 'AwsSolutions-IAM5',
      reason: 'A boundary grants nothing by itself: it only limits',
      review: 'each release',
    } as const;
    for (const finding of ['Action::*', 'Resource::*']) acknowledge(this, { ...entry, finding });
  }
}

export const boundaryArn = (scope: Construct, region: string): string => {
  const stack = Stack.of(scope);
  return `arn:${stack.partition}:iam::${stack.account}:policy/${accountNames.boundary(region)}`;
};

/** Puts the account's boundary on every role below a construct that has none yet. */
export const confine = (scope: Construct, region: string): void => {
  Aspects.of(scope).add(new Confine(region));
};

class Confine implements IAspect {
  constructor(private readonly region: string) {}

  visit(node: IConstruct): void {
    if (node instanceof CfnRole && node.permissionsBoundary === undefined)
      node.permissionsBoundary = boundaryArn(node, this.region);
  }
}

const everything = { Sid: 'UpToHere', Effect: 'Allow', Action: '*', Resource: '*' };

const deny = (Sid: string, Action: readonly string[]): object => ({ Sid, Effect: 'Deny', Action: [...Action], Resource: '*' });

const guards = [
  deny('Records', [
    'cloudtrail:DeleteTrail',
    'cloudtrail:StopLogging',
    'cloudtrail:UpdateTrail',
    'cloudtrail:PutEventSelectors',
    'config:DeleteConfigurationRecorder',
    'config:StopConfigurationRecorder',
    'guardduty:DeleteDetector',
    'securityhub:DisableSecurityHub',
    'access-analyzer:DeleteAnalyzer',
  ]),
  deny('Locks', [
    's3:BypassGovernanceRetention',
    's3:PutBucketObjectLockConfiguration',
    'backup:DeleteBackupVault',
    'backup:DeleteBackupVaultLockConfiguration',
    'backup:DeleteRecoveryPoint',
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
  ]),
  deny('People', [
    'iam:CreateUser',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:CreateSAMLProvider',
    'iam:CreateOpenIDConnectProvider',
    'iam:UpdateSAMLProvider',
    'organizations:*',
    'account:*',
  ]),
  deny('OtherNetworks', [
    'ec2:CreateVpcPeeringConnection',
    'ec2:AcceptVpcPeeringConnection',
    'ec2:AcceptTransitGatewayPeeringAttachment',
    'ec2:CreateTransitGatewayPeeringAttachment',
    'ram:CreateResourceShare',
    'ram:AcceptResourceShareInvitation',
  ]),
];

/** No role takes its limit off, nor makes or changes one without it. */
const ownLimits = (arn: string): object => ({
  Sid: 'OwnLimits',
  Effect: 'Deny',
  Action: [
    'iam:CreateRole',
    'iam:PutRolePermissionsBoundary',
    'iam:AttachRolePolicy',
    'iam:PutRolePolicy',
    'iam:DeleteRolePermissionsBoundary',
    'iam:CreatePolicyVersion',
    'iam:SetDefaultPolicyVersion',
  ],
  Resource: '*',
  Condition: { StringNotEquals: { 'iam:PermissionsBoundary': arn } },
});

/** Services whose interface stands in one place of the partition, whatever region is meant. */
const placeless = ['budgets:*', 'ce:*', 'health:*', 'iam:*', 'pricing:*', 'route53:*', 'sts:*', 'support:*', 'tag:*'];

export const places = (target: AwsTargetPlan): object => ({
  Sid: 'Places',
  Effect: 'Deny',
  NotAction: placeless,
  Resource: '*',
  Condition: {
    StringNotEquals: {
      'aws:RequestedRegion': [target.cloud.region, ...(target.secondSite.enabled ? [target.secondSite.region] : [])],
    },
  },
});
