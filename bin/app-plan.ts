import type { Plan } from '../lib/plan/plan';
import type { TargetPlan } from '../lib/plan/target-plan';
import { exit } from './exit';
import { problemText } from './problem-text';
import { defaultBlueprint, planOf } from './workspace';

interface Wanted {
  readonly provider: TargetPlan['provider'];
  /** From the engine's context; undefined: the reference region, and the first target of the provider. */
  readonly blueprint: string | undefined;
  readonly target: string | undefined;
}

/** The plan that an engine's own command line asked for; ends the process with the problems where there is none. */
export const planForApp = ({ provider, blueprint, target }: Wanted): { readonly plan: Plan; readonly target: TargetPlan } => {
  const plan = planOf(process.cwd(), blueprint ?? defaultBlueprint(process.cwd()));
  if (!plan.ok)
    return stop(problemText(plan.problems, { terminal: { out: false, err: process.stderr.isTTY }, env: process.env }));
  const fitting = Object.values(plan.value.targets).filter((candidate) => candidate.provider === provider);
  const chosen = target === undefined ? fitting[0] : fitting.find((candidate) => candidate.id === target);
  if (chosen === undefined) {
    const names = fitting.map((candidate) => candidate.id).join(', ') || 'none';
    return stop(`no target ${target ?? ''} on ${provider}; the blueprint has ${names}\n`);
  }
  return { plan: plan.value, target: chosen };
};

const stop = (text: string): never => {
  process.stderr.write(text);
  process.exit(exit.problems);
};
