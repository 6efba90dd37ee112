import type { ServiceName } from '../../../../bin/cloud/openstack-session';
import type { Evidence, Resource } from '../../../../lib/evidence/resource';
import { targetsAt } from '../../../../lib/evidence/pointer-target';
import { textAt, valuesAt, type Value } from '../../../../lib/evidence/value';
import type { Plan } from '../../../../lib/plan/plan';
import { type Body, type Estate, field, list, listOf, sorted, text } from './estate';

/** One kind of thing, written as lines in the same words on both sides. */
export interface Kind {
  readonly type: string;
  /** What was synthesized, or planned. */
  readonly expected: (evidence: Evidence, plan: Plan) => readonly string[];
  /** What the interfaces say. */
  readonly seen: (estate: Estate, evidence: Evidence) => Promise<readonly string[]>;
}

/** A line for each resource of a type; empty for what stands outside the region's projects. */
export const eachOf =
  (type: string, line: (resource: Resource, evidence: Evidence) => string) =>
  (evidence: Evidence): readonly string[] =>
    evidence
      .ofType(type)
      .map((resource) => line(resource, evidence))
      .filter((one) => one !== '');

/** Names of what a resource points at. */
export const nameAt = (evidence: Evidence, resource: Resource, path: string): string =>
  sorted(targetsAt(evidence, resource, path).map((target) => textAt(target.properties, 'name')));

export const wordsAt = (resource: Resource, path: string): string => listed(valuesAt(resource.properties, path));

export const listed = (values: readonly Value[]): string => sorted(values.map((value) => text(value)));

interface Fields {
  readonly plain?: readonly string[];
  /** Compared without regard to their order. */
  readonly lists?: readonly string[];
}

/** Kinds whose lines need nothing but their own fields, which the provider calls as the interface does. */
export const plain = (
  type: string,
  [service, path, key]: readonly [ServiceName, string, string],
  fields: Fields,
  headers: Readonly<Record<string, string>> = {},
): Kind => {
  const readers: readonly (readonly [string, (body: Body) => string])[] = [
    ...(fields.plain ?? []).map((name) => [name, field(name)] as const),
    ...(fields.lists ?? []).map((name) => [name, list(name)] as const),
  ];
  return {
    type,
    expected: eachOf(type, (resource) => readers.map(([name]) => `${name}=${wordsAt(resource, name)}`).join(' ')),
    seen: async (estate) =>
      (await listOf(estate, service, path, key, headers)).map((body) =>
        readers.map(([name, read]) => `${name}=${read(body)}`).join(' '),
      ),
  };
};
