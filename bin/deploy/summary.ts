import { addressOf } from '../../lib/evidence/loss';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { colorsOf, type Io } from '../io';
import type { Deployment } from './deployment';
import { dutiesOf } from './duties';
import { durationText, secondsLeft } from './progress';
import type { Done, Outcome } from './run';

/** Where a deployment stands before it begins. */
export const overview = (io: Io, plan: Plan, target: TargetPlan, { steps, history }: Deployment): string => {
  const { bold } = colorsOf(io, 'err');
  const known = steps.filter((step) => history.knows(step)).length;
  const before = known === 0 ? '' : `; ${known} were applied from here as they are now`;
  return [
    `${bold(plan.region.title)} on ${target.cloud.title}: ${steps.length} artefacts${before}.`,
    `Time: ${durationText(secondsLeft(steps, [], history))}. Every command is printed, and can be typed by hand where you are now.\n`,
  ].join('\n');
};

const outcomes: readonly (readonly [Outcome, string])[] = [
  ['applied', 'applied'],
  ['unchanged', 'had nothing to do'],
  ['seen', 'looked at'],
  ['later', 'only known when those before are applied'],
  ['left', "left to the cloud's operator"],
  ['waits', 'wait for a person'],
  ['declined', 'not approved'],
  ['stopped', 'stopped'],
];

/** What became of every artefact, and what a person must still do. */
export const summary = (io: Io, plan: Plan, target: TargetPlan, deployment: Deployment, done: readonly Done[]): string => {
  const { bold } = colorsOf(io, 'out');
  const rest = deployment.steps.length - done.length;
  const counts = outcomes
    .map(([outcome, words]) => ({
      words,
      names: done.filter((one) => one.outcome === outcome).map(({ step }) => step.artefact.name),
    }))
    .filter(({ names }) => names.length > 0);
  const told = ['left', 'waits', 'declined', 'stopped', 'later'].map((outcome) => outcomes.find(([id]) => id === outcome)?.[1]);
  return [
    '',
    `${bold(`${deployment.steps.length} artefacts`)}: ${[
      ...counts.map(({ words, names }) => `${names.length} ${words}`),
      ...(rest === 0 ? [] : [`${rest} not reached`]),
    ].join(', ')}.`,
    ...counts.filter(({ words }) => told.includes(words)).map(({ words, names }) => `  ${words}: ${names.join(', ')}`),
    ...uselessReleases(deployment, done),
    ...(deployment.approval === 'look' ? [] : dutyLines(io, plan, target, done)),
    '',
  ].join('\n');
};

/** Given up for nothing: a name that was mistyped should not look as if it had helped. */
const uselessReleases = ({ released, target }: Deployment, done: readonly Done[]): readonly string[] => {
  const lost = new Set(
    done.flatMap(({ step, changes }) => changes.map(({ id }) => addressOf({ target, artefact: step.artefact.name }, id))),
  );
  return [...released]
    .filter((address) => !lost.has(address))
    .map((address) => `  released, and nothing asked for it: ${address}`);
};

const dutyLines = (io: Io, plan: Plan, target: TargetPlan, done: readonly Done[]): readonly string[] => {
  const { bold } = colorsOf(io, 'out');
  const reached = new Set(
    done.filter(({ outcome }) => outcome !== 'stopped' && outcome !== 'left').map(({ step }) => step.artefact.id),
  );
  const whole = !done.some(({ outcome }) => outcome === 'stopped');
  const duties = dutiesOf(plan, target).filter(({ artefact }) => (artefact === '' ? whole : reached.has(artefact)));
  if (duties.length === 0) return [];
  return ['', bold('What people must still do, if it is not done yet'), ...duties.map(({ text }) => `  - ${text}`)];
};
