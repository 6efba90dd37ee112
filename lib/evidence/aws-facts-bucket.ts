import type { Reader } from './aws-facts-network';
import { targetsAt } from './aws-world';
import { type Fact, fact, type KeyKind } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { statementsOf } from './statement';
import { textAt, type Value, valuesAt } from './value';

/** What buckets of AWS say. */
export const awsBucketFacts: Readonly<Record<string, Reader>> = {
  'AWS::S3::Bucket': (bucket, evidence) => bucketFacts(bucket, evidence),
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
