import { type ControlId, controlIds, controls } from '../../controls/audit/catalogue';
import { type Judged, type Judgement, rule } from '../../controls/audit/judge';
import { readCloudFormation } from '../../evidence/cloudformation';
import type { Fact } from '../../evidence/fact';
import { factsOf } from '../../evidence/facts';
import { lineIndex, type LineIndex } from '../../evidence/line-index';
import { escaped, type Evidence, type Resource } from '../../evidence/resource';
import { readTerraform } from '../../evidence/terraform';
import type { AuditedFile, AuditedTarget, AuditInput } from './input';
import type { Exception } from './exceptions';
import type { ArtefactEntry, CoverageEntry, EvidenceEntry, ResourceEntry, TargetEntry, VerdictEntry } from './report';
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
  const cloud = target.plan?.cloud;
  const facts = factsOf(evidence, {
    encryptedVolumeTypes:
      cloud?.provider === 'openstack' ? [cloud.volumeTypes.encrypted ?? ''].filter((type) => type !== '') : undefined,
  });
  const judgement: Judgement = {
    facts,
    artefacts: evidence.artefacts,
    place: {
      regions: target.plan === null ? [] : [target.plan.cloud.region, target.plan.secondSite.region].filter((one) => one !== ''),
    },
    planned: target.plan !== null,
    ledger: (intent) => target.plan?.ledger.find((line) => line.intent === intent),
  };
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
    one.result === 'kept'
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

/** A fact in one line. */
export const saysOf = ({ kind, of, value, at, selfRun, lost }: Fact): string => {
  const what = value.known ? textOf(value.value) : `unknown: ${value.reason}`;
  return `${words(kind)} of ${of}: ${what}${at === '' ? '' : ` (${at})`}${selfRun ? ', by software of our own' : ''}${lost === '' ? '' : `; ${lost}`}`;
};

const words = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const textOf = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'without end';
  if (typeof value === 'object' && value !== null && 'protocol' in value) {
    const { protocol, first, last } = value as { protocol: string; first: number; last: number };
    return `${protocol} ${first === last ? String(first) : `${first}-${last}`}`;
  }
  return String(value);
};

/** Where things stand in the files, found when asked for. */
class Places {
  private readonly files: ReadonlyMap<string, AuditedFile>;
  private readonly indexes = new Map<string, LineIndex>();
  private readonly lines = new Map<string, readonly string[]>();

  constructor(
    target: AuditedTarget,
    private readonly evidence: Evidence,
    private readonly input: AuditInput,
  ) {
    this.files = new Map(target.files.map((file) => [file.source.name, file]));
  }

  of(fact: Fact): { readonly pointer: string; readonly line: number } {
    const resource = this.evidence.tryFind(fact.subject);
    if (resource === undefined) return { pointer: '', line: 1 };
    const file = this.files.get(resource.artefact.name);
    const pointer =
      fact.at === '' ? resource.pointer : `${resource.pointer}${propertiesOf(file)}/${fact.at.split('.').map(escaped).join('/')}`;
    return { pointer, line: this.indexOf(resource.artefact.name)?.lineOf(pointer) ?? 0 };
  }

  isAt({ subject }: Fact, artefact: string, wanted: string): boolean {
    const resource = this.evidence.tryFind(subject);
    return resource === undefined
      ? subject === artefact
      : resource.artefact.name === artefact &&
          (resource.id === `${artefact}#${wanted}` || (resource.constructPath !== '' && resource.constructPath.endsWith(wanted)));
  }

  entryOf(resource: Resource): ResourceEntry {
    const file = this.files.get(resource.artefact.name);
    const line = this.indexOf(resource.artefact.name)?.lineOf(resource.pointer) ?? 0;
    return {
      id: resource.id,
      type: resource.type,
      place: {
        file: file?.file ?? '',
        pointer: resource.pointer,
        line,
        logicalId: resource.id.slice(resource.id.indexOf('#') + 1),
        constructPath: resource.constructPath,
        blueprintPath: this.blueprintPathOf(resource),
      },
      excerpt: this.excerptOf(resource.artefact.name, line),
    };
  }

  /** What in the blueprint asked for the artefact. */
  private blueprintPathOf({ artefact: { kind, id, space } }: Resource): string {
    if (this.input.region === null) return '';
    if (kind === 'service') return `hosting.${id.slice(space.length + 1)}`;
    return paths[kind] ?? '';
  }

  private excerptOf(name: string, line: number): readonly string[] {
    if (line === 0) return [];
    const lines = this.lines.get(name) ?? this.files.get(name)?.text.split('\n') ?? [];
    this.lines.set(name, lines);
    return lines
      .slice(line - 1, line - 1 + excerptLines)
      .map((text) => (text.length > excerptWidth ? `${text.slice(0, excerptWidth)}…` : text));
  }

  private indexOf(name: string): LineIndex | undefined {
    const file = this.files.get(name);
    if (file === undefined) return undefined;
    const index = this.indexes.get(name) ?? lineIndex(file.text, file.format === 'terraform-plan' ? 9 : 6);
    this.indexes.set(name, index);
    return index;
  }
}

const excerptLines = 16;
const excerptWidth = 240;

const paths: Readonly<Record<string, string>> = {
  storage: 'storage',
  network: 'network',
  egress: 'network.egress',
  link: 'network.links',
  foundation: 'logging',
  account: 'tenants',
};

const propertiesOf = (file: AuditedFile | undefined): string =>
  file?.format === 'cloudformation' ? '/Properties' : file?.format === 'terraform-plan' ? '/values' : '';

const entryOf = (
  target: AuditedTarget,
  evidence: Evidence,
  facts: readonly Fact[],
  verdicts: readonly VerdictEntry[],
  places: Places,
): TargetEntry => {
  const cited = new Set(verdicts.flatMap((verdict) => verdict.evidence.map(({ resource }) => resource)));
  return {
    id: target.id,
    provider: target.provider,
    cloud: target.plan?.cloud.title ?? 'not told',
    artefacts: target.files.map((file) => artefactOf(file, evidence)),
    resources: evidence.resources.filter(({ id }) => cited.has(id)).map((resource) => places.entryOf(resource)),
    verdicts,
    coverage: coverageOf(evidence, facts),
  };
};

const artefactOf = ({ file, format, text, source }: AuditedFile, evidence: Evidence): ArtefactEntry => ({
  name: source.name,
  file,
  format,
  sha256: sha256(text),
  resources: evidence.resources.filter(({ artefact }) => artefact.name === source.name).length,
});

const coverageOf = (evidence: Evidence, facts: readonly Fact[]): CoverageEntry => {
  const claims = controlIds.flatMap((id) => controls[id].rule.claims);
  const looked = facts.filter(
    (fact) =>
      fact.subject.includes('#') &&
      fact.kind !== 'plainSecret' &&
      claims.some(({ kind, of }) => kind === fact.kind && of.includes(fact.of)),
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
