import type { KeyPlan, StorePlan } from '../../../../lib/plan/storage-plan';
import { nameOf } from '../../../../lib/plan/name';
import { accountKeys, accountNames } from '../../../../lib/providers/aws/accounts';
import { bucketName } from '../../../../lib/providers/aws/storage/objects';
import { secondKey } from '../../../../lib/providers/aws/storage/second-site';
import { type Estate, line, tagOf, type Tag } from '../estate';
import type { Kind } from '../read-back';
import type { Place } from '../region';
import { dataKey, keyNames, recordKey } from './keys';
import { outsidersIn } from './outsiders';

interface Planned {
  readonly name: string;
  readonly place: Place;
  readonly encryption: string;
  /** Mode and days of the lock, or none. */
  readonly lock: string;
  readonly strangers: 'denied' | 'not denied';
  readonly dataClass: string;
  readonly versioned: boolean;
}

const managed = 'the key of S3';

const ofStore = (store: StorePlan, key: KeyPlan, name: string, place: Place): Planned => ({
  name,
  place,
  encryption: dataKey(key),
  lock: store.writeOnce.need === 'none' ? 'none' : `${store.writeOnce.mode.toUpperCase()} ${store.retentionDays}`,
  strangers: 'denied',
  dataClass: store.dataClass,
  versioned: store.versioned,
});

/** Stores and the copies of them in the second site, with the bucket there that takes their access records. */
const withCopies = (estate: Estate, stores: readonly [StorePlan, KeyPlan][], name: string, place: Place): readonly Planned[] => {
  const away = { ...place, region: estate.target.secondSite.region };
  const copied = estate.target.secondSite.enabled ? stores.filter(([store]) => store.secondSite) : [];
  const records: Planned = {
    name: nameOf('bucket', name, place.account, 'copy', 'records'),
    place: away,
    encryption: managed,
    lock: 'none',
    strangers: 'not denied',
    dataClass: '',
    versioned: true,
  };
  return [
    ...stores.map(([store, key]) => ofStore(store, key, bucketName(store, place.account), place)),
    ...copied.map(([store, key]) => ofStore(store, secondKey(key), bucketName(store, place.account, 'copy'), away)),
    ...(copied.length > 0 ? [records] : []),
  ];
};

const planned = (estate: Estate): readonly Planned[] => {
  const { plan, target } = estate;
  const { trailStore, lock, retentionDays } = plan.foundation.logs;
  const records = { strangers: 'not denied', dataClass: '', versioned: true } as const;
  return [
    {
      ...records,
      name: accountNames.trailBucket(plan, target),
      place: estate.place('shared'),
      encryption: recordKey.trail(trailStore),
      lock: `${lock.toUpperCase()} ${retentionDays}`,
    },
    ...accountKeys(plan).map((key) => ({
      ...records,
      name: accountNames.deliveryBucket(plan, target, key),
      place: estate.place(key),
      encryption: managed,
      lock: 'none',
    })),
    ...Object.values(plan.spaces).flatMap(({ name, tenant, storage, services }) => [
      ...withCopies(
        estate,
        Object.values(storage.stores).flatMap((store) => {
          const key = storage.keys[store.key];
          return key === undefined ? [] : [[store, key] as [StorePlan, KeyPlan]];
        }),
        name,
        estate.place(tenant),
      ),
      ...Object.values(services).flatMap((service) =>
        withCopies(
          estate,
          Object.values(service.documents).map((store) => [store, service.key] as [StorePlan, KeyPlan]),
          service.name,
          estate.place(tenant),
        ),
      ),
    ]),
  ];
};

interface Encryption {
  readonly ServerSideEncryptionConfiguration: {
    readonly Rules: readonly { readonly ApplyServerSideEncryptionByDefault: { SSEAlgorithm: string; KMSMasterKeyID?: string } }[];
  };
}

interface Lock {
  readonly ObjectLockConfiguration: { readonly Rule?: { readonly DefaultRetention: { Mode: string; Days?: number } } };
}

interface Block {
  readonly PublicAccessBlockConfiguration: Readonly<Record<string, boolean>>;
}

const isClosed = (block: Block | undefined): boolean =>
  Object.values(block?.PublicAccessBlockConfiguration ?? {}).filter(Boolean).length === 4;

interface Policy {
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Effect: string;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}

const encryptionIn = (answer: Encryption, names: (id: string | undefined) => string): string => {
  const rule = answer.ServerSideEncryptionConfiguration.Rules[0]?.ApplyServerSideEncryptionByDefault;
  return rule?.SSEAlgorithm === 'aws:kms' ? names(rule.KMSMasterKeyID) : managed;
};

const lockIn = (lock: Lock | undefined): string => {
  const retention = lock?.ObjectLockConfiguration.Rule?.DefaultRetention;
  return retention === undefined ? 'none' : `${retention.Mode} ${retention.Days ?? ''}`;
};

/** What a bucket's policy refuses to everybody. */
const refusals = (document: string): { readonly plain: boolean; readonly oldTls: boolean; readonly strangers: boolean } => {
  const denials = (JSON.parse(document) as Policy).Statement.filter(({ Effect }) => Effect === 'Deny');
  const has = (operator: string, key: string, value: string): boolean =>
    denials.some(({ Condition }) => String(Condition?.[operator]?.[key]) === value);
  return {
    plain: has('Bool', 'aws:SecureTransport', 'false'),
    oldTls: has('NumericLessThan', 's3:TlsVersion', '1.2'),
    strangers: denials.some(({ Sid }) => Sid === 'OwnAccountOnly'),
  };
};

export const stores: readonly Kind[] = [
  {
    types: ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
    expected: (estate) =>
      planned(estate).map(({ name, place, encryption, lock, strangers, dataClass, versioned }) =>
        line(name, {
          account: place.account,
          region: place.region,
          encryption,
          versions: versioned ? 'Enabled' : 'none',
          publicAccess: 'blocked',
          lock,
          plain: 'denied',
          oldTls: 'denied',
          strangers,
          outsiders: [],
          dataClass,
        }),
      ),
    seen: async (estate) => {
      const names = await keyNames(estate);
      const all = await estate.list<{ readonly Name: string }>(estate.places, 's3', 'ListBuckets', 'Buckets');
      return Promise.all(
        all
          .filter(({ Name }) => !Name.startsWith('cdk-'))
          .map(async ({ Name, place: home }) => {
            const { LocationConstraint } = await estate.ask<{ LocationConstraint: string }>(home, 's3', 'GetBucketLocation', {
              Bucket: Name,
            });
            const place = { ...home, region: LocationConstraint };
            const ask = <T>(operation: string): Promise<T> => estate.ask<T>(place, 's3', operation, { Bucket: Name });
            const encryption = await ask<Encryption>('GetBucketEncryption');
            const { Status } = await ask<{ Status?: string }>('GetBucketVersioning');
            const find = <T>(operation: string, absent: string): Promise<T | undefined> =>
              estate.find<T>(place, 's3', operation, { Bucket: Name }, absent);
            const block = await find<Block>('GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration');
            const lock = await find<Lock>('GetObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError');
            const policy = await find<{ Policy: string }>('GetBucketPolicy', 'NoSuchBucketPolicy');
            const tags = await find<{ TagSet: readonly Tag[] }>('GetBucketTagging', 'NoSuchTagSet');
            const refused = refusals(policy?.Policy ?? '{"Statement":[]}');
            return line(Name, {
              account: place.account,
              region: place.region,
              encryption: encryptionIn(encryption, names),
              versions: Status ?? 'none',
              publicAccess: isClosed(block) ? 'blocked' : 'open',
              lock: lockIn(lock),
              plain: refused.plain ? 'denied' : 'not denied',
              oldTls: refused.oldTls ? 'denied' : 'not denied',
              strangers: refused.strangers ? 'denied' : 'not denied',
              outsiders: outsidersIn(estate, policy?.Policy),
              dataClass: tagOf(tags?.TagSet, 'data-class'),
            });
          }),
      );
    },
  },
];
