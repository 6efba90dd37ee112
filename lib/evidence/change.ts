/**
 * What an engine says that it would do to one resource. `may-replace`: it depends on a value that only the cloud
 * knows. `leave`: the resource stays in the cloud, and nothing manages it any more.
 */
export type Action = 'create' | 'update' | 'replace' | 'may-replace' | 'delete' | 'leave';

export interface Change {
  /** Logical id within the artefact, as the lock writes it. */
  readonly id: string;
  readonly type: string;
  readonly action: Action;
  /** Whether it is replaced because its creation failed half-way, or because somebody marked it so. */
  readonly tainted?: true;
}
