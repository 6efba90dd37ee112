import { accountKeys, ownsAccount } from '../../../lib/providers/aws/accounts';
import { type Place, placesOf, targetOf, type Version } from './region';
import { rootOf, type Sdk } from './sdk';

/** A region as AWS's interfaces show it, asked as the root of each account. */
export class Estate {
  constructor(
    readonly version: Version,
    private readonly sdk: Sdk,
  ) {}

  get plan() {
    return this.version.plan;
  }

  get target() {
    return targetOf(this.version);
  }

  /** Where a tenant's stacks, or those of `shared`, stand. */
  place(key: string): Place {
    return { account: this.target.accounts[key] ?? '', region: this.target.cloud.region };
  }

  /** Every account in the target's own region. */
  get places(): readonly Place[] {
    return placesOf(this.version).filter(({ region }) => region === this.target.cloud.region);
  }

  /** Every account, in the region of the second site too. */
  get allPlaces(): readonly Place[] {
    return placesOf(this.version);
  }

  ask<T>(place: Place, service: string, operation: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<T> {
    return this.sdk.ask<T>({ service, operation, parameters, region: place.region, login: rootOf(place.account) });
  }

  /** The same where nothing may be there, which AWS says by this code and no other. */
  async find<T>(
    place: Place,
    service: string,
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    absent: string,
  ): Promise<T | undefined> {
    const answer = await this.sdk.try({ service, operation, parameters, region: place.region, login: rootOf(place.account) });
    if (answer.ok) return answer.value as T;
    if (answer.code === absent) return undefined;
    throw new Error(`${service} ${operation}: ${answer.code}: ${answer.message}`);
  }

  /** A list in several places, each item with its place. */
  async list<T>(
    places: readonly Place[],
    service: string,
    operation: string,
    key: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<readonly (T & { readonly place: Place })[]> {
    const lists = await Promise.all(
      places.map(async (place) => {
        const answer = await this.ask<Readonly<Record<string, readonly T[] | undefined>>>(place, service, operation, parameters);
        return (answer[key] ?? []).map((item) => ({ ...item, place }));
      }),
    );
    return lists.flat();
  }
}

/** Keys of accounts that hold a baseline: one for each account, however many share it. */
export const baselines = ({ plan, target }: Estate): readonly string[] =>
  accountKeys(plan).filter((key) => ownsAccount(plan, target, key));

type Shown = string | number | boolean | null | undefined | readonly (string | number)[];

/** A resource in one line: what it is called, and its fields in the order given; lists are sets. */
export const line = (name: string, fields: Readonly<Record<string, Shown>>): string =>
  `${name}: ${Object.entries(fields)
    .map(
      ([field, value]) => `${field}=${Array.isArray(value) ? [...value].map(String).sort().join('|') : String(value ?? 'none')}`,
    )
    .join(', ')}`;

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export const tagOf = (tags: readonly Tag[] | undefined, key: string): string => tags?.find((tag) => tag.Key === key)?.Value ?? '';
