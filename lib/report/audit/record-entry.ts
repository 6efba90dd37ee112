import type { RecordKind } from '../../model/records';

/** What people wrote down beside the blueprint over a period, and what is due. */
export interface RecordsEntry {
  /** As it was found beside the blueprint. */
  readonly file: string;
  /** Day from which the region keeps records. */
  readonly since: string;
  /** Days of the period, both within. */
  readonly from: string;
  readonly to: string;
  readonly duties: readonly DutyEntry[];
  /** Of the period, the newest first. */
  readonly acts: readonly ActEntry[];
  /** How many older ones the file has. */
  readonly older: number;
}

/**
 * kept: done in time, and not due yet. open: never done, and not due yet. overdue: due before the day of the audit.
 * failed: what was tried last did not succeed. unplanned: nobody says how often.
 */
export type DutyState = 'kept' | 'open' | 'overdue' | 'failed' | 'unplanned';

export interface DutyEntry {
  readonly kind: RecordKind;
  readonly subject: string;
  /** Empty: of the whole region. */
  readonly target: string;
  /** Null where a day is given, or nobody says. */
  readonly everyDays: number | null;
  /** Who says how often. */
  readonly source: string;
  /** Control to which it adds what no artefact shows; empty where there is none. */
  readonly control: string;
  /** Empty: never. */
  readonly last: string;
  /** Empty: nobody says. */
  readonly due: string;
  readonly state: DutyState;
  /** The last act in the file; line 0: there is none. */
  readonly file: string;
  readonly line: number;
}

export interface ActEntry {
  readonly kind: RecordKind;
  readonly day: string;
  readonly subject: string;
  readonly result: 'done' | 'passed' | 'failed' | 'kept' | 'ended';
  readonly by: string;
  readonly proof: string;
  readonly note: string;
  /** Of a drill; null where nobody measured. */
  readonly minutes: number | null;
  readonly file: string;
  readonly line: number;
}
