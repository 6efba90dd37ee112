import type { RoleId } from '../../../lib/plan/identity-plan';

/*
 * What each role of people may do wherever it stands in its account, in our own words and not by its policies: all
 * that the sweep finds besides is a fault. What is narrowed to names of the plan is tried in tries.ts.
 */

/** Operations that look at configuration or records and change nothing. */
export const isLook = (operation: string): boolean =>
  /^(BatchGet|Describe|Detect|Get|Head|List|Lookup|Search|Simulate|View)/.test(operation.split(':')[1] ?? '');

/** Looks that hand out content: of stores, secrets, queues, records, images, or people. */
export const payload: ReadonlySet<string> = new Set([
  'cognito-idp:AdminGetUser',
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:ListUsers',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'kms:GetParametersForImport',
  'kms:GetPublicKey',
  'lambda:GetFunction',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetQueryResults',
  's3:GetObject',
  's3:GetObjectAttributes',
  's3:GetObjectTagging',
  's3:GetObjectTorrent',
  's3:ListObjects',
  's3:ListObjectsV2',
  's3:ListObjectVersions',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetRandomPassword',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameterHistory',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
]);

const operating = [
  'backup:StartBackupJob',
  'backup:StartRestoreJob',
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
];

/** All that is more than a look at configuration. */
export const beyondLooking: Readonly<Record<RoleId, readonly string[]>> = {
  auditor: [],
  planner: [],
  operator: operating,
  'tenant-admin': operating,
  'service-owner': ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:GetQueryResults', 'logs:StartQuery'],
};

/** Looks that must be possible, or the role cannot do its work. */
export const mustSee: Readonly<Record<RoleId, readonly string[]>> = {
  auditor: [
    'cloudtrail:GetEventSelectors',
    'cloudtrail:LookupEvents',
    'config:DescribeConfigurationRecorders',
    'ec2:DescribeSecurityGroupRules',
    'iam:GetAccountAuthorizationDetails',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'logs:DescribeLogGroups',
    'rds:DescribeDBInstances',
    's3:GetBucketEncryption',
    's3:GetBucketPolicy',
    's3:GetObjectLockConfiguration',
    's3:GetPublicAccessBlock',
    'secretsmanager:DescribeSecret',
    'wafv2:GetWebACL',
  ],
  planner: ['cloudwatch:GetMetricData', 'ec2:DescribeVpcs', 'rds:DescribeDBInstances', 'resourcegroupstaggingapi:GetResources'],
  operator: ['cloudformation:DescribeStackEvents', 'ecs:DescribeServices', 'rds:DescribeEvents'],
  'tenant-admin': ['backup:ListRecoveryPointsByBackupVault', 'ecs:DescribeTasks', 'secretsmanager:ListSecrets'],
  'service-owner': ['cloudwatch:DescribeAlarms', 'ecr:GetAuthorizationToken', 'ecs:DescribeServices'],
};
