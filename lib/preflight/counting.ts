import type { Resource } from '../evidence/resource';
import { pointersIn, textAt, type Value, valuesAt } from '../evidence/value';
import { type Part, sumOf } from './need';

/** What one resource adds. */
export const partOf = ({ id }: Pick<Resource, 'id'>, amount = 1): Part => ({ of: id, amount });

/** The number at a path; 0 where none stands there. */
export const numberAt = (value: Value, path: string): number => Number(textAt(value, path)) || 0;

/** What a property points at; its text where it is no resource of ours; '' where nothing stands there. */
export const ownerAt = (resource: Resource, path: string): string =>
  pointersIn([...valuesAt(resource.properties, path)])[0]?.resource ?? textAt(resource.properties, path);

/** A part with what it counts for; an owner of '' is none. */
export interface Owned {
  readonly owner: string;
  readonly part: Part;
}

/** The fullest of several owners: its parts. */
export const fullest = (all: readonly Owned[]): readonly Part[] => {
  const owners = new Map<string, Part[]>();
  for (const { owner, part } of all) if (owner !== '') owners.set(owner, [...(owners.get(owner) ?? []), part]);
  return [...owners.values()].reduce<readonly Part[]>((most, own) => (sumOf(own) > sumOf(most) ? own : most), []);
};

/** The largest of several parts; one of nothing where there are none. */
export const largest = (parts: readonly Part[]): Part =>
  parts.reduce((most, part) => (part.amount > most.amount ? part : most), { of: '', amount: 0 });
