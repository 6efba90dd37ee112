import { catalogue } from '../controls/catalogue';
import { type Synthesis, holds } from '../controls/predicate';
import { intentIds } from '../model/intent';

/** Controls by what the artefacts show; what takes a walk through every way between owners is left to the audit. */
export const controlsIn = (
  facts: Omit<Synthesis, 'crossings'>,
): { readonly met: readonly string[]; readonly missing: readonly string[] } => {
  const judged = intentIds.map((intent) => ({ intent, verdict: verdictOf(facts, intent) }));
  return {
    met: judged.filter(({ verdict }) => verdict === true).map(({ intent }) => intent),
    missing: judged.filter(({ verdict }) => verdict === false).map(({ intent }) => intent),
  };
};

class LeftToTheAudit extends Error {}

const verdictOf = (facts: Omit<Synthesis, 'crossings'>, intent: (typeof intentIds)[number]): boolean | undefined => {
  try {
    return holds(
      catalogue[intent][facts.target.provider]({
        ...facts,
        crossings: () => {
          throw new LeftToTheAudit();
        },
      }),
    );
  } catch (error) {
    if (error instanceof LeftToTheAudit) return undefined;
    throw error;
  }
};
