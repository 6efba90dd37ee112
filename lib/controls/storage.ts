import type { Resource } from '../evidence/resource';
import { targetsAt } from '../evidence/pointer-target';
import { textAt, textsAt, valuesAt } from '../evidence/value';
import type { DatabasePlan } from '../plan/service-plan';
import type { FilesPlan, KeyPlan, StorePlan } from '../plan/storage-plan';
import { hosts } from './host-text';
import {
  all,
  type Controls,
  each,
  every,
  type Synthesis,
  forEach,
  none,
  nothing,
  ofKind,
  partsOf,
  type Placed,
  type Predicate,
  serviceOf,
  servicesOf,
  servicesWith,
  type Test,
} from './predicate';
import { closed, encrypted, tlsOnly } from './store';

const storage = ofKind('storage');

/** Every object store of the plan: the spaces' own and those for documents of e-services. */
const storesOf = (synthesis: Synthesis): readonly Placed<StorePlan>[] => [
  ...Object.values(synthesis.plan.spaces).flatMap(({ id, storage: { stores } }) =>
    Object.values(stores).map((item) => ({ space: id, item })),
  ),
  ...partsOf(({ documents }) => documents)(synthesis),
];

const named = ({ space, item }: Placed<{ readonly name: string }>): string => `${item.name} of ${space}`;

/** The bucket of a store: its name begins with the store's, and it stands in the target's own region. */
const bucketOf = (bucket: Resource, { space, item }: Placed<StorePlan>, { target }: Synthesis): boolean =>
  bucket.artefact.space === space &&
  bucket.artefact.region === target.cloud.region &&
  textAt(bucket.properties, 'BucketName').startsWith(item.name);

const everyStore = (
  test: (bucket: Resource, store: StorePlan, synthesis: Synthesis) => boolean,
  which: (store: StorePlan) => boolean = () => true,
): Predicate =>
  forEach(
    (synthesis) => storesOf(synthesis).filter(({ item }) => which(item)),
    'AWS::S3::Bucket',
    (bucket, store, synthesis) => bucketOf(bucket, store, synthesis) && test(bucket, store.item, synthesis),
    named,
  );

const everyContainer = (test: (container: Resource, store: StorePlan) => boolean): Predicate =>
  forEach(
    storesOf,
    'objectstorage_container_v1',
    (container, { space, item }) =>
      container.artefact.space === space && textAt(container.properties, 'name') === item.name && test(container, item),
    named,
  );

const keysOf = (synthesis: Synthesis): readonly Placed<KeyPlan>[] => [
  ...Object.values(synthesis.plan.spaces).flatMap(({ id, storage: { keys } }) =>
    Object.values(keys).map((item) => ({ space: id, item })),
  ),
  ...servicesOf(synthesis).map(({ space, item }) => ({ space, item: item.key })),
];

const rotated: Predicate = all(
  every('AWS::KMS::Key', ({ properties }) => properties.EnableKeyRotation === true),
  forEach(
    keysOf,
    'AWS::KMS::Alias',
    (alias, { space, item }, { evidence }) =>
      alias.artefact.space === space &&
      textAt(alias.properties, 'AliasName') === `alias/${item.name}` &&
      targetsAt(evidence, alias, 'TargetKeyId').some(
        ({ properties }) => Number(textAt(properties, 'RotationPeriodInDays')) <= item.rotationDays,
      ),
    named,
  ),
);

/** Every disk that holds anything is of the cloud's encrypted type. */
const encryptedDisks: Predicate = (synthesis) => {
  const type = synthesis.target.provider === 'openstack' ? (synthesis.target.cloud.volumeTypes.encrypted ?? '') : '';
  return all(
    every('compute_instance_v2', ({ properties }) => textsAt(properties, 'block_device.volume_type').includes(type)),
    every('blockstorage_volume_v3', ({ properties }) => textAt(properties, 'volume_type') === type),
  )(synthesis);
};

const filesOf = ({ plan }: Synthesis): readonly Placed<FilesPlan>[] =>
  Object.values(plan.spaces).flatMap(({ id, storage: { files } }) => Object.values(files).map((item) => ({ space: id, item })));

const databasesOf = partsOf<DatabasePlan>(({ databases }) => databases);

const everyDatabase = (test: (instance: Resource, database: DatabasePlan, synthesis: Synthesis) => boolean): Predicate =>
  forEach(
    databasesOf,
    'AWS::RDS::DBInstance',
    (instance, { space, item }, synthesis) =>
      instance.artefact.space === space &&
      textAt(instance.properties, 'DBInstanceIdentifier').startsWith(item.name) &&
      test(instance, item, synthesis),
    named,
  );

const safeDatabase = (instance: Resource, database: DatabasePlan, { evidence }: Synthesis): boolean =>
  [
    instance.properties.StorageEncrypted === true,
    textAt(instance.properties, 'KmsKeyId') !== '',
    instance.properties.PubliclyAccessible === false,
    instance.properties.ManageMasterUserPassword === true,
    instance.properties.MultiAZ === true || database.replicas < 2,
    targetsAt(evidence, instance, 'DBParameterGroupName').some(({ properties }) =>
      /"rds\.force_ssl":"1"/.test(JSON.stringify(properties)),
    ),
  ].every(Boolean);

/** Data hosts of an e-service, at least one for each copy of each of its databases. */
const databaseHosts = (test: Test): Predicate =>
  each(
    servicesWith(({ databases }) => Object.keys(databases).length > 0),
    'compute_instance_v2',
    (host, synthesis) => hosts('/etc/patroni/config.yml')(host, synthesis) && test(host, synthesis),
    (artefact, synthesis) =>
      Object.values(serviceOf(artefact, synthesis)?.databases ?? {}).reduce((sum, { replicas }) => sum + replicas, 0),
  );

const vaults: Predicate = all(
  each(
    storage,
    'AWS::Backup::BackupVault',
    ({ artefact, properties }, { plan }) =>
      Number(textAt(properties, 'LockConfiguration.MinRetentionDays')) >=
      (plan.spaces[artefact.space]?.storage.backup.retentionDays ?? Infinity),
  ),
  each(storage, 'AWS::Backup::BackupPlan', ({ artefact, properties }, { plan }) =>
    textsAt(properties, 'BackupPlan.BackupPlanRule.Lifecycle.DeleteAfterDays').some(
      (days) => Number(days) >= (plan.spaces[artefact.space]?.storage.backup.retentionDays ?? Infinity),
    ),
  ),
  each(storage, 'AWS::Backup::BackupSelection', ({ artefact, properties }, { plan }) =>
    textsAt(properties, 'BackupSelection.ListOfTags.ConditionValue').includes(
      plan.spaces[artefact.space]?.storage.backup.selection.value ?? '',
    ),
  ),
);

const secondSite: Predicate = all(
  everyStore(
    (bucket) =>
      valuesAt(bucket.properties, 'ReplicationConfiguration.Rules').some((rule) => textAt(rule, 'Status') === 'Enabled'),
    (store) => store.secondSite,
  ),
  every(
    'AWS::S3::Bucket',
    (bucket) => encrypted(bucket) !== 'not' && closed(bucket),
    ({ artefact }, { target }) => artefact.region === target.secondSite.region,
  ),
  each(
    storage,
    'AWS::Backup::BackupPlan',
    ({ properties }) => textsAt(properties, 'BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn').length > 0,
  ),
);

const locked = (bucket: Resource, store: StorePlan): boolean =>
  bucket.properties.ObjectLockEnabled === true &&
  textAt(bucket.properties, 'ObjectLockConfiguration.Rule.DefaultRetention.Mode') === store.writeOnce.mode.toUpperCase() &&
  Number(textAt(bucket.properties, 'ObjectLockConfiguration.Rule.DefaultRetention.Days')) >= store.retentionDays;

/** Nothing of it expires before its time, and the store outlives its stack. */
const keeps = (bucket: Resource, store: StorePlan): boolean => {
  const days = textsAt(bucket.properties, 'LifecycleConfiguration.Rules.ExpirationInDays').map(Number);
  return (
    bucket.kept &&
    valuesAt(bucket.properties, 'LifecycleConfiguration.Rules').length > 0 &&
    days.every((one) => one >= store.retentionDays)
  );
};

const isPublic = ({ properties }: Resource): boolean =>
  /\.r:|\*:\*/.test(`${textAt(properties, 'container_read')} ${textAt(properties, 'container_write')}`);

export const storageControls: Controls<'storage'> = {
  'storage.keys': { aws: rotated, openstack: encryptedDisks },
  'storage.objects': {
    aws: all(
      everyStore((bucket) => encrypted(bucket) === 'own key'),
      every(
        'AWS::S3::Bucket',
        (bucket, { evidence }) => closed(bucket) && encrypted(bucket) !== 'not' && tlsOnly(evidence, bucket),
      ),
    ),
    openstack: all(
      everyContainer(() => true),
      none('objectstorage_container_v1', isPublic),
    ),
  },
  'storage.versions': {
    aws: everyStore(
      (bucket) => textAt(bucket.properties, 'VersioningConfiguration.Status') === 'Enabled',
      (store) => store.versioned,
    ),
    openstack: everyContainer(({ properties }) => properties.versioning === true),
  },
  'storage.retention': {
    aws: everyStore(keeps),
    openstack: everyContainer(({ kept, properties }) => kept && properties.force_destroy !== true),
  },
  'storage.writeOnce': { aws: everyStore(locked, ({ writeOnce }) => writeOnce.need !== 'none'), openstack: nothing },
  'storage.accessRecords': {
    aws: everyStore((bucket) => valuesAt(bucket.properties, 'LoggingConfiguration').length > 0),
    openstack: nothing,
  },
  'storage.files': {
    aws: all(
      forEach(
        filesOf,
        'AWS::EFS::FileSystem',
        ({ artefact, properties }, { space }) =>
          artefact.space === space && properties.Encrypted === true && textAt(properties, 'KmsKeyId') !== '',
        named,
      ),
    ),
    openstack: forEach(
      filesOf,
      'sharedfilesystem_share_v2',
      ({ artefact, properties }, { space }) => artefact.space === space && properties.is_public !== true,
      named,
    ),
  },
  'storage.database': {
    aws: everyDatabase(safeDatabase),
    openstack: databaseHosts(({ properties }) => valuesAt(properties, 'scheduler_hints.group').length > 0),
  },
  'storage.pointInTime': {
    aws: everyDatabase(
      ({ properties }, { pointInTimeDays }) => Number(textAt(properties, 'BackupRetentionPeriod')) >= pointInTimeDays,
    ),
    openstack: databaseHosts(hosts('archive_command', 'restore-database')),
  },
  'storage.backup': {
    aws: vaults,
    openstack: all(
      each(storage, 'compute_instance_v2', hosts('OnCalendar', 'host-cloud')),
      none('objectstorage_container_v1', isPublic),
      backupContainers(),
    ),
  },
  'storage.restoreTest': {
    aws: all(each(storage, 'AWS::Backup::RestoreTestingPlan'), each(storage, 'AWS::Backup::RestoreTestingSelection')),
    openstack: each(storage, 'compute_instance_v2', hosts('try-restore', 'OnCalendar')),
  },
  'storage.secondSite': { aws: secondSite, openstack: nothing },
};

/** One container for each space's backups, kept when its state goes. */
function backupContainers(): Predicate {
  return forEach(
    ({ plan }) => Object.values(plan.spaces),
    'objectstorage_container_v1',
    ({ kept, properties }, { storage: { backup }, lifecycle }) =>
      textAt(properties, 'name') === backup.name && (kept || lifecycle === 'ephemeral'),
    ({ id }) => `backups of ${id}`,
  );
}
