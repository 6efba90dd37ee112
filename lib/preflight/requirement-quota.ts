import type { Evidence } from '../evidence/resource';
import type { Claim } from './claim';
import { boundOf, declaredIn, quotaIn } from './openstack-claim';
import type { Requirement } from './requirement';

/** Quotas that our own state sets and nothing of ours fills: the operator grants them all the same. */
export const unusedQuotas = (target: string, evidence: Evidence, claims: readonly Claim[]): readonly Requirement[] => {
  const used = new Set(
    claims.flatMap((claim) => {
      const { declared } = claim.need.id.startsWith('quota/') ? quotaIn(claim.need) : { declared: null };
      return declared === null ? [] : [`${claim.need.place.account}/${declared.join('/')}`];
    }),
  );
  return declaredQuotas(evidence)
    .filter(({ project, type, argument }) => !used.has(`${project}/${type}/${argument}`))
    .map(({ project, type, argument, value, state }) => ({
      target,
      section: 'quota' as const,
      where: project,
      item: `${argument} of ${type}`,
      need: 0,
      granted: value,
      driver: 'nothing of this blueprint uses it',
      parts: [],
      source: `state ${state}`,
      date: '',
      confidence: 'high' as const,
      ask: '',
      by: 'operator' as const,
    }));
};

/** Every number that a quota resource of ours sets. */
export const declaredQuotas = (evidence: Evidence) => {
  const state = evidence.ofType('compute_quotaset_v2')[0]?.artefact.name ?? '';
  return [...declaredIn(evidence)].flatMap(([project, types]) =>
    [...types].flatMap(([type, properties]) =>
      [...Object.entries(properties), ...Object.entries((properties.volume_type_quota ?? {}) as object)]
        .filter(([, value]) => /^-?[0-9]+$/.test(String(value)))
        .map(([argument, value]) => ({ project, type, argument, value: finite(boundOf(value)), state })),
    ),
  );
};

const finite = (value: number): number => (value === Infinity ? -1 : value);
