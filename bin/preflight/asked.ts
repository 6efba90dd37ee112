import type { Claim } from '../../lib/preflight/claim';
import type { Limit } from '../../lib/preflight/limit';
import { keyOf } from '../../lib/preflight/need';

/** What was claimed of a cloud, with what only its own figures could claim, and what it answered, by key of the need. */
export interface Asked {
  readonly claims: readonly Claim[];
  readonly answers: ReadonlyMap<string, Limit>;
}

/** Asks for each claim in turn. Silence says nothing against what is known already; it gives its reason to what is not. */
export const answersTo = async (
  claims: readonly Claim[],
  ask: (claim: Claim) => Promise<Limit | undefined>,
): Promise<ReadonlyMap<string, Limit>> => {
  const answers = new Map<string, Limit>();
  for (const claim of claims) {
    const answer = await ask(claim);
    if (answer === undefined || (answer.kind === 'unknown' && claim.offline.kind !== 'unknown')) continue;
    answers.set(keyOf(claim.need), answer);
  }
  return answers;
};
