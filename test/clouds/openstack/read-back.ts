import type { Evidence } from '../../../lib/evidence/resource';
import type { Plan } from '../../../lib/plan/plan';
import { balancerKinds } from './read/balancers';
import type { Estate } from './read/estate';
import { identityKinds } from './read/identity';
import type { Kind } from './read/kind';
import { machineKinds } from './read/machines';
import { nameKinds } from './read/names';
import { networkKinds } from './read/network';
import { quotaKinds } from './read/quotas';
import { ruleKinds } from './read/rules';
import { storeKinds } from './read/stores';

/*
 * What the interfaces of a cloud say of a region, beside what was planned and synthesized for it. Both sides are
 * written as lines in the same words; a line on one side only is a difference, whichever side it is on.
 */
const kinds: readonly Kind[] = [
  ...identityKinds,
  ...quotaKinds,
  ...networkKinds,
  ...ruleKinds,
  ...machineKinds,
  ...balancerKinds,
  ...nameKinds,
  ...storeKinds,
];

/** How much of one kind agrees, and what does not. */
export interface Comparison {
  readonly type: string;
  readonly agreed: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Compares every kind that can be read, one after the other: a cloud on two cores has to answer in time. */
export const readBack = async (evidence: Evidence, plan: Plan, estate: Estate): Promise<readonly Comparison[]> => {
  const comparisons: Comparison[] = [];
  for (const { type, expected, seen } of kinds) {
    const wanted = expected(evidence, plan);
    const found = await seen(estate, evidence);
    const missing = without(wanted, found);
    comparisons.push({ type, agreed: wanted.length - missing.length, missing, unexpected: without(found, wanted) });
  }
  return comparisons;
};

/** Lines of the first that the second has not, each as often as it is too many. */
const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
};
