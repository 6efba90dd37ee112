import { type Resource, type Evidence } from '../evidence/resource';
import { statementsOf } from '../evidence/statement';
import { targetsAt } from '../evidence/pointer-target';
import { textAt, valuesAt } from '../evidence/value';

/** How an S3 bucket is encrypted at rest. */
export const encrypted = ({ properties }: Resource): 'own key' | "the cloud's key" | 'not' => {
  const path = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault';
  if (textAt(properties, `${path}.SSEAlgorithm`).startsWith('aws:kms'))
    return textAt(properties, `${path}.KMSMasterKeyID`) === '' ? "the cloud's key" : 'own key';
  return valuesAt(properties, path).length > 0 ? "the cloud's key" : 'not';
};

/** Whether nothing of a bucket can become public, whatever its policy says. */
export const closed = ({ properties }: Resource): boolean =>
  ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].every(
    (key) => textAt(properties, `PublicAccessBlockConfiguration.${key}`) === 'true',
  );

/** Whether a bucket's policy turns away whoever comes without TLS. */
export const tlsOnly = (evidence: Evidence, bucket: Resource): boolean =>
  evidence
    .ofType('AWS::S3::BucketPolicy')
    .filter((policy) => targetsAt(evidence, policy, 'Bucket').includes(bucket))
    .flatMap((policy) => statementsOf(policy.properties.PolicyDocument))
    .some(
      ({ effect, conditions, actions }) =>
        effect === 'Deny' &&
        actions.includes('s3:*') &&
        conditions.some(({ key, values }) => key === 'aws:securetransport' && values.includes('false')),
    );
