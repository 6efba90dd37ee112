import { ArnFormat, Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logRetention } from './log-group';
import { type Lifecycle, removalOf } from './removal';

export interface RecordKeyProps {
  readonly description: string;
  /** retained: the key outlives its stack. */
  readonly lifecycle: Lifecycle;
}

/** A key for the records of one stack: usable by the log service, and only for log groups of this stack. */
export class RecordKey extends Construct {
  readonly key: Key;
  private readonly removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, props: RecordKeyProps) {
    super(scope, id);
    this.removalPolicy = removalOf(props.lifecycle);
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: this.removalPolicy,
    });
    this.key.addToResourcePolicy(this.logService());
  }

  /** An encrypted log group; the cloud names it after the stack, so that a retained one is never in the way. */
  logGroup(scope: Construct, id: string, days: number): LogGroup {
    return new LogGroup(scope, id, { encryptionKey: this.key, retention: logRetention(days), removalPolicy: this.removalPolicy });
  }

  private logService(): PolicyStatement {
    const stack = Stack.of(this);
    return new PolicyStatement({
      sid: 'LogGroupsOfThisStack',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: `${stack.stackName}-*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    });
  }
}
