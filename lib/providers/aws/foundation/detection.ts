import { Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnConfigurationRecorder, CfnDeliveryChannel } from 'aws-cdk-lib/aws-config';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { CfnDetector } from 'aws-cdk-lib/aws-guardduty';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import type { FoundationPlan } from '../../../plan/foundation-plan';
import { acknowledge } from '../acknowledgements';
import type { DeliveryStore } from './delivery-store';
import type { Topics } from './topics';

export interface DetectionProps {
  readonly name: string;
  readonly detection: FoundationPlan['detection'];
  readonly delivery: DeliveryStore;
  /** Start of the keys of what is delivered for the account itself. */
  readonly prefix: string;
  readonly topics: Topics;
}

/** What an account can hold once: who can reach it from outside, and the chosen detectors of threats and of wrong settings. */
export class Detection extends Construct {
  constructor(scope: Construct, id: string, props: DetectionProps) {
    super(scope, id);
    new CfnAnalyzer(this, 'Analyzer', { analyzerName: props.name, type: 'ACCOUNT' });
    if (props.detection.includes('threats')) this.threats(props);
    if (props.detection.includes('configuration')) this.configuration(props);
    if (props.detection.includes('findings')) this.findings();
  }

  private threats(props: DetectionProps): void {
    new CfnDetector(this, 'Threats', { enable: true, findingPublishingFrequency: 'FIFTEEN_MINUTES' });
    new Rule(this, 'SevereThreats', {
      description: 'Severe findings reach people',
      // 7 and above is high (GuardDuty user guide, severity levels).
      eventPattern: {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', 7] }] },
      },
      targets: [new SnsTopic(props.topics.security)],
    });
  }

  private configuration(props: DetectionProps): void {
    const role = new Role(this, 'RecorderRole', {
      assumedBy: new ServicePrincipal('config.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
    });
    acknowledge(role, {
      rule: 'AwsSolutions-IAM4',
      finding: 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole',
      reason: 'The cloud keeps this policy in step with the resource types that its recorder must read',
      review: 'each release',
    });
    new CfnConfigurationRecorder(this, 'Recorder', {
      name: props.name,
      roleArn: role.roleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    });
    const channel = new CfnDeliveryChannel(this, 'Channel', {
      name: props.name,
      s3BucketName: props.delivery.bucket.bucketName,
      s3KeyPrefix: props.prefix,
    });
    if (props.delivery.bucket.policy !== undefined) channel.node.addDependency(props.delivery.bucket.policy);
  }

  private findings(): void {
    const { partition, region } = Stack.of(this);
    const hub = new CfnHub(this, 'Findings', {
      enableDefaultStandards: false,
      controlFindingGenerator: 'SECURITY_CONTROL',
      autoEnableControls: true,
    });
    const standard = new CfnStandard(this, 'Standard', {
      standardsArn: `arn:${partition}:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    });
    standard.node.addDependency(hub);
  }
}
