import type { State } from './region';

/** States that one person applies, one after the other, with the entries of clouds.yaml of that person alone. */
export interface Lane {
  readonly who: string;
  readonly states: readonly State[];
}

/** Lanes of one wave run at once; a wave begins when all of the one before are done. */
export type Wave = readonly Lane[];

/** Takes all lanes at once and waits for each to end, also when one fails: what the others make is to be destroyed. */
export const together = async <T>(wave: Wave, work: (lane: Lane) => Promise<T>): Promise<readonly T[]> => {
  const ended = await Promise.allSettled(wave.map(work));
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};

/** Who answers for a state: the operator, the manager, the region's own people, or those of one space. */
export const personOf = ({ id }: State): string => {
  const [head = ''] = id.split('/');
  if (id === 'foundation/operator' || id === 'foundation/quotas') return 'operator';
  if (id === 'foundation/domain') return 'manager';
  return head === 'foundation' || head === 'egress' || head === 'link' ? 'region' : head;
};

/**
 * The plan's order, with people who do not wait for each other side by side: what a space needs of the region comes
 * first, then each space on its own; an e-service that calls another waits for it.
 */
export const wavesOf = (states: readonly State[], after: (id: string) => readonly string[]): readonly Wave[] => {
  const byId = new Map(states.map((state) => [state.id, state]));
  const depth = (state: State): number =>
    Math.max(
      0,
      ...after(state.id).flatMap((id) => {
        const earlier = byId.get(id);
        return earlier === undefined ? [] : [depth(earlier) + (personOf(earlier) === personOf(state) ? 0 : 1)];
      }),
    );
  const serial = states.filter((state) => ['operator', 'manager'].includes(personOf(state)));
  const region = states.filter((state) => personOf(state) === 'region');
  const rest = states.filter((state) => !serial.includes(state) && !region.includes(state));
  const depths = [...new Set(rest.map(depth))].sort((a, b) => a - b);
  return [
    ...serial.map((state) => [{ who: personOf(state), states: [state] }]),
    [{ who: 'region', states: region }],
    ...depths.map((wanted) => lanesOf(rest.filter((state) => depth(state) === wanted))),
  ].filter((wave) => wave.some(({ states: some }) => some.length > 0));
};

const lanesOf = (states: readonly State[]): readonly Lane[] =>
  [...new Set(states.map(personOf))].map((who) => ({ who, states: states.filter((state) => personOf(state) === who) }));
