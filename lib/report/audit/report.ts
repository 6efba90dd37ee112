import type { Problem } from '../../model/problem';
import type { BaselineEntry } from './baseline-entry';
import type { DeployedEntry } from './deployed-entry';
import type { RecordsEntry } from './record-entry';

/**
 * What `report.json` says: the whole audit of one region, or of a folder of artefacts. The other files of the
 * package (index.html, controls.csv, report.sarif, OSCAL) are views of it. Lists are sorted; nothing depends on
 * clock, chance or machine.
 */
export interface AuditReport {
  readonly format: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** Day (YYYY-MM-DD) on which exceptions and acceptances were judged. */
  readonly at: string;
  /** Null where a folder of artefacts was read without a blueprint. */
  readonly region: RegionEntry | null;
  readonly catalogue: CatalogueEntry;
  readonly targets: readonly TargetEntry[];
  readonly parity: ParityEntry;
  readonly exceptions: readonly ExceptionEntry[];
  readonly acknowledgements: readonly AcknowledgementEntry[];
  /** Results of other tools, taken into the same matrix. */
  readonly imports: readonly ImportEntry[];
  /** Seeded, reproducible choice of resources to look at live. */
  readonly sample: readonly SampleEntry[];
  /** SHA-256 over the artefacts, from which the sample was drawn: whoever has them draws the same. */
  readonly sampleSeed: string;
  /** What has changed since an earlier audit; null where none was named. */
  readonly baseline: BaselineEntry | null;
  /** What people wrote down; null where the region keeps no records beside its blueprint. */
  readonly records: RecordsEntry | null;
  /** What runs beside what was audited; null where no cloud was asked. */
  readonly deployed: DeployedEntry | null;
  /** What is wrong with the input: the register of exceptions, files that cannot be read. */
  readonly problems: readonly Problem[];
}

export interface RegionEntry {
  readonly id: string;
  readonly title: string;
  readonly country: string;
  /** Countries where its data may lie. */
  readonly allowedCountries: readonly string[];
  /** As it was named to the command. */
  readonly blueprint: string;
}

/** What was judged by, so that a clean report still says what was looked at. */
export interface CatalogueEntry {
  readonly version: string;
  /** SHA-256 of the catalogue's own data. */
  readonly sha256: string;
  readonly frameworks: readonly FrameworkEntry[];
  readonly controls: readonly ControlEntry[];
}

export interface FrameworkEntry {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly date: string;
  readonly licence: string;
  /** Always said where a mapping is shown. */
  readonly note: string;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low';

export interface ControlEntry {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly repair: string;
  /** Intents of the parity ledger to which it belongs. */
  readonly intents: readonly string[];
  /** Exact command by which a person confirms it live; `<id>` stands for the resource's own identifier. */
  readonly live: { readonly aws: string; readonly openstack: string };
  readonly mappings: readonly MappingEntry[];
}

/** Indicative only: framework, version and date stand in `frameworks`. */
export interface MappingEntry {
  readonly framework: string;
  readonly ids: readonly string[];
}

/**
 * satisfied: shown by resources. weaker, substitute: shown, with what is lost or who runs it. obligation: only the
 * operator of the cloud can. absent: the cloud cannot, and the ledger says what is lost. notApplicable: nothing of that
 * kind is there. undecidable: something could not be seen. violated: shown not to hold, or nothing shows it.
 */
export type VerdictKind =
  'satisfied' | 'weaker' | 'substitute' | 'obligation' | 'absent' | 'notApplicable' | 'undecidable' | 'violated';

export const verdictKinds: readonly VerdictKind[] = [
  'violated',
  'undecidable',
  'absent',
  'obligation',
  'weaker',
  'substitute',
  'satisfied',
  'notApplicable',
];

export interface TargetEntry {
  readonly id: string;
  readonly provider: 'aws' | 'openstack';
  readonly cloud: string;
  readonly artefacts: readonly ArtefactEntry[];
  /** Resources that any verdict cites, by id. */
  readonly resources: readonly ResourceEntry[];
  /** One for every control of the catalogue, in its order. */
  readonly verdicts: readonly VerdictEntry[];
  readonly coverage: CoverageEntry;
}

export interface ArtefactEntry {
  readonly name: string;
  /** Relative to the folder of the target, with forward slashes. */
  readonly file: string;
  readonly format: 'cloudformation' | 'terraform' | 'terraform-plan';
  readonly sha256: string;
  readonly resources: number;
}

export interface ResourceEntry {
  /** `<artefact>#<logical id>`. */
  readonly id: string;
  readonly type: string;
  readonly place: PlaceEntry;
  /** The first lines of it, as written; at most sixteen. */
  readonly excerpt: readonly string[];
}

export interface PlaceEntry {
  readonly file: string;
  /** JSON pointer (RFC 6901) into the file. */
  readonly pointer: string;
  /** From 1; 0 where the file has no lines to point at. */
  readonly line: number;
  readonly logicalId: string;
  /** Empty where the file does not say. */
  readonly constructPath: string;
  /** Place in the blueprint that asked for it, such as `hosting.appointments`; empty where unknown. */
  readonly blueprintPath: string;
}

export interface VerdictEntry {
  readonly control: string;
  readonly verdict: VerdictKind;
  /** One sentence for a person. */
  readonly reason: string;
  /** Who has to act or has acted: construct, provider of the cloud, or the region. */
  readonly responsibility: 'construct' | 'operator' | 'region';
  readonly evidence: readonly EvidenceEntry[];
}

export interface EvidenceEntry {
  /** Deterministic: UUID of version 5. */
  readonly id: string;
  readonly result: 'kept' | 'broken' | 'unseen';
  /** Kind of fact, such as `encryption`. */
  readonly fact: string;
  /** What was seen, or why it was not. */
  readonly says: string;
  /** Id in `resources`. */
  readonly resource: string;
  readonly pointer: string;
  readonly line: number;
  /** Id of the exception that covers it; empty where none does. */
  readonly exception: string;
}

/** What ran on what, also where nothing was found. */
export interface CoverageEntry {
  readonly controlsRun: number;
  readonly factsRead: number;
  readonly resourcesRead: number;
  /** By type: how many, and how many facts they gave; none means that no control looks at this type. */
  readonly types: readonly { readonly type: string; readonly resources: number; readonly facts: number }[];
  /** What could not be seen, and why: nested stacks, modules, transforms, parameters. */
  readonly unseen: readonly { readonly resource: string; readonly reason: string }[];
}

/** The parity ledger beside what the artefacts show. */
export interface ParityEntry {
  readonly rows: readonly ParityRow[];
  readonly scores: readonly ParityScore[];
  /** Ways between owners that exist on one target and not on another, in the words of the ledger. */
  readonly reachability: readonly ReachabilityRow[];
}

export interface ParityRow {
  readonly intent: string;
  readonly meaning: string;
  readonly cells: readonly ParityCell[];
}

export interface ParityCell {
  readonly target: string;
  readonly parity: 'equal' | 'weaker' | 'substitute' | 'obligation' | 'absent';
  readonly by: string;
  readonly lost: string;
  readonly need: 'required' | 'preferred';
  readonly accepted: { readonly reason: string; readonly owner: string; readonly expires: string } | null;
  /** Whether the artefacts show what the plan asks for. */
  readonly shown: boolean;
  readonly resources: number;
  readonly missing: readonly string[];
}

export interface ParityScore {
  readonly target: string;
  /** Intents that are equal and shown, of all that are not `absent` by nature: both numbers, no percentage hides them. */
  readonly equal: number;
  readonly met: number;
  readonly of: number;
}

export interface ReachabilityRow {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
  /** Targets on which this way exists. */
  readonly targets: readonly string[];
  /** Why it is not the same everywhere; empty where it is. */
  readonly why: string;
}

export interface ExceptionEntry {
  /** Deterministic. */
  readonly id: string;
  readonly control: string;
  readonly scope: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  readonly compensating: string;
  readonly review: string;
  readonly expires: string;
  readonly state: 'active' | 'expired' | 'review due' | 'stale' | 'unknown control' | 'too broad' | 'duplicate';
  /** Evidence that it covers. */
  readonly covers: number;
  readonly file: string;
  readonly line: number;
}

/** What our own constructs leave open on purpose, typed beside the construct. */
export interface AcknowledgementEntry {
  readonly target: string;
  readonly rule: string;
  readonly reason: string;
  readonly review: string;
  readonly constructPath: string;
}

export interface ImportEntry {
  readonly tool: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly findings: readonly ImportFinding[];
}

export interface ImportFinding {
  readonly rule: string;
  readonly result: 'pass' | 'fail' | 'notApplicable' | 'suppressed' | 'review';
  readonly message: string;
  /** Controls of our catalogue on which it bears; empty where we have no mapping. */
  readonly controls: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly resource: string;
}

export interface SampleEntry {
  readonly target: string;
  readonly control: string;
  readonly resource: string;
  readonly command: string;
}
