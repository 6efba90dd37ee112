import { objectiveIds, type ObjectiveId } from '../model/criteria';
import type { Amount } from '../model/planning';
import type { ProfileInput } from './comparison-input';
import { type Input, ownInput, type Written } from './input';
import { phrase } from './phrase';

/** Levels of the sovereignty framework as the region judges them; what nobody judged is not there. */
export const sealOf = (
  target: string,
  seal: Readonly<Partial<Record<ObjectiveId, Amount | undefined>>> | undefined,
  written: Written,
): { readonly ids: ProfileInput['seal']; readonly inputs: readonly Input[] } => {
  const inputs = objectiveIds.flatMap((id) => {
    const level = seal?.[id];
    return level === undefined
      ? []
      : [
          {
            id,
            input: ownInput(
              `seal:${target}/${id}`,
              phrase('Level of {objective}, {target}, as the region judges it', { objective: id, target }),
              'level 0–4',
              level,
              written,
            ),
          },
        ];
  });
  return {
    ids: Object.fromEntries(inputs.map(({ id, input }) => [id, input.id])) as ProfileInput['seal'],
    inputs: inputs.map(({ input }) => input),
  };
};
