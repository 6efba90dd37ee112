import type { Reader } from './aws-facts-network';
import { keyOf } from './aws-key';
import { type Fact, fact } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAs, switchSeen, textSeen, unseen } from './seen';
import { targetsAt } from './pointer-target';

/** What databases of AWS say. */
export const awsDatabaseFacts: Readonly<Record<string, Reader>> = {
  'AWS::RDS::DBInstance': (instance, evidence) => databaseFacts(instance, evidence),
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
  fact('grant', 'database', instance, known('named callers')),
  ...(instance.properties.EnablePerformanceInsights === true
    ? [
        fact('encryption', 'log', instance, keyOf(instance, 'PerformanceInsightsKMSKeyId', known(true)), {
          at: 'PerformanceInsightsKMSKeyId',
        }),
      ]
    : []),
  ...(instance.properties.ManageMasterUserPassword === true
    ? [
        fact('encryption', 'secret', instance, keyOf(instance, 'MasterUserSecret.KmsKeyId', known(true)), {
          at: 'MasterUserSecret',
        }),
      ]
    : []),
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
