import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockHolderIn } from '../../lib/evidence/lock-holder';
import { addressOf } from '../../lib/evidence/loss';
import { changesInPlan } from '../../lib/evidence/terraform-plan';
import { fileProblem, type Problem } from '../../lib/model/problem';
import type { OpenstackTargetPlan } from '../../lib/plan/target-plan';
import { cloudNames, cloudsFile } from '../cloud/clouds-yaml';
import { openSession } from '../cloud/openstack-session';
import { shownFrom } from '../files';
import { colorsOf, type Io } from '../io';
import { type Command, type Ended, run, type Voice } from './child';
import type { Applied, Engine, Examined, Look } from './engine';
import { failureProblem, type Remedy } from './failure';
import { Journal, type Made } from './journal';
import type { Step } from './step';
import { straysAmong } from './stray';

interface Template {
  readonly provider?: { readonly openstack?: readonly { readonly cloud: string }[] };
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, { readonly lifecycle?: { readonly prevent_destroy?: boolean } }>>>
  >;
}

const planFile = 'sgc.plan';
const releaseFile = 'sgc_release_override.tf.json';

/** Terraform or OpenTofu, one state after the other, each with the entry of clouds.yaml that its template names. */
export class Terraform implements Engine {
  constructor(
    private readonly io: Io,
    /** `terraform` or `tofu`, on the path, or where one of the two lies. */
    private readonly program: string,
    private readonly target: OpenstackTargetPlan,
  ) {}

  credentialsOf(step: Step): string {
    return `${entryOf(step) ?? 'nobody'} of clouds.yaml`;
  }

  missing(steps: readonly Step[]): readonly Problem[] {
    const clouds = steps.some((step) => entryOf(step) !== undefined) ? cloudNames(this.io) : undefined;
    return [...(clouds?.ok === false ? clouds.problems : []), ...steps.flatMap((step) => this.missingVariables(step))];
  }

  /** The operator's own states, on a machine without the operator's credentials. */
  isLeftToOthers(step: Step): boolean {
    const clouds = cloudNames(this.io);
    const { operator } = this.target.cloud.cloudsYaml;
    return entryOf(step) === operator && clouds.ok && !clouds.value.includes(operator);
  }

  missingFor(step: Step): readonly Problem[] {
    const entry = entryOf(step);
    if (entry === undefined) return [];
    const clouds = cloudNames(this.io);
    if (!clouds.ok) return clouds.problems;
    if (clouds.value.includes(entry)) return [];
    return [
      fileProblem(
        'clouds.yaml',
        'SGC6201',
        `there is no entry ${entry}, with whose rights ${step.artefact.name} is applied`,
        'an entry for each level and project',
        `write it as docs/openstack.md shows (${this.holderOf(entry)}), then run the same command again`,
      ),
    ];
  }

  /** Whom an entry stands for. */
  private holderOf(entry: string): string {
    if (entry === this.target.cloud.cloudsYaml.manager) return `a manager of the domain ${this.target.domain}`;
    return 'somebody whom a group of the region lets into that project';
  }

  private missingVariables(step: Step): readonly Problem[] {
    const names = Object.entries(templateOf(step).variable ?? {})
      .filter(([name, variable]) => variable.default === undefined && this.io.env[`TF_VAR_${name}`] === undefined)
      .map(([name]) => `TF_VAR_${name}`);
    return names.map((name) =>
      fileProblem(
        this.shown(path.join(step.folder, step.artefact.file)),
        'SGC6202',
        `${step.artefact.name} asks for a value that only you know: ${name}`,
        'a value in the environment',
        `export ${name}, and keep it out of files`,
      ),
    );
  }

  async examine(step: Step, { purpose, voice, released }: Look): Promise<Examined> {
    this.tidy(step);
    writeRelease(step, this.target.id, released);
    const init = await this.run(step, 'silent', ['init', '-input=false']);
    if (init.code !== 0) return { verdict: 'none', changes: undefined, seconds: init.seconds, said: init, failed: init };
    const lock = purpose === 'look' ? ['-lock=false'] : [];
    const again = await this.takeOver(step);
    const args = ['plan', '-input=false', '-detailed-exitcode', ...lock, ...again, `-out=${planFile}`];
    const plan = await this.run(step, voice, args);
    if (plan.code === 0 && purpose === 'apply') journalOf(step).close('');
    // A plan that failed, because a resource refuses its destruction, stands in the file all the same.
    const show = existsSync(fileIn(step, planFile)) ? await this.run(step, 'silent', ['show', '-json', planFile]) : undefined;
    return {
      verdict: plan.code === 2 ? 'changes' : 'none',
      changes: show?.code === 0 ? changesInPlan(show.result) : undefined,
      seconds: init.seconds + plan.seconds + (show?.seconds ?? 0),
      said: plan,
      failed: (plan.code === 0 || plan.code === 2) && !plan.interrupted ? undefined : plan,
    };
  }

  async apply(step: Step): Promise<Applied> {
    const journal = journalOf(step);
    const ended = await this.run(step, 'aloud', ['apply', '-input=false', planFile], (text) => journal.hear(text));
    if (!ended.killed) journal.close(ended.output);
    return { ...ended, idle: false };
  }

  /** What a run made that was killed before its state knew; what cannot be taken over as it is, is made again. */
  private async takeOver(step: Step): Promise<readonly string[]> {
    const journal = journalOf(step);
    const strays = await this.straysOf(step, journal.inDoubt);
    const count = journal.left.length + strays.length;
    if (count > 0) this.io.err(`  taking over ${count} resources that an earlier run made and no state may know\n`);
    return journal.adopt(strays).map((address) => `-replace=${address}`);
  }

  /** What was just being made when the engine was killed, as far as the cloud has it. */
  private async straysOf(step: Step, addresses: readonly string[]): Promise<readonly Made[]> {
    const entry = entryOf(step);
    if (entry === undefined || addresses.length === 0) return [];
    const session = await openSession({ cwd: this.io.cwd, env: this.io.env }, entry);
    return session.ok ? straysAmong(session.value, templateOf(step).resource ?? {}, addresses) : [];
  }

  tidy(step: Step): void {
    for (const file of [planFile, releaseFile]) rmSync(fileIn(step, file), { force: true });
    journalOf(step).tidy();
  }

  explain(step: Step, failed: Ended): Problem {
    const holder = lockHolderIn(failed.output);
    const file = this.shown(path.join(step.folder, step.artefact.file));
    if (holder === undefined) return failureProblem(file, step.artefact.name, failed, remedies(entryOf(step) ?? ''));
    const used = `the state of ${step.artefact.name} is in use`;
    const one = 'one run at a time on a state';
    if (holder.who === undefined)
      return fileProblem(
        file,
        'SGC6204',
        `${used}; PostgreSQL does not say by whom`,
        one,
        'wait until it is over; the connection that holds it stands in pg_locks (advisory), and its end frees the state',
      );
    const unlock = `${path.basename(this.program)} -chdir=${this.shown(fileIn(step, ''))} force-unlock ${holder.id}`;
    return fileProblem(
      file,
      'SGC6204',
      `${used} by ${holder.who} since ${holder.since}`,
      one,
      `wait until it is over; if that run is dead for certain: ${unlock}`,
    );
  }

  private run(step: Step, voice: Voice, args: readonly string[], listen?: (text: string) => void): Promise<Ended> {
    const { isColorSupported } = colorsOf(this.io, 'err');
    const all = [`-chdir=${this.shown(fileIn(step, ''))}`, ...args];
    const command: Command = {
      program: this.program,
      args: isColorSupported || args[0] === 'show' ? all : [...all, '-no-color'],
      env: terraformEnvironment(this.io),
      shown: `${path.basename(this.program)} ${all.join(' ')}`,
    };
    return run(this.io, command, voice, listen);
  }

  private shown(file: string): string {
    return shownFrom(this.io.cwd, file) || '.';
  }
}

/** Nothing of OpenStack's own from outside: a variable of one cloud would win over the entry of another. */
export const terraformEnvironment = (io: Io): Command['env'] => {
  const inherited = Object.entries(io.env).filter(([key]) => !key.startsWith('OS_'));
  const clouds = cloudsFile(io);
  return {
    CHECKPOINT_DISABLE: '1',
    // Ceph refuses the checksums that newer clients send with everything.
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    ...Object.fromEntries(inherited),
    TF_IN_AUTOMATION: '1',
    ...(clouds === undefined ? {} : { OS_CLIENT_CONFIG_FILE: clouds }),
  };
};

const fileIn = ({ folder, artefact }: Step, name: string): string => path.join(folder, path.dirname(artefact.file), name);

const journalOf = (step: Step): Journal => new Journal(fileIn(step, ''));

const templateOf = ({ folder, artefact }: Step): Template =>
  JSON.parse(readFileSync(path.join(folder, artefact.file), 'utf8')) as Template;

/** The entry of clouds.yaml that a state takes; undefined where it asks no cloud. */
const entryOf = (step: Step): string | undefined => templateOf(step).provider?.openstack?.[0]?.cloud;

/** Lifts the protection of exactly what was given up by name, in a file that is gone when the step is over. */
const writeRelease = (step: Step, target: string, released: ReadonlySet<string>): void => {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const [type, byName] of Object.entries(templateOf(step).resource ?? {})) {
    for (const [id, { lifecycle }] of Object.entries(byName)) {
      if (lifecycle?.prevent_destroy === true && released.has(addressOf({ target, artefact: step.artefact.name }, id)))
        (resource[type] ??= {})[id] = { lifecycle: { prevent_destroy: false } };
    }
  }
  if (Object.keys(resource).length > 0) writeFileSync(fileIn(step, releaseFile), JSON.stringify({ resource }));
};

const remedies = (entry: string): readonly Remedy[] => [
  [
    /Failed to (?:save|persist) state|errored\.tfstate/,
    'push the state that was kept: `state push errored.tfstate` in that folder, then run again',
  ],
  [/lifecycle\.prevent_destroy/, 'undo what caused it; or give up the resource by --release'],
  [
    /query returned no results|could not be found|Unable to find/i,
    'apply what makes it first: an earlier artefact, or the operator',
  ],
  [
    /Security group rule already exists/,
    'an earlier run that was killed had made it, and the next takes it over by the id that the cloud names',
  ],
  [
    /Invalid input for (?:encryption|auth)_algorithm/,
    'write `vpnSuite: compatible` under `options` of the target: the IPsec service of this cloud is older than the suite',
  ],
  [/Quota exceeded|quota/i, 'ask for more room: `sgc preflight` says how much and whom to ask'],
  [
    /Authentication failed|requires authentication|\b401\b|Forbidden|\b403\b/,
    `look at the entry ${entry} of clouds.yaml: who it is and what that person may do`,
  ],
  [
    /Backend configuration changed|Backend initialization required/,
    'move the state knowingly: `init -migrate-state` in that folder, then run again',
  ],
  [
    /Failed to query available provider packages|registry/i,
    'let this machine reach the registry of providers, or name a mirror in TF_CLI_CONFIG_FILE',
  ],
];
