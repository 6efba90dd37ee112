import { type Estate, line, tagOf, type Tag } from '../estate';
import type { Kind } from '../read-back';
import { dataKey, keyNames } from './keys';
import { hosted } from './services';

interface Instance {
  readonly DBInstanceIdentifier: string;
  readonly DBInstanceClass: string;
  readonly EngineVersion: string;
  readonly AllocatedStorage: number;
  readonly MaxAllocatedStorage?: number;
  readonly MultiAZ: boolean;
  readonly PubliclyAccessible: boolean;
  readonly StorageEncrypted: boolean;
  readonly KmsKeyId: string;
  readonly BackupRetentionPeriod: number;
  readonly DeletionProtection: boolean;
  readonly IAMDatabaseAuthenticationEnabled: boolean;
  readonly Endpoint: { readonly Port: number };
  readonly TagList: readonly Tag[];
  readonly VpcSecurityGroups: readonly { readonly VpcSecurityGroupId: string }[];
  readonly DBParameterGroups: readonly { readonly DBParameterGroupName: string }[];
  readonly DBSubnetGroup: { readonly Subnets: readonly { readonly SubnetIdentifier: string }[] };
}

interface Named extends Instance {
  readonly groups: readonly string[];
  readonly subnets: readonly string[];
  readonly parameters: readonly string[];
}

const tlsAndRecords = ['log_connections=1', 'log_disconnections=1', 'log_statement=ddl', 'rds.force_ssl=1'];

/** Databases, with names instead of the ids of what they stand in. */
const instancesOf = async (estate: Estate): Promise<readonly Named[]> => {
  const all = await estate.list<Instance>(estate.places, 'rds', 'DescribeDBInstances', 'DBInstances');
  const groups = await estate.list<{ GroupId: string; Description: string }>(
    estate.places,
    'ec2',
    'DescribeSecurityGroups',
    'SecurityGroups',
  );
  const subnets = await estate.list<{ SubnetId: string; Tags?: readonly Tag[] }>(
    estate.places,
    'ec2',
    'DescribeSubnets',
    'Subnets',
  );
  return Promise.all(
    all.map(async (instance) => {
      const group = instance.DBParameterGroups[0]?.DBParameterGroupName;
      const { Parameters } = await estate.ask<{
        Parameters: readonly { ParameterName: string; ParameterValue?: string; Source: string }[];
      }>(instance.place, 'rds', 'DescribeDBParameters', { DBParameterGroupName: group, Source: 'user' });
      return {
        ...instance,
        groups: instance.VpcSecurityGroups.map(
          (one) => groups.find(({ GroupId }) => GroupId === one.VpcSecurityGroupId)?.Description ?? 'unknown',
        ),
        subnets: instance.DBSubnetGroup.Subnets.map((one) =>
          tagOf(subnets.find(({ SubnetId }) => SubnetId === one.SubnetIdentifier)?.Tags, 'Name'),
        ),
        parameters: Parameters.map(({ ParameterName, ParameterValue }) => `${ParameterName}=${ParameterValue ?? ''}`),
      };
    }),
  );
};

interface Secret {
  readonly Name: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly RotationEnabled?: boolean;
  readonly RotationLambdaARN?: string;
  readonly RotationRules?: { readonly AutomaticallyAfterDays?: number };
}

const queueOf = (arn: string): string => arn.split(':').at(-1) ?? '';

export const data: readonly Kind[] = [
  {
    types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBParameterGroup'],
    expected: (estate) =>
      hosted(estate).flatMap(({ space, service }) =>
        Object.values(service.databases).map((database) =>
          line(database.name, {
            class: estate.target.cloud.databaseClasses[database.size.id],
            version: database.version,
            gib: database.sizeGiB,
            upTo: database.maxSizeGiB,
            twoZones: database.replicas > 1,
            public: false,
            key: dataKey(service.key),
            backupDays: database.pointInTimeDays,
            protected: space.lifecycle === 'retained',
            byToken: true,
            port: database.port,
            backedUpAs: space.storage.backup.selection.value,
            groups: [`Database ${database.name}`],
            subnets: Object.values(space.network.subnets)
              .filter(({ tier }) => tier === 'data')
              .map(({ id }) => `${space.name}-${id}`),
            parameters: tlsAndRecords,
          }),
        ),
      ),
    seen: async (estate) => {
      const keys = await keyNames(estate);
      return (await instancesOf(estate)).map((one) =>
        line(one.DBInstanceIdentifier, {
          class: one.DBInstanceClass,
          version: one.EngineVersion,
          gib: one.AllocatedStorage,
          upTo: one.MaxAllocatedStorage,
          twoZones: one.MultiAZ,
          public: one.PubliclyAccessible,
          key: one.StorageEncrypted ? keys(one.KmsKeyId) : 'none',
          backupDays: one.BackupRetentionPeriod,
          protected: one.DeletionProtection,
          byToken: one.IAMDatabaseAuthenticationEnabled,
          port: one.Endpoint.Port,
          backedUpAs: tagOf(one.TagList, 'backup'),
          groups: one.groups,
          subnets: one.subnets,
          parameters: one.parameters,
        }),
      );
    },
  },
  {
    types: ['AWS::SecretsManager::Secret', 'AWS::SecretsManager::RotationSchedule'],
    expected: (estate) =>
      hosted(estate).flatMap(({ service }) =>
        Object.values(service.secrets).flatMap(({ name, purpose, rotationDays }) => {
          if (purpose === 'session')
            return [line(name, { key: dataKey(service.key), rotates: 'our function', days: rotationDays })];
          if (purpose === 'sign-in')
            return [line(name, { key: dataKey({ ...service.key, name }), rotates: 'people', days: null })];
          // The broker's is for clouds whose queues we run ourselves; a database's has the name that RDS gives it.
          return purpose === 'database'
            ? [line(`password of ${name}`, { key: 'by RDS', rotates: 'RDS', days: rotationDays })]
            : [];
        }),
      ),
    seen: async (estate) => {
      const keys = await keyNames(estate);
      const all = await estate.list<Secret>(estate.places, 'secretsmanager', 'ListSecrets', 'SecretList');
      return Promise.all(
        all.map(async ({ Name, place }) => {
          const secret = await estate.ask<Secret>(place, 'secretsmanager', 'DescribeSecret', { SecretId: Name });
          const days = secret.RotationRules?.AutomaticallyAfterDays;
          if (Name.startsWith('rds!'))
            return line((secret.Description ?? '').replace('Password of', 'password of'), {
              key: 'by RDS',
              rotates: 'RDS',
              days,
            });
          const rotates = secret.RotationLambdaARN === undefined ? 'people' : 'our function';
          return line(Name, { key: keys(secret.KmsKeyId), rotates, days });
        }),
      );
    },
  },
  {
    types: ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
    expected: (estate) =>
      hosted(estate).flatMap(({ service }) => {
        const key = dataKey(service.key);
        const common = { service: service.name, key, plain: 'denied' };
        return [
          ...Object.values(service.queues).flatMap(({ retentionDays, visibilitySeconds, maxReceives }) => [
            line('queue', { ...common, days: retentionDays, hiddenFor: visibilitySeconds, deadAfter: maxReceives }),
            line('queue', { ...common, days: 14, hiddenFor: 30, deadAfter: null }),
          ]),
          // What a schedule could not start.
          ...(Object.keys(service.jobs).length > 0
            ? [line('queue', { ...common, days: 4, hiddenFor: 30, deadAfter: null })]
            : []),
        ];
      }),
    seen: async (estate) => {
      const keys = await keyNames(estate);
      const services = hosted(estate).map(({ service }) => service.name);
      const lists = await Promise.all(
        estate.places.map(async (place) => {
          const { QueueUrls = [] } = await estate.ask<{ QueueUrls?: readonly string[] }>(place, 'sqs', 'ListQueues');
          return QueueUrls.map((url) => ({ url, place }));
        }),
      );
      return Promise.all(
        lists.flat().map(async ({ url, place }) => {
          const { Attributes } = await estate.ask<{ Attributes: Readonly<Record<string, string>> }>(
            place,
            'sqs',
            'GetQueueAttributes',
            {
              QueueUrl: url,
              AttributeNames: ['All'],
            },
          );
          const redrive = Attributes.RedrivePolicy;
          return line('queue', {
            service: services.find((name) => queueOf(Attributes.QueueArn ?? '').startsWith(`${name}-`)),
            key: keys(Attributes.KmsMasterKeyId),
            plain: (Attributes.Policy ?? '').includes('aws:SecureTransport') ? 'denied' : 'not denied',
            days: Number(Attributes.MessageRetentionPeriod) / 86_400,
            hiddenFor: Number(Attributes.VisibilityTimeout),
            deadAfter:
              redrive === undefined ? null : Number((JSON.parse(redrive) as { maxReceiveCount: number }).maxReceiveCount),
          });
        }),
      );
    },
  },
];
