/** An account or a project, in one region of its cloud. */
export interface Place {
  /** AWS: twelve digits. OpenStack: the project's id in the plan, such as `city-production`; empty for the whole cloud. */
  readonly account: string;
  /** `global` for what an AWS account has once in the world. */
  readonly region: string;
}

/** What one artefact, or one resource of it, adds to a need. */
export interface Part {
  /** `<artefact>` or `<artefact>#<resource>`. */
  readonly of: string;
  readonly amount: number;
}

/** How much of something the artefacts ask for in one place. */
export interface Need {
  readonly place: Place;
  /** Unique in its place; what a cloud is asked by, such as `quota/vpcs` or `flavor/SCS-2V-8`. */
  readonly id: string;
  /** The same for people. */
  readonly item: string;
  readonly amount: number;
  /** What makes it up; the amounts add up to the need. */
  readonly parts: readonly Part[];
}

/** That something is there, once. */
export const presenceOf = (place: Place, id: string, item: string): Need => ({ place, id, item, amount: 1, parts: [] });

export const keyOf = ({ place, id }: Pick<Need, 'place' | 'id'>): string => `${place.account}|${place.region}|${id}`;

export const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.amount, 0);

/** One part for each artefact, in their order. */
export const byArtefact = (parts: readonly Part[]): readonly Part[] => {
  const sums = new Map<string, number>();
  for (const { of, amount } of parts) {
    const artefact = of.split('#')[0] ?? of;
    sums.set(artefact, (sums.get(artefact) ?? 0) + amount);
  }
  return [...sums].map(([of, amount]) => ({ of, amount }));
};
