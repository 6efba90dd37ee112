import type {
  AuditReport,
  ControlEntry,
  EvidenceEntry,
  ExceptionEntry,
  ResourceEntry,
  Severity,
  TargetEntry,
  VerdictEntry,
} from './report';
import { type SarifResult, withBaseline } from './sarif-baseline';
import { recordResults, recordRules } from './sarif-records';
import { sha256, uuidOf } from './uuid';

/**
 * The report in SARIF 2.1.0, with what passed, what does not apply and what nobody could see, and not only with what
 * failed. Beside an earlier report each result says whether it is new, and those that went stand there as absent.
 */
export const sarifOf = (report: AuditReport, earlier: AuditReport | null = null): object => ({
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
  runs: [runOf(report, earlier)],
});

const runOf = (report: AuditReport, earlier: AuditReport | null): object => {
  const { controls, frameworks, version } = report.catalogue;
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        informationUri: 'https://github.com/shared-gov-cloud/shared-gov-cloud',
        rules: [...controls.map((control) => ruleOf(control, report)), ...recordRules(report)],
        supportedTaxonomies: frameworks.map(({ id }) => ({ name: id })),
        properties: { catalogueVersion: version, catalogueSha256: report.catalogue.sha256 },
      },
    },
    automationDetails: {
      id: `sgc-audit/${report.region?.id ?? 'artefacts'}/${report.at}`,
      guid: runId(report),
    },
    ...(earlier === null ? {} : { baselineGuid: runId(earlier) }),
    invocations: [{ executionSuccessful: true, properties: { at: report.at, coverage: report.targets.map(coverageOf) } }],
    taxonomies: frameworks.map(({ id, title, version: edition, date, note }) => ({
      name: id,
      guid: uuidOf('taxonomy', id, edition),
      version: edition,
      releaseDateUtc: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined,
      shortDescription: { text: title },
      fullDescription: { text: `${date}. ${note}` },
      isComprehensive: false,
      taxa: taxaOf(controls, id),
    })),
    artifacts: report.targets.flatMap(({ id, artefacts }) =>
      artefacts.map((artefact) => ({ location: { uri: uriOf(id, artefact.file) }, hashes: { 'sha-256': artefact.sha256 } })),
    ),
    results: earlier === null ? resultsIn(report) : withBaseline(resultsIn(report), resultsIn(earlier), report),
    columnKind: 'utf16CodeUnits',
  };
};

const runId = (report: AuditReport): string => uuidOf('run', report.region?.id ?? '', report.at, report.catalogue.sha256);

const resultsIn = (report: AuditReport): readonly SarifResult[] => [
  ...report.targets.flatMap((target) => {
    const found = foundIn(target);
    return target.verdicts.flatMap((verdict) => resultsOf(report, found, verdict));
  }),
  ...recordResults(report),
];

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

const ruleOf = (control: ControlEntry, report: AuditReport): object => ({
  id: control.id,
  name: control.id.replace(/[^A-Za-z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase()),
  shortDescription: { text: control.title },
  fullDescription: { text: `${control.title}. ${control.why}` },
  help: { text: `${control.repair}\n\nLive on AWS: ${control.live.aws}\nLive on OpenStack: ${control.live.openstack}` },
  defaultConfiguration: { level: levels[control.severity] },
  properties: { area: control.area, severity: control.severity, intents: control.intents },
  relationships: control.mappings
    .flatMap(({ framework, ids }) => ids.map((id) => ({ framework, id })))
    .map(({ framework, id }) => ({
      target: {
        id,
        toolComponent: { name: framework, index: report.catalogue.frameworks.findIndex((one) => one.id === framework) },
      },
      kinds: ['relevant'],
    })),
});

const taxaOf = (controls: readonly ControlEntry[], framework: string): readonly object[] =>
  [
    ...new Set(
      controls.flatMap(({ mappings }) => mappings.filter((one) => one.framework === framework).flatMap(({ ids }) => ids)),
    ),
  ]
    .sort()
    .map((id) => ({ id }));

const coverageOf = ({ id, coverage }: TargetEntry): object => ({
  target: id,
  controlsRun: coverage.controlsRun,
  factsRead: coverage.factsRead,
  resourcesRead: coverage.resourcesRead,
  unseen: coverage.unseen.length,
});

/** How many places a passing control shows; the rest stands in report.json. */
const shownPlaces = 10;

/** A target with its resources and the files of its artefacts by name. */
interface Found {
  readonly target: TargetEntry;
  readonly resources: ReadonlyMap<string, ResourceEntry>;
  readonly files: ReadonlyMap<string, string>;
}

const foundIn = (target: TargetEntry): Found => ({
  target,
  resources: new Map(target.resources.map((resource) => [resource.id, resource])),
  files: new Map(target.artefacts.map(({ name, file }) => [name, file])),
});

const resultsOf = (report: AuditReport, found: Found, verdict: VerdictEntry): readonly SarifResult[] => {
  const { target } = found;
  const index = report.catalogue.controls.findIndex(({ id }) => id === verdict.control);
  const severity = report.catalogue.controls[index]?.severity ?? 'medium';
  const common = { ruleId: verdict.control, ruleIndex: index };
  const properties = { target: target.id, verdict: verdict.verdict };
  const single = verdict.evidence
    .filter(({ result }) => result !== 'kept')
    .map((evidence) => ({
      ...common,
      kind: kindOf(verdict, evidence),
      level: kindOf(verdict, evidence) === 'fail' ? levels[severity] : 'none',
      message: { text: `${evidence.says}. ${verdict.reason}` },
      locations: locationsOf(found, evidence),
      partialFingerprints: {
        'subject/v1': sha256([target.id, verdict.control, evidence.resource, evidence.fact, evidence.says].join('\u0000')),
      },
      ...suppressionsOf(report.exceptions, evidence),
      guid: evidence.id,
      properties,
    }));
  const kept = verdict.evidence.filter(({ result }) => result === 'kept');
  const whole = {
    ...common,
    kind: wholeKind(verdict, single.length > 0),
    level: 'none',
    message: { text: `${verdict.verdict}: ${verdict.reason}` },
    ...(kept.length === 0 ? {} : { locations: kept.slice(0, shownPlaces).flatMap((evidence) => locationsOf(found, evidence)) }),
    partialFingerprints: { 'control/v1': sha256([target.id, verdict.control].join('\u0000')) },
    guid: uuidOf('verdict', target.id, verdict.control),
    properties: { ...properties, kept: kept.length },
  };
  const missing = verdict.verdict === 'violated' && !single.some(({ kind }) => kind === 'fail');
  return [...single, missing ? { ...whole, kind: 'fail', level: levels[severity] } : whole];
};

type Kind = 'pass' | 'fail' | 'open' | 'review' | 'notApplicable' | 'informational';

const kindOf = ({ verdict }: VerdictEntry, { result }: EvidenceEntry): Kind =>
  result === 'unseen' ? 'open' : verdict === 'absent' || verdict === 'obligation' ? 'review' : 'fail';

const wholeKind = ({ verdict }: VerdictEntry, hasSingle: boolean): Kind => {
  if (verdict === 'notApplicable') return 'notApplicable';
  if (verdict === 'obligation' || verdict === 'absent' || verdict === 'weaker') return 'review';
  if (verdict === 'undecidable') return 'open';
  return verdict === 'violated' && hasSingle ? 'informational' : verdict === 'violated' ? 'fail' : 'pass';
};

const uriOf = (target: string, file: string): string => [target, ...file.split('/')].map(encodeURIComponent).join('/');

const locationsOf = ({ target, resources, files }: Found, evidence: EvidenceEntry): readonly object[] => {
  const resource = resources.get(evidence.resource);
  const file = resource?.place.file ?? files.get(evidence.resource.split('#')[0] ?? '');
  if (file === undefined) return [];
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(target.id, file) },
        ...(evidence.line > 0 ? { region: { startLine: evidence.line } } : {}),
      },
      logicalLocations: [logicalOf(evidence, resource)],
    },
  ];
};

const logicalOf = ({ resource: id, pointer }: EvidenceEntry, resource: ResourceEntry | undefined): object => ({
  name: resource?.place.logicalId ?? id,
  fullyQualifiedName: resource === undefined || resource.place.constructPath === '' ? id : resource.place.constructPath,
  kind: 'resource',
  properties: { pointer, type: resource?.type ?? '', blueprintPath: resource?.place.blueprintPath ?? '' },
});

const suppressionsOf = (exceptions: readonly ExceptionEntry[], { exception }: EvidenceEntry): object => {
  const found = exceptions.find(({ id }) => id === exception);
  return found === undefined
    ? { suppressions: [] }
    : {
        suppressions: [
          {
            guid: found.id,
            kind: 'external',
            status: found.state === 'review due' ? 'underReview' : 'accepted',
            justification: `${found.reason} (${found.owner}, ${found.ticket}, until ${found.expires}; instead: ${found.compensating})`,
          },
        ],
      };
};
