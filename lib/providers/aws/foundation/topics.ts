import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FoundationPlan } from '../../../plan/foundation-plan';
import type { RecordKey } from '../record-key';

export interface TopicsProps {
  readonly key: RecordKey;
  readonly contacts: FoundationPlan['contacts'];
}

/** The encrypted topics of an account: one for those who run it, one for those who guard it. */
export class Topics extends Construct {
  readonly operations: Topic;
  readonly security: Topic;
  private readonly props: TopicsProps;

  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    this.props = props;
    props.key.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsEncrypt',
        principals: publishers(),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: this.ownAccount(),
      }),
    );
    this.operations = this.topic('Operations', props.contacts.operations);
    this.security = this.topic('Security', props.contacts.security);
  }

  /** The topic whose reader is the given address; the guards' for any other. */
  to(recipient: string): Topic {
    return recipient === this.props.contacts.operations ? this.operations : this.security;
  }

  private topic(id: string, mail: string): Topic {
    const topic = new Topic(this, id, { masterKey: this.props.key.key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: publishers(),
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: this.ownAccount(),
      }),
    );
    new CfnSubscription(topic, 'Mail', { topicArn: topic.topicArn, protocol: 'email', endpoint: mail });
    return topic;
  }

  private ownAccount(): { StringEquals: { 'aws:SourceAccount': string } } {
    return { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
  }
}

const publishers = (): ServicePrincipal[] => [new ServicePrincipal('cloudwatch.amazonaws.com')];
