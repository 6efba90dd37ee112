import path from 'node:path';
import type { Problem } from '../../lib/model/problem';
import type { Layer } from '../../lib/plan/layer';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { claim } from '../claim';
import { type Asked, deploymentOf } from '../deploy/deployment';
import { deploy } from '../deploy/run';
import { overview, summary } from '../deploy/summary';
import { exit, UsageError } from '../exit';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { oneTarget, stageTarget } from '../staged-target';
import { resolveRegion } from '../workspace';

export interface DeployOptions {
  readonly target?: string;
  readonly layer?: Layer;
  readonly only?: readonly string[];
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly engine?: Asked['engine'];
  readonly profile?: readonly string[];
  readonly release?: readonly string[];
  readonly out?: string;
}

/** Synthesizes one target and applies it with the engine of its cloud, artefact by artefact; says what is left to people. */
export const runDeploy = async (io: Io, file: string, options: DeployOptions): Promise<number> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return refuse(io, resolved.problems);
  const { plan, lock } = resolved.value;
  const target = oneTarget(plan, options.target);
  refuseUnattended(io, plan, target, options);
  const folder = path.join(path.resolve(io.cwd, options.out ?? path.join('sgc.out', plan.region.id)), target.id);
  const unclaim = claim(folder);
  try {
    const { staged, problems, unguarded } = stageTarget(io, plan, lock, file, target, folder);
    if (problems.length > 0) {
      staged.discard();
      return refuse(io, problems);
    }
    staged.commit();
    if (unguarded > 0)
      io.err(`${unguarded} resources that hold state are not in the lock yet: run \`sgc lock ${file}\`, and commit it.\n`);
    return await deployFrom(io, plan, target, { folder, artefacts: staged.manifest.artefacts }, options);
  } finally {
    unclaim();
  }
};

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

/** What nobody would notice in time: questions without anybody to answer, a state that goes with the machine. */
const refuseUnattended = (io: Io, plan: Plan, target: TargetPlan, { plan: look, yes }: DeployOptions): void => {
  if (look === true) return;
  if (yes !== true && !io.terminal.out)
    throw new UsageError('nobody can answer here; look with --plan, and apply with --yes what somebody approved');
  const { kind } = (target.options.stateBackend ?? {}) as { readonly kind?: string };
  const pipeline = io.env.CI !== undefined && io.env.CI !== '' && io.env.CI !== 'false';
  if (kind === 'local' && pipeline && plan.region.lifecycle === 'retained')
    throw new UsageError(
      `the states of ${target.id} are files of this machine, which a pipeline throws away; set targets.${target.id}.options.stateBackend (docs/deploy.md)`,
    );
};

const deployFrom = async (
  io: Io,
  plan: Plan,
  target: TargetPlan,
  written: Parameters<typeof deploymentOf>[3],
  options: DeployOptions,
): Promise<number> => {
  const deployment = deploymentOf(io, plan, target, written, {
    layer: options.layer,
    only: options.only ?? [],
    engine: options.engine,
    profiles: options.profile ?? [],
    released: options.release ?? [],
    approval: options.plan === true ? 'look' : options.yes === true ? 'given' : 'ask',
  });
  const missing = deployment.engine.missing(deployment.steps);
  if (missing.length > 0) return refuse(io, missing);
  io.err(overview(io, plan, target, deployment));
  const done = await deploy(io, deployment);
  const problems = done.flatMap((one) => one.problems);
  if (problems.length > 0) io.err(`\n${problemText(problems, io)}`);
  io.out(summary(io, plan, target, deployment, done));
  const unfinished = done.some(({ outcome }) => outcome === 'waits' || outcome === 'declined');
  return problems.length > 0 || unfinished ? exit.problems : exit.fine;
};
