import { type ControlId, controlIds, controls } from '../../lib/controls/audit/catalogue';
import { rule } from '../../lib/controls/audit/judge';
import type { Evidence, Source } from '../../lib/evidence/resource';
import { factsOf } from '../../lib/evidence/facts';
import type { VerdictKind } from '../../lib/report/audit/report';
import { evidenceIn, type Synthesized } from '../conformance/synthesized';

/** The verdict on every control, as the audit finds it. */
export const verdictsOf = (synth: Synthesized, sources: readonly Source[]): ReadonlyMap<ControlId, VerdictKind> => {
  const evidence: Evidence = evidenceIn(synth, sources);
  const { cloud, secondSite, ledger } = synth.target;
  const facts = factsOf(evidence, {
    encryptedVolumeTypes: cloud.provider === 'openstack' ? [cloud.volumeTypes.encrypted ?? ''] : undefined,
  });
  const judgement = {
    facts,
    artefacts: evidence.artefacts,
    place: { regions: [cloud.region, secondSite.region].filter((region) => region !== '') },
    planned: true,
    ledger: (intent: string) => ledger.find((line) => line.intent === intent),
  };
  return new Map(controlIds.map((id) => [id, rule(controls[id], judgement).verdict]));
};
