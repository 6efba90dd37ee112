import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Archive } from './delivery-store';
import type { RecordKey } from '../record-key';
import { WorkRole } from '../work-role';

export interface TrailProps {
  readonly name: string;
  readonly archive: Archive;
  readonly key: RecordKey;
  /** Days for which acts can be searched online. */
  readonly searchableDays: number;
  /** Names of this account's buckets of which every reading is recorded too. */
  readonly readings: readonly string[];
}

/** Records every administrative act of one account, in all regions: into the archive, with digests, and searchable for a while. */
export class Trail extends Construct {
  readonly group: LogGroup;
  readonly resource: CfnTrail;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    this.group = props.key.logGroup(this, 'Acts', props.searchableDays);
    const role = this.role();
    this.resource = new CfnTrail(this, 'Trail', {
      trailName: props.name,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: props.archive.bucketName,
      kmsKeyId: props.archive.keyArn,
      cloudWatchLogsLogGroupArn: this.group.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }, ...this.readings(props)],
    });
    this.resource.node.addDependency(role.node.findChild('Policy'));
  }

  /** Readings only: the trail's own writing would be recorded without end. */
  private readings(props: TrailProps): CfnTrail.EventSelectorProperty[] {
    if (props.readings.length === 0) return [];
    const values = props.readings.map((bucket) => `arn:${Stack.of(this).partition}:s3:::${bucket}/`);
    return [{ readWriteType: 'ReadOnly', includeManagementEvents: false, dataResources: [{ type: 'AWS::S3::Object', values }] }];
  }

  private role(): WorkRole {
    return new WorkRole(this, 'Role', {
      // CloudTrail refuses a trust policy with aws:SourceAccount or aws:SourceArn here (its user guide, role for CloudWatch Logs).
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
      description: 'Writes the trail where it can be searched',
      statements: [
        new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [this.group.logGroupArn] }),
      ],
    });
  }
}
