import { type ControlId, controlIds, controls } from '../../controls/audit/catalogue';
import { type Judged, type Judgement, rule } from '../../controls/audit/judge';
import { judgementOf } from '../../controls/audit/judgement';
import { readCloudFormation } from '../../evidence/cloudformation';
import type { Fact } from '../../evidence/fact';
import type { Evidence } from '../../evidence/resource';
import { readTerraform } from '../../evidence/terraform';
import type { AuditedFile, AuditedTarget, AuditInput } from './input';
import type { Exception } from './exceptions';
import { coverageOf } from './coverage';
import { Places } from './places';
import { saysOf } from './says';
import type { ArtefactEntry, EvidenceEntry, TargetEntry, VerdictEntry } from './report';
import { sha256, uuidOf } from './uuid';

/** What was read and judged of one target. */
export interface AuditedEvidence {
  readonly target: AuditedTarget;
  readonly evidence: Evidence;
  readonly facts: readonly Fact[];
  readonly entry: TargetEntry;
  /** How often each exception was needed, by its id. */
  readonly used: ReadonlyMap<string, number>;
}

/** Reads one target and rules on every control. */
export const auditTarget = (input: AuditInput, target: AuditedTarget, exceptions: readonly Exception[]): AuditedEvidence => {
  const sources = target.files.map(({ source }) => source);
  const evidence = target.provider === 'aws' ? readCloudFormation(sources) : readTerraform(sources);
  const judgement = judgementOf(evidence, target.plan);
  const { facts } = judgement;
  const places = new Places(target, evidence, input);
  const used = new Map<string, number>();
  const verdicts = controlIds.map((id) => verdictOf(id, judgement, target, exceptions, places, used));
  return { target, evidence, facts, used, entry: entryOf(target, evidence, facts, verdicts, places) };
};

const verdictOf = (
  id: ControlId,
  judgement: Judgement,
  target: AuditedTarget,
  exceptions: readonly Exception[],
  places: Places,
  used: Map<string, number>,
): VerdictEntry => {
  const own = exceptions.filter((one) => one.control === id && one.scope?.target === target.id);
  const coverOf = (one: Judged): Exception | undefined =>
    one.result === 'kept' || own.length === 0
      ? undefined
      : own.find(({ scope }) => scope !== undefined && places.isAt(one.fact, scope.artefact, scope.resource));
  const ruling = rule(controls[id], judgement, (one) => coverOf(one)?.holds === true);
  const evidence = ruling.judged.map((one, index) => {
    const cover = coverOf(one);
    if (cover !== undefined) used.set(cover.id, (used.get(cover.id) ?? 0) + 1);
    return evidenceOf(id, target, one, index, places, cover?.holds === true ? cover.id : '');
  });
  return {
    control: id,
    verdict: ruling.verdict,
    reason: ruling.reason,
    responsibility: responsibilityOf(ruling.verdict),
    evidence,
  };
};

const responsibilityOf = (verdict: VerdictEntry['verdict']): VerdictEntry['responsibility'] =>
  verdict === 'obligation' || verdict === 'absent'
    ? 'operator'
    : verdict === 'violated' || verdict === 'undecidable'
      ? 'region'
      : 'construct';

const evidenceOf = (
  control: string,
  target: AuditedTarget,
  { fact, result }: Judged,
  index: number,
  places: Places,
  exception: string,
): EvidenceEntry => {
  const { pointer, line } = places.of(fact);
  return {
    id: uuidOf('evidence', target.id, control, fact.subject, fact.kind, fact.of, fact.at, String(index)),
    result,
    fact: fact.kind,
    says: saysOf(fact),
    resource: fact.subject,
    pointer,
    line,
    exception,
  };
};

const entryOf = (
  target: AuditedTarget,
  evidence: Evidence,
  facts: readonly Fact[],
  verdicts: readonly VerdictEntry[],
  places: Places,
): TargetEntry => {
  const counts = new Map<string, number>();
  for (const { artefact } of evidence.resources) counts.set(artefact.name, (counts.get(artefact.name) ?? 0) + 1);
  const cited = new Set(verdicts.flatMap((verdict) => verdict.evidence.map(({ resource }) => resource)));
  return {
    id: target.id,
    provider: target.provider,
    cloud: target.plan?.cloud.title ?? 'not told',
    artefacts: target.files.map((file) => artefactOf(file, counts.get(file.source.name) ?? 0)),
    resources: evidence.resources.filter(({ id }) => cited.has(id)).map((resource) => places.entryOf(resource)),
    verdicts,
    coverage: coverageOf(evidence, facts),
  };
};

const artefactOf = ({ file, format, text, source }: AuditedFile, resources: number): ArtefactEntry => ({
  name: source.name,
  file,
  format,
  sha256: sha256(text),
  resources,
});
