import { Stack, Tags } from 'aws-cdk-lib';
import { CfnFlowLog, type CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResolverQueryLoggingConfig, CfnResolverQueryLoggingConfigAssociation } from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import type { RecordKey } from '../record-key';
import { WorkRole } from '../work-role';

export interface FlowRecordsProps {
  readonly vpc: CfnVPC;
  readonly key: RecordKey;
  readonly name: string;
  readonly days: number;
}

/** Every flow and every name look-up of a network, in encrypted log groups. */
export class FlowRecords extends Construct {
  constructor(scope: Construct, id: string, props: FlowRecordsProps) {
    super(scope, id);
    this.recordFlows(props);
    this.recordLookUps(props);
  }

  private recordFlows(props: FlowRecordsProps): void {
    const group = props.key.logGroup(this, 'Flows', props.days);
    const role = new WorkRole(this, 'FlowRole', {
      assumedBy: this.ownFlowLogs(),
      description: 'Writes flow records',
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [group.logGroupArn],
        }),
      ],
    });
    const log = new CfnFlowLog(this, 'FlowLog', {
      resourceId: props.vpc.ref,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.logGroupName,
      deliverLogsPermissionArn: role.roleArn,
      maxAggregationInterval: 60,
    });
    Tags.of(log).add('Name', props.name);
  }

  /** The service acts for flow logs of this account only (confused deputy). */
  private ownFlowLogs(): ServicePrincipal {
    return new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }

  private recordLookUps(props: FlowRecordsProps): void {
    const group = props.key.logGroup(this, 'LookUps', props.days);
    const config = new CfnResolverQueryLoggingConfig(this, 'LookUpLog', { name: props.name, destinationArn: group.logGroupArn });
    new CfnResolverQueryLoggingConfigAssociation(this, 'LookUpLogOfVpc', {
      resolverQueryLogConfigId: config.ref,
      resourceId: props.vpc.ref,
    });
  }
}
