import type { z } from 'zod';
import { keysOf } from './known-keys';
import { meantValue } from './meant-value';
import { isMap, valueAt, type Path } from './path';
import { definitionOf, bare, exampleOf, isOptional, schemaAt, type Schema } from './schema';
import type { Sourced } from './sourced';
import { suggest } from './suggestion';

type Issue = z.core.$ZodIssue;
type Mutable = Record<string | number, unknown>;

/** A value that fits the format after what was probably meant was put in place of what does not fit. */
export interface Salvaged<T> {
  readonly value: T;
  /** Places of which nothing is known: an example stands there. */
  readonly guessed: readonly Path[];
}

/**
 * Makes the rest of a faulty file readable, so that what contradicts itself elsewhere can be said in the same
 * run; undefined where too little is left. Never used for anything but finding more problems.
 */
export const salvage = <T>(
  schema: z.ZodType<T>,
  sourced: Sourced<unknown>,
  issues: readonly Issue[],
): Salvaged<T> | undefined => {
  if (!isMap(sourced.value)) return undefined;
  const value = structuredClone(sourced.value) as Mutable;
  const guessed: Path[] = [];
  for (const issue of [...issues].sort((a, b) => rank(a) - rank(b))) mend(schema, sourced, value, issue, guessed);
  const parsed = schema.safeParse(value);
  return parsed.success ? { value: parsed.data, guessed } : undefined;
};

/** Keys first: a renamed key is no longer missing. */
const rank = (issue: Issue): number => (issue.code === 'unrecognized_keys' || issue.code === 'invalid_key' ? 0 : 1);

const mend = (schema: Schema, sourced: Sourced<unknown>, value: Mutable, issue: Issue, guessed: Path[]): void => {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys')
    return renameKeys(schemaAt(schema, path, value) ?? schema, mapAt(value, path), issue.keys);
  const parent = mapAt(value, path.slice(0, -1));
  const key = path.at(-1);
  if (parent === undefined || key === undefined) return;
  if (issue.code === 'invalid_key') return renameEntry(schemaAt(schema, path.slice(0, -1), value), parent, path, guessed);
  const here = schemaAt(schema, path, value);
  if (here === undefined || (parent[key] !== undefined && (here as z.ZodType).safeParse(parent[key]).success)) return;
  const meant = parent[key] === undefined ? undefined : meantValue(here, parent[key], sourced.source(path));
  if (meant === undefined) guessed.push(path);
  replace(parent, key, meant ?? (isOptional(here) ? undefined : exampleOf(here)));
};

const replace = (map: Mutable, key: string | number, value: unknown): void => {
  if (value === undefined) Reflect.deleteProperty(map, key);
  else map[key] = value;
};

const mapAt = (value: Mutable, path: Path): Mutable | undefined => {
  const found = valueAt(value, path);
  return typeof found === 'object' && found !== null ? (found as Mutable) : undefined;
};

const renameKeys = (schema: Schema, map: Mutable | undefined, keys: readonly string[]): void => {
  if (map === undefined) return;
  for (const key of keys) {
    const meant = suggest(key, keysOf(schema));
    if (meant !== undefined && !Object.hasOwn(map, meant)) map[meant] = map[key];
    Reflect.deleteProperty(map, key);
  }
};

/** An entry under a malformed name keeps its value under the name that was meant; without one, the whole map is uncertain. */
const renameEntry = (record: Schema | undefined, map: Mutable, path: Path, guessed: Path[]): void => {
  const key = String(path.at(-1));
  const keyType = record === undefined ? undefined : definitionOf(bare(record)).keyType;
  const meant = keyType === undefined ? undefined : meantValue(keyType, key, undefined);
  if (typeof meant === 'string' && !Object.hasOwn(map, meant)) map[meant] = map[key];
  else guessed.push(path.slice(0, -1));
  Reflect.deleteProperty(map, key);
};
