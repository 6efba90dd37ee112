import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RolePlan } from '../../../plan/identity-plan';
import { actionsOf, auditorActions, plannerActions } from './auditor-actions';

export interface Scope {
  readonly stack: Stack;
  /** Names of the tenant's spaces: the starts of what is theirs; none for roles of the region. */
  readonly spaces: readonly string[];
  /** Whether nobody else's spaces stand in this account: deploying means administering all of it. */
  readonly alone: boolean;
}

/** One policy of a role, with the reasons for each wildcard in it. */
export interface Right {
  readonly id: string;
  readonly statement: PolicyStatement;
  readonly why: { readonly findings: readonly string[]; readonly reason: string };
}

/**
 * What each kind of role may do. Deployments go through the toolkit's own roles, which a person takes and never
 * holds; whoever may take them administers the account, within what the toolkit was bootstrapped with.
 */
export const statementsOf = (rights: RolePlan['rights'], scope: Scope): readonly Right[] => {
  switch (rights) {
    case 'read':
      return reading();
    case 'cost':
      return [everywhere('Cost', actionsOf(plannerActions))];
    case 'operate':
      return [...reading(), everywhere('Operate', operating), deploying(scope)];
    case 'administer':
      return [...reading(), everywhere('Administer', operating), ...(scope.alone ? [deploying(scope)] : []), ...filling(scope)];
    case 'deploy':
      return [everywhere('Look', looking), releasing(scope), ...filling(scope)];
  }
};

/** A managed policy holds 6,144 characters (IAM quotas), so the long list is cut at a letter. */
const reading = (): Right[] => {
  const cut = (from: string, to: string) =>
    actionsOf(Object.fromEntries(Object.entries(auditorActions).filter(([service]) => service >= from && service < to)));
  return [everywhere('ReadAToD', cut('a', 'e')), everywhere('ReadEToK', cut('e', 'l')), everywhere('ReadLToZ', cut('l', 'zz'))];
};

const everywhere = (id: string, actions: readonly string[]): Right => ({
  id,
  statement: new PolicyStatement({ sid: id, actions: [...actions], resources: ['*'] }),
  why: {
    findings: ['Resource::*'],
    reason: 'Named actions only; they look at or run what is there, wherever it stands in the account',
  },
});

const operating = [
  'backup:StartBackupJob',
  'backup:StartRestoreJob',
  'cloudformation:DetectStackDrift',
  'cloudwatch:DisableAlarmActions',
  'cloudwatch:EnableAlarmActions',
  'cloudwatch:SetAlarmState',
  'ecs:StopTask',
  'ecs:UpdateService',
  'logs:StartQuery',
  'logs:StopQuery',
  'rds:FailoverDBCluster',
  'rds:RebootDBInstance',
  'sqs:StartMessageMoveTask',
  'ssm:GetAutomationExecution',
];

const looking = [
  'cloudformation:DescribeStacks',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:GetDashboard',
  'cloudwatch:GetMetricData',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetAuthorizationToken',
  'ecs:DescribeClusters',
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:DescribeTasks',
  'ecs:ListServices',
  'ecs:ListTasks',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:StartQuery',
  'logs:GetQueryResults',
];

/** Taking the roles that the toolkit's bootstrap made in this account for deploying; the others are for machines. */
const deploying = ({ stack }: Scope): Right => {
  const roles = ['deploy-role', 'file-publishing-role', 'lookup-role'].map(
    (kind) => `iam::${stack.account}:role/cdk-*-${kind}-${stack.account}-*`,
  );
  return right('Deploy', ['sts:AssumeRole'], roles, stack, "The bootstrap names its roles; only the account's own");
};

/** Giving a value to a secret that the stacks made empty, without reading it back: that would need another action. */
const filling = ({ stack, spaces }: Scope): Right[] => {
  const secrets = spaces.map((space) => `secretsmanager:${stack.region}:${stack.account}:secret:${space}-*`);
  const actions = ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:RotateSecret'];
  const reason = "Secrets of one tenant's services, whose ids the cloud gives";
  return [right('FillSecrets', actions, secrets, stack, reason), sealing(stack, spaces)];
};

/** Secrets Manager encrypts with the caller's permission, and tries the key by decrypting. */
const sealing = (stack: Stack, spaces: readonly string[]): Right => {
  const { id, statement, why } = right(
    'SealSecrets',
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    [`kms:${stack.region}:${stack.account}:key/*`],
    stack,
    "Narrowed by the aliases of the tenant's keys, and to Secrets Manager",
  );
  statement.addConditions({
    StringLike: { 'kms:ViaService': `secretsmanager.${stack.region}.*` },
    'ForAnyValue:StringLike': { 'kms:ResourceAliases': spaces.map((space) => `alias/${space}-*`) },
  });
  return { id, statement, why };
};

/** Putting images into the tenant's registry; the release itself goes through the toolkit. */
const releasing = ({ stack, spaces }: Scope): Right => {
  const repositories = spaces.map((space) => `ecr:${stack.region}:${stack.account}:repository/${space}-*`);
  const actions = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ];
  return right('Release', actions, repositories, stack, "Repositories of one tenant's services");
};

const right = (
  id: string,
  actions: readonly string[],
  resources: readonly string[],
  { partition }: Stack,
  reason: string,
): Right => ({
  id,
  statement: new PolicyStatement({
    sid: id,
    actions: [...actions],
    resources: resources.map((resource) => `arn:${partition}:${resource}`),
  }),
  why: { findings: resources.map((resource) => `Resource::arn:<AWS::Partition>:${resource}`), reason },
});
