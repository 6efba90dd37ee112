import { isMap, valueAt, type Path } from './path';
import type { Problem } from './problem';
import type { Document } from './document';

/** A value of a child over its parent's: maps merge by key, everything else replaces, `null` deletes what the parent wrote. */
export const inherit = (parent: unknown, child: unknown): unknown => {
  if (!isMap(parent) || !isMap(child)) return child;
  const deleted = Object.keys(child).filter((key) => child[key] === null && Object.hasOwn(parent, key));
  const kept = Object.entries(parent).filter(([key]) => !Object.hasOwn(child, key));
  const written = Object.entries(child)
    .filter(([key]) => !deleted.includes(key))
    .map(([key, value]) => [key, Object.hasOwn(parent, key) ? inherit(parent[key], value) : value] as const);
  return Object.fromEntries([...kept, ...written]);
};

/** Paths of a blueprint that never pass on: its own identity, its exceptions and its accounts. */
export const isWithheld = (path: Path): boolean =>
  path[0] === 'region' || path[0] === 'extends' || path[0] === 'exceptions' || (path[0] === 'targets' && path[2] === 'accounts');

/** What a blueprint passes on to those who extend it. */
export const heritage = (value: unknown, path: Path = []): unknown =>
  isMap(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => !isWithheld([...path, key]))
          .map(([key, inner]) => [key, heritage(inner, [...path, key])]),
      )
    : value;

interface Minimum {
  /** `*` stands for any key. */
  readonly path: readonly string[];
  /** From weakest to strongest; absent: a number that may only grow. */
  readonly order?: readonly string[];
}

const needs = ['preferred', 'required'] as const;

/** Values of a parent that a child may only raise. */
export const minimums: readonly Minimum[] = [
  { path: ['needs', '*'], order: needs },
  { path: ['identity', 'staff', 'mfa'], order: needs },
  { path: ['logging', 'retentionDays'] },
  { path: ['logging', 'lock'], order: ['governance', 'compliance'] },
  { path: ['recovery', 'backupRetentionDays'] },
  { path: ['recovery', 'secondSite', 'need'], order: needs },
  { path: ['storage', '*', 'dataClass'], order: ['C0', 'C1', 'C2', 'C3'] },
  { path: ['storage', '*', 'retention', 'years'] },
  { path: ['storage', '*', 'retention', 'writeOnce'], order: needs },
];

/** Every minimum of the parent that the child lowers. */
export const loweredMinimums = (parent: unknown, child: Document): Problem[] =>
  minimums.flatMap((minimum) =>
    expand(parent, minimum.path)
      .filter((path) => isLowered(valueAt(parent, path), valueAt(child.value, path), minimum.order))
      .map((path) => lowered(path, valueAt(parent, path), child)),
  );

const expand = (root: unknown, pattern: readonly string[]): Path[] => {
  const star = pattern.indexOf('*');
  if (star < 0) return valueAt(root, pattern) === undefined ? [] : [pattern];
  const map = valueAt(root, pattern.slice(0, star));
  return isMap(map)
    ? Object.keys(map).flatMap((key) => expand(root, [...pattern.slice(0, star), key, ...pattern.slice(star + 1)]))
    : [];
};

const isLowered = (before: unknown, after: unknown, order: readonly string[] | undefined): boolean => {
  if (after === undefined) return false;
  if (order === undefined) return typeof before === 'number' && (after === null || (typeof after === 'number' && after < before));
  const [from, to] = [order.indexOf(String(before)), order.indexOf(String(after))];
  return after === null ? from > 0 : to >= 0 && to < from;
};

const lowered = (path: Path, minimum: unknown, child: Document): Problem => ({
  ...child.locate(path),
  code: 'SGC1105',
  message: `${path.join('.')} is ${String(minimum)} in the profile that this blueprint extends, and may only be raised`,
  allowed: `${String(minimum)} or more`,
  repair: `write \`${String(path.at(-1))}: ${String(minimum)}\`, or remove the line`,
});
