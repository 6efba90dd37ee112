import type { Blueprint } from './blueprint';
import type { Path } from './path';
import type { Position, Problem } from './problem';

export type Fault = Omit<Problem, keyof Position>;
export type Report = (path: Path, fault: Fault) => void;

/** One question to a whole blueprint. */
export interface Check {
  /** What the answer depends on; `*` stands for any key or index. Where one of these is only guessed, the question is not asked. */
  readonly reads: readonly string[];
  /** Reports each place where the answer is wrong. */
  readonly ask: (blueprint: Blueprint, report: Report) => void;
}

/** Whether a guess at this path, or above it, would change the answer. */
export const dependsOn = (check: Check, guess: Path): boolean =>
  check.reads.some((read) => {
    const steps = read.split('.');
    return guess.length <= steps.length && guess.every((step, index) => steps[index] === '*' || steps[index] === String(step));
  });
