import type { VerdictKind } from './report';

/** What has changed since an earlier audit, control by control. */
export interface BaselineEntry {
  /** Day of the earlier audit. */
  readonly at: string;
  readonly catalogueVersion: string;
  /** SHA-256 of the earlier `report.json`. */
  readonly sha256: string;
  readonly changes: readonly ChangeEntry[];
  /** Verdicts that are as they were, with the same evidence against them. */
  readonly unchanged: number;
  /** Targets and controls that only one of the two audits has. */
  readonly targets: Sides;
  readonly controls: Sides;
}

export interface Sides {
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

/** lost: the verdict is worse; gained: it is better; moved: it is as good as before, for other reasons. */
export type ChangeKind = 'lost' | 'gained' | 'moved';

export interface ChangeEntry {
  readonly target: string;
  readonly control: string;
  readonly kind: ChangeKind;
  readonly before: VerdictKind;
  readonly now: VerdictKind;
  /** One sentence for a person, with the first cause. */
  readonly says: string;
  /** What bears on the verdict comes first. */
  readonly causes: readonly CauseEntry[];
}

/**
 * new, gone, changed: a resource is; exception: one lapsed or came; catalogue: the controls are of another version;
 * ledger: the resources are the same, and what the blueprint or the parity ledger says of them is not.
 */
export type CauseKind = 'new' | 'gone' | 'changed' | 'exception' | 'catalogue' | 'ledger';

export interface CauseEntry {
  readonly kind: CauseKind;
  /** `<artefact>#<logical id>`; empty where no resource is the cause. */
  readonly resource: string;
  /** Where it stands, or stood. */
  readonly file: string;
  readonly line: number;
  /** What was seen, and what is. */
  readonly before: string;
  readonly now: string;
}
