import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { nameOf } from '../../../plan/name';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { BackupPlan, KeyPlan, StorePlan } from '../../../plan/storage-plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { acknowledge } from '../acknowledgements';
import { Vault } from './backup';
import { GovKey } from './keys';
import { bucketName, ObjectStore } from './objects';
import { keepPolicy, removalOf } from '../removal';
import type { SecondCopy } from './replication';
import { GovStack } from '../stack';

/** Names in the second site, which the first site writes down without asking it. */
export const secondKey = (key: KeyPlan): KeyPlan => ({ ...key, name: nameOf('generic', key.name, 'copy') });
export const secondVault = (backup: BackupPlan): string => nameOf('vault', backup.name, 'copy');
const secondBucket = (store: StorePlan, account: string): string => bucketName(store, account, 'copy');

/** Where a store's copy goes on a target, or null: the plan or the target has no second site. */
export const secondCopy = (target: AwsTargetPlan, account: string, store: StorePlan, key: KeyPlan): SecondCopy | null =>
  store.secondSite && target.secondSite.enabled
    ? { bucketName: secondBucket(store, account), region: target.secondSite.region, keyAlias: secondKey(key).name }
    : null;

export interface SecondSiteProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
  /** Prefix of what is made here: the space's name or the service's. */
  readonly name: string;
  readonly keys: Readonly<Record<string, KeyPlan>>;
  readonly stores: Readonly<Record<string, StorePlan>>;
  readonly backup: BackupPlan | null;
}

/** The second site: copies of object stores and of backups, under keys of their own, in the second region. */
export class SecondSiteStack extends GovStack {
  constructor(scope: Construct, id: string, props: SecondSiteProps) {
    super(scope, id, {
      target: props.target,
      account: props.space.tenant,
      tags: props.space.tags,
      region: props.target.secondSite.region,
      description: `Second site of ${props.name}`,
    });
    const { lifecycle } = props.space;
    const keys = new Map(
      Object.entries(props.keys).map(([keyId, key]) => [
        keyId,
        new GovKey(this, `key-${keyId}`, { key: secondKey(key), lifecycle, users: ['s3', 'backup', 'rds', 'elasticfilesystem'] }),
      ]),
    );
    const keyOf = (keyId: string): GovKey => keys.get(keyId) ?? missing(keyId);
    if (props.backup !== null)
      new Vault(this, 'vault', {
        name: secondVault(props.backup),
        backup: props.backup,
        key: keyOf(props.backup.key),
        lifecycle,
      });
    const stores = Object.values(props.stores).filter((store) => store.secondSite);
    if (stores.length === 0) return;
    const records = this.createRecords(props);
    for (const store of stores) {
      new ObjectStore(this, `store-${store.id}`, {
        store,
        name: secondBucket(store, this.account),
        key: keyOf(store.key),
        lifecycle,
        records,
        backup: null,
        copy: null,
      });
    }
  }

  /** Access records must lie in the region of their bucket; log delivery takes no customer key. */
  private createRecords({ name, plan, space }: SecondSiteProps): string {
    const records = new Bucket(this, 'records', {
      bucketName: nameOf('bucket', name, this.account, 'copy', 'records'),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'retention',
          expiration: Duration.days(plan.foundation.logs.retentionDays),
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
      removalPolicy: removalOf(space.lifecycle),
    });
    const review = 'each release';
    acknowledge(records, { rule: 'NIST.800.53.R5-S3DefaultEncryptionKMS', reason: 'Log delivery refuses customer keys', review });
    acknowledge(records, {
      rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason: 'Records of the copies; the originals are archived at home',
      review,
    });
    records.addToResourcePolicy(logDelivery(records));
    keepPolicy(records, space.lifecycle);
    return records.bucketName;
  }
}

const logDelivery = (records: Bucket): PolicyStatement =>
  new PolicyStatement({
    sid: 'AccessRecords',
    principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [records.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(records).account } },
  });

const missing = (id: string): never => {
  throw new Error(`no key ${id} in the second site`);
};
