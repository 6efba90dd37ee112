import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements';
import { LogGroup } from '../log-group';
import type { Lifecycle } from '../removal';
import { WorkRole } from '../work-role';

export interface RotationProps {
  readonly secretArns: readonly string[];
  readonly key: IKey;
  /** Characters of a new value. */
  readonly length: number;
  readonly logDays: number;
  readonly lifecycle: Lifecycle;
}

/**
 * Gives secrets a new random value. The ready-made rotation functions come from a repository that not every
 * partition has, so this one is small enough to stand in the template. Secrets Manager calls it once for each
 * of its four steps; two of them have nothing to do where no other system knows the value.
 */
export class Rotation extends Construct {
  readonly functionArn: string;
  /** Without it Secrets Manager refuses a schedule. */
  readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, props: RotationProps) {
    super(scope, id);
    const log = new LogGroup(this, 'Log', { days: props.logDays, keyArn: props.key.keyArn, lifecycle: props.lifecycle });
    const role = new WorkRole(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Rotates the session secrets of one service',
      statements: statementsOf(this, props, log.attrArn),
    });
    const worker = this.createFunction(props, role.roleArn, log.ref);
    this.functionArn = worker.attrArn;
    this.permission = this.admitCaller(worker);
    acknowledgeRandom(role);
  }

  private createFunction(props: RotationProps, role: string, logGroup: string): CfnFunction {
    const worker = new CfnFunction(this, 'Function', {
      description: 'Rotates the session secrets of one service',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      code: { zipFile: sourceOf(props.length) },
      role,
      timeout: 30,
      memorySize: 128,
      loggingConfig: { logFormat: 'JSON', logGroup },
    });
    acknowledgeFunction(worker);
    return worker;
  }

  private admitCaller(worker: CfnFunction): CfnPermission {
    return new CfnPermission(this, 'Caller', {
      action: 'lambda:InvokeFunction',
      functionName: worker.ref,
      principal: 'secretsmanager.amazonaws.com',
      sourceAccount: Stack.of(this).account,
    });
  }
}

/** Plain JavaScript with the SDK that the runtime brings; at most 4096 characters go inline. */
const sourceOf = (
  length: number,
): string => `const { DescribeSecretCommand, GetRandomPasswordCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient, UpdateSecretVersionStageCommand } = require('@aws-sdk/client-secrets-manager');
const client = new SecretsManagerClient({});

const create = async (SecretId, ClientRequestToken) => {
  const pending = await client.send(new GetSecretValueCommand({ SecretId, VersionId: ClientRequestToken, VersionStage: 'AWSPENDING' })).catch((error) => {
    if (error.name !== 'ResourceNotFoundException') throw error;
  });
  if (pending) return;
  const { RandomPassword } = await client.send(new GetRandomPasswordCommand({ PasswordLength: ${length}, ExcludePunctuation: true }));
  await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: RandomPassword, VersionStages: ['AWSPENDING'] }));
};

const finish = async (SecretId, MoveToVersionId) => {
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
  const [current] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'));
  if (current === MoveToVersionId) return;
  await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId, RemoveFromVersionId: current }));
};

exports.handler = async ({ Step, SecretId, ClientRequestToken }) => {
  if (Step === 'createSecret') await create(SecretId, ClientRequestToken);
  if (Step === 'finishSecret') await finish(SecretId, ClientRequestToken);
};
`;

const statementsOf = (scope: Construct, { secretArns, key }: RotationProps, logArn: string): PolicyStatement[] => [
  new PolicyStatement({
    actions: [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage',
    ],
    resources: [...secretArns],
  }),
  new PolicyStatement({ actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] }),
  new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [key.keyArn],
    conditions: { StringLike: { 'kms:ViaService': `secretsmanager.${Stack.of(scope).region}.*` } },
  }),
  new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logArn] }),
];

const review = 'each release';

const acknowledgeRandom = (role: WorkRole): void =>
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    finding: 'Resource::*',
    reason: 'Drawing random characters names no resource',
    review,
  });

const acknowledgeFunction = (worker: CfnFunction): void => {
  acknowledge(worker, {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    reason: 'It calls Secrets Manager only, and must work while the network is down',
    review,
  });
  acknowledge(worker, {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    reason: 'Secrets Manager repeats a failed rotation itself and records it in the trail',
    review,
  });
  acknowledge(worker, {
    rule: 'NIST.800.53.R5-LambdaConcurrency',
    reason: 'Reserved concurrency takes from an account quota that new accounts do not have',
    review,
  });
};
