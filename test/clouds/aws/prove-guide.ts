import { cpSync } from 'node:fs';
import path from 'node:path';
import { commandsUnder } from '../guide';
import { repository, type, type Typed } from '../typist';
import { type Proof, reasonOf } from './proof';
import { rootOf } from './sdk';
import { forgetFolder, workFolder } from './work-folder';

const root = path.join(__dirname, '../../..');
const guide = path.join(root, 'docs/deploy.md');
const part = 'guide';

/**
 * Somebody new with docs/deploy.md: every command of it for AWS, word by word, at a terminal, on the reference region
 * as it ships. Theirs are the profiles that it names, and what it ends with for people to do.
 */
export const proveGuide = async (proof: Proof): Promise<void> => {
  const folder = workFolder('guide-aws');
  try {
    proof.change(() => undefined);
    cpSync(path.join(root, 'blueprints'), path.join(folder, 'blueprints'), { recursive: true });
    repository(folder, { sgc: path.join(root, 'dist/bin/sgc.js'), cdk: path.join(root, 'node_modules/.bin/cdk') });
    await follow(proof, folder);
  } finally {
    forgetFolder(folder);
  }
};

const follow = async (proof: Proof, folder: string): Promise<void> => {
  const [start = []] = commandsUnder(guide, '## What you need');
  const [print = [], bootstrap = [], deploy = [], synthesize = [], byHand = []] = commandsUnder(guide, '## On AWS');
  const administrators = Object.fromEntries(
    ['shared', 'city', 'county'].map((key) => [`admin-${key}`, rootOf(proof.account(key))]),
  );
  const env = proof.terminal({ ...administrators, region: await proof.pipeline() });
  const step = async (what: string, commands: readonly string[], says = /^/): Promise<void> => {
    const run = await type(commands, folder, env);
    expectFine(proof, what, commands, run, says);
  };
  await step('start from a blueprint without problems', start);
  await step('what an administrator of each account runs', print);
  await step('the accounts are prepared', bootstrap);
  const [preflight = '', look = '', apply = ''] = deploy;
  await step('preflight', [`${preflight} || true`]);
  await step('look', [look]);
  await step('apply, the first time: it ends with what to do', [`${apply} || true`], /wait for a person: /);
  await proof.fillSignIns();
  await step('apply again, when people have done it', [apply]);
  await step('synthesize', synthesize);
  await step('one stack by hand', byHand);
};

const expectFine = (proof: Proof, what: string, commands: readonly string[], run: Typed, says: RegExp): void => {
  const detail = `${commands.length} commands, ${run.seconds.toFixed(0)} s`;
  if (run.status !== 0 || !says.test(run.output)) throw new Error(`${what}: ${commands.join('; ')}: ${reasonOf(run)}`);
  proof.findings.proved(part, what, detail);
};
