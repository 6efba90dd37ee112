import { coversAction } from '../../../evidence/action';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { accountNames } from '../accounts';
import { outputReaderRole } from '../exports';
import { places } from './boundary';
import { handlerActions } from './handler-actions';

/** One stack of an account as it was written. */
export interface WrittenStack {
  readonly name: string;
  readonly template: { readonly Resources?: Readonly<Record<string, WrittenResource>> };
}

interface WrittenResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface ExecutionProps {
  readonly region: string;
  readonly target: AwsTargetPlan;
  readonly account: string;
  /** All stacks of the account. */
  readonly stacks: readonly WrittenStack[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy of IAM; each of at most 6,144 characters, ten of them on a role (quotas of IAM). */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/** Characters of a managed policy, white space not counted. */
const mostCharacters = 6144;

/** Start of the names of these policies; not that of the region's own, so that a deployment cannot change its own limits. */
export const executionPolicyName = (region: string, index: number): string => `sgc-${region}-execution-${index + 1}`;

/**
 * What CloudFormation may do in an account when it deploys this region: the services whose types the account's templates
 * use, roles of the region within their boundary, and nothing of the organization, of people, or of its own limits.
 */
export const executionPolicies = (props: ExecutionProps): readonly PolicyDocument[] => {
  const services = packed(actionsOf(props.stacks)).map((actions, index) => document(allow(`Services${index + 1}`, actions, '*')));
  return [...services, document(...identity(props), ...guards(props), places(props.target))];
};

const document = (...statements: readonly object[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: Statement['Resource'],
  Condition?: Statement['Condition'],
): Statement => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

/** Services in which a read may return what a region keeps there: their reads are named one by one. */
const keeping = new Set(['ecr', 'kms', 'lambda', 's3', 'secretsmanager', 'ssm']);

/** Used on behalf of the deployment by services that encrypt, which no handler names for every type. */
const always = [
  'kms:CreateGrant',
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKey',
  'ssm:GetParameters',
  'tag:GetResources',
];

const actionsOf = (stacks: readonly WrittenStack[]): readonly string[] => {
  const types = stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}).map(({ Type }) => Type));
  const called = [...new Set(types)].flatMap((type) => actionsOfType(type));
  const services = [...new Set(called.map((action) => action.split(':')[0] ?? ''))];
  const reads = services.flatMap(readsOf);
  const rest = called.filter((action) => !reads.some((pattern) => coversAction(pattern, action)));
  return [...new Set([...rest, ...reads, ...always])].sort();
};

const readsOf = (service: string): readonly string[] => [
  `${service}:Describe*`,
  `${service}:List*`,
  ...(keeping.has(service) ? [] : [`${service}:Get*`]),
];

const actionsOfType = (type: string): readonly string[] => {
  const actions = handlerActions[type];
  if (actions === undefined) throw new Error(`it is not known what CloudFormation calls for ${type}`);
  return actions.split(' ').filter((action) => action !== '');
};

/** In parts that each fit into one policy, with room for what stands around them. */
const packed = (actions: readonly string[]): readonly (readonly string[])[] => {
  const parts: string[][] = [[]];
  let characters = 0;
  for (const action of actions) {
    const more = action.length + 3;
    if (characters + more > mostCharacters - 200) {
      parts.push([]);
      characters = 0;
    }
    parts.at(-1)?.push(action);
    characters += more;
  }
  return parts;
};

/** Roles of the region, with their boundary; without it only those that each account's baseline makes. */
const identity = ({ region, target, account, stacks }: ExecutionProps): readonly Statement[] => {
  const arn = (rest: string): string => `arn:${target.cloud.partition}:iam::${account}:${rest}`;
  const ours = arn(`role/${region}-*`);
  const boundary = { StringEquals: { 'iam:PermissionsBoundary': arn(`policy/${accountNames.boundary(region)}`) } };
  const free = unboundedRoles(stacks).map((name) => arn(`role/${name}`));
  return [
    allow('Look', ['iam:Get*', 'iam:List*'], '*'),
    allow('BoundedRoles', grantingActions, ours, boundary),
    ...(free.length === 0 ? [] : [allow('BaselineRoles', grantingActions, free)]),
    allow(
      'Roles',
      [
        'iam:DeleteRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      ours,
    ),
    allow(
      'Policies',
      ['iam:CreatePolicy*', 'iam:DeletePolicy*', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy', 'iam:UntagPolicy'],
      arn(`policy/${region}-*`),
    ),
    allow('SignIn', ['iam:*OpenIDConnectProvider*', 'iam:*SAMLProvider*'], [arn('oidc-provider/*'), arn('saml-provider/*')]),
    allow('Hand', ['iam:PassRole'], ours, { StringEquals: { 'iam:PassedToService': trustedServices(stacks) } }),
    allow('Own', ['iam:CreateServiceLinkedRole'], arn('role/aws-service-role/*')),
    allow('Outputs', ['sts:AssumeRole'], `arn:${target.cloud.partition}:iam::*:role/${outputReaderRole(region)}`),
    allow(
      'Stacks',
      ['cloudformation:DescribeStacks'],
      `arn:${target.cloud.partition}:cloudformation:*:${account}:stack/${region}-*/*`,
    ),
  ];
};

const grantingActions = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];

const rolesIn = (stacks: readonly WrittenStack[]) =>
  stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
      .map(([id, { Properties = {} }]) => ({ stack: name, id, properties: Properties })),
  );

/**
 * Names, or their patterns where CloudFormation chooses them (`stack-logicalId-random`, the first two cut where they are
 * long), of the roles that have no boundary.
 */
const unboundedRoles = (stacks: readonly WrittenStack[]): readonly string[] =>
  rolesIn(stacks)
    .filter(({ properties }) => properties.PermissionsBoundary === undefined)
    .map(({ stack, id, properties }) =>
      typeof properties.RoleName === 'string' ? properties.RoleName : `${stack.slice(0, 24)}*-${id.slice(0, 12)}*`,
    );

/** Services that take a role of ours, as the roles' own trust says. */
const trustedServices = (stacks: readonly WrittenStack[]): readonly string[] => {
  const trust = JSON.stringify(rolesIn(stacks).map(({ properties }) => properties.AssumeRolePolicyDocument));
  return [...new Set([...trust.matchAll(/"([a-z0-9.-]+\.amazonaws\.com)"/g)].map(([, service = '']) => service))].sort();
};

const guards = ({ region, target, account }: ExecutionProps): readonly Statement[] => {
  const arn = (rest: string): string => `arn:${target.cloud.partition}:iam::${account}:${rest}`;
  const deny = (Sid: string, Action: readonly string[], Resource: Statement['Resource'] = '*'): Statement => ({
    Sid,
    Effect: 'Deny',
    Action,
    Resource,
  });
  return [
    deny('Organization', ['account:*', 'organizations:*']),
    deny('People', ['iam:*AccessKey', 'iam:*Group', 'iam:*LoginProfile', 'iam:*User', 'iam:*UserPolicy', 'iam:*UserToGroup']),
    deny('Limits', ['iam:DeleteRolePermissionsBoundary']),
    deny(
      'OwnPower',
      ['iam:A*', 'iam:C*', 'iam:D*', 'iam:P*', 'iam:R*', 'iam:S*', 'iam:T*', 'iam:U*'],
      [arn('policy/sgc-*'), arn('role/cdk-*'), arn(`role/${region}-pipeline-*`)],
    ),
  ];
};
