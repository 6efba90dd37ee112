import { controlIds, controls } from '../../lib/controls/audit/catalogue';
import { type Judgement, rule } from '../../lib/controls/audit/judge';
import { catalogue } from '../../lib/controls/catalogue';
import { crossingsOf } from '../../lib/controls/world';
import type { Crossing } from '../../lib/evidence/crossing';
import { factsOf } from '../../lib/evidence/facts';
import type { Evidence } from '../../lib/evidence/resource';
import { intentIds } from '../../lib/model/intent';
import type { Synthesized } from '../conformance/synthesized';

/** What the audit says of one control or one line of the ledger, with the resources that it cites. */
export type Sayings = ReadonlyMap<string, string>;

/** The verdict on every control with its resources. */
export const controlSayings = ({ target }: Synthesized, evidence: Evidence): Sayings => {
  const { cloud, secondSite, ledger } = target;
  const judgement: Judgement = {
    facts: factsOf(evidence, {
      encryptedVolumeTypes: cloud.provider === 'openstack' ? [cloud.volumeTypes.encrypted ?? ''] : undefined,
    }),
    artefacts: evidence.artefacts,
    place: { regions: [cloud.region, secondSite.region].filter((region) => region !== '') },
    planned: true,
    ledger: (intent) => ledger.find((line) => line.intent === intent),
  };
  return new Map(
    controlIds.map((id) => {
      const { verdict, judged } = rule(controls[id], judgement);
      const cited = judged.map(({ fact, result }) => `${result} ${fact.subject}`).sort();
      return [id, `${verdict}\n${cited.join('\n')}`];
    }),
  );
};

/** Whether each line of the ledger is shown, and by which resources. */
export const ledgerSayings = ({ plan, target }: Synthesized, evidence: Evidence): Sayings => {
  let found: readonly Crossing[] | undefined;
  const crossings = (): readonly Crossing[] => (found ??= crossingsOf(plan, target, evidence));
  const facts = { plan, target, evidence, crossings };
  return new Map(
    intentIds.map((id) => {
      const { shown, missing } = catalogue[id][target.provider](facts);
      return [
        id,
        [...new Set(shown)]
          .sort()
          .concat('against:', [...new Set(missing)].sort())
          .join('\n'),
      ];
    }),
  );
};

/** Whose saying is another one afterwards. */
export const differing = (before: Sayings, after: Sayings): readonly string[] =>
  [...before.keys()].filter((id) => before.get(id) !== after.get(id));
