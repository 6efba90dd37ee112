/** Where something was written. Lines and columns count from 1; 0 means "the file as a whole". */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with the input, said so that a person can repair it. */
export interface Problem extends Position {
  /** Stable id such as `SGC1003`; documented in docs/problems.md. */
  readonly code: string;
  readonly message: string;
  /** What may stand here instead. */
  readonly allowed: string;
  /** What to write or run to repair it. */
  readonly repair: string;
}

/** A problem of a file as a whole. */
export const fileProblem = (file: string, code: string, message: string, allowed: string, repair: string): Problem => ({
  file,
  line: 0,
  column: 0,
  code,
  message,
  allowed,
  repair,
});

/** A value, or every reason why there is none. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (problems: readonly Problem[]): Result<never> => ({ ok: false, problems: sortProblems(problems) });

/** By file and position, so that the same input prints the same list. */
export const sortProblems = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
