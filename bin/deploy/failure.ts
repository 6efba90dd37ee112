import { fileProblem, type Problem } from '../../lib/model/problem';
import type { Ended } from './child';

/** What an engine says, and what helps. */
export type Remedy = readonly [says: RegExp, repair: string];

/** A command that failed, with the first repair whose words the engine used; its own words stand above. */
export const failureProblem = (file: string, artefact: string, failed: Ended, remedies: readonly Remedy[]): Problem => {
  if (failed.interrupted)
    return fileProblem(
      file,
      'SGC6205',
      `${artefact} was stopped half-way`,
      'a run to its end',
      'run the same command again: it goes on from there',
    );
  if (failed.killed)
    return fileProblem(
      file,
      'SGC6205',
      `${artefact}: the engine was killed half-way`,
      'a run to its end',
      'run the same command again from the same folder: it takes over what was made, and goes on from there',
    );
  const remedy = remedies.find(([says]) => says.test(failed.output))?.[1];
  return fileProblem(
    file,
    'SGC6203',
    `${artefact} failed: ${firstError(failed.output)}`,
    'a run without errors',
    `${remedy ?? 'repair what the engine says above'}; then run the same command again: what is done stays done`,
  );
};

/** The first paragraph in which the engine names its error; its last line, where it names none. */
const firstError = (output: string): string => {
  const named = /^[\s│╷]*(?:Error: |‣ )(.*(?:\n.*\S.*){0,3})/m.exec(output)?.[1];
  return (named ?? output.trim().split('\n').at(-1) ?? '')
    .replace(/[\s│╵]+/g, ' ')
    .trim()
    .slice(0, 300);
};
