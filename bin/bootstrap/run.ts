import type { Task } from '../../lib/plan/task';
import { cdkEnvironment } from '../deploy/cdk';
import { type Command, run } from '../deploy/child';
import { cdkScript, onPath } from '../deploy/tools';
import { colorsOf, type Io } from '../io';
import { shellText } from '../shell-text';

/** What became of a task. `left`: one before it failed. */
export type TaskOutcome = 'done' | 'there already' | 'failed' | 'no program' | 'left' | 'for others';

/** Runs what takes our rights, each group until something fails; what others run is left to them. */
export const runTasks = async (io: Io, tasks: readonly Task[]): Promise<readonly (readonly [Task, TaskOutcome])[]> => {
  const results: (readonly [Task, TaskOutcome])[] = [];
  for (const task of tasks) {
    const broken = results.some(
      ([{ group }, outcome]) => group === task.group && (outcome === 'failed' || outcome === 'no program'),
    );
    results.push([task, broken ? 'left' : await runTask(io, task)]);
  }
  return results;
};

const runTask = async (io: Io, task: Task): Promise<TaskOutcome> => {
  if (task.by === 'operator') return 'for others';
  const { bold } = colorsOf(io, 'err');
  io.err(`\n${bold(task.why)}\n`);
  const command = commandOf(io, task.command);
  if (command === undefined) return 'no program';
  const unless = task.unless === undefined ? undefined : commandOf(io, task.unless);
  if (unless !== undefined && (await run(io, unless, 'silent')).code === 0) return 'there already';
  return (await run(io, command, 'aloud')).code === 0 ? 'done' : 'failed';
};

/** The CDK's command line is this package's own; anything else must be installed. */
const commandOf = (io: Io, words: readonly string[]): Command | undefined => {
  const [program = '', ...args] = words;
  const shown = shellText(words);
  if (program === 'npx') {
    const color = colorsOf(io, 'err').isColorSupported ? '--color' : '--no-color';
    return {
      program: process.execPath,
      args: [cdkScript(io), ...args.slice(1), color, '--no-notices'],
      env: cdkEnvironment(io),
      shown,
    };
  }
  return onPath(io, program) === undefined ? undefined : { program, args, env: io.env, shown };
};
