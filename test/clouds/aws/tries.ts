import { accountNames } from '../../../lib/providers/aws/accounts';
import { bucketName } from '../../../lib/providers/aws/storage/objects';
import type { Proof } from './proof';
import { targetOf } from './region';
import type { Person } from './roles';
import { type Ask, rootOf } from './sdk';

/** One request of one person, and whether it must be answered or refused. */
export interface Try {
  readonly who: string;
  readonly what: string;
  readonly ask: Ask;
  readonly allowed: boolean;
  /** Whether the right is one to the action itself, whatever it is done to. */
  readonly anywhere: boolean;
}

type Request = Pick<Ask, 'service' | 'operation' | 'parameters' | 'plain'>;

interface Things {
  readonly region: string;
  readonly archive: string;
  /** Stores with an object in each, of class C2 or above. */
  readonly stores: readonly string[];
  readonly ownSecrets: readonly string[];
  /** Secrets of another account, by ARN. */
  readonly otherSecrets: readonly string[];
  readonly trail: string;
  readonly cluster: string;
  readonly service: string;
  readonly repository: string;
  readonly database: string;
  readonly key: string;
  readonly account: string;
  readonly otherAccount: string;
}

const object = 'proof/object.txt';
const anywhere = new Set(['DescribeDBInstances', 'GetAccountAuthorizationDetails', 'RebootDBInstance', 'UpdateService']);

/** What people try on things that are really there; puts an object into every store first, so that refusals mean something. */
export const triesOf = async (proof: Proof, staff: readonly Person[]): Promise<readonly Try[]> => {
  const things = await gather(proof, staff.at(-1)?.tenant ?? '');
  return staff.flatMap((person) => {
    const inShared = person.account !== things.account;
    const all = inShared ? sharedAuditor(things) : [...nobodyMay(things), ...own(person, things)];
    return all.map(([what, request, allowed]) => ({
      who: `${person.role}${inShared ? ' in the shared account' : ''}`,
      what,
      ask: { ...request, region: things.region, login: person.login },
      allowed,
      anywhere: anywhere.has(request.operation),
    }));
  });
};

const gather = async (proof: Proof, tenant: string): Promise<Things> => {
  const { version, sdk } = proof;
  const target = targetOf(version);
  const { region } = target.cloud;
  const account = proof.account(tenant);
  const spaces = Object.values(version.plan.spaces);
  const mine = spaces.filter((space) => space.tenant === tenant);
  const others = spaces.filter((space) => space.tenant !== tenant);
  const stores = mine.flatMap(({ storage, services }) =>
    [...Object.values(storage.stores), ...Object.values(services).flatMap(({ documents }) => Object.values(documents))]
      .filter(({ dataClass }) => dataClass >= 'C2')
      .map((store) => bucketName(store, account)),
  );
  const archive = accountNames.trailBucket(version.plan, target);
  const put = (login: string, Bucket: string): Promise<unknown> =>
    sdk.ask({
      service: 's3',
      operation: 'PutObject',
      region,
      login: rootOf(login),
      parameters: { Bucket, Key: object, Body: 'planted' },
    });
  await put(proof.account('shared'), archive);
  for (const store of stores) await put(account, store);
  const secretsIn = (all: typeof spaces): readonly string[] =>
    all.flatMap(({ services }) =>
      Object.values(services).flatMap(({ secrets }) =>
        Object.values(secrets)
          .filter(({ purpose }) => purpose === 'session' || purpose === 'sign-in')
          .map(({ name }) => name),
      ),
    );
  const otherAccount = proof.account(others[0]?.tenant ?? '');
  const otherSecrets = await Promise.all(
    secretsIn(others.slice(0, 1)).map(
      async (SecretId) =>
        (
          await sdk.ask<{ ARN: string }>({
            service: 'secretsmanager',
            operation: 'DescribeSecret',
            region,
            login: rootOf(otherAccount),
            parameters: { SecretId },
          })
        ).ARN,
    ),
  );
  const service = Object.values(mine[0]?.services ?? {}).find(({ databases }) => Object.keys(databases).length > 0);
  const { Aliases } = await sdk.ask<{ Aliases: readonly { AliasName: string; TargetKeyId: string }[] }>({
    service: 'kms',
    operation: 'ListAliases',
    region,
    login: rootOf(account),
  });
  return {
    region,
    archive,
    stores,
    ownSecrets: secretsIn(mine),
    otherSecrets,
    trail: accountNames.trail(version.plan),
    cluster: service?.name ?? '',
    service: Object.values(service?.web ?? {})[0]?.name ?? '',
    repository: Object.values(service?.web ?? {})[0]?.name ?? '',
    database: Object.values(service?.databases ?? {})[0]?.name ?? '',
    key: Aliases.find(({ AliasName }) => AliasName === `alias/${service?.key.name ?? ''}`)?.TargetKeyId ?? '',
    account,
    otherAccount,
  };
};

type Case = readonly [what: string, request: Request, allowed: boolean];

const s3 = (operation: string, Bucket: string, more: object = {}): Request => ({
  service: 's3',
  operation,
  parameters: { Bucket, ...more },
});
const secret = (operation: string, SecretId: string, more: object = {}): Request => ({
  service: 'secretsmanager',
  operation,
  parameters: { SecretId, ...more },
});
const bootstrapRole = (kind: string, { account, region }: Pick<Things, 'account' | 'region'>): Request => ({
  service: 'sts',
  operation: 'AssumeRole',
  parameters: { RoleArn: `arn:aws:iam::${account}:role/cdk-hnb659fds-${kind}-${account}-${region}`, RoleSessionName: 'proof' },
});

/** The records are what the auditor is there for: over TLS, and without changing one. */
const sharedAuditor = ({ archive }: Things): readonly Case[] => [
  ['reads a record in the archive', s3('GetObject', archive, { Key: object }), true],
  ['reads it without TLS', { ...s3('GetObject', archive, { Key: object }), plain: true }, false],
  ['overwrites it', s3('PutObject', archive, { Key: object, Body: 'forged' }), false],
  ['deletes it', s3('DeleteObject', archive, { Key: object }), false],
  [
    'shortens the lock',
    s3('PutObjectLockConfiguration', archive, { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }),
    false,
  ],
];

/** What no role of people does, whatever else it may. */
const nobodyMay = (things: Things): readonly Case[] => [
  ...things.stores.flatMap((store): readonly Case[] => [
    [`reads an object in ${store}`, s3('GetObject', store, { Key: object }), false],
    [`writes an object into ${store}`, s3('PutObject', store, { Key: object, Body: 'forged' }), false],
    [`deletes an object in ${store}`, s3('DeleteObject', store, { Key: object }), false],
    [`opens ${store} to the public`, s3('DeletePublicAccessBlock', store), false],
    [
      `suspends versions of ${store}`,
      s3('PutBucketVersioning', store, { VersioningConfiguration: { Status: 'Suspended' } }),
      false,
    ],
  ]),
  ...[...things.ownSecrets, ...things.otherSecrets].map((id): Case => [
    `reads the value of ${id}`,
    secret('GetSecretValue', id),
    false,
  ]),
  ['stops the trail', { service: 'cloudtrail', operation: 'StopLogging', parameters: { Name: things.trail } }, false],
  [
    'deletes a database',
    { service: 'rds', operation: 'DeleteDBInstance', parameters: { DBInstanceIdentifier: things.database } },
    false,
  ],
  ['ends a key', { service: 'kms', operation: 'ScheduleKeyDeletion', parameters: { KeyId: things.key } }, false],
  [
    'opens what a key closed',
    { service: 'kms', operation: 'Decrypt', parameters: { CiphertextBlob: 'x', KeyId: things.key } },
    false,
  ],
  ['makes a user', { service: 'iam', operation: 'CreateUser', parameters: { UserName: 'intruder' } }, false],
  ['makes an access key', { service: 'iam', operation: 'CreateAccessKey', parameters: { UserName: 'intruder' } }, false],
  ['makes a network', { service: 'ec2', operation: 'CreateVpc', parameters: { CidrBlock: '10.0.0.0/16' } }, false],
  [
    'opens a shell',
    {
      service: 'ecs',
      operation: 'ExecuteCommand',
      parameters: { cluster: things.cluster, task: 'x', command: 'sh', interactive: true },
    },
    false,
  ],
  ['takes the role that deploys resources', bootstrapRole('cfn-exec-role', things), false],
  ...(things.otherAccount === ''
    ? []
    : [
        [
          'takes the deploying role of another tenant',
          bootstrapRole('deploy-role', { ...things, account: things.otherAccount }),
          false,
        ] as Case,
      ]),
];

/** Where roles differ. */
const own = ({ role }: Person, things: Things): readonly Case[] => {
  const fills = role === 'tenant-admin' || role === 'service-owner';
  const deploys = role === 'operator' || role === 'tenant-admin';
  const value = { SecretString: JSON.stringify({ clientId: 'client', clientSecret: 'planted-secret' }) };
  const scaled = { cluster: things.cluster, service: things.service, desiredCount: 1 };
  return [
    ...things.ownSecrets
      .filter((name) => name.endsWith('-sign-in'))
      .map((name): Case => [`fills ${name}`, secret('PutSecretValue', name, value), fills]),
    ...things.otherSecrets.map((arn): Case => [`fills ${arn}`, secret('PutSecretValue', arn, value), false]),
    ['takes the role that deploys', bootstrapRole('deploy-role', things), deploys],
    ['scales a service', { service: 'ecs', operation: 'UpdateService', parameters: scaled }, deploys],
    [
      'restarts a database',
      { service: 'rds', operation: 'RebootDBInstance', parameters: { DBInstanceIdentifier: things.database } },
      deploys,
    ],
    [
      'puts an image',
      { service: 'ecr', operation: 'InitiateLayerUpload', parameters: { repositoryName: things.repository } },
      role === 'service-owner',
    ],
    ['looks at the databases', { service: 'rds', operation: 'DescribeDBInstances' }, role !== 'service-owner'],
    [
      'looks at the permissions',
      { service: 'iam', operation: 'GetAccountAuthorizationDetails' },
      role !== 'service-owner' && role !== 'planner',
    ],
  ];
};
