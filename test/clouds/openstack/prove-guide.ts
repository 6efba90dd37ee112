import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { OpenstackSession } from '../../../bin/cloud/openstack-session';
import { commandsUnder } from '../guide';
import type { Engine } from '../toolchain';
import { repository, type, type Typed } from '../typist';
import type { Findings } from './findings';
import { Proof, tail } from './proof';
import { type Draft, ProofRegion } from './region';

const root = path.join(__dirname, '../../..');
const guide = path.join(root, 'docs/deploy.md');
const called = { file: 'blueprints/reference/municipal.yaml', target: 'openstack' };
const part = 'guide';

/**
 * Somebody new with docs/deploy.md: every command of it for OpenStack, word by word, at a terminal. Theirs are the
 * blueprint, with the test cloud under the name that the guide uses, and what the text asks for between the commands:
 * people in groups, entries of clouds.yaml, a value that only they know.
 */
export const proveGuide = async (
  findings: Findings,
  work: string,
  engine: Engine,
  admin: OpenstackSession,
  operator: unknown,
): Promise<void> => {
  const region = new ProofRegion(path.join(root, called.file), work, engine, called);
  await region.change(onTheTestCloud(region.statesFolder));
  const proof = new Proof(findings, region, admin, operator);
  const reader = new Reader(proof);
  try {
    await reader.prepare();
    await reader.follow();
    await proof.planAgain(part);
  } finally {
    await proof.destroyAll();
  }
};

const onTheTestCloud =
  (folder: string) =>
  (blueprint: Draft): void => {
    const { testbed } = (
      parse(readFileSync(path.join(root, 'blueprints/reference/provider.yaml'), 'utf8')) as { targets: Draft['targets'] }
    ).targets;
    if (testbed === undefined) throw new Error('the reference provider has no target testbed');
    // A cloud that is destroyed in the end, with nothing real in it.
    Object.assign(blueprint, { lifecycle: 'ephemeral', dataset: 'synthetic' });
    blueprint.targets = {
      [called.target]: {
        ...testbed,
        // Its IPsec service is of 2022.
        options: { ...testbed.options, vpnSuite: 'compatible', stateBackend: { kind: 'local', folder } },
      },
    };
    blueprint.stages = Object.fromEntries(Object.entries(blueprint.stages).filter(([id]) => id === 'production'));
  };

class Reader {
  constructor(private readonly proof: Proof) {}

  async prepare(): Promise<void> {
    repository(this.proof.region.work, { sgc: path.join(root, 'dist/bin/sgc.js') });
    await this.proof.admit('operator');
  }

  async follow(): Promise<void> {
    const [first = []] = commandsUnder(guide, '## What you need');
    await this.expect('start from a blueprint without problems', first);
    const [bootstrap = [], foundation = [], rest = [], byHand = []] = commandsUnder(guide, '## On OpenStack');
    await this.expect('what comes before the first state', bootstrap);
    this.proof.noteApplied(this.proof.region.states);
    await this.expectStop('the operator goes as far as that entry reaches', foundation, 'manager');
    await this.proof.admit('manager');
    await this.expectStop('the manager makes the domain', foundation, 'logs');
    await this.proof.admit('everybody');
    await this.expect('the foundation, once everybody has an entry', foundation);
    await this.expect('the rest', rest);
    await this.expect('one state by hand', byHand);
  }

  private async expect(what: string, commands: readonly string[]): Promise<void> {
    const run = await this.type(commands);
    if (run.status === 0) this.proof.findings.proved(part, what, `${commands.length} commands, ${Math.round(run.seconds)} s`);
    else throw new Error(`${what}: ${commands.join('; ')}: ${tail(run)}`);
  }

  private async expectStop(what: string, commands: readonly string[], entry: string): Promise<void> {
    const run = await this.type(commands);
    const says = new RegExp(`there is no entry ${entry}\\b`).test(run.output);
    if (run.status === 1 && says) this.proof.findings.proved(part, what, `and says that the entry ${entry} comes next`);
    else throw new Error(`${what}: ${commands.join('; ')}: ${tail(run)}`);
  }

  private type(commands: readonly string[]): Promise<Typed> {
    const { region } = this.proof;
    return type(commands, region.work, region.environment());
  }
}
