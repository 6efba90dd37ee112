import { targetsAt } from './aws-world';
import type { Reader } from './aws-facts-network';
import { type Fact, fact, type KeyKind } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { statementsOf } from './statement';
import { textAt, textsAt, type Value, valuesAt } from './value';

/** What stores, keys, databases, queues and backups of AWS say. */
export const awsStorageFacts: Readonly<Record<string, Reader>> = {
  'AWS::S3::Bucket': (bucket, evidence) => bucketFacts(bucket, evidence),
  'AWS::KMS::Key': (key) => [
    fact('rotation', 'key', key, switchSeen(key, 'EnableKeyRotation'), { at: 'EnableKeyRotation' }),
    fact('survival', 'key', key, known(key.kept)),
  ],
  'AWS::RDS::DBInstance': (instance, evidence) => databaseFacts(instance, evidence),
  'AWS::EFS::FileSystem': (files) => [
    fact('encryption', 'files', files, keyOf(files, 'KmsKeyId', switchSeen(files, 'Encrypted')), { at: 'Encrypted' }),
    fact('survival', 'files', files, known(files.kept)),
  ],
  'AWS::EC2::Volume': (volume) => [
    fact('encryption', 'volume', volume, keyOf(volume, 'KmsKeyId', switchSeen(volume, 'Encrypted')), { at: 'Encrypted' }),
    fact('survival', 'volume', volume, known(volume.kept)),
  ],
  'AWS::SQS::Queue': (queue) => [fact('encryption', 'queue', queue, queueKey(queue), { at: 'KmsMasterKeyId' })],
  'AWS::SNS::Topic': (topic) => [
    fact('encryption', 'topic', topic, keyOf(topic, 'KmsMasterKeyId', presentAt(topic, 'KmsMasterKeyId')), {
      at: 'KmsMasterKeyId',
    }),
  ],
  'AWS::Logs::LogGroup': (log) => [
    fact('encryption', 'log', log, keyOf(log, 'KmsKeyId', known(true)), { at: 'KmsKeyId' }),
    fact(
      'retention',
      'log',
      log,
      seenAs(textSeen(log, 'RetentionInDays'), (days) => (days === '' ? Infinity : Number(days))),
      {
        at: 'RetentionInDays',
      },
    ),
    fact('survival', 'log', log, known(log.kept)),
  ],
  'AWS::SecretsManager::Secret': (secret, evidence) => [
    fact('encryption', 'secret', secret, keyOf(secret, 'KmsKeyId', known(true)), { at: 'KmsKeyId' }),
    ...rotationOf(secret, evidence),
  ],
  'AWS::ECR::Repository': (registry) => [
    fact('scanning', 'registry', registry, switchSeen(registry, 'ImageScanningConfiguration.ScanOnPush'), {
      at: 'ImageScanningConfiguration.ScanOnPush',
    }),
    fact(
      'immutability',
      'registry',
      registry,
      seenAs(textSeen(registry, 'ImageTagMutability'), (text) => text === 'IMMUTABLE'),
      {
        at: 'ImageTagMutability',
      },
    ),
    fact(
      'encryption',
      'registry',
      registry,
      seenAs(
        seenAll([
          textSeen(registry, 'EncryptionConfiguration.EncryptionType'),
          textSeen(registry, 'EncryptionConfiguration.KmsKey'),
        ]),
        ([type, key]) => (type === 'KMS' && key !== '' ? 'own key' : "the cloud's key"),
      ),
      { at: 'EncryptionConfiguration' },
    ),
  ],
  'AWS::Backup::BackupVault': (vault) => [
    fact('encryption', 'backup', vault, keyOf(vault, 'EncryptionKeyArn', known(true)), { at: 'EncryptionKeyArn' }),
    fact('writeOnce', 'backup', vault, presentAt(vault, 'LockConfiguration.MinRetentionDays'), { at: 'LockConfiguration' }),
    fact('survival', 'backup', vault, known(vault.kept)),
  ],
  'AWS::Backup::BackupPlan': (plan) => [
    fact(
      'backup',
      'backup',
      plan,
      seenAs(seenAt(plan, 'BackupPlan.BackupPlanRule.ScheduleExpression'), (rules) => rules.length > 0),
      {
        at: 'BackupPlan.BackupPlanRule',
      },
    ),
    ...days(plan, 'BackupPlan.BackupPlanRule.Lifecycle.DeleteAfterDays', 'backup'),
    ...textsAt(plan.properties, 'BackupPlan.BackupPlanRule.CopyActions.DestinationBackupVaultArn').map((arn) =>
      fact('copy', 'backup', plan, regionIn(arn), { at: 'BackupPlan.BackupPlanRule.CopyActions' }),
    ),
  ],
  'AWS::Backup::RestoreTestingSelection': (test) => [fact('restoreTest', 'backup', test, known(true))],
  'AWS::Cognito::UserPool': (pool) => [
    fact(
      'deletionProtection',
      'sign-in',
      pool,
      seenAs(textSeen(pool, 'DeletionProtection'), (text) => text === 'ACTIVE'),
      {
        at: 'DeletionProtection',
      },
    ),
  ],
};

/** A key of the region's own where the property names one that is not the cloud's. */
export const keyOf = (resource: Resource, path: string, encrypted: Seen<boolean>): Seen<KeyKind> => {
  if (!encrypted.known) return encrypted;
  if (!encrypted.value) return known('not encrypted');
  return seenAs(textSeen(resource, path), (key) =>
    key === '' || /^(alias\/|arn:[^:]*:kms:.*alias\/)aws\//.test(key) ? "the cloud's key" : 'own key',
  );
};

const queueKey = (queue: Resource): Seen<KeyKind> =>
  keyOf(
    queue,
    'KmsMasterKeyId',
    seenAs(
      seenAll([presentAt(queue, 'KmsMasterKeyId'), switchSeen(queue, 'SqsManagedSseEnabled', true)]),
      ([own, managed]) => own === true || managed === true,
    ),
  );

const days = (resource: Resource, path: string, of: 'backup' | 'database'): readonly Fact[] => {
  const seen = seenAt(resource, path);
  if (!seen.known) return [fact('retention', of, resource, seen, { at: path })];
  return seen.value.map((value) => fact('retention', of, resource, known(Number(value)), { at: path }));
};

const regionIn = (arn: string): Seen<string> => {
  const region = arn.split(':')[3] ?? '';
  return region === '' || region.includes('⟦') ? unseen('region of the copy') : known(region);
};

const encryptionPath = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault';

const bucketKey = (bucket: Resource): Seen<KeyKind> =>
  seenAs(
    seenAll([textSeen(bucket, `${encryptionPath}.SSEAlgorithm`), textSeen(bucket, `${encryptionPath}.KMSMasterKeyID`)]),
    ([algorithm = '', key = '']) =>
      // S3 itself encrypts whatever says nothing.
      algorithm.startsWith('aws:kms') && key !== '' ? 'own key' : "the cloud's key",
  );

const closedKeys = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;

const bucketOpen = (bucket: Resource): Seen<boolean> =>
  seenAs(
    seenAll([
      ...closedKeys.map((key) => switchSeen(bucket, `PublicAccessBlockConfiguration.${key}`)),
      seenAs(textSeen(bucket, 'AccessControl'), (acl) => !/public|AuthenticatedRead/i.test(acl)),
    ]),
    (closed) => !closed.every(Boolean),
  );

/** Buckets to which others deliver their records, and those that are copies of others. */
const isDeliveredTo = (bucket: Resource, evidence: Evidence): boolean =>
  deliveries.some(({ type, path }) => evidence.ofType(type).some((one) => targetsAt(evidence, one, path).includes(bucket))) ||
  evidence
    .ofType('AWS::S3::Bucket')
    .some(
      (other) => other !== bucket && targetsAt(evidence, other, 'LoggingConfiguration.DestinationBucketName').includes(bucket),
    ) ||
  evidence.ofType('AWS::CloudTrail::Trail').some((trail) => isTrailOf(trail, bucket, evidence)) ||
  evidence
    .ofType('AWS::S3::BucketPolicy')
    .some((policy) => targetsAt(evidence, policy, 'Bucket').includes(bucket) && takesDeliveries(policy));

const deliveries = [
  { type: 'AWS::EC2::FlowLog', path: 'LogDestination' },
  { type: 'AWS::Config::DeliveryChannel', path: 'S3BucketName' },
  { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', path: 'LoadBalancerAttributes.Value' },
] as const;

const deliverers = /^(logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config)\.amazonaws\./;

const takesDeliveries = (policy: Resource): boolean =>
  statementsOf(policy.properties.PolicyDocument).some(
    ({ effect, principals }) =>
      effect === 'Allow' && principals.some(({ kind, value }) => kind === 'service' && deliverers.test(value)),
  );

const isTrailOf = (trail: Resource, bucket: Resource, evidence: Evidence): boolean =>
  targetsAt(evidence, trail, 'S3BucketName').includes(bucket) ||
  (textAt(bucket.properties, 'BucketName') !== '' &&
    textAt(trail.properties, 'S3BucketName') === textAt(bucket.properties, 'BucketName'));

const bucketFacts = (bucket: Resource, evidence: Evidence): readonly Fact[] => {
  const isTrail = evidence.ofType('AWS::CloudTrail::Trail').some((trail) => isTrailOf(trail, bucket, evidence));
  const holdsRecords = isDeliveredTo(bucket, evidence);
  const of = holdsRecords ? 'record store' : 'object store';
  return [
    fact('encryption', of, bucket, bucketKey(bucket), { at: 'BucketEncryption' }),
    fact('exposure', 'object store', bucket, bucketOpen(bucket), { at: 'PublicAccessBlockConfiguration' }),
    fact('transport', 'object store', bucket, bucketTransport(bucket, evidence)),
    fact(
      'versioning',
      of,
      bucket,
      seenAs(textSeen(bucket, 'VersioningConfiguration.Status'), (text) => text === 'Enabled'),
      {
        at: 'VersioningConfiguration',
      },
    ),
    fact('survival', 'object store', bucket, known(bucket.kept)),
    ...(holdsRecords
      ? []
      : [
          fact('logging', 'object store', bucket, presentAt(bucket, 'LoggingConfiguration.DestinationBucketName'), {
            at: 'LoggingConfiguration',
          }),
        ]),
    ...(isTrail ? [fact('writeOnce', 'trail', bucket, bucketLock(bucket), { at: 'ObjectLockConfiguration' })] : []),
    ...shortLives(bucket, of),
    ...valuesAt(bucket.properties, 'ReplicationConfiguration.Rules').map((rule) =>
      fact('copy', 'object store', bucket, copyRegion(rule, evidence), { at: 'ReplicationConfiguration.Rules' }),
    ),
  ];
};

const bucketLock = (bucket: Resource): Seen<boolean> =>
  seenAs(
    seenAll([switchSeen(bucket, 'ObjectLockEnabled'), presentAt(bucket, 'ObjectLockConfiguration.Rule.DefaultRetention')]),
    (both) => both.every(Boolean),
  );

/** How long objects live at least, by the shortest rule that deletes the current version. */
const shortLives = (bucket: Resource, of: 'record store' | 'object store'): readonly Fact[] => {
  if (of === 'object store') return [];
  const seen = seenAt(bucket, 'LifecycleConfiguration.Rules.ExpirationInDays');
  return [
    fact(
      'retention',
      of,
      bucket,
      seenAs(seen, (values) => Math.min(Infinity, ...values.map(Number))),
      { at: 'LifecycleConfiguration' },
    ),
  ];
};

const bucketTransport = (bucket: Resource, evidence: Evidence): Seen<'TLS 1.2 or newer' | 'older TLS' | 'plain text'> => {
  const policies = evidence
    .ofType('AWS::S3::BucketPolicy')
    .filter((policy) => targetsAt(evidence, policy, 'Bucket').includes(bucket));
  const hidden = policies.map((policy) => seenAt(policy, 'PolicyDocument.Statement')).find((seen) => !seen.known);
  if (hidden !== undefined && !hidden.known) return hidden;
  const refuses = policies
    .filter(({ maybe }) => maybe === '')
    .flatMap((policy) => statementsOf(policy.properties.PolicyDocument))
    .some(
      ({ effect, conditions, actions }) =>
        effect === 'Deny' &&
        actions.includes('s3:*') &&
        conditions.some(({ key, values }) => key === 'aws:securetransport' && values.includes('false')),
    );
  return known(refuses ? 'TLS 1.2 or newer' : 'plain text');
};

const copyRegion = (rule: Value, evidence: Evidence): Seen<string> => {
  const destination = textAt(rule, 'Destination.Bucket');
  const name = /^arn:[^:]*:s3:::(.+)$/.exec(destination)?.[1];
  const target = evidence
    .ofType('AWS::S3::Bucket')
    .find((bucket) => textAt(bucket.properties, 'BucketName') === name && name !== undefined);
  return target === undefined || target.artefact.region === ''
    ? unseen('the bucket that takes the copies is not among these artefacts')
    : known(target.artefact.region);
};

const databaseFacts = (instance: Resource, evidence: Evidence): readonly Fact[] => [
  fact('encryption', 'database', instance, keyOf(instance, 'KmsKeyId', switchSeen(instance, 'StorageEncrypted')), {
    at: 'StorageEncrypted',
  }),
  fact('exposure', 'database', instance, switchSeen(instance, 'PubliclyAccessible'), { at: 'PubliclyAccessible' }),
  fact('deletionProtection', 'database', instance, switchSeen(instance, 'DeletionProtection'), { at: 'DeletionProtection' }),
  fact('survival', 'database', instance, known(instance.kept)),
  fact('updates', 'database', instance, switchSeen(instance, 'AutoMinorVersionUpgrade', true), { at: 'AutoMinorVersionUpgrade' }),
  fact(
    'retention',
    'database',
    instance,
    seenAs(textSeen(instance, 'BackupRetentionPeriod'), (text) => Number(text || '1')),
    {
      at: 'BackupRetentionPeriod',
    },
  ),
  fact('transport', 'database', instance, databaseTransport(instance, evidence), { at: 'DBParameterGroupName' }),
  fact('logging', 'database', instance, presentAt(instance, 'EnableCloudwatchLogsExports'), {
    at: 'EnableCloudwatchLogsExports',
  }),
];

const databaseTransport = (instance: Resource, evidence: Evidence): Seen<'TLS 1.2 or newer' | 'plain text'> => {
  const groups = targetsAt(evidence, instance, 'DBParameterGroupName');
  if (groups.length === 0) {
    const name = textSeen(instance, 'DBParameterGroupName');
    return name.known && name.value === ''
      ? unseen("the cloud's own parameters")
      : unseen('its parameter group is not among these artefacts');
  }
  return known(
    groups.some(({ properties }) => /"(rds\.force_ssl|require_secure_transport)":"?(1|ON)/.test(JSON.stringify(properties)))
      ? 'TLS 1.2 or newer'
      : 'plain text',
  );
};

/** Secrets that something makes anew by schedule; one that other systems give is rotated by them. */
const rotationOf = (secret: Resource, evidence: Evidence): readonly Fact[] => {
  const schedules = evidence
    .ofType('AWS::SecretsManager::RotationSchedule')
    .filter((one) => targetsAt(evidence, one, 'SecretId').includes(secret));
  const isBornHere = secret.properties.GenerateSecretString !== undefined;
  if (schedules.length === 0 && !isBornHere)
    return [fact('rotation', 'credential', secret, unseen('its value is given by somebody else, who renews it'))];
  return [fact('rotation', 'secret', secret, known(schedules.length > 0))];
};
