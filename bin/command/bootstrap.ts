import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import type { AwsTargetPlan, TargetPlan } from '../../lib/plan/target-plan';
import type { Task } from '../../lib/plan/task';
import { tasks as openstackTasks } from '../../lib/providers/openstack/tasks';
import { stageArtefacts } from '../artefacts';
import { awsTasks, executionStacks } from '../bootstrap/aws';
import { runTasks, type TaskOutcome } from '../bootstrap/run';
import { profilesOf } from '../deploy/deployment';
import { exit, UsageError } from '../exit';
import { shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { shellText } from '../shell-text';
import { oneTarget } from '../staged-target';
import { synthesizeTarget } from '../synthesis';
import { resolveRegion } from '../workspace';

export interface BootstrapOptions {
  readonly target?: string;
  readonly print?: boolean;
  readonly yes?: boolean;
  readonly profile?: readonly string[];
  readonly out?: string;
}

/** Prepares a target for its first deployment, or prints the commands that do. */
export const runBootstrap = async (io: Io, file: string, options: BootstrapOptions): Promise<number> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) {
    io.err(problemText(resolved.problems, io));
    return exit.problems;
  }
  const { plan } = resolved.value;
  const target = oneTarget(plan, options.target);
  const tasks = target.provider === 'aws' ? tasksOnAws(io, plan, target, options) : openstackTasks(plan, target);
  if (options.print === true) {
    io.out(listOf(io, plan, target, tasks));
    return exit.fine;
  }
  if (!(await approved(io, tasks, options))) return exit.problems;
  const results = await runTasks(io, tasks);
  io.out(endOf(io, results));
  return results.some(([, outcome]) => outcome === 'failed' || outcome === 'left' || outcome === 'no program')
    ? exit.problems
    : exit.fine;
};

/** Written beside the deployment: the stacks with the policies of each account. */
const tasksOnAws = (io: Io, plan: Plan, target: AwsTargetPlan, options: BootstrapOptions): readonly Task[] => {
  const out = path.resolve(io.cwd, options.out ?? path.join('sgc.out', plan.region.id));
  const folder = path.join(out, `${target.id}.bootstrap`);
  const trial = mkdtempSync(path.join(tmpdir(), 'sgc-'));
  try {
    const stacks = executionStacks(plan, target, trial, synthesizeTarget(io, plan, target, trial).artefacts);
    const { writeExecutionStacks } =
      require('../../lib/providers/aws/bootstrap') as typeof import('../../lib/providers/aws/bootstrap');
    stageArtefacts(folder, { region: plan.region.id, target: target.id }, (into) => {
      writeExecutionStacks(plan.region.id, stacks, into);
      return [];
    }).commit();
    const profiles = profilesOf(Object.keys(target.accounts), options.profile ?? []);
    return awsTasks(plan, target, stacks, { app: shownFrom(io.cwd, folder), profiles });
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
};

const approved = async (io: Io, tasks: readonly Task[], { yes }: BootstrapOptions): Promise<boolean> => {
  const ours = tasks.filter(({ by }) => by === 'us');
  if (yes === true || ours.length === 0) return true;
  if (!io.terminal.out)
    throw new UsageError('nobody can answer here; look with --print, and run with --yes what somebody approved');
  io.err(`${ours.map(({ why, command }) => `${why}\n  $ ${shellText(command)}\n`).join('')}`);
  return /^y(es)?$/i.test(
    (await io.ask(`Run these ${ours.length} commands with your rights? (yes, or anything else to stop) `)).trim(),
  );
};

const listOf = (io: Io, plan: Plan, target: TargetPlan, tasks: readonly Task[]): string => {
  const { bold } = colorsOf(io, 'out');
  if (tasks.length === 0) return `Nothing is to be prepared for ${plan.region.id} on ${target.cloud.title}.\n`;
  const part = (by: Task['by'], title: string): string => {
    const found = tasks.filter((task) => task.by === by);
    return found.length === 0 ? '' : `${bold(title)}\n\n${found.map(taskText).join('')}`;
  };
  return `${part('us', 'With your own rights')}${part('operator', "By the cloud's operator")}`;
};

const taskText = ({ why, command, unless }: Task): string =>
  `# ${why}\n${unless === undefined ? '' : `${shellText(unless)} || \\\n  `}${shellText(command)}\n\n`;

const endings: Readonly<Record<TaskOutcome, string>> = {
  done: 'done',
  'there already': 'there already',
  failed: 'failed: see above, repair it and run the same command again',
  'no program': 'its program is not installed here: run it by hand where it is',
  left: 'left, since the one before it failed',
  'for others': "for the cloud's operator",
};

const endOf = (io: Io, results: readonly (readonly [Task, TaskOutcome])[]): string => {
  const { bold } = colorsOf(io, 'out');
  const open = results.filter(([, outcome]) => outcome !== 'done' && outcome !== 'there already');
  const done = results.length - open.length;
  return [
    '',
    `${bold(`${done} of ${results.length}`)} are done.`,
    ...open.map(([{ why, command }, outcome]) => `\n${why}: ${endings[outcome]}\n  $ ${shellText(command)}`),
    '',
  ].join('\n');
};
