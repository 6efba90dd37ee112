import type { Plan } from '../../lib/plan/plan';
import { sizes } from '../../lib/plan/sizing';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { awsClaims, linesOf, openstackClaims, profileFlavors } from '../../lib/preflight/preflight';
import { type Line, stops } from '../../lib/preflight/verdict';
import { exit, UsageError } from '../exit';
import type { Io } from '../io';
import type { Asked } from '../preflight/asked';
import { askAws } from '../preflight/aws';
import { askOpenstack } from '../preflight/openstack';
import { synthesizedOf } from '../preflight/synthesized';
import { preflightText } from '../preflight/text';
import { problemText } from '../problem-text';
import { planOf } from '../workspace';

export interface PreflightOptions {
  readonly target: string;
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Compares what a deployment would need with quotas and limits, and says what to ask of whom. Creates nothing. */
export const runPreflight = async (io: Io, file: string, options: PreflightOptions): Promise<number> => {
  const plan = planOf(io.cwd, file);
  if (!plan.ok) {
    io.err(problemText(plan.problems, io));
    return exit.problems;
  }
  const checked: { readonly target: TargetPlan; readonly lines: readonly Line[] }[] = [];
  for (const target of chosen(plan.value, options.target)) {
    const { claims, answers } = await askedOf(io, plan.value, target, options.offline === true);
    checked.push({ target, lines: linesOf(target.id, claims, answers) });
  }
  const lines = checked.flatMap((one) => one.lines);
  io.out(
    options.json
      ? `${JSON.stringify({ lines }, null, 2)}\n`
      : checked.map((one) => preflightText(io, one.target, one.lines, options.all === true)).join('\n'),
  );
  return lines.some(stops) ? exit.problems : exit.fine;
};

const chosen = (plan: Plan, name: string): readonly TargetPlan[] => {
  if (name === 'all') return Object.values(plan.targets);
  const target = plan.targets[name];
  if (target === undefined) throw new UsageError(`no target ${name}; the blueprint has ${Object.keys(plan.targets).join(', ')}`);
  return [target];
};

const askedOf = async (io: Io, plan: Plan, target: TargetPlan, offline: boolean): Promise<Asked> => {
  if (target.provider === 'aws') {
    const synthesized = synthesizedOf(io, plan, target);
    return offline ? { claims: awsClaims(synthesized), answers: new Map() } : askAws(io, synthesized);
  }
  const synthesized = synthesizedOf(io, plan, target);
  const flavors = profileFlavors(target, sizes);
  return offline ? { claims: openstackClaims(synthesized, flavors), answers: new Map() } : askOpenstack(io, synthesized, flavors);
};
