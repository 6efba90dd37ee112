/** Something that only a person can do, once. */
export interface Duty {
  /** Id of the artefact to which it belongs; empty: the whole target. */
  readonly artefact: string;
  readonly text: string;
}
