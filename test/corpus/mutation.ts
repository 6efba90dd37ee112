import { type Evidence, evidenceOf, type Resource } from '../../lib/evidence/resource';
import { isList, isMap, type Value, type ValueMap } from '../../lib/evidence/value';
import { type Operator, operators, type Setting } from './mutation-operators';

/** One act of tampering with one place of what was written. */
export interface Mutation {
  /** Operator, type and path without indexes: what it is about, wherever it happens. */
  readonly about: string;
  /** Resource or artefact that is tampered with. */
  readonly at: string;
  /** The whole target, with this one thing otherwise. */
  readonly evidence: () => Evidence;
}

/** Every mutation that any operator can make of a target, by what it is about. */
export const mutationsOf = (evidence: Evidence): ReadonlyMap<string, readonly Mutation[]> => {
  const setting: Setting = { evidence, foreign: foreignOf(evidence) };
  const found = new Map<string, Mutation[]>();
  for (const one of [
    ...evidence.resources.flatMap((resource) => operators.flatMap((operator) => mutationsBy(operator, resource, setting))),
    ...evidence.artefacts.map(({ name }) => movedAbroad(evidence, name)),
  ])
    found.set(one.about, [...(found.get(one.about) ?? []), one]);
  return found;
};

const mutationsBy = (operator: Operator, resource: Resource, setting: Setting): readonly Mutation[] => {
  const replaced = (about: string, made: () => readonly Resource[]): Mutation => ({
    about,
    at: resource.id,
    evidence: () => {
      const { artefacts, resources } = setting.evidence;
      return evidenceOf(
        artefacts,
        resources.flatMap((one) => (one === resource ? made() : [one])),
      );
    },
  });
  if (operator.of === 'resource') {
    const made = operator.act(resource);
    return made === undefined ? [] : [replaced(`${operator.name}: ${resource.type}`, () => made)];
  }
  return spotsOf(resource.properties).flatMap(({ path, value }) => {
    const isItem = typeof path.at(-1) === 'number';
    const place = `${resource.type} ${path.filter((step) => typeof step === 'string').join('.')}`;
    // One item less of a list is mostly narrower; what guards is the list as a whole.
    if (!operator.where.test(place) || (isItem && operator.name === 'guard dropped')) return [];
    return operator
      .act(value, place, setting)
      .map(({ made, what }) =>
        replaced(`${operator.name}: ${place}${what === '' ? '' : ` ${what}`}`, () => [
          { ...resource, properties: changed(resource.properties, path, made) as ValueMap },
        ]),
      );
  });
};

/** A stack or state that is applied in a country which nobody allowed. */
const movedAbroad = (evidence: Evidence, name: string): Mutation => ({
  about: 'moved abroad: artefact',
  at: name,
  evidence: () => {
    const artefacts = evidence.artefacts.map((one) => (one.name === name ? { ...one, region: 'us-east-1' } : one));
    const byName = new Map(artefacts.map((one) => [one.name, one]));
    return evidenceOf(
      artefacts,
      evidence.resources.map((one) => ({ ...one, artefact: byName.get(one.artefact.name) ?? one.artefact })),
    );
  },
});

interface Spot {
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Every value inside another, with the way to it. */
const spotsOf = (value: Value, path: readonly (string | number)[] = []): readonly Spot[] => [
  ...(path.length === 0 ? [] : [{ path, value }]),
  ...(isList(value)
    ? value.flatMap((item, index) => spotsOf(item, [...path, index]))
    : isMap(value)
      ? Object.entries(value).flatMap(([key, item]) => spotsOf(item, [...path, key]))
      : []),
];

/** A copy with another value at a path; undefined takes away what stands there. */
const changed = (value: Value, [step, ...rest]: readonly (string | number)[], made: Value | undefined): Value => {
  const within = (inner: Value): Value | undefined => (rest.length === 0 ? made : changed(inner, rest, made));
  if (isList(value))
    return value.flatMap((item, index) => {
      const next = index === step ? within(item) : item;
      return next === undefined ? [] : [next];
    });
  if (!isMap(value)) throw new Error(`nothing stands at ${String(step)}`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const next = key === step ? within(item) : item;
      return next === undefined ? [] : [[key, next] as const];
    }),
  );
};

/** For a resource, one of the same type that belongs to another tenant. */
const foreignOf =
  (evidence: Evidence): Setting['foreign'] =>
  (id) => {
    const own = evidence.tryFind(id);
    if (own === undefined || own.artefact.tenant === 'shared') return undefined;
    const { tenant } = own.artefact;
    return evidence.ofType(own.type).find(({ artefact }) => artefact.tenant !== tenant && artefact.tenant !== 'shared');
  };
