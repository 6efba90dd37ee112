import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, ArnPrincipal, PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { LogPlan } from '../../../plan/foundation-plan';
import { acknowledge } from '../acknowledgements';
import { keepPolicy, type Lifecycle, removalOf } from '../removal';

export interface Archivist {
  readonly roleArn: string;
  /** Starts of the keys that this role alone may write: nobody can put records among another's, or among the trails'. */
  readonly prefixes: readonly string[];
}

export interface TrailStoreProps {
  readonly logs: LogPlan;
  readonly bucketName: string;
  readonly lifecycle: Lifecycle;
  /** Accounts whose trails and delivered records end here. */
  readonly accounts: readonly string[];
  /** Name of the trail in each of them. */
  readonly trail: string;
  /** Roles that copy delivered records into this store. They need not exist yet. */
  readonly archivists: readonly Archivist[];
}

/** Where all records end: under a key of its own, locked against change and deletion for as long as records are kept. */
export class TrailStore extends Construct {
  readonly key: Key;
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: TrailStoreProps) {
    super(scope, id);
    this.key = this.createKey(props);
    this.bucket = this.createBucket(props);
    for (const statement of [...this.trailAccess(props), ...this.archivistAccess(props)])
      this.bucket.addToResourcePolicy(statement);
    keepPolicy(this.bucket, props.lifecycle);
    this.explain();
  }

  /** Lets a person's role read the records, by this store's own policies: no other store's key opens to it. */
  readableBy(role: Role): void {
    const principals = [new ArnPrincipal(role.roleArn)];
    const look = { sid: 'ReadersLook', principals, actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] };
    const read = {
      sid: 'ReadersRead',
      principals,
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [this.bucket.arnForObjects('*')],
    };
    for (const props of [look, read]) this.bucket.addToResourcePolicy(new PolicyStatement(props));
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ReadersDecrypt',
        principals,
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { StringLike: { 'kms:ViaService': `s3.${Stack.of(this).region}.*` } },
      }),
    );
  }

  private explain(): void {
    const review = 'each release';
    const readers = "Who reads this store is recorded by the account's trail; access records refuse a locked target";
    acknowledge(this.bucket, { rule: 'AwsSolutions-S1', reason: readers, review });
    acknowledge(this.bucket, { rule: 'NIST.800.53.R5-S3BucketLoggingEnabled', reason: readers, review });
    acknowledge(this.bucket, {
      rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason: 'This is the copy: locked, in an account apart from those that write it',
      review,
    });
  }

  private createKey(props: TrailStoreProps): Key {
    const key = new Key(this, 'Key', {
      description: `${props.logs.trailStore}: records of all accounts`,
      enableKeyRotation: true,
      rotationPeriod: Duration.days(365),
      pendingWindow: Duration.days(30),
      removalPolicy: removalOf(props.lifecycle),
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailsEncrypt',
        principals: [cloudTrail()],
        actions: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceArn': this.trailArns(props) } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ArchivistsEncrypt',
        principals: this.owners(props),
        actions: ['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { ArnEquals: { 'aws:PrincipalArn': props.archivists.map(({ roleArn }) => roleArn) } },
      }),
    );
    return key;
  }

  private createBucket({ logs, ...props }: TrailStoreProps): Bucket {
    const days = Duration.days(logs.retentionDays);
    return new Bucket(this, 'Bucket', {
      bucketName: props.bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        logs.lock === 'compliance' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days),
      // The lock ends first; only then may a record go.
      lifecycleRules: [
        { id: 'retention', expiration: Duration.days(logs.retentionDays + 1), noncurrentVersionExpiration: Duration.days(1) },
      ],
      removalPolicy: removalOf(props.lifecycle),
    });
  }

  private trailAccess(props: TrailStoreProps): PolicyStatement[] {
    const conditions = { StringEquals: { 'aws:SourceArn': this.trailArns(props) } };
    return [
      new PolicyStatement({
        sid: 'TrailsLook',
        principals: [cloudTrail()],
        actions: ['s3:GetBucketAcl'],
        resources: [this.bucket.bucketArn],
        conditions,
      }),
      new PolicyStatement({
        sid: 'TrailsWrite',
        principals: [cloudTrail()],
        actions: ['s3:PutObject'],
        resources: props.accounts.map((account) => this.bucket.arnForObjects(`AWSLogs/${account}/*`)),
        conditions,
      }),
    ];
  }

  /**
   * Accounts as principals and roles as a condition, since a policy cannot name a role that does not exist yet.
   * Copying needs no listing: a tenant must not see what others have here.
   */
  private archivistAccess(props: TrailStoreProps): PolicyStatement[] {
    const common = {
      principals: this.owners(props),
      conditions: { ArnEquals: { 'aws:PrincipalArn': props.archivists.map(({ roleArn }) => roleArn) } },
    };
    const actions = ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'];
    return [
      new PolicyStatement({
        sid: 'ArchivistsLook',
        actions: ['s3:GetBucketVersioning'],
        resources: [this.bucket.bucketArn],
        ...common,
      }),
      ...props.archivists.map(
        ({ roleArn, prefixes }) =>
          new PolicyStatement({
            principals: this.owners(props),
            actions,
            resources: prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
            conditions: { ArnEquals: { 'aws:PrincipalArn': roleArn } },
          }),
      ),
    ];
  }

  private owners(props: TrailStoreProps): AccountPrincipal[] {
    return props.accounts.map((account) => new AccountPrincipal(account));
  }

  private trailArns(props: TrailStoreProps): string[] {
    return props.accounts.map((account) =>
      Stack.of(this).formatArn({ service: 'cloudtrail', account, resource: 'trail', resourceName: props.trail }),
    );
  }
}

const cloudTrail = (): ServicePrincipal => new ServicePrincipal('cloudtrail.amazonaws.com');
