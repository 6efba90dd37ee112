import { addressChecks } from './addresses';
import type { Blueprint } from './blueprint';
import { dependsOn, type Report } from './contradiction';
import type { Path } from './path';
import type { Position, Problem } from './problem';
import { referenceChecks } from './references';
import { statementChecks } from './statements';

/** What a check needs of a blueprint: its value, and where each part was written. */
interface Written {
  readonly value: Blueprint;
  locate(path: Path): Position;
}

/**
 * What the schema cannot see and the blueprint alone shows: names that point nowhere, things that exist twice,
 * addresses that collide, values that contradict each other. `guessed`: places that hold no more than an example.
 */
export const contradictions = (blueprint: Written, guessed: readonly Path[] = []): Problem[] => {
  const found: Problem[] = [];
  const report: Report = (path, fault) => void found.push({ ...blueprint.locate(path), ...fault });
  for (const check of [...referenceChecks, ...addressChecks, ...statementChecks]) {
    if (!guessed.some((guess) => dependsOn(check, guess))) check.ask(blueprint.value, report);
  }
  return found;
};
