import type { Change } from '../../lib/evidence/change';
import type { Problem } from '../../lib/model/problem';
import type { Ended, Voice } from './child';
import type { Step } from './step';

/**
 * What a step would do. `changes` is undefined where it could not be read. `perhaps`: nothing is different, but the
 * engine may have something to finish, and is quick where it has not.
 */
export interface Examined {
  readonly verdict: 'changes' | 'none' | 'perhaps';
  readonly changes: readonly Change[] | undefined;
  readonly seconds: number;
  /** What the engine was heard to say, or was not. */
  readonly said: Ended;
  /** The command that failed; what could be read of the changes before stands beside it. */
  readonly failed: Ended | undefined;
}

export interface Look {
  /** look: change nothing, hold no lock, take the rights of a reader; apply: what is seen is what will be applied. */
  readonly purpose: 'look' | 'apply';
  readonly voice: Voice;
  readonly released: ReadonlySet<string>;
}

export interface Applied extends Ended {
  /** Whether there was nothing to do after all. */
  readonly idle: boolean;
}

/** Thin: every method runs commands that a person could type, and prints them. */
export interface Engine {
  /** Whose credentials a step takes, for people. */
  credentialsOf(step: Step): string;
  /** What this machine lacks for the steps. */
  missing(steps: readonly Step[]): readonly Problem[];
  /** Whether somebody else applies a step, who alone has the rights. */
  isLeftToOthers(step: Step): boolean;
  /** What a step lacks that an earlier one, or a person after it, had to make. */
  missingFor(step: Step): readonly Problem[];
  examine(step: Step, look: Look): Promise<Examined>;
  /** Applies what was examined last. */
  apply(step: Step, examined: Examined): Promise<Applied>;
  /** Removes what examining left behind. */
  tidy(step: Step): void;
  /** A failure in our words, with what to do next. */
  explain(step: Step, failed: Ended): Problem;
}
