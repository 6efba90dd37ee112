import type { KeyPlan } from '../../../../lib/plan/storage-plan';
import { hubsOf } from '../../../../lib/providers/aws/network/hub';
import { secondKey } from '../../../../lib/providers/aws/storage/second-site';
import { accountNames } from '../../../../lib/providers/aws/accounts';
import { nameOf } from '../../../../lib/plan/name';
import { type Estate, line } from '../estate';
import type { Kind } from '../read-back';
import { outsidersIn } from './outsiders';
import type { Place } from '../region';

interface Key {
  readonly KeyId: string;
  readonly Description: string;
  readonly KeyManager: string;
  readonly KeyState: string;
}

type Placed = Key & { readonly place: Place };

/** Keys of customers that are in use, in both regions; a key is called by its description. */
const keysOf = async (estate: Estate): Promise<readonly Placed[]> => {
  const ids = await estate.list<{ readonly KeyId: string }>(estate.allPlaces, 'kms', 'ListKeys', 'Keys');
  const all = await Promise.all(
    ids.map(async ({ KeyId, place }) => {
      const { KeyMetadata } = await estate.ask<{ KeyMetadata: Key }>(place, 'kms', 'DescribeKey', { KeyId });
      return { ...KeyMetadata, place };
    }),
  );
  return all.filter(({ KeyManager, KeyState }) => KeyManager === 'CUSTOMER' && KeyState !== 'PendingDeletion');
};

/** Descriptions of keys by their ids, for what is encrypted by them. */
export const keyNames = async (estate: Estate): Promise<(idOrArn: string | undefined) => string> => {
  const names = new Map((await keysOf(estate)).map(({ KeyId, Description }) => [KeyId, Description]));
  return (idOrArn) => names.get(idOrArn?.split('/').at(-1) ?? '') ?? `unknown ${idOrArn ?? 'key'}`;
};

/** How a key for data is called. */
export const dataKey = ({ name, dataClass }: KeyPlan): string => `${name}: data of class ${dataClass}`;

/** How the key for the records of a stack is called. */
export const recordKey = {
  account: (stack: string) => `${stack}: records and alarms`,
  network: (name: string) => `${name}: network records`,
  trail: (store: string) => `${store}: records of all accounts`,
} as const;

interface Planned {
  readonly name: string;
  readonly place: Place;
  readonly alias: string | null;
  /** Whether principals of the account may decrypt with it directly, and not only through named services. */
  readonly direct: boolean;
  readonly days: number;
}

const planned = (estate: Estate): readonly Planned[] => {
  const { plan, target } = estate;
  const yearly = { alias: null, direct: true, days: 365 };
  const data = (key: KeyPlan, place: Place): Planned => ({
    name: dataKey(key),
    place,
    alias: key.name,
    direct: false,
    days: key.rotationDays,
  });
  const away = (place: Place): Place => ({ ...place, region: target.secondSite.region });
  return [
    { ...yearly, name: recordKey.trail(plan.foundation.logs.trailStore), place: estate.place('shared') },
    { ...yearly, name: recordKey.account(accountNames.foundationStack(plan)), place: estate.place('shared') },
    ...Object.keys(plan.region.tenants).map((tenant) => ({
      ...yearly,
      name: recordKey.account(nameOf('stack', plan.region.id, tenant)),
      place: estate.place(tenant),
    })),
    ...hubsOf(plan).map(({ stackName, account }) => ({
      ...yearly,
      name: recordKey.network(stackName),
      place: estate.place(account),
    })),
    ...Object.values(plan.spaces).flatMap((space) => {
      const place = estate.place(space.tenant);
      const { keys, stores, backup } = space.storage;
      const copied = Object.values(keys).filter(
        ({ id }) =>
          (backup.secondSite && backup.key === id) || Object.values(stores).some((store) => store.secondSite && store.key === id),
      );
      return [
        { ...yearly, name: recordKey.network(space.name), place },
        ...Object.values(keys).map((key) => data(key, place)),
        ...copied.map((key) => data(secondKey(key), away(place))),
        ...Object.values(space.services).flatMap((service) => [
          data(service.key, place),
          ...(service.signIn === 'none' ? [] : [data({ ...service.key, name: `${service.name}-sign-in` }, place)]),
          ...(Object.values(service.documents).some((store) => store.secondSite)
            ? [data(secondKey(service.key), away(place))]
            : []),
        ]),
      ];
    }),
  ];
};

interface Policy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Principal: { readonly AWS?: string | readonly string[] };
    readonly Action: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}

/** Whether some principal may decrypt without a service in between that the policy names. */
const opensDirectly = (document: string): boolean =>
  (JSON.parse(document) as Policy).Statement.some(
    ({ Effect, Principal, Action, Condition = {} }) =>
      Effect === 'Allow' &&
      Principal.AWS !== undefined &&
      [Action].flat().some((action) => ['kms:*', 'kms:Decrypt', '*'].includes(action)) &&
      !Object.values(Condition).some((condition) => 'kms:ViaService' in condition || 'aws:PrincipalArn' in condition),
  );

export const keys: readonly Kind[] = [
  {
    types: ['AWS::KMS::Key'],
    expected: (estate) =>
      planned(estate).map(({ name, place, direct, days }) =>
        line(name, {
          account: place.account,
          region: place.region,
          rotated: true,
          everyDays: days,
          opensDirectly: direct,
          outsiders: [],
        }),
      ),
    seen: async (estate) =>
      Promise.all(
        (await keysOf(estate)).map(async ({ KeyId, Description, place }) => {
          const rotation = await estate.ask<{ KeyRotationEnabled: boolean; RotationPeriodInDays?: number }>(
            place,
            'kms',
            'GetKeyRotationStatus',
            { KeyId },
          );
          const { Policy: policy } = await estate.ask<{ Policy: string }>(place, 'kms', 'GetKeyPolicy', {
            KeyId,
            PolicyName: 'default',
          });
          return line(Description, {
            account: place.account,
            region: place.region,
            rotated: rotation.KeyRotationEnabled,
            everyDays: rotation.RotationPeriodInDays,
            opensDirectly: opensDirectly(policy),
            outsiders: outsidersIn(estate, policy),
          });
        }),
      ),
  },
  {
    types: ['AWS::KMS::Alias'],
    expected: (estate) => planned(estate).flatMap(({ alias, name }) => (alias === null ? [] : [`${alias} -> ${name}`])),
    seen: async (estate) => {
      const names = await keyNames(estate);
      const all = await estate.list<{ AliasName: string; TargetKeyId?: string }>(
        estate.allPlaces,
        'kms',
        'ListAliases',
        'Aliases',
      );
      return all
        .filter(({ AliasName }) => !AliasName.startsWith('alias/aws/'))
        .map(({ AliasName, TargetKeyId }) => `${AliasName.replace('alias/', '')} -> ${names(TargetKeyId)}`);
    },
  },
];
