import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Ended } from '../../../bin/deploy/child';
import type { Step } from '../../../bin/deploy/step';
import { Terraform } from '../../../bin/deploy/terraform';
import type { Io } from '../../../bin/io';
import type { Change } from '../../../lib/evidence/change';
import type { Evidence } from '../../../lib/evidence/resource';
import { sourceOf } from '../../../lib/evidence/source';
import { readTerraform } from '../../../lib/evidence/terraform';
import type { Blueprint } from '../../../lib/model/blueprint';
import type { Lock } from '../../../lib/plan/lock';
import { updateLock } from '../../../lib/plan/lock-update';
import { layerOf } from '../../../lib/plan/layer';
import type { Plan } from '../../../lib/plan/plan';
import type { OpenstackTargetPlan } from '../../../lib/plan/target-plan';
import { provider } from '../../../lib/providers/openstack/provider';
import type { Artefact } from '../../../lib/providers/provider';
import { blueprintOf, resolved } from '../../plans';
import type { Engine } from '../toolchain';

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

const target = 'testbed';

/** A region on a test cloud: its blueprint, what was synthesized from it, and the engine's states. */
export class ProofRegion {
  private readonly edits: Edit[] = [];
  private lock: Lock | undefined;
  private current: { readonly plan: Plan; readonly states: readonly Artefact[] } | undefined;
  private readonly variables: Record<string, string> = {};
  private readonly encryption: Readonly<Record<string, string>>;

  constructor(
    private readonly file: string,
    /** Holds the output, the states and clouds.yaml; with credentials in it, so nobody else's. */
    readonly work: string,
    private readonly engine: Engine,
  ) {
    mkdirSync(work, { recursive: true, mode: 0o700 });
    this.encryption = engine.name === 'tofu' ? { TF_ENCRYPTION: encryptionBy(randomBytes(24).toString('base64url')) } : {};
  }

  get plan(): Plan {
    return this.made.plan;
  }

  get states(): readonly Artefact[] {
    return this.made.states;
  }

  get target(): OpenstackTargetPlan {
    const found = this.plan.targets[target];
    if (found?.provider !== 'openstack') throw new Error(`${target} is no target on OpenStack`);
    return found;
  }

  get cloudsFile(): string {
    return path.join(this.work, 'clouds.yaml');
  }

  /** Edits the blueprint and synthesizes it anew; returns the states that are there no more, as they were. */
  change(edit: Edit): readonly Artefact[] {
    const before = this.current?.states ?? [];
    this.edits.push(edit);
    const apply: Edit = (blueprint) => this.edits.forEach((one) => one(blueprint));
    const blueprint = blueprintOf(this.file);
    apply(blueprint);
    this.lock = lockOf(blueprint, this.lock);
    const plan = resolved(this.file, apply, this.lock);
    if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('\n'));
    rmSync(this.earlier, { recursive: true, force: true });
    if (existsSync(this.out)) renameSync(this.out, this.earlier);
    mkdirSync(this.out, { recursive: true });
    this.current = { plan: plan.value, states: provider.synthesize(plan.value, target, this.out) };
    const names = new Set(this.states.map(({ name }) => name));
    return before.filter(({ name }) => !names.has(name));
  }

  /** Files of states that somebody could read without the key; undefined where the engine cannot encrypt them. */
  plainStates(): readonly string[] | undefined {
    if (this.engine.name !== 'tofu') return undefined;
    const folder = path.join(this.work, 'sgc.state');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tfstate(?:\.backup)?$/.test(file))
      .filter((file) => !readFileSync(path.join(folder, file), 'utf8').includes('"encrypted_data"'));
  }

  /** Everything that was synthesized, read back. */
  evidence(): Evidence {
    return readTerraform(
      this.states.map(({ id, name, file }) =>
        sourceOf(
          this.plan,
          { id, name, template: readFileSync(path.join(this.out, file), 'utf8'), account: '', region: this.target.cloud.region },
          {},
        ),
      ),
    );
  }

  writeClouds(entries: Readonly<Record<string, unknown>>): void {
    writeFileSync(this.cloudsFile, stringify({ clouds: entries }), { mode: 0o600 });
  }

  /** As `sgc deploy` does it, by the same code. */
  async apply(state: Artefact): Promise<Run> {
    const [runner, step] = this.runnerOf(state, this.out);
    const examined = await runner.examine(step, { purpose: 'apply', voice: 'silent', released: new Set() });
    try {
      if (examined.failed !== undefined) return runOf(examined.failed);
      if (examined.changes === undefined) return { ...nothing, status: 1, output: 'what would change cannot be read' };
      return examined.verdict === 'none' ? nothing : runOf(await runner.apply(step));
    } finally {
      runner.tidy(step);
    }
  }

  /** What an apply would do now. */
  async changes(state: Artefact): Promise<Changes | Run> {
    const [runner, step] = this.runnerOf(state, this.out);
    const { changes, failed } = await runner.examine(step, { purpose: 'look', voice: 'silent', released: new Set() });
    runner.tidy(step);
    if (failed !== undefined) return runOf(failed);
    if (changes === undefined) return { ...nothing, status: 1, output: 'what would change cannot be read' };
    const those = (wanted: Change['action']): readonly string[] =>
      changes.filter(({ action }) => action === wanted).map(({ type, id }) => `${type}.${id}`);
    return { create: those('create'), update: those('update'), replace: those('replace'), delete: those('delete') };
  }

  /** Destroys a state, also one that the blueprint no longer has. */
  async destroy(state: Artefact): Promise<Run> {
    const [runner, step] = this.runnerOf(state, existsSync(this.folderOf(state)) ? this.out : this.earlier);
    return runOf(await runner.destroy(step));
  }

  /** The product's runner, which speaks to nobody here. */
  private runnerOf(state: Artefact, folder: string): readonly [Terraform, Step] {
    const env = {
      ...this.engine.env,
      ...this.variablesOf(state, folder),
      ...this.encryption,
      OS_CLIENT_CONFIG_FILE: this.cloudsFile,
    };
    const io: Io = {
      out: () => undefined,
      err: () => undefined,
      cwd: this.work,
      terminal: { out: false, err: false },
      env,
      today: () => new Date().toISOString().slice(0, 10),
      milliseconds: () => performance.now(),
      ask: () => Promise.reject(new Error('nobody to ask')),
      interrupts: () => () => undefined,
    };
    const step: Step = { artefact: { ...state, resources: 0 }, layer: layerOf(state.id), folder };
    return [new Terraform(io, this.engine.program, this.target), step];
  }

  /** The engine as a process, for who wants to end it early. */
  start(state: Artefact, args: readonly string[], folder = this.out, env: NodeJS.ProcessEnv = {}) {
    return spawn(this.engine.program, [...args, '-no-color'], {
      cwd: path.join(folder, 'stacks', state.name),
      env: {
        ...Object.fromEntries(Object.entries(this.engine.env).filter(([key]) => !key.startsWith('OS_'))),
        ...this.variablesOf(state, folder),
        ...this.encryption,
        OS_CLIENT_CONFIG_FILE: this.cloudsFile,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  run(state: Artefact, args: readonly string[], folder = this.out, env: NodeJS.ProcessEnv = {}): Promise<Run> {
    const started = Date.now();
    const child = this.start(state, args, folder, env);
    const chunks: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) =>
        resolve({
          status,
          seconds: (Date.now() - started) / 1000,
          output: Buffer.concat(status === 0 ? chunks : [...chunks, ...errors]).toString('utf8'),
        }),
      );
    });
  }

  private get made() {
    if (this.current === undefined) throw new Error('nothing was synthesized yet');
    return this.current;
  }

  private get out(): string {
    return path.join(this.work, 'out', target);
  }

  /** What was synthesized before the last change: states that are gone are destroyed from there. */
  private get earlier(): string {
    return path.join(this.work, 'out', 'earlier');
  }

  private folderOf(state: Artefact): string {
    return path.join(this.out, 'stacks', state.name);
  }

  /** Keys of connections and the like are given by the environment, as a person would; the same in every run. */
  private variablesOf(state: Artefact, folder: string): Readonly<Record<string, string>> {
    const template = JSON.parse(readFileSync(path.join(folder, state.file), 'utf8')) as {
      readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
    };
    for (const [name, variable] of Object.entries(template.variable ?? {})) {
      if (variable.default === undefined) this.variables[`TF_VAR_${name}`] ??= randomBytes(24).toString('base64url');
    }
    return this.variables;
  }
}

/** States and plans hold what is not for everybody; only OpenTofu can encrypt them. */
const encryptionBy = (passphrase: string): string =>
  JSON.stringify({
    key_provider: { pbkdf2: { proof: { passphrase } } },
    method: { aes_gcm: { proof: { keys: '${key_provider.pbkdf2.proof}' } } },
    state: { method: '${method.aes_gcm.proof}', enforced: true },
    plan: { method: '${method.aes_gcm.proof}', enforced: true },
  });

const lockOf = (blueprint: Blueprint, previous: Lock | undefined): Lock => {
  const lock = updateLock(blueprint, previous, 'proof.yaml');
  if (!lock.ok) throw new Error(lock.problems.map(({ message }) => message).join('\n'));
  return lock.value;
};

const nothing: Run = { status: 0, seconds: 0, output: '' };

const runOf = ({ code, seconds, output }: Ended): Run => ({ status: code, seconds, output });

export const isRun = (result: Changes | Run): result is Run => 'status' in result;
