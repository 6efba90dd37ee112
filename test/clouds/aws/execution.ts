import { executionStacks } from '../../../bin/bootstrap/aws';
import { accountNames } from '../../../lib/providers/aws/accounts';
import { executionPolicyName } from '../../../lib/providers/aws/foundation/execution-policy';
import type { Proof } from './proof';
import { type Place, placesOf, targetOf } from './region';
import { rootOf } from './sdk';

const part = 'bootstrap';

interface Simulation {
  readonly EvaluationResults: readonly { readonly EvalDecision: string }[];
}

/** What the role that deploys resources must not do, although it may deploy a whole region. */
const forbidden = (proof: Proof, { account, region }: Place): readonly (readonly [action: string, resource: string])[] => {
  const { id } = proof.version.plan.region;
  const arn = (rest: string): string => `arn:aws:iam::${account}:${rest}`;
  return [
    ['organizations:LeaveOrganization', '*'],
    ['account:CloseAccount', '*'],
    ['iam:CreateUser', arn('user/intruder')],
    ['iam:CreateAccessKey', arn('user/intruder')],
    ['iam:CreateRole', arn('role/administrator')],
    // Without the boundary, which this question does not name.
    ['iam:CreateRole', arn(`role/${id}-anything`)],
    ['iam:DeleteRolePermissionsBoundary', arn(`role/${id}-auditor`)],
    ['iam:CreatePolicyVersion', arn(`policy/${executionPolicyName(id, 0)}`)],
    ['iam:AttachRolePolicy', arn(`role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`)],
    ['iam:PassRole', arn('role/administrator')],
    ['dynamodb:CreateTable', '*'],
    ['s3:BypassGovernanceRetention', `arn:aws:s3:::${accountNames.trailBucket(proof.version.plan, targetOf(proof.version))}/x`],
  ];
};

/** The role that CloudFormation takes has the policies that `sgc bootstrap` made and no other, and is held by them. */
export const proveExecution = async (proof: Proof): Promise<void> => {
  const { findings, version } = proof;
  const stacks = executionStacks(version.plan, targetOf(version), version.folder, version.stacks);
  const places = placesOf(version);
  const wrong = await Promise.all(
    places.map(async (place) => {
      const count = stacks.find(({ account }) => account === place.account)?.policies.length ?? 0;
      const names = Array.from({ length: count }, (_, index) => executionPolicyName(version.plan.region.id, index));
      const attached = await attachedTo(proof, place);
      return [
        ...(attached.join() === names.join() ? [] : [`${place.account} in ${place.region} has ${attached.join()}`]),
        ...(await allowed(proof, place)).map((action) => `${place.account} in ${place.region} may ${action}`),
      ];
    }),
  );
  const policies = stacks.reduce((sum, one) => sum + one.policies.length, 0);
  const tried = places.flatMap((place) => forbidden(proof, place)).length;
  findings.expectNone(
    part,
    'CloudFormation may what the templates need, and no more',
    wrong.flat(),
    `${policies} policies in ${stacks.length} accounts, none of them AWS's own; ${tried} actions refused`,
  );
};

const roleIn = ({ account, region }: Place): string => `cdk-hnb659fds-cfn-exec-role-${account}-${region}`;

const attachedTo = async (proof: Proof, place: Place): Promise<readonly string[]> => {
  const { AttachedPolicies } = await proof.sdk.ask<{ AttachedPolicies: readonly { PolicyName: string }[] }>({
    service: 'iam',
    operation: 'ListAttachedRolePolicies',
    region: place.region,
    login: rootOf(place.account),
    parameters: { RoleName: roleIn(place) },
  });
  return AttachedPolicies.map(({ PolicyName }) => PolicyName).sort();
};

const allowed = async (proof: Proof, place: Place): Promise<readonly string[]> => {
  const decisions = await Promise.all(
    forbidden(proof, place).map(async ([action, resource]) => {
      const { EvaluationResults } = await proof.sdk.ask<Simulation>({
        service: 'iam',
        operation: 'SimulatePrincipalPolicy',
        region: place.region,
        login: rootOf(place.account),
        parameters: {
          PolicySourceArn: `arn:aws:iam::${place.account}:role/${roleIn(place)}`,
          ActionNames: [action],
          ResourceArns: [resource],
        },
      });
      return EvaluationResults.every(({ EvalDecision }) => EvalDecision === 'allowed') ? [`${action} on ${resource}`] : [];
    }),
  );
  return decisions.flat();
};
