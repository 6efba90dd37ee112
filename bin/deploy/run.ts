import path from 'node:path';
import type { Change } from '../../lib/evidence/change';
import { lossProblems } from '../../lib/evidence/loss';
import { fileProblem, type Problem } from '../../lib/model/problem';
import { shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import type { Ended } from './child';
import type { Deployment } from './deployment';
import type { Examined } from './engine';
import { durationText, layerText, secondsLeft, type Took } from './progress';
import type { Step } from './step';

/**
 * `later`: only an earlier artefact will show; `waits`: a person must complete something first; `left`: somebody else
 * applies it, and what builds on it goes on as far as it can.
 */
export type Outcome = 'applied' | 'unchanged' | 'seen' | 'later' | 'left' | 'waits' | 'declined' | 'stopped';

export interface Done {
  readonly step: Step;
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly changes: readonly Change[];
}

/** Takes the steps in their order, and stops at the first that fails. */
export const deploy = (io: Io, deployment: Deployment): Promise<readonly Done[]> => new Run(io, deployment).all();

class Run {
  private readonly done: Done[] = [];
  private readonly took: Took[] = [];

  constructor(
    private readonly io: Io,
    private readonly deployment: Deployment,
  ) {}

  async all(): Promise<readonly Done[]> {
    const { steps } = this.deployment;
    for (const step of steps) {
      const done = this.waits(step) ? this.end(step, 'waits') : await this.take(step);
      this.done.push(done);
      if (done.outcome === 'stopped' || done.outcome === 'declined') break;
    }
    return this.done;
  }

  private end(step: Step, outcome: Outcome, changes: readonly Change[] = [], problems: readonly Problem[] = []): Done {
    return { step, outcome, changes, problems };
  }

  private async take(step: Step): Promise<Done> {
    const { engine } = this.deployment;
    if (engine.isLeftToOthers(step)) return this.end(step, 'left');
    this.announce(step);
    const missing = engine.missingFor(step);
    if (missing.length > 0) return this.somethingIsNew ? this.end(step, 'later') : this.end(step, 'stopped', [], missing);
    try {
      return await this.judge(step, await this.examine(step));
    } finally {
      engine.tidy(step);
    }
  }

  private examine(step: Step): Promise<Examined> {
    const { engine, approval, released } = this.deployment;
    const purpose = approval === 'look' ? 'look' : 'apply';
    // What cannot be found yet is no error of anybody's, and looks like one.
    const voice = approval === 'given' || this.somethingIsNew ? 'silent' : 'aloud';
    return engine.examine(step, { purpose, voice, released });
  }

  private async judge(step: Step, examined: Examined): Promise<Done> {
    const changes = examined.changes ?? [];
    const losses = this.deployment.mayGo(step) ? [] : this.losses(step, changes);
    if (losses.length > 0) return this.end(step, 'stopped', changes, losses);
    if (examined.failed !== undefined && this.somethingIsNew) return this.end(step, 'later');
    if (examined.failed !== undefined) return this.failed(step, examined.failed);
    if (examined.changes === undefined) return this.end(step, 'stopped', [], [this.unreadable(step)]);
    if (this.deployment.approval === 'look' && !examined.said.heard) this.io.err(examined.said.output);
    this.say(countText(changes));
    if (this.deployment.approval === 'look') return this.end(step, 'seen', changes);
    if (examined.verdict === 'changes' && !(await this.approved())) return this.end(step, 'declined', changes);
    return this.apply(step, examined);
  }

  private async apply(step: Step, examined: Examined): Promise<Done> {
    const { engine, history } = this.deployment;
    const changes = examined.changes ?? [];
    const applied = examined.verdict === 'none' ? undefined : await engine.apply(step, examined);
    if (applied !== undefined && (applied.code !== 0 || applied.interrupted)) return this.failed(step, applied);
    const outcome = applied === undefined || applied.idle ? 'unchanged' : 'applied';
    const took: Took = { step, examine: examined.seconds, apply: outcome === 'applied' ? (applied?.seconds ?? 0) : 0 };
    this.took.push(took);
    const before = history.of(step)?.applySeconds ?? 0;
    history.note(step, { examineSeconds: round(took.examine), applySeconds: round(took.apply === 0 ? before : took.apply) });
    this.conclude(step, took);
    return this.end(step, outcome, changes);
  }

  private losses(step: Step, changes: readonly Change[]): readonly Problem[] {
    const { target, statefulTypes, released } = this.deployment;
    return lossProblems(
      { file: this.fileOf(step), target, artefact: step.artefact.name, types: statefulTypes, released },
      changes,
    );
  }

  private failed(step: Step, ended: Ended): Done {
    if (!ended.heard) this.io.err(ended.output);
    return this.end(step, 'stopped', [], [this.deployment.engine.explain(step, ended)]);
  }

  private unreadable(step: Step): Problem {
    return fileProblem(
      this.fileOf(step),
      'SGC6206',
      `what would become of ${step.artefact.name} cannot be read, so nothing was applied`,
      'a version of the engine that docs/deploy.md names',
      'update the engine or sgc; or apply it by hand, after reading what it would do',
    );
  }

  private fileOf({ folder, artefact }: Step): string {
    return shownFrom(this.io.cwd, path.join(folder, artefact.file));
  }

  /** Whether an earlier step of this look would make something on which this one may build. */
  private get somethingIsNew(): boolean {
    return (
      this.deployment.approval === 'look' &&
      this.done.some(({ changes, outcome }) => outcome === 'later' || changes.some(({ action }) => action === 'create'))
    );
  }

  /** Behind something that a person completes and that was made just now; or behind what waits itself. */
  private waits({ artefact: { id } }: Step): boolean {
    const after = this.deployment.order.find((node) => node.id === id)?.after ?? [];
    return this.done.some(
      ({ step, outcome, changes }) =>
        (outcome === 'waits' && after.includes(step.artefact.id)) ||
        (outcome === 'applied' && step.artefact.id === `${id}/preparation` && changes.some(({ action }) => action === 'create')),
    );
  }

  private async approved(): Promise<boolean> {
    if (this.deployment.approval === 'given') return true;
    return /^y(es)?$/i.test((await this.io.ask('  Apply this? (yes, or anything else to stop) ')).trim());
  }

  private announce(step: Step): void {
    const { bold } = colorsOf(this.io, 'err');
    const number = this.deployment.steps.indexOf(step) + 1;
    const { name, resources } = step.artefact;
    const credentials = this.deployment.engine.credentialsOf(step);
    this.io.err(
      `\n${bold(name)}  ${step.layer}, ${number} of ${this.deployment.steps.length}, ${resources} resources, as ${credentials}\n`,
    );
  }

  private conclude(step: Step, { examine, apply }: Took): void {
    const { steps, history } = this.deployment;
    const finished = new Set([...this.done.map((one) => one.step), step]);
    const ahead = steps.filter((one) => !finished.has(one));
    const left = durationText(secondsLeft(ahead, this.took, history));
    const what = apply === 0 ? 'nothing to do' : 'applied';
    this.say(
      `${what}, ${Math.round(examine + apply)} s. Done: ${layerText(steps, finished)}.${ahead.length === 0 ? '' : ` Time left: ${left}.`}`,
    );
  }

  private say(text: string): void {
    this.io.err(`  ${text}\n`);
  }
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;

const words: readonly (readonly [Change['action'], string])[] = [
  ['create', 'to add'],
  ['update', 'to change'],
  ['replace', 'to replace'],
  ['may-replace', 'may be replaced'],
  ['delete', 'to delete'],
  ['leave', 'to leave'],
];

const countText = (changes: readonly Change[]): string =>
  words
    .map(([action, word]) => ({ word, count: changes.filter((change) => change.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(', ') || 'no resource changes';
