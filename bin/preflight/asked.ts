import type { Claim } from '../../lib/preflight/claim';
import { hostDelegatedBy } from '../../lib/preflight/duty';
import type { Limit } from '../../lib/preflight/limit';
import { keyOf } from '../../lib/preflight/need';
import { askDelegation } from './delegation';

/** What was claimed of a cloud, with what only its own figures could claim, and what it answered, by key of the need. */
export interface Asked {
  readonly claims: readonly Claim[];
  readonly answers: ReadonlyMap<string, Limit>;
}

/**
 * Asks the cloud for each claim in turn, and DNS for all hosts at once. Silence says nothing against what is known
 * already; it gives its reason to what is not.
 */
export const answersTo = async (
  today: string,
  claims: readonly Claim[],
  ask: (claim: Claim) => Promise<Limit | undefined>,
): Promise<ReadonlyMap<string, Limit>> => {
  const answers = new Map<string, Limit>();
  const keep = ({ need, offline }: Claim, answer: Limit | undefined): void => {
    if (answer === undefined || (answer.kind === 'unknown' && offline.kind !== 'unknown')) return;
    answers.set(keyOf(need), answer);
  };
  await Promise.all(
    claims.map(async (claim) => {
      const host = hostDelegatedBy(claim);
      if (host !== undefined) keep(claim, await askDelegation(today, host));
    }),
  );
  for (const claim of claims) keep(claim, await ask(claim));
  return answers;
};
