import type { Reader } from './aws-facts-network';
import { type Fact, fact, type KeyKind } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, textSeenIn, unseen } from './seen';
import { statementsOf } from './statement';
import { targetsAt } from './pointer-target';
import { textAt, type Value, valuesAt } from './value';

/** What buckets of AWS say. */
export const awsBucketFacts: Readonly<Record<string, Reader>> = {
  'AWS::S3::Bucket': (bucket, evidence) => bucketFacts(bucket, evidence),
  'AWS::S3::BucketPolicy': (policy, evidence) => outlives(policy, evidence, 'Bucket'),
};

/** A policy that goes before what it guards leaves it open. */
export const outlives = (policy: Resource, evidence: Evidence, path: string): readonly Fact[] =>
  targetsAt(evidence, policy, path).some(({ kept }) => kept) ? [fact('survival', 'policy', policy, known(policy.kept))] : [];

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
    ...(isTrail ? lockFacts(bucket, 'record store') : []),
    ...(!isTrail && bucket.properties.ObjectLockEnabled !== undefined ? lockFacts(bucket, 'object store') : []),
    ...shortLives(bucket, of),
    ...valuesAt(bucket.properties, 'ReplicationConfiguration.Rules')
      .filter(isOn)
      .map((rule) => fact('copy', 'object store', bucket, copyRegion(rule, evidence), { at: 'ReplicationConfiguration.Rules' })),
  ];
};

/** A rule that is on, and does not leave out what is encrypted. */
const isOn = (rule: Value): boolean =>
  textAt(rule, 'Status') !== 'Disabled' && textAt(rule, 'SourceSelectionCriteria.SseKmsEncryptedObjects.Status') !== 'Disabled';

const lockPath = 'ObjectLockConfiguration.Rule.DefaultRetention';

/** Locked at birth, and every object for some days at least. */
const bucketLock = (bucket: Resource): Seen<boolean> =>
  seenAs(
    seenAll([
      switchSeen(bucket, 'ObjectLockEnabled'),
      seenAs(textSeen(bucket, 'ObjectLockConfiguration.ObjectLockEnabled'), (text) => text === 'Enabled'),
      seenAs(textSeen(bucket, `${lockPath}.Mode`), (mode) => /^(GOVERNANCE|COMPLIANCE)$/.test(mode)),
    ]),
    (all) => all.every(Boolean),
  );

/** How long a store of records that was born with a lock keeps each of them from change. */
const lockFacts = (bucket: Resource, of: 'object store' | 'record store'): readonly Fact[] => [
  fact('writeOnce', of === 'object store' ? of : 'trail', bucket, bucketLock(bucket), { at: 'ObjectLockConfiguration' }),
  ...valuesAt(bucket.properties, lockPath).map((retention) =>
    fact(
      'retention',
      of,
      bucket,
      seenAs(seenAll([textSeenIn(retention, 'Days'), textSeenIn(retention, 'Years')]), ([days, years]) =>
        Math.max(Number(days), 365 * Number(years)),
      ),
      { at: lockPath },
    ),
  ),
];

/** How long objects live at least, by the shortest rule that deletes the current version. */
const shortLives = (bucket: Resource, of: 'record store' | 'object store'): readonly Fact[] => {
  if (of === 'object store') return [];
  const rules = seenAt(bucket, 'LifecycleConfiguration.Rules');
  const seen = seenAs(rules, (all) => all.filter(isOn).flatMap((rule) => valuesAt(rule, 'ExpirationInDays')));
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
