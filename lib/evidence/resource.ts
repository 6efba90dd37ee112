import type { Value, ValueMap } from './value';

/** What an artefact is for; the same words on every cloud. */
export type ArtefactKind = 'foundation' | 'account' | 'egress' | 'network' | 'storage' | 'service' | 'link' | 'other';

/** One artefact as it was written, with what its file does not say about itself. */
export interface Source {
  /** Id in the plan's order, such as `city-production/network`. */
  readonly id: string;
  /** Name of the stack or state. */
  readonly name: string;
  readonly kind: ArtefactKind;
  /** Tenant, or `shared`. */
  readonly tenant: string;
  /** Space, or empty where the artefact belongs to no single one. */
  readonly space: string;
  /** Account where the cloud has them, else empty. */
  readonly account: string;
  readonly region: string;
  /** The template's JSON text. */
  readonly template: string;
}

export type Artefact = Omit<Source, 'template'>;

/** One resource as it was written, references resolved as far as that goes offline. */
export interface Resource {
  /** `<artefact name>#<logical id>`. */
  readonly id: string;
  /** The engine's own word, without the provider's prefix where all types share one. */
  readonly type: string;
  readonly artefact: Artefact;
  readonly properties: ValueMap;
  /** Whether it outlives its artefact. */
  readonly kept: boolean;
  /** JSON pointer (RFC 6901) to it in its artefact. */
  readonly pointer: string;
  /** Where the engine made it, as far as the artefact says. */
  readonly constructPath: string;
  /** Why it may not come to exist: a condition, a count; empty where it is certain. */
  readonly maybe: string;
}

/** One step of a JSON pointer. */
export const escaped = (key: string): string => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);

/** Everything that was written for one target. */
export interface Evidence {
  readonly artefacts: readonly Artefact[];
  readonly resources: readonly Resource[];
  /** Resources of any of these types, in the order of their artefacts. */
  ofType(...types: readonly string[]): readonly Resource[];
  tryFind(id: string): Resource | undefined;
}

export const evidenceOf = (artefacts: readonly Artefact[], resources: readonly Resource[]): Evidence => {
  const byType = grouped(resources);
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return {
    artefacts,
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    tryFind: (id) => byId.get(id),
  };
};

const grouped = (resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> => {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const group = groups.get(resource.type);
    if (group === undefined) groups.set(resource.type, [resource]);
    else group.push(resource);
  }
  return groups;
};

export const asMap = (value: Value | undefined): ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ValueMap) : {};
