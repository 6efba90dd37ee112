import { catalogueVersion, controlIds, controls } from '../../controls/audit/catalogue';
import { type FrameworkId, frameworks, mappingNote, topics } from '../../controls/audit/framework';
import { registerProblems } from '../../controls/audit/register';
import { type Problem, sortProblems } from '../../model/problem';
import { type AuditedEvidence, auditTarget } from './audit-target';
import { baselineOf } from './baseline';
import { exceptionEntries, exceptionsOf, staleProblems } from './exceptions';
import type { AuditInput } from './input';
import { parityOf } from './parity-matrix';
import type { AuditReport, CatalogueEntry, ControlEntry, MappingEntry, TargetEntry } from './report';
import type { RecordsEntry } from './record-entry';
import { dutyProblems, recordsOf, referenceProblems } from './records';
import { sampleOf } from './sample';
import { sha256 } from './uuid';

/** The whole audit. Pure: the same input gives the same report, to the byte. */
export const auditReport = (input: AuditInput): AuditReport => {
  const register = input.region?.register;
  const exceptions = register === undefined ? [] : exceptionsOf(register, input.at);
  const audited = input.targets.map((target) => auditTarget(input, target, exceptions));
  const targets = audited.map(({ entry }) => entry);
  const used = new Map<string, number>();
  for (const one of audited) for (const [id, count] of one.used) used.set(id, (used.get(id) ?? 0) + count);
  const entries = register === undefined ? [] : exceptionEntries(register, input.at, used);
  const catalogue = catalogueOf(input.framework);
  const records = recordsIn(input, targets);
  const sampleSeed = sha256(targets.flatMap(({ artefacts }) => artefacts.map((one) => one.sha256)).join(''));
  return {
    format: 1,
    tool: input.tool,
    at: input.at,
    region: regionOf(input),
    catalogue,
    targets,
    parity: input.region === null ? { rows: [], scores: [], reachability: [] } : parityOf(input.region.plan, audited),
    exceptions: entries,
    acknowledgements: input.acknowledgements,
    imports: input.imports,
    sample: sampleOf(targets, sampleSeed),
    sampleSeed,
    baseline: input.earlier === null ? null : baselineOf(input.earlier, nowOf(input, catalogue, audited)),
    records,
    deployed: input.deployed,
    problems: sortProblems([
      ...input.problems,
      ...recordProblems(input, records),
      ...(input.region === null || register === undefined
        ? []
        : registerProblems(register, Object.keys(input.region.plan.targets), input.at)),
      ...(register === undefined
        ? []
        : staleProblems(
            register,
            entries,
            targets.map(({ id }) => id),
          )),
    ]),
  };
};

const recordsIn = ({ region, at }: AuditInput, targets: readonly TargetEntry[]): RecordsEntry | null =>
  region === null || region.book === null
    ? null
    : recordsOf(region.book, {
        plan: region.plan,
        exceptions: region.register.entries,
        at,
        verdictOf: (target, id) =>
          targets.find((one) => one.id === target)?.verdicts.find(({ control }) => control === id)?.verdict,
      });

const recordProblems = ({ region, at }: AuditInput, records: RecordsEntry | null): readonly Problem[] =>
  region === null || region.book === null || records === null
    ? []
    : [...referenceProblems(region.book.records, region.plan, at), ...dutyProblems(region.book, records)];

const nowOf = (
  { region }: AuditInput,
  catalogue: CatalogueEntry,
  audited: readonly AuditedEvidence[],
): Parameters<typeof baselineOf>[1] => {
  const evidence = new Map(audited.map((one) => [one.entry.id, one.evidence]));
  return {
    title: region?.plan.region.title ?? 'this folder',
    catalogue,
    controls: catalogue.controls.map(({ id }) => id),
    targets: audited.map(({ entry }) => entry),
    exists: (target, resource) =>
      resource.includes('#')
        ? evidence.get(target)?.tryFind(resource) !== undefined
        : (evidence.get(target)?.artefacts.some(({ name }) => name === resource) ?? false),
  };
};

const regionOf = ({ region }: AuditInput): AuditReport['region'] =>
  region === null
    ? null
    : {
        id: region.plan.region.id,
        title: region.plan.region.title,
        country: region.plan.region.country,
        allowedCountries: region.plan.region.allowedCountries,
        blueprint: region.blueprint,
      };

const catalogueOf = (framework: string): CatalogueEntry => {
  const ids = (Object.keys(frameworks) as FrameworkId[]).filter((id) => framework === '' || id === framework);
  const entries = controlIds.map((id) => controlEntry(id, ids));
  return {
    version: catalogueVersion,
    sha256: sha256(JSON.stringify(controlIds.map((id) => controlEntry(id, Object.keys(frameworks) as FrameworkId[])))),
    frameworks: ids.map((id) => ({ id, ...frameworks[id], note: mappingNote })),
    controls: entries,
  };
};

const controlEntry = (id: (typeof controlIds)[number], frameworksShown: readonly FrameworkId[]): ControlEntry => {
  const { area, title, severity, why, repair, intents, live } = controls[id];
  return { id, area, title, severity, why, repair, intents, live, mappings: mappingsOf(id, frameworksShown) };
};

const mappingsOf = (id: (typeof controlIds)[number], shown: readonly FrameworkId[]): readonly MappingEntry[] =>
  shown.map((framework) => ({ framework, ids: [...new Set(controls[id].topics.flatMap((topic) => topics[topic][framework]))] }));
