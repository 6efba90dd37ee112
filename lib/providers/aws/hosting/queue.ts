import { Duration, Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue as SqsQueue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueuePlan } from '../../../plan/service-plan';
import { keepPolicy, type Lifecycle, removalOf } from '../removal';

export interface QueueProps {
  readonly queue: QueuePlan;
  readonly key: IKey;
  readonly lifecycle: Lifecycle;
}

/** Days for which what could not be processed waits for people: the longest that SQS keeps a message. */
const deadLetterDays = 14;

/** A queue with its dead letters: encrypted by the service's key, TLS only. */
export class Queue extends Construct {
  readonly plan: QueuePlan;
  readonly queue: SqsQueue;
  readonly deadLetters: SqsQueue;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    this.plan = props.queue;
    const common = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      removalPolicy: removalOf(props.lifecycle),
    };
    this.deadLetters = new SqsQueue(this, 'DeadLetters', { ...common, retentionPeriod: Duration.days(deadLetterDays) });
    this.queue = new SqsQueue(this, 'Queue', {
      ...common,
      retentionPeriod: Duration.days(props.queue.retentionDays),
      visibilityTimeout: Duration.seconds(props.queue.visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.queue.maxReceives },
    });
    for (const queue of [this.queue, this.deadLetters]) keepPolicy(queue, props.lifecycle);
    Tags.of(this).add('Name', props.queue.name);
  }
}
