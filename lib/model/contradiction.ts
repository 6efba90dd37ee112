import type { Blueprint } from './blueprint';
import type { Path } from './path';
import type { Position, Problem } from './problem';

export type Fault = Omit<Problem, keyof Position>;
export type Report = (path: Path, fault: Fault) => void;

/** One question to a whole blueprint; reports each place where the answer is wrong. */
export type Check = (blueprint: Blueprint, report: Report) => void;
