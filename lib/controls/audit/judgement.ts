import { factsOf } from '../../evidence/facts';
import type { Evidence } from '../../evidence/resource';
import type { TargetPlan } from '../../plan/target-plan';
import type { Judgement } from './judge';

/** What is ruled on: the facts of what was written, and what the plan says of its target; null: no blueprint was given. */
export const judgementOf = (evidence: Evidence, plan: TargetPlan | null): Judgement => {
  const cloud = plan?.cloud;
  return {
    facts: factsOf(evidence, {
      encryptedVolumeTypes:
        cloud?.provider === 'openstack' ? [cloud.volumeTypes.encrypted ?? ''].filter((type) => type !== '') : undefined,
    }),
    artefacts: evidence.artefacts,
    place: { regions: plan === null ? [] : [plan.cloud.region, plan.secondSite.region].filter((one) => one !== '') },
    planned: plan !== null,
    ledger: (intent) => plan?.ledger.find((line) => line.intent === intent),
  };
};
