/** One command that prepares a cloud for a region. Repeating it does no harm. */
export interface Task {
  /** What it is for. */
  readonly why: string;
  /** Program and arguments, as a person types them. */
  readonly command: readonly string[];
  /** Whose rights it takes; what the cloud's operator runs is only printed. */
  readonly by: 'us' | 'operator';
  /** Where this succeeds, nothing is to be done. */
  readonly unless?: readonly string[];
  /** Tasks of one group stand on each other: after the first that fails the rest is left. */
  readonly group: string;
}
