import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { BackupPlan, StorePlan } from '../../../plan/storage-plan';
import { acknowledge } from '../acknowledgements';
import { keepPolicy, type Lifecycle, removalOf } from '../removal';
import { Replication, type SecondCopy } from './replication';

/** Bucket names are shared by everyone in a partition, so the account keeps strangers from taking ours. */
export const bucketName = (store: StorePlan, account: string, ...suffix: readonly string[]): string =>
  nameOf('bucket', store.name, account, ...suffix);

export interface ObjectStoreProps {
  readonly store: StorePlan;
  readonly name: string;
  readonly key: IKey;
  readonly lifecycle: Lifecycle;
  /** Name of the bucket of the same account and region that takes the access records. */
  readonly records: string;
  /** Tag by which backups are chosen; null for what is itself a copy. */
  readonly backup: BackupPlan['selection'] | null;
  /** The copy in the second site; null where there is none. */
  readonly copy: SecondCopy | null;
}

/** An object store of one data class: private, encrypted by its own key, over TLS 1.2 only, with versions, retention and access records. */
export class ObjectStore extends Bucket {
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    const { store } = props;
    super(scope, id, {
      bucketName: props.name,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      versioned: store.versioned,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [lifecycleOf(store)],
      removalPolicy: removalOf(props.lifecycle),
      ...lockOf(store),
    });
    this.addToResourcePolicy(ownAccountOnly(this));
    keepPolicy(this, props.lifecycle);
    this.resource.loggingConfiguration = { destinationBucketName: props.records, logFilePrefix: `${props.name}/` };
    // Continuous backup of a bucket listens to its events.
    this.resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
    Tags.of(this).add('data-class', store.dataClass);
    Tags.of(this).add('retention-days', String(store.retentionDays));
    if (props.backup !== null) Tags.of(this).add(props.backup.tag, props.backup.value);
    this.copyTo(props);
  }

  /** The bucket as CloudFormation knows it. */
  get resource(): CfnBucket {
    return this.node.defaultChild as CfnBucket;
  }

  private copyTo({ store, name, copy, key }: ObjectStoreProps): void {
    if (copy === null) {
      acknowledge(this, {
        rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
        reason: 'The plan has no second site for this store, or this is the copy itself',
        review: 'each release',
      });
      return;
    }
    const replication = new Replication(this, 'Replication', { name: store.name, source: name, key, copy });
    this.resource.replicationConfiguration = replication.configuration;
  }
}

const lockOf = (
  store: StorePlan,
): { readonly objectLockEnabled?: boolean; readonly objectLockDefaultRetention?: ObjectLockRetention } => {
  if (store.writeOnce.need === 'none') return {};
  const days = Duration.days(store.retentionDays);
  const retention =
    store.writeOnce.mode === 'compliance' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days);
  return { objectLockEnabled: true, objectLockDefaultRetention: retention };
};

/** Nothing current ever ends by itself: when a record may go is decided by people, after its retention. */
const lifecycleOf = (store: StorePlan) => ({
  id: 'versions',
  abortIncompleteMultipartUploadAfter: Duration.days(7),
  transitions: [{ storageClass: StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(store.coldAfterDays) }],
  ...(store.versioned
    ? { noncurrentVersionExpiration: Duration.days(store.oldVersionDays), expiredObjectDeleteMarker: true }
    : {}),
});

const ownAccountOnly = (bucket: Bucket): PolicyStatement =>
  new PolicyStatement({
    sid: 'OwnAccountOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['s3:*'],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: {
      StringNotEquals: { 'aws:PrincipalAccount': Stack.of(bucket).account },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  });
