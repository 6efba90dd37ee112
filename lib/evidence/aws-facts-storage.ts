import type { Reader } from './aws-facts-network';
import { keyOf } from './aws-key';
import { targetsAt } from './aws-world';
import { type Fact, fact, type KeyKind } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, switchSeen, textSeen, unseen } from './seen';

/** What keys, files, volumes, queues, logs, secrets and registries of AWS say. */
export const awsStorageFacts: Readonly<Record<string, Reader>> = {
  'AWS::KMS::Key': (key) => [
    fact('rotation', 'key', key, switchSeen(key, 'EnableKeyRotation'), { at: 'EnableKeyRotation' }),
    fact('survival', 'key', key, known(key.kept)),
  ],
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
  if (schedules.length === 0 && !isBornHere)
    return [fact('rotation', 'credential', secret, unseen('its value is given by somebody else, who renews it'))];
  return [fact('rotation', 'secret', secret, known(schedules.length > 0))];
};
