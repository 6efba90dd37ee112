import { type Listing, listings } from './listings';
import type { Proof } from './proof';
import type { Place } from './region';

/** Queues are listed by another address than CloudFormation's. */
export const nameIn = (type: string, id: string): string => (type === 'AWS::SQS::Queue' ? (id.split('/').at(-1) ?? id) : id);

/** Everything of the listed types that is there, in every account and region, as `type id`; sorted. */
export const leftovers = async (proof: Proof, places: readonly Place[]): Promise<readonly string[]> => {
  const isFirst = ({ account, region }: Place): boolean => places.find((one) => one.account === account)?.region === region;
  const found = await Promise.all(
    listings.flatMap((listing) =>
      places.filter((place) => listing.global !== true || isFirst(place)).map((place) => listed(proof, place, listing)),
    ),
  );
  return found.flat().sort();
};

const listed = async (proof: Proof, place: Place, listing: Listing): Promise<readonly string[]> => {
  const { type, service, operation, key, name, parameters, account, except } = listing;
  const answer = await proof.sdk.ask<Readonly<Record<string, readonly unknown[] | undefined>>>({
    service,
    operation,
    parameters: { ...parameters, ...(account === true ? { AccountId: place.account } : {}) },
    ...proof.at(place),
  });
  const ids = (answer[key] ?? [])
    .map((item) => String(name === undefined ? item : (item as Record<string, unknown>)[name]))
    .filter((id) => except?.test(id) !== true);
  return (await ours(proof, place, type, ids)).map((id) => `${type} ${nameIn(type, id.replace('/hostedzone/', ''))}`);
};

/** A key on its way out, and a key of the cloud, is nobody's. */
const ours = async (proof: Proof, place: Place, type: string, ids: readonly string[]): Promise<readonly string[]> => {
  if (type !== 'AWS::KMS::Key') return ids;
  const states = await Promise.all(
    ids.map(async (KeyId) => {
      const { KeyMetadata } = await proof.sdk.ask<{ KeyMetadata: { KeyState: string; KeyManager: string } }>({
        service: 'kms',
        operation: 'DescribeKey',
        parameters: { KeyId },
        ...proof.at(place),
      });
      return KeyMetadata.KeyManager === 'CUSTOMER' && KeyMetadata.KeyState !== 'PendingDeletion' ? [KeyId] : [];
    }),
  );
  return states.flat();
};
