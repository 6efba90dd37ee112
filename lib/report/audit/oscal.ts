import { recordsResultsOf } from './oscal-records';
import type { AuditReport, ControlEntry, EvidenceEntry, TargetEntry, VerdictEntry } from './report';
import { sha256, uuidOf } from './uuid';

const oscalVersion = '1.2.3';
const namespace = 'https://github.com/shared-gov-cloud/ns/oscal';
const nist =
  'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/NIST_SP-800-53_rev5_catalog.json';

/** What the constructs of each target implement, by the ids of NIST SP 800-53; rules in the convention of compliance-trestle. */
export const componentDefinitionOf = (report: AuditReport): object => ({
  'component-definition': {
    uuid: uuidOf('component-definition', identityOf(report)),
    metadata: metadataOf(report, 'Components of the shared-government cloud'),
    components: report.targets.map((target) => componentOf(report, target)),
  },
});

const identities = new WeakMap<AuditReport, string>();

/** What makes this audit another than the last: the day, the catalogue and the bytes. */
const identityOf = (report: AuditReport): string => {
  const known = identities.get(report) ?? identified(report);
  identities.set(report, known);
  return known;
};

const identified = (report: AuditReport): string =>
  sha256(
    [
      report.region?.id ?? 'artefacts',
      report.at,
      report.catalogue.sha256,
      ...report.targets.flatMap(({ artefacts }) => artefacts.map((one) => one.sha256)),
    ].join(' '),
  );

const metadataOf = (report: AuditReport, title: string): object => ({
  title: `${title}: ${report.region?.title ?? 'a folder of artefacts'}`,
  'last-modified': `${report.at}T00:00:00Z`,
  version: report.catalogue.version,
  'oscal-version': oscalVersion,
  remarks:
    'Indicative mapping. Only what the artefacts show was looked at; nothing is said about the compliance of an organisation.',
});

const property = (name: string, value: string, more: object = {}): object => ({
  name,
  ns: namespace,
  value: token(value),
  ...more,
});
/** OSCAL takes no empty values, and no blanks at the ends or line breaks within. */
const token = (text: string): string => (/\s/.test(text) ? text.replace(/\s+/g, ' ').trim() : text) || 'none';

const componentOf = (report: AuditReport, target: TargetEntry): object => {
  const shown = target.verdicts.filter(({ verdict }) => ['satisfied', 'weaker', 'substitute'].includes(verdict));
  const controls = new Map(report.catalogue.controls.map((control) => [control.id, control]));
  const required = requirementsOf(shown, controls);
  return {
    uuid: componentId(report, target),
    type: 'software',
    title: `${report.region?.id ?? 'artefacts'} on ${target.id}`,
    description: `${report.region?.title ?? 'A folder of artefacts'} on ${target.cloud}: ${target.artefacts.length} artefacts, ${target.coverage.resourcesRead} resources.`,
    props: shown.flatMap(({ control }, index) => rulesOf(control, controls.get(control), index)),
    ...(required.size === 0
      ? {}
      : {
          'control-implementations': [
            {
              uuid: uuidOf('control-implementation', target.id, identityOf(report)),
              source: nist,
              description: 'Indicative mapping of our controls to NIST SP 800-53 Revision 5.',
              'implemented-requirements': [...required.keys()].sort().map((id) => ({
                uuid: uuidOf('requirement', target.id, id, identityOf(report)),
                'control-id': id,
                description: (required.get(id) ?? [])
                  .map(({ control, verdict }) => `${controls.get(control)?.title ?? control} (${verdict})`)
                  .join('; '),
                props: (required.get(id) ?? []).map(({ control }) => property('Rule_Id', control)),
              })),
            },
          ],
        }),
  };
};

const componentId = (report: AuditReport, target: TargetEntry): string => uuidOf('component', report.region?.id ?? '', target.id);

const rulesOf = (id: string, control: ControlEntry | undefined, index: number): readonly object[] => {
  const set = { remarks: `rule_set_${String(index).padStart(3, '0')}` };
  return [
    property('Rule_Id', id, set),
    property('Rule_Description', control?.title ?? id, set),
    property('Check_Id', id, set),
    property('Check_Description', control?.why ?? id, set),
  ];
};

/** `SC-7(5)` is `sc-7.5` in OSCAL. */
const nistIds = (control: ControlEntry | undefined): readonly string[] =>
  (control?.mappings.find(({ framework }) => framework === 'nist-800-53r5')?.ids ?? []).map((id) =>
    id.toLowerCase().replace('(', '.').replace(')', ''),
  );

/** What shows each requirement of NIST, in the order of our controls. */
const requirementsOf = (
  shown: readonly VerdictEntry[],
  controls: ReadonlyMap<string, ControlEntry>,
): ReadonlyMap<string, readonly VerdictEntry[]> => {
  const required = new Map<string, VerdictEntry[]>();
  for (const verdict of shown)
    for (const id of new Set(nistIds(controls.get(verdict.control)))) required.set(id, [...(required.get(id) ?? []), verdict]);
  return required;
};

/** What was looked at and what was found, one result for each target. */
export const assessmentResultsOf = (report: AuditReport): object => {
  const plan = uuidOf('assessment-plan', report.catalogue.sha256);
  return {
    'assessment-results': {
      uuid: uuidOf('assessment-results', identityOf(report)),
      metadata: metadataOf(report, 'Audit of synthesized artefacts'),
      'import-ap': { href: `#${plan}` },
      results: [
        ...report.targets.map((target) => resultOf(report, target)),
        ...recordsResultsOf(report, identityOf(report), property),
      ],
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: `Catalogue of controls, version ${report.catalogue.version}`,
            description: `Every control was run on every artefact. SHA-256 of the catalogue: ${report.catalogue.sha256}`,
          },
          ...report.targets.flatMap((target) =>
            target.artefacts.map(({ file, sha256 }) => ({
              uuid: artefactId(target, file),
              title: `${target.id}/${file}`,
              rlinks: [{ href: `${target.id}/${file}`, hashes: [{ algorithm: 'SHA-256', value: sha256 }] }],
            })),
          ),
        ],
      },
    },
  };
};

const artefactId = (target: TargetEntry, file: string): string => uuidOf('artefact', target.id, file);

const resultOf = (report: AuditReport, target: TargetEntry): object => {
  const looked = target.verdicts.filter(({ verdict }) => verdict !== 'notApplicable');
  const artefacts = new Map(
    target.artefacts.map(({ name, file, sha256 }) => [name, { href: `#${artefactId(target, file)}`, sha256 }]),
  );
  const findings = looked.map((verdict) => findingOf(report, target, verdict));
  return {
    uuid: uuidOf('result', target.id, identityOf(report)),
    title: `${target.id}: ${target.cloud}`,
    description: `${target.coverage.controlsRun} controls on ${target.coverage.resourcesRead} resources in ${target.artefacts.length} artefacts; ${target.coverage.unseen.length} things could not be seen.`,
    start: `${report.at}T00:00:00Z`,
    end: `${report.at}T00:00:00Z`,
    'reviewed-controls': {
      'control-selections': [{ 'include-controls': target.verdicts.map(({ control }) => ({ 'control-id': control })) }],
    },
    observations: target.verdicts.map((verdict) => observationOf(report, target, verdict, artefacts)),
    ...(findings.length === 0 ? {} : { findings }),
  };
};

/** How many facts an observation cites; the rest stands in report.json. */
const cited = 50;

/** Where the artefact of a name is told of, and its digest. */
type Artefacts = ReadonlyMap<string, { readonly href: string; readonly sha256: string }>;

const observationOf = (
  report: AuditReport,
  target: TargetEntry,
  { control, verdict, reason, evidence }: VerdictEntry,
  artefacts: Artefacts,
): object => {
  const first = [...evidence].sort((a, b) => rank(a) - rank(b)).slice(0, cited);
  return {
    uuid: observationId(target, control, report),
    title: control,
    description: reason,
    props: [property('Rule_Id', control), property('verdict', verdict), property('facts', String(evidence.length))],
    methods: ['TEST'],
    types: ['control-objective'],
    ...(first.length === 0 ? {} : { 'relevant-evidence': first.map((one) => evidenceOf(artefacts, one)) }),
    collected: `${report.at}T00:00:00Z`,
  };
};

const rank = ({ result }: EvidenceEntry): number => ['broken', 'unseen', 'kept'].indexOf(result);

const observationId = (target: TargetEntry, control: string, report: AuditReport): string =>
  uuidOf('observation', target.id, control, identityOf(report));

/** The chain: resource, line, file, digest. */
const evidenceOf = (artefacts: Artefacts, { says, result, resource, pointer, line }: EvidenceEntry): object => {
  const artefact = artefacts.get(resource.split('#')[0] ?? '');
  return {
    ...(artefact === undefined ? {} : { href: artefact.href }),
    description: `${result}: ${says}`,
    props: [
      property('resource', resource),
      property('pointer', pointer),
      property('line', String(line)),
      property('sha256', artefact?.sha256 ?? ''),
    ],
  };
};

const findingOf = (report: AuditReport, target: TargetEntry, { control, verdict, reason }: VerdictEntry): object => ({
  uuid: uuidOf('finding', target.id, control, identityOf(report)),
  title: control,
  description: reason,
  target: {
    type: 'objective-id',
    'target-id': control,
    status: {
      state: verdict === 'satisfied' || verdict === 'substitute' ? 'satisfied' : 'not-satisfied',
      reason: verdict === 'satisfied' ? 'pass' : verdict === 'violated' ? 'fail' : 'other',
      remarks: `${verdict}: ${reason}`,
    },
  },
  'related-observations': [{ 'observation-uuid': observationId(target, control, report) }],
});
