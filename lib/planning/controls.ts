import { controlIds, controls } from '../controls/audit/catalogue';
import { rule, type Verdict } from '../controls/audit/judge';
import { judgementOf } from '../controls/audit/judgement';
import type { Evidence } from '../evidence/resource';
import type { TargetPlan } from '../plan/target-plan';
import type { Looked } from './wish';

/** What a verdict of the audit means to somebody who chooses; a control that the region gives no object counts for nothing. */
const meanings: Readonly<Record<Verdict, keyof Looked | null>> = {
  satisfied: 'met',
  weaker: 'met',
  substitute: 'met',
  obligation: 'open',
  undecidable: 'open',
  absent: 'missing',
  violated: 'missing',
  notApplicable: null,
};

/** Controls of the audit by what it rules on them, without the region's exceptions. */
export const controlsIn = (target: TargetPlan, evidence: Evidence): Looked => {
  const judgement = judgementOf(evidence, target);
  const looked: Record<keyof Looked, string[]> = { met: [], missing: [], open: [] };
  for (const id of controlIds) {
    const meaning = meanings[rule(controls[id], judgement).verdict];
    if (meaning !== null) looked[meaning].push(id);
  }
  return looked;
};
