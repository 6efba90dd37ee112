import type { Reader } from './aws-facts-network';
import { outlives } from './aws-facts-bucket';
import { keyOf } from './aws-key';
import { type Fact, fact, type KeyKind } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { statementsOf } from './statement';
import { targetsAt } from './pointer-target';
import { type Value, valuesAt } from './value';

/** What keys, files, volumes, queues, logs, secrets and registries of AWS say. */
export const awsStorageFacts: Readonly<Record<string, Reader>> = {
  'AWS::KMS::Key': (key) => [
    fact('rotation', 'key', key, switchSeen(key, 'EnableKeyRotation'), { at: 'EnableKeyRotation' }),
    fact('survival', 'key', key, known(key.kept)),
  ],
  'AWS::EFS::FileSystem': (files) => [
    fact('encryption', 'files', files, keyOf(files, 'KmsKeyId', switchSeen(files, 'Encrypted')), { at: 'Encrypted' }),
    fact(
      'transport',
      'files',
      files,
      known(refusesPlain(files.properties.FileSystemPolicy) ? 'TLS 1.2 or newer' : 'plain text'),
      {
        at: 'FileSystemPolicy',
      },
    ),
    fact('survival', 'files', files, known(files.kept)),
  ],
  'AWS::EC2::Volume': (volume) => [
    fact('encryption', 'volume', volume, keyOf(volume, 'KmsKeyId', switchSeen(volume, 'Encrypted')), { at: 'Encrypted' }),
    fact('survival', 'volume', volume, known(volume.kept)),
  ],
  'AWS::SQS::Queue': (queue, evidence) => [
    fact('encryption', 'queue', queue, queueKey(queue), { at: 'KmsMasterKeyId' }),
    fact('survival', 'queue', queue, known(queue.kept)),
    fact('transport', 'queue', queue, policyTransport(queue, evidence, 'AWS::SQS::QueuePolicy', 'Queues')),
  ],
  'AWS::SQS::QueuePolicy': (policy, evidence) => outlives(policy, evidence, 'Queues'),
  'AWS::Route53::HostedZone': (zone) =>
    // Private names are made again with their network; the public ones are known to the world.
    valuesAt(zone.properties, 'VPCs').length > 0 ? [] : [fact('survival', 'zone', zone, known(zone.kept))],
  'AWS::SNS::Topic': (topic, evidence) => [
    fact('transport', 'topic', topic, policyTransport(topic, evidence, 'AWS::SNS::TopicPolicy', 'Topics')),
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
    fact(
      'survival',
      'registry',
      registry,
      seenAs(switchSeen(registry, 'EmptyOnDelete'), (emptied) => registry.kept && !emptied),
      { at: 'EmptyOnDelete' },
    ),
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
};

/** A statement that refuses every caller without TLS. */
const refusesPlain = (document: Value | undefined): boolean =>
  statementsOf(document).some(
    ({ effect, conditions }) =>
      effect === 'Deny' && conditions.some(({ key, values }) => key === 'aws:securetransport' && values.includes('false')),
  );

const policyTransport = (
  resource: Resource,
  evidence: Evidence,
  type: string,
  path: string,
): Seen<'TLS 1.2 or newer' | 'plain text'> => {
  const policies = evidence.ofType(type).filter((policy) => targetsAt(evidence, policy, path).includes(resource));
  const hidden = policies.map((policy) => seenAt(policy, 'PolicyDocument.Statement')).find((seen) => !seen.known);
  if (hidden !== undefined && !hidden.known) return hidden;
  const refuses = policies.some(({ maybe, properties }) => maybe === '' && refusesPlain(properties.PolicyDocument));
  return known(refuses ? 'TLS 1.2 or newer' : 'plain text');
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

/** Secrets that something makes anew by schedule; one that other systems give is rotated by them. */
const rotationOf = (secret: Resource, evidence: Evidence): readonly Fact[] => {
  const schedules = evidence
    .ofType('AWS::SecretsManager::RotationSchedule')
    .filter((one) => targetsAt(evidence, one, 'SecretId').includes(secret));
  const isBornHere = secret.properties.GenerateSecretString !== undefined;
  const given = isBornHere ? [] : [fact('survival', 'secret', secret, known(secret.kept))];
  if (schedules.length === 0 && !isBornHere)
    return [...given, fact('rotation', 'credential', secret, unseen('its value is given by somebody else, who renews it'))];
  return [...given, fact('rotation', 'secret', secret, known(schedules.length > 0))];
};
