import type { Crossing } from '../evidence/crossing';
import type { Artefact, ArtefactKind, Evidence, Resource } from '../evidence/resource';
import type { IntentId } from '../model/intent';
import type { Plan } from '../plan/plan';
import type { ServicePlan } from '../plan/service-plan';
import type { TargetPlan } from '../plan/target-plan';

/** What a line of the ledger is judged by: what was decided, and what was written for it. Facts are what readers say of it. */
export interface Synthesis {
  readonly plan: Plan;
  readonly target: TargetPlan;
  readonly evidence: Evidence;
  /** Every way between owners in what was written; found when asked for. */
  readonly crossings: () => readonly Crossing[];
}

export interface Verdict {
  /** Ids of resources that show it. */
  readonly shown: readonly string[];
  /** What speaks against it: ids, or what was looked for in vain. */
  readonly missing: readonly string[];
}

export type Predicate = (synthesis: Synthesis) => Verdict;
export type Test = (resource: Resource, synthesis: Synthesis) => boolean;

/** One intent as its resources must show it, on each provider. */
export interface Control {
  readonly aws: Predicate;
  readonly openstack: Predicate;
}

/** Controls of the intents whose id begins with one of the words. */
export type Controls<Word extends string> = Readonly<Record<Extract<IntentId, `${Word}.${string}`>, Control>>;

/** It holds when something shows it and nothing speaks against it. */
export const holds = ({ shown, missing }: Verdict): boolean => shown.length > 0 && missing.length === 0;

/** Nothing that could be written can show it. */
export const nothing: Predicate = () => ({ shown: [], missing: ['no resource can show it'] });

/** All of them together. */
export const all =
  (...predicates: readonly Predicate[]): Predicate =>
  (synthesis) => {
    const verdicts = predicates.map((predicate) => predicate(synthesis));
    return { shown: [...new Set(verdicts.flatMap(({ shown }) => shown))], missing: verdicts.flatMap(({ missing }) => missing) };
  };

const always: Test = () => true;

/** Every resource of a type passes the test, and there is at least one. */
export const every =
  (type: string | readonly string[], test: Test = always, among: Test = always): Predicate =>
  (synthesis) => {
    const found = synthesis.evidence.ofType(...[type].flat()).filter((resource) => among(resource, synthesis));
    const failing = found.filter((resource) => !test(resource, synthesis)).map(({ id }) => id);
    return { shown: found.map(({ id }) => id), missing: found.length === 0 ? [`no ${[type].flat().join(', ')}`] : failing };
  };

/** No resource of a type passes the test; shows nothing by itself. */
export const none =
  (type: string | readonly string[], test: Test = always): Predicate =>
  (synthesis) => ({
    shown: [],
    missing: synthesis.evidence
      .ofType(...[type].flat())
      .filter((resource) => test(resource, synthesis))
      .map(({ id }) => id),
  });

/** Each of the artefacts holds at least `count` resources of a type that pass the test. */
export const each =
  (
    artefacts: Selector,
    type: string | readonly string[],
    test: Test = always,
    count: (artefact: Artefact, synthesis: Synthesis) => number = () => 1,
  ): Predicate =>
  (synthesis) => {
    const wanted = artefacts(synthesis);
    const found = synthesis.evidence.ofType(...[type].flat()).filter((resource) => test(resource, synthesis));
    const held = (artefact: Artefact): readonly Resource[] =>
      found.filter((resource) => resource.artefact.name === artefact.name);
    return {
      shown: wanted.flatMap((artefact) => held(artefact).map(({ id }) => id)),
      missing: wanted
        .filter((artefact) => held(artefact).length < count(artefact, synthesis))
        .map(({ name }) => `${name}: no ${[type].flat().join(', ')}`),
    };
  };

/** Each of some wanted things is shown by a resource. */
export const forEach =
  <T>(
    wanted: (synthesis: Synthesis) => readonly T[],
    type: string | readonly string[],
    shows: (resource: Resource, thing: T, synthesis: Synthesis) => boolean,
    name: (thing: T) => string,
  ): Predicate =>
  (synthesis) => {
    const candidates = synthesis.evidence.ofType(...[type].flat());
    const things = wanted(synthesis).map((thing) => ({
      thing,
      by: candidates.filter((resource) => shows(resource, thing, synthesis)),
    }));
    return {
      shown: things.flatMap(({ by }) => by.map(({ id }) => id)),
      missing: things.filter(({ by }) => by.length === 0).map(({ thing }) => `nothing shows ${name(thing)}`),
    };
  };

export type Selector = (synthesis: Synthesis) => readonly Artefact[];

export const ofKind =
  (...kinds: readonly ArtefactKind[]): Selector =>
  ({ evidence }) =>
    evidence.artefacts.filter(({ kind }) => kinds.includes(kind));

/** Artefacts of e-services that the plan describes so. */
export const servicesWith =
  (having: (service: ServicePlan) => boolean = () => true): Selector =>
  (synthesis) =>
    ofKind('service')(synthesis).filter((artefact) => {
      const service = serviceOf(artefact, synthesis);
      return service !== undefined && having(service);
    });

/** The e-service an artefact belongs to. */
export const serviceOf = ({ id, space }: Artefact, { plan }: Synthesis): ServicePlan | undefined =>
  plan.spaces[space]?.services[id.slice(space.length + 1)];

export interface Placed<T> {
  readonly space: string;
  readonly item: T;
}

/** Every e-service with its space. */
export const servicesOf = ({ plan }: Synthesis): readonly Placed<ServicePlan>[] =>
  Object.values(plan.spaces).flatMap((space) => Object.values(space.services).map((item) => ({ space: space.id, item })));

/** Parts of e-services with their space: databases, queues, jobs. */
export const partsOf =
  <T>(kind: (service: ServicePlan) => Readonly<Record<string, T>>): ((synthesis: Synthesis) => readonly Placed<T>[]) =>
  (synthesis) =>
    servicesOf(synthesis).flatMap(({ space, item }) => Object.values(kind(item)).map((part) => ({ space, item: part })));
