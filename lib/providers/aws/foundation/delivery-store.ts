import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IDependable } from 'constructs';
import { acknowledge } from '../acknowledgements';
import { keepPolicy, type Lifecycle, removalOf } from '../removal';

const archiveRule = 'archive';

/** The locked store of the shared account, into which records are copied. */
export interface Archive {
  readonly bucketName: string;
  readonly keyArn: string;
  readonly account: string;
  /** What must be made before anything is sent there, where that is in the same stack. */
  readonly ready?: IDependable;
}

export interface DeliveryStoreProps {
  readonly bucketName: string;
  readonly archivistName: string;
  /** Days for which records stay here; the archive keeps them longer. */
  readonly days: number;
  readonly lifecycle: Lifecycle;
}

/**
 * Where services of one account deliver their records. Load balancers refuse a customer key and access
 * records refuse a locked target, so this store has neither, and copies everything into the archive at once.
 */
export class DeliveryStore extends Construct {
  readonly bucket: Bucket;
  private readonly props: DeliveryStoreProps;

  constructor(scope: Construct, id: string, props: DeliveryStoreProps) {
    super(scope, id);
    this.props = props;
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        {
          id: 'online',
          expiration: Duration.days(props.days),
          noncurrentVersionExpiration: Duration.days(7),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
      removalPolicy: removalOf(props.lifecycle),
    });
    for (const statement of this.writers()) this.bucket.addToResourcePolicy(statement);
    keepPolicy(this.bucket, props.lifecycle);
    this.explain();
  }

  /** Copies every record into the archive; deletions here stay here. */
  archiveTo(archive: Archive): void {
    const { partition } = Stack.of(this);
    const destination = `arn:${partition}:s3:::${archive.bucketName}`;
    const role = this.archivist(archive.bucketName, destination, archive.keyArn);
    const resource = this.bucket.node.defaultChild as CfnBucket;
    if (archive.ready !== undefined) resource.node.addDependency(archive.ready);
    resource.replicationConfiguration = {
      role: role.roleArn,
      rules: [
        {
          id: archiveRule,
          priority: 1,
          status: 'Enabled',
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Disabled' },
          // S3 asks for it wherever the copy gets a key, whatever the source has.
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
          destination: {
            bucket: destination,
            encryptionConfiguration: { replicaKmsKeyId: archive.keyArn },
            metrics: { status: 'Enabled' },
            ...(archive.account === Stack.of(this).account
              ? {}
              : { account: archive.account, accessControlTranslation: { owner: 'Destination' } }),
          },
        },
      ],
    };
  }

  /** Rings when a record did not reach the archive: an archive that stays empty must not stay unseen. */
  watch(topic: ITopic, archive: Archive): void {
    const alarm = new Alarm(this, 'NotArchived', {
      alarmDescription: 'Delivered records did not reach the archive. Run-book: docs/runbooks/trail-change.md',
      metric: new Metric({
        namespace: 'AWS/S3',
        metricName: 'OperationsFailedReplication',
        dimensionsMap: { SourceBucket: this.props.bucketName, DestinationBucket: archive.bucketName, RuleId: archiveRule },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }

  private archivist(archiveName: string, destination: string, keyArn: string): Role {
    const stack = Stack.of(this);
    const role = new Role(this, 'Archivist', {
      roleName: this.props.archivistName,
      // S3's page on this role shows the bare principal and promises no condition key.
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    });
    const source = `arn:${stack.partition}:s3:::${this.props.bucketName}`;
    const policy = new ManagedPolicy(role, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source] }),
        new PolicyStatement({
          actions: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
          resources: [`${source}/*`],
        }),
        new PolicyStatement({
          actions: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'],
          resources: [`${destination}/*`],
        }),
        new PolicyStatement({ actions: ['kms:Encrypt', 'kms:GenerateDataKey'], resources: [keyArn] }),
      ],
    });
    for (const bucket of [this.props.bucketName, archiveName]) {
      acknowledge(policy, {
        rule: 'AwsSolutions-IAM5',
        finding: `Resource::arn:<AWS::Partition>:s3:::${bucket}/*`,
        reason: 'Replication reads and writes every object of exactly one bucket',
        review: 'each release',
      });
    }
    return role;
  }

  private writers(): PolicyStatement[] {
    const { account } = Stack.of(this);
    const own = { StringEquals: { 'aws:SourceAccount': account } };
    const services = ['config', 'delivery.logs', 'logging.s3'].map((service) => new ServicePrincipal(`${service}.amazonaws.com`));
    return [
      new PolicyStatement({
        sid: 'ServicesLook',
        principals: services,
        actions: ['s3:GetBucketAcl', 's3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions: own,
      }),
      new PolicyStatement({
        sid: 'ServicesWrite',
        principals: services,
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: own,
      }),
      new PolicyStatement({
        sid: 'LoadBalancersWrite',
        principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        // This service says for whom it writes only by the path (ELB user guide, access log bucket policy).
        resources: [this.bucket.arnForObjects(`*AWSLogs/${account}/*`)],
      }),
    ];
  }

  private explain(): void {
    const review = 'each release';
    const endless = 'This bucket takes the access records; recording access to it would never end';
    acknowledge(this.bucket, { rule: 'AwsSolutions-S1', reason: endless, review });
    acknowledge(this.bucket, { rule: 'NIST.800.53.R5-S3BucketLoggingEnabled', reason: endless, review });
    acknowledge(this.bucket, {
      rule: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
      reason: 'Load balancers refuse customer keys; the archive has one',
      review,
    });
  }
}
