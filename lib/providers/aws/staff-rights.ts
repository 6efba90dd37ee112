import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { RolePlan } from '../../plan/identity-plan';
import { actionsOf, auditorActions, plannerActions } from './auditor-actions';

export interface Scope {
  readonly stack: Stack;
  readonly region: string;
  /** Empty for roles of the region. */
  readonly tenant: string;
}

/** One policy of a role, with the reasons for each wildcard in it. */
export interface Right {
  readonly id: string;
  readonly statement: PolicyStatement;
  readonly why: { readonly findings: readonly string[]; readonly reason: string };
}

/** What each kind of role may do. Deployments go through the toolkit's own roles, which a person takes and never holds. */
export const statementsOf = (rights: RolePlan['rights'], scope: Scope): readonly Right[] => {
  switch (rights) {
    case 'read':
      return reading();
    case 'cost':
      return [everywhere('Cost', actionsOf(plannerActions))];
    case 'operate':
      return [...reading(), everywhere('Operate', operating), deploying(scope)];
    case 'administer':
      return [...reading(), everywhere('Administer', operating), deploying(scope), filling(scope)];
    case 'deploy':
      return [everywhere('Look', looking), releasing(scope), filling(scope)];
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

/** Taking the roles that the toolkit's bootstrap made in this account. */
const deploying = ({ stack }: Scope): Right => {
  const resource = `arn:${stack.partition}:iam::${stack.account}:role/cdk-*`;
  return {
    id: 'Deploy',
    statement: new PolicyStatement({ sid: 'Deploy', actions: ['sts:AssumeRole'], resources: [resource] }),
    why: {
      findings: [`Resource::arn:<AWS::Partition>:iam::${stack.account}:role/cdk-*`],
      reason: "The bootstrap names its roles; only the account's own",
    },
  };
};

/** Giving a value to a secret that the stacks made empty, without reading it back. */
const filling = ({ stack, region, tenant }: Scope): Right => {
  const name = `secret:${region}-${tenant}-*`;
  return {
    id: 'FillSecrets',
    statement: new PolicyStatement({
      sid: 'FillSecrets',
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:RotateSecret'],
      resources: [`arn:${stack.partition}:secretsmanager:${stack.region}:${stack.account}:${name}`],
    }),
    why: {
      findings: [`Resource::arn:<AWS::Partition>:secretsmanager:${stack.region}:${stack.account}:${name}`],
      reason: "Secrets of one tenant's services, whose ids the cloud gives",
    },
  };
};

/** Putting images into the tenant's registry; the release itself goes through the toolkit. */
const releasing = ({ stack, region, tenant }: Scope): Right => {
  const name = `repository/${region}-${tenant}-*`;
  return {
    id: 'Release',
    statement: new PolicyStatement({
      sid: 'Release',
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:CompleteLayerUpload',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      resources: [`arn:${stack.partition}:ecr:${stack.region}:${stack.account}:${name}`],
    }),
    why: {
      findings: [`Resource::arn:<AWS::Partition>:ecr:${stack.region}:${stack.account}:${name}`],
      reason: "Repositories of one tenant's services",
    },
  };
};
