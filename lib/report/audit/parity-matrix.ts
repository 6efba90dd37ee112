import { catalogue } from '../../controls/catalogue';
import { holds } from '../../controls/predicate';
import { crossingsOf } from '../../controls/world';
import type { Crossing } from '../../evidence/crossing';
import { intentIds, intents } from '../../model/intent';
import type { Plan } from '../../plan/plan';
import type { TargetPlan } from '../../plan/target-plan';
import type { AuditedEvidence } from './audit-target';
import type { Column } from './parity-column';
import { reachabilityOf } from './reachability';
import type { ParityCell, ParityEntry, ParityRow } from './report';

/** Every intent on every audited target: what the ledger says, and whether the artefacts show it. */
export const parityOf = (plan: Plan, audited: readonly AuditedEvidence[]): ParityEntry => {
  const columns = audited.flatMap((one) => (one.target.plan === null ? [] : [columnOf(plan, one.target.plan, one)]));
  const rows = intentIds.map((intent): ParityRow => ({
    intent,
    meaning: intents[intent],
    cells: columns.map((column) => cellOf(column, intent)),
  }));
  return {
    rows,
    scores: columns.map(({ target }, index) => {
      const cells = rows.flatMap(({ cells }) => cells[index] ?? []);
      return {
        target: target.id,
        equal: cells.filter(({ parity, shown }) => parity === 'equal' && shown).length,
        met: cells.filter(({ parity, shown }) => ['equal', 'weaker', 'substitute'].includes(parity) && shown).length,
        of: cells.length,
      };
    }),
    reachability: reachabilityOf(plan, columns),
  };
};

const columnOf = (plan: Plan, target: TargetPlan, { evidence }: AuditedEvidence): Column => {
  let found: readonly Crossing[] | undefined;
  const crossings = (): readonly Crossing[] => (found ??= crossingsOf(plan, target, evidence));
  return { target, synthesis: { plan, target, evidence, crossings } };
};

const cellOf = ({ target, synthesis }: Column, intent: keyof typeof intents): ParityCell => {
  const line = target.ledger.find((one) => one.intent === intent);
  if (line === undefined) throw new Error(`target ${target.id} has no ledger line for ${intent}`);
  const verdict = catalogue[intent][target.provider](synthesis);
  return {
    target: target.id,
    parity: line.parity,
    by: line.by,
    lost: line.lost,
    need: line.need,
    accepted: line.accepted,
    shown: holds(verdict),
    resources: new Set(verdict.shown).size,
    missing: [...new Set(verdict.missing)].slice(0, 20),
  };
};
