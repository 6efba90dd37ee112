import type { Register } from '../../controls/audit/register';
import type { ArtefactFormat } from '../../evidence/artefact-file';
import type { Source } from '../../evidence/resource';
import type { Problem } from '../../model/problem';
import type { Plan } from '../../plan/plan';
import type { TargetPlan } from '../../plan/target-plan';
import type { Earlier } from './baseline';
import type { DeployedEntry } from './deployed-entry';
import type { Book } from './records';
import type { AcknowledgementEntry, ImportEntry } from './report';

/** One artefact as it lies on the disk, and as the readers take it. */
export interface AuditedFile {
  readonly file: string;
  readonly format: ArtefactFormat;
  /** As it was written. */
  readonly text: string;
  readonly source: Source;
}

export interface AuditedTarget {
  readonly id: string;
  readonly provider: 'aws' | 'openstack';
  /** Null where no blueprint says what the cloud is. */
  readonly plan: TargetPlan | null;
  readonly files: readonly AuditedFile[];
}

/** Everything that an audit looks at. */
export interface AuditInput {
  readonly tool: { readonly name: string; readonly version: string };
  readonly at: string;
  /** Null: artefacts of anybody, without a blueprint. */
  readonly region: {
    readonly blueprint: string;
    readonly plan: Plan;
    readonly register: Register;
    /** Null: nobody keeps records beside the blueprint. */
    readonly book: Book | null;
  } | null;
  readonly targets: readonly AuditedTarget[];
  readonly acknowledgements: readonly AcknowledgementEntry[];
  readonly imports: readonly ImportEntry[];
  /** Null: nothing earlier was named. */
  readonly earlier: Earlier | null;
  /** Null: no cloud was asked. */
  readonly deployed: DeployedEntry | null;
  /** Framework to which the report is narrowed; empty: all. */
  readonly framework: string;
  readonly problems: readonly Problem[];
}
