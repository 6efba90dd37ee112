import type { Evidence, Resource } from './resource';
import { pointersIn, type Value, valuesAt } from './value';

/** Resources that a value points at. */
export const targetsOf = (evidence: Evidence, value: Value | undefined): readonly Resource[] =>
  pointersIn(value).flatMap(({ resource }) => evidence.tryFind(resource) ?? []);

/** Resources that a property points at; found once for each reading, since every rule is held against every other. */
export const targetsAt = (evidence: Evidence, resource: Resource, path: string): readonly Resource[] => {
  const known = knownOf(evidence, resource);
  const before = known.get(path);
  if (before !== undefined) return before;
  const found = valuesAt(resource.properties, path).flatMap((value) => targetsOf(evidence, value));
  known.set(path, found);
  return found;
};

type ByPath = Map<string, readonly Resource[]>;
const readings = new WeakMap<Evidence, WeakMap<Resource, ByPath>>();

const knownOf = (evidence: Evidence, resource: Resource): ByPath => {
  const known = readings.get(evidence)?.get(resource);
  if (known !== undefined) return known;
  const fresh: ByPath = new Map();
  const reading = readings.get(evidence) ?? new WeakMap<Resource, ByPath>();
  readings.set(evidence, reading.set(resource, fresh));
  return fresh;
};
