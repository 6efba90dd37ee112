import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { CountedArtefact, Manifest } from '../../../bin/artefacts';
import { type Ended, run } from '../../../bin/deploy/child';
import type { Step } from '../../../bin/deploy/step';
import { Terraform } from '../../../bin/deploy/terraform';
import type { Io } from '../../../bin/io';
import { main } from '../../../bin/main';
import { planOf } from '../../../bin/workspace';
import type { Change } from '../../../lib/evidence/change';
import type { Evidence } from '../../../lib/evidence/resource';
import { sourceOf } from '../../../lib/evidence/source';
import { readTerraform } from '../../../lib/evidence/terraform';
import { layerOf } from '../../../lib/plan/layer';
import type { Plan } from '../../../lib/plan/plan';
import type { OpenstackTargetPlan } from '../../../lib/plan/target-plan';
import type { blueprintOf } from '../../plans';
import type { Engine } from '../toolchain';
import { encryptionBy, wrapperOf } from './engine';

export interface Run {
  readonly status: number | null;
  readonly seconds: number;
  readonly output: string;
}

/** What a plan of the engine would do to a state. */
export interface Changes {
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly replace: readonly string[];
  readonly delete: readonly string[];
}

export type Draft = ReturnType<typeof blueprintOf>;
export type Edit = (blueprint: Draft) => void;
export type State = CountedArtefact;

/** How a command is run: by whom, and who listens to what it says as it says it. */
export interface Manner {
  /** A clouds.yaml of its own; default: the region's. */
  readonly cloudsFile?: string;
  /** A folder of output of its own, below the region's; default: the one that `sgc` takes. */
  readonly out?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly hear?: (text: string) => void;
}

/** What the region is called where it stands: its blueprint in the folder, and the target. */
export interface Called {
  readonly file: string;
  readonly target: string;
}

/** A region as a person has it: a folder with blueprint, lock, clouds.yaml, output and states; and `sgc` to work on it. */
export class ProofRegion {
  private draft: Draft;
  private current: { readonly plan: Plan; readonly states: readonly State[] } | undefined;
  private readonly variables: Record<string, string> = {};
  private readonly encryption: Readonly<Record<string, string>>;

  constructor(
    source: string,
    /** With credentials in it, so nobody else's. */
    readonly work: string,
    private readonly engine: Engine,
    private readonly called: Called = { file: 'blueprints/proof.yaml', target: 'testbed' },
  ) {
    mkdirSync(path.dirname(path.join(work, called.file)), { recursive: true, mode: 0o700 });
    mkdirSync(path.join(work, 'bin'), { recursive: true });
    const known = path.join(work, called.file);
    this.draft = parse(readFileSync(existsSync(known) ? known : source, 'utf8')) as Draft;
    this.encryption = engine.name === 'tofu' ? { TF_ENCRYPTION: encryptionBy(this.passphrase()) } : {};
    // Under its own name on the path, as on a person's machine; it notes its process, for who wants to end it.
    writeFileSync(path.join(work, 'bin', engine.name), wrapperOf(engine, this.pidsFile), { mode: 0o755 });
  }

  /** Kept beside the states, so that a proof can be taken up again; a region's own lies elsewhere. */
  private passphrase(): string {
    const kept = path.join(this.work, 'passphrase');
    if (!existsSync(kept)) writeFileSync(kept, randomBytes(24).toString('base64url'), { mode: 0o600 });
    return readFileSync(kept, 'utf8');
  }

  get plan(): Plan {
    return this.made.plan;
  }

  get states(): readonly State[] {
    return this.made.states;
  }

  get target(): OpenstackTargetPlan {
    const { target } = this.called;
    const found = this.plan.targets[target];
    if (found?.provider !== 'openstack') throw new Error(`${target} is no target on OpenStack`);
    return found;
  }

  get cloudsFile(): string {
    return path.join(this.work, 'clouds.yaml');
  }

  /** Where the states lie while their backend is a folder. */
  get statesFolder(): string {
    return path.join(this.work, 'states');
  }

  /** Where the states lie now, as the blueprint says it. */
  get backend(): unknown {
    return this.draft.targets[this.called.target]?.options?.stateBackend;
  }

  state(id: string): State {
    const found = this.states.find((state) => state.id === id);
    if (found === undefined) throw new Error(`no state ${id}`);
    return found;
  }

  /** Edits the blueprint as a person does, writes the lock anew and synthesizes. */
  async change(edit: Edit): Promise<void> {
    const { file, target } = this.called;
    edit(this.draft);
    writeFileSync(path.join(this.work, file), stringify(this.draft));
    await this.expectFine(['lock', file]);
    await this.expectFine(['synth', file, '--target', target]);
    const plan = planOf(this.work, file);
    if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'));
    const manifest = JSON.parse(readFileSync(path.join(this.outOf(plan.value), 'sgc.json'), 'utf8')) as Manifest;
    this.current = { plan: plan.value, states: manifest.artefacts };
    this.fillVariables();
  }

  /** What `sgc check` says of the blueprint after an edit, which is taken back. */
  async check(edit: Edit): Promise<Run> {
    const draft = structuredClone(this.draft);
    edit(draft);
    const tried = 'blueprints/tried.yaml';
    writeFileSync(path.join(this.work, tried), stringify(draft));
    const run = await this.sgc(['check', tried]);
    rmSync(path.join(this.work, tried));
    return run;
  }

  /** `sgc deploy`, as somebody with this clouds.yaml types it. */
  deploy(args: readonly string[] = [], manner: Manner = {}): Promise<Run> {
    const out = manner.out === undefined ? [] : ['--out', manner.out];
    const { file, target } = this.called;
    return this.sgc(['deploy', file, '--target', target, '--yes', '--engine', this.engine.name, ...out, ...args], manner);
  }

  /** `sgc audit` of what stands in the blueprint now. */
  audit(args: readonly string[]): Promise<Run> {
    const { file, target } = this.called;
    return this.sgc(['audit', file, '--target', target, ...args]);
  }

  /** Files of states that somebody could read without the key; undefined where the engine cannot encrypt them. */
  plainStates(): readonly string[] | undefined {
    if (this.engine.name !== 'tofu') return undefined;
    return readdirSync(this.statesFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tfstate(?:\.backup)?$/.test(name))
      .filter((name) => !readFileSync(path.join(this.statesFolder, name), 'utf8').includes('"encrypted_data"'));
  }

  /** Everything that was synthesized, read back. */
  evidence(): Evidence {
    return readTerraform(
      this.states.map(({ id, name, file: template }) =>
        sourceOf(
          this.plan,
          {
            id,
            name,
            template: readFileSync(path.join(this.out, template), 'utf8'),
            account: '',
            region: this.target.cloud.region,
          },
          {},
        ),
      ),
    );
  }

  /** In one step, as an engine that works in another lane may be reading it. */
  writeClouds(entries: Readonly<Record<string, unknown>>, name = 'clouds.yaml'): string {
    const whole = path.join(this.work, name);
    writeFileSync(`${whole}.new`, stringify({ clouds: entries }), { mode: 0o600 });
    renameSync(`${whole}.new`, whole);
    return whole;
  }

  /** What an apply would do now. */
  async changes(state: State): Promise<Changes | Run> {
    const [runner, step] = this.runnerOf(state);
    const { changes, failed, verdict } = await runner.examine(step, { purpose: 'look', voice: 'silent', released: new Set() });
    runner.tidy(step);
    if (failed !== undefined) return runOf(failed);
    if (changes === undefined) return { status: 1, seconds: 0, output: 'what would change cannot be read' };
    const those = (wanted: Change['action']): readonly string[] =>
      changes.filter(({ action }) => action === wanted).map(({ type, id }) => `${type}.${id}`);
    const outputs = verdict === 'changes' && changes.length === 0 ? ['outputs'] : [];
    return {
      create: those('create'),
      update: [...those('update'), ...outputs],
      replace: those('replace'),
      delete: those('delete'),
    };
  }

  /** By hand, as docs/deploy.md says. */
  async destroy(state: State): Promise<Run> {
    const init = await this.byHand(state, ['init', '-input=false']);
    return init.status === 0 ? this.byHand(state, ['destroy', '-input=false', '-auto-approve']) : init;
  }

  /** The engine in the folder of a state, as a person types it. */
  byHand(state: State, args: readonly string[], manner: Manner = {}): Promise<Run> {
    return this.engineIn(path.join(this.out, path.dirname(state.file)), args, manner);
  }

  /** Adds to what every command finds in its environment from now on. */
  keep(env: Readonly<Record<string, string>>): void {
    Object.assign(this.variables, env);
  }

  /** Folders of output that are used no more: they know the states at their old place. */
  forgetLanes(): void {
    rmSync(path.join(this.work, 'lanes'), { recursive: true, force: true });
  }

  /** The engine in any folder, with what every command finds in its environment. */
  engineIn(folder: string, args: readonly string[], manner: Manner = {}): Promise<Run> {
    const io = this.io(manner);
    const all = [`-chdir=${folder}`, ...args, '-no-color'];
    return run(io, { program: this.engine.name, args: all, env: io.env, shown: '' }, 'silent').then(runOf);
  }

  /** Ends the engine that was started last, and all that it started, as a power cut would. */
  cutPower(): void {
    process.kill(-this.lastEngine, 'SIGKILL');
  }

  /** The engine that was started last stands still until what is returned is called. */
  holdEngine(): () => void {
    const pid = this.lastEngine;
    process.kill(-pid, 'SIGSTOP');
    return () => process.kill(-pid, 'SIGCONT');
  }

  async sgc(args: readonly string[], manner: Manner = {}): Promise<Run> {
    const started = Date.now();
    let output = '';
    const hear = (text: string): void => {
      output += text;
      manner.hear?.(text);
    };
    const status = await main(args, { ...this.io(manner), out: hear, err: hear });
    return { status, seconds: (Date.now() - started) / 1000, output };
  }

  private async expectFine(args: readonly string[]): Promise<void> {
    const run = await this.sgc(args);
    if (run.status !== 0) throw new Error(`sgc ${args.join(' ')}: ${run.output}`);
  }

  private runnerOf(state: State, manner: Manner = {}): readonly [Terraform, Step] {
    const step: Step = { artefact: state, layer: layerOf(state.id), folder: this.out };
    return [new Terraform(this.io(manner), this.engine.name, this.target), step];
  }

  /** What a command finds in its environment: nothing of ours but the engine, and what the region's people gave. */
  environment({ cloudsFile = this.cloudsFile, env = {} }: Manner = {}): Readonly<Record<string, string | undefined>> {
    const inherited = Object.entries(this.engine.env).filter(([key]) => !/^(?:OS_|CI$)/.test(key));
    return {
      ...Object.fromEntries(inherited),
      ...this.variables,
      ...this.encryption,
      PATH: `${path.join(this.work, 'bin')}:${process.env.PATH ?? ''}`,
      OS_CLIENT_CONFIG_FILE: cloudsFile,
      ...env,
    };
  }

  private io(manner: Manner): Io {
    return {
      out: () => undefined,
      err: () => undefined,
      cwd: this.work,
      terminal: { out: false, err: false },
      env: this.environment(manner),
      today: () => new Date().toISOString().slice(0, 10),
      milliseconds: () => performance.now(),
      ask: () => Promise.reject(new Error('nobody to ask')),
      interrupts: () => () => undefined,
    };
  }

  private get made() {
    if (this.current === undefined) throw new Error('nothing was synthesized yet');
    return this.current;
  }

  private get out(): string {
    return this.outOf(this.plan);
  }

  private outOf(plan: Plan): string {
    return path.join(this.work, 'sgc.out', plan.region.id, this.called.target);
  }

  private get lastEngine(): number {
    return Number(readFileSync(this.pidsFile, 'utf8').trim().split('\n').at(-1));
  }

  private get pidsFile(): string {
    return path.join(this.work, 'engine.pids');
  }

  /** Keys of connections and the like are given by the environment, as a person would; the same in every run. */
  private fillVariables(): void {
    for (const { file: template } of this.states) {
      const { variable } = JSON.parse(readFileSync(path.join(this.out, template), 'utf8')) as {
        readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
      };
      for (const [name, { default: usual }] of Object.entries(variable ?? {}))
        if (usual === undefined) this.variables[`TF_VAR_${name}`] ??= randomBytes(24).toString('base64url');
    }
  }
}

const runOf = ({ code, seconds, output }: Ended): Run => ({ status: code, seconds, output });

export const isRun = (result: Changes | Run): result is Run => 'status' in result;
