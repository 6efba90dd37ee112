import { type Stateful, statefulProblems } from '../lib/evidence/stateful';
import type { Problem } from '../lib/model/problem';
import type { Lock } from '../lib/plan/lock';
import type { Plan } from '../lib/plan/plan';
import type { TargetPlan } from '../lib/plan/target-plan';
import { type Staged, stageArtefacts } from './artefacts';
import { UsageError } from './exit';
import type { Io } from './io';
import { synthesizeTarget } from './synthesis';
import { lockFileOf } from './workspace';

/** The artefacts of one target beside the old ones, and what the lock says of them. */
export interface StagedTarget {
  readonly target: TargetPlan;
  readonly staged: Staged;
  readonly problems: readonly Problem[];
  /** Stateful resources that the lock does not know yet. */
  readonly unguarded: number;
}

/** The targets that were asked for by name, or all of them; a usage error says which there are. */
export const chosenTargets = (plan: Plan, name: string): readonly TargetPlan[] =>
  name === 'all' ? Object.values(plan.targets) : [oneTarget(plan, name)];

/** The target of a name, or the only one there is; a usage error says which there are. */
export const oneTarget = (plan: Plan, name: string | undefined): TargetPlan => {
  const there = Object.keys(plan.targets);
  const target = plan.targets[name ?? (there.length === 1 ? (there[0] ?? '') : '')];
  if (target !== undefined) return target;
  throw new UsageError(
    name === undefined ? `say which --target: ${there.join(', ')}` : `no target ${name}; the blueprint has ${there.join(', ')}`,
  );
};

/** Synthesizes a target beside what stands in the folder; problems say what holds state and would be lost. */
export const stageTarget = (io: Io, plan: Plan, lock: Lock, file: string, target: TargetPlan, folder: string): StagedTarget => {
  let stateful: Stateful = {};
  const staged = stageArtefacts(folder, { region: plan.region.id, target: target.id }, (into) => {
    const synthesis = synthesizeTarget(io, plan, target, into);
    stateful = synthesis.stateful;
    return synthesis.artefacts;
  });
  const baseline = lock.stateful[target.id] ?? {};
  const unguarded =
    countOf(stateful) - countOf(Object.fromEntries(Object.entries(baseline).filter(([name]) => name in stateful)));
  return {
    target,
    staged,
    problems: statefulProblems({ lock: lockFileOf(file), blueprint: file }, target.id, baseline, stateful),
    unguarded,
  };
};

const countOf = (stateful: Stateful): number =>
  Object.values(stateful).reduce((sum, resources) => sum + Object.keys(resources).length, 0);
