import { Duration, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { KeyPlan } from '../../../plan/storage-plan';
import { type Lifecycle, removalOf } from '../removal';

/** A service of the cloud through which the account's own principals may use a key. */
export type KeyUser = 'backup' | 'ecr' | 'elasticfilesystem' | 'rds' | 's3' | 'secretsmanager' | 'sqs';

export interface GovKeyProps {
  readonly key: KeyPlan;
  readonly lifecycle: Lifecycle;
  readonly users: readonly KeyUser[];
  /** Log groups, by the start of their names, whose records this key encrypts. */
  readonly logGroups?: readonly string[];
}

/** Reading, rotating and ending a key; none of these opens what it encrypts. */
const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const use = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** A customer key that lives with its data: rotated, slow to delete, usable only through the named services by its own account. */
export class GovKey extends Key {
  constructor(scope: Construct, id: string, props: GovKeyProps) {
    const stack = Stack.of(scope);
    super(scope, id, {
      description: `${props.key.name}: data of class ${props.key.dataClass}`,
      alias: props.key.name,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(props.key.rotationDays),
      pendingWindow: Duration.days(props.key.deletionWindowDays),
      removalPolicy: removalOf(props.lifecycle),
      policy: new PolicyDocument({
        statements: [
          administrators(),
          ...throughServices(stack, props.users),
          ...(props.logGroups ?? []).map((prefix) => logsOf(stack, prefix)),
        ],
      }),
    });
  }
}

const administrators = (): PolicyStatement =>
  new PolicyStatement({
    sid: 'Administration',
    principals: [new AccountRootPrincipal()],
    actions: administration,
    resources: ['*'],
  });

/** KMS writes the domain of the calling service itself; which one it is in the sovereign partition is not published, hence the open end. */
const viaService = (stack: Stack, user: KeyUser): string => `${user}.${stack.region}.*`;

const throughServices = (stack: Stack, users: readonly KeyUser[]): PolicyStatement[] => {
  if (users.length === 0) return [];
  const conditions = {
    StringLike: { 'kms:ViaService': users.map((user) => viaService(stack, user)) },
    StringEquals: { 'kms:CallerAccount': stack.account },
  };
  const principals = [new AccountRootPrincipal()];
  return [
    new PolicyStatement({ sid: 'UseThroughServices', principals, actions: use, resources: ['*'], conditions }),
    new PolicyStatement({
      sid: 'GrantToServices',
      principals,
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  ];
};

const logsOf = (stack: Stack, prefix: string): PolicyStatement =>
  new PolicyStatement({
    principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${prefix}*`,
      },
    },
  });
