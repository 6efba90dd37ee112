/** What runs, beside what was audited. */
export interface DeployedEntry {
  /** Day on which the clouds were asked. */
  readonly on: string;
  /** By target, in the order to apply; what was not audited comes last. */
  readonly artefacts: readonly DeployedArtefact[];
}

/**
 * same: what was audited is what runs. different: it is not, and the differences are named. missing: it was never deployed,
 * or was removed. unseen: nobody could look, and why. stranger: it runs under the region's name and was not audited.
 */
export type DeployedState = 'same' | 'different' | 'missing' | 'unseen' | 'stranger';

export const deployedStates: readonly DeployedState[] = ['different', 'stranger', 'missing', 'unseen', 'same'];

export interface DeployedArtefact {
  readonly target: string;
  readonly artefact: string;
  readonly state: DeployedState;
  /** In what state the cloud says it is, or why nobody could look; empty where there is nothing to say. */
  readonly reason: string;
  /** SHA-256 of what was audited; empty for a stranger. */
  readonly audited: string;
  /** SHA-256 of what runs, as the cloud gave it; empty where it gave nothing. */
  readonly deployed: string;
  /** Values that were compared one by one; those that only the deployment decides cannot be. */
  readonly compared: number;
  readonly undecided: number;
  /** At most fifty; `more` counts the others. */
  readonly differences: readonly DifferenceEntry[];
  readonly more: number;
}

export interface DifferenceEntry {
  /** JSON pointer into the artefact. */
  readonly pointer: string;
  /** As it was audited; empty: it has none. */
  readonly audited: string;
  /** As it runs; empty: it has none. */
  readonly deployed: string;
}
