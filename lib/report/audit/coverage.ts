import { controlIds, controls } from '../../controls/audit/catalogue';
import type { Fact, FactKind, Thing } from '../../evidence/fact';
import type { Evidence } from '../../evidence/resource';
import type { CoverageEntry } from './report';

/** What some control asks of, by kind of fact. */
const claimed = new Map<FactKind, Set<Thing>>();
for (const { kind, of } of controlIds.flatMap((id) => controls[id].rule.claims))
  claimed.set(kind, new Set([...(claimed.get(kind) ?? []), ...of]));

/** What ran on what, also where nothing was found. */
export const coverageOf = (evidence: Evidence, facts: readonly Fact[]): CoverageEntry => {
  const looked = facts.filter(
    (fact) => fact.subject.includes('#') && fact.kind !== 'plainSecret' && claimed.get(fact.kind)?.has(fact.of) === true,
  );
  const bySubject = new Map<string, number>();
  for (const { subject } of looked) bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
  const types = new Map<string, { resources: number; facts: number }>();
  for (const { id, type } of evidence.resources) {
    const sum = types.get(type) ?? { resources: 0, facts: 0 };
    types.set(type, { resources: sum.resources + 1, facts: sum.facts + (bySubject.get(id) ?? 0) });
  }
  const reasons = [
    ...facts.flatMap((fact) => (fact.value.known ? [] : [{ resource: fact.subject, reason: fact.value.reason }])),
    ...evidence.resources.filter(({ maybe }) => maybe !== '').map(({ id, maybe }) => ({ resource: id, reason: maybe })),
  ];
  return {
    controlsRun: controlIds.length,
    factsRead: facts.length,
    resourcesRead: evidence.resources.length,
    types: [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, sum]) => ({ type, ...sum })),
    unseen: [...new Map(reasons.map((one) => [`${one.resource} ${one.reason}`, one])).values()],
  };
};
