import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Cloud } from '../../lib/model/cloud';
import { fail, type Problem, type Result, succeed } from '../../lib/model/problem';
import { checkInput } from '../../lib/plan/resolve';
import { renderLock } from '../../lib/plan/lock';
import { updateLock } from '../../lib/plan/lock-update';
import { policies } from '../../lib/providers/policies';
import { exit, UsageError } from '../exit';
import { readText } from '../files';
import { type Answers, parseAnswers } from '../init/answers';
import { blueprintText, type Gaps } from '../init/blueprint-text';
import { gapsOf } from '../init/gaps';
import { askAnswers } from '../init/questions';
import { recordsText } from '../init/records-text';
import { type Files, inTheWay, repositoryFiles } from '../init/repository';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { catalogueOf, loadRegion, lockFileOf, recordsFileOf, type Region } from '../workspace';

interface InitOptions {
  readonly answers?: string;
  readonly install: boolean;
}

/** Makes a region's repository in a folder, from answers or questions; writes nothing unless everything fits. */
export const runInit = async (io: Io, folder: string, options: InitOptions): Promise<number> => {
  const answers = await answersOf(io, options.answers);
  if (!answers.ok) return refuse(io, answers.problems);
  const root = path.resolve(io.cwd, folder);
  const files = filesFor(root, answers.value, io.today());
  if (!files.ok) return refuse(io, files.problems);
  writeAll(root, files.value);
  io.out(
    `${Object.keys(files.value)
      .map((file) => `  ${path.join(folder, file)}\n`)
      .join('')}`,
  );
  return options.install ? install(io, root, answers.value) : next(io, answers.value, folder);
};

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

const answersOf = async (io: Io, file: string | undefined): Promise<Result<Answers>> => {
  if (file === undefined) return succeed(await askAnswers({ ask: io.ask, say: io.out }, catalogueOf()));
  const text = readText(path.resolve(io.cwd, file), file);
  if (!text.ok) return text;
  const parsed = parseAnswers(file, text.value);
  return parsed.ok ? succeed(parsed.value.value) : parsed;
};

/** Tries the blueprint where nobody sees it: the gaps of its clouds are known only once it was read. */
const filesFor = (root: string, given: Answers, today: string): Result<Files> => {
  const blueprint = `${given.region}.yaml`;
  mkdirSync(root, { recursive: true });
  const trial = mkdtempSync(path.join(root, '.sgc-init-'));
  try {
    const bare = load(trial, blueprint, given, {});
    if (!bare.ok) return bare;
    const answers = withExpiry(given, bare.value.clouds, today);
    const region = load(trial, blueprint, answers, gapsOf(bare.value));
    if (!region.ok) return region;
    return locked(root, answers, blueprint, region.value, readFileSync(path.join(trial, blueprint), 'utf8'), today);
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
};

/** Credentials of hosts on OpenStack end, one generation after the other; the region renews them in turn. */
const withExpiry = (answers: Answers, clouds: Readonly<Record<string, Cloud>>, today: string): Answers => ({
  ...answers,
  targets: Object.fromEntries(
    Object.entries(answers.targets).map(([id, target]) => [
      id,
      clouds[target.cloud]?.provider === 'openstack'
        ? { ...target, options: { credentialExpiry: { a: daysAfter(today, 180), b: daysAfter(today, 360) }, ...target.options } }
        : target,
    ]),
  ),
});

const daysAfter = (day: string, days: number): string =>
  `${new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 19)}Z`;

const load = (trial: string, blueprint: string, answers: Answers, gaps: Gaps): Result<Region> => {
  writeFileSync(path.join(trial, blueprint), blueprintText(answers, gaps));
  const region = loadRegion(trial, blueprint);
  return region.ok ? region : fail(region.problems);
};

const locked = (
  root: string,
  answers: Answers,
  blueprint: string,
  region: Region,
  text: string,
  today: string,
): Result<Files> => {
  const problems = checkInput({ ...region, policies });
  if (problems.length > 0) return fail(problems);
  const lock = updateLock(region.blueprint.value, undefined, blueprint);
  if (!lock.ok) return lock;
  const existing = existsSync(path.join(root, 'package.json'))
    ? readFileSync(path.join(root, 'package.json'), 'utf8')
    : undefined;
  const files = {
    [blueprint]: text,
    [lockFileOf(blueprint)]: renderLock(lock.value),
    [recordsFileOf(blueprint)]: recordsText(answers, today),
    ...repositoryFiles({ answers, blueprint, clouds: region.clouds, providers: providersOf(region.clouds), existing }),
  };
  const taken = inTheWay(root, Object.keys(files));
  if (taken.length > 0) throw new UsageError(`${taken.join(', ')} is there already; choose an empty folder`);
  return succeed(files);
};

const providersOf = (clouds: Readonly<Record<string, Cloud>>): ReadonlySet<Cloud['provider']> =>
  new Set(Object.values(clouds).map((cloud) => cloud.provider));

const writeAll = (root: string, files: Files): void => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
};

/** Installs the engines that the new package.json names; with them the lock learns what holds state. */
const install = (io: Io, root: string, answers: Answers): number => {
  const steps = [
    ['npm', 'install', '--no-audit', '--no-fund'],
    ['npm', 'exec', '--', 'sgc', 'lock', `${answers.region}.yaml`],
  ];
  for (const [command = '', ...args] of steps) {
    io.err(`${command} ${args.join(' ')}\n`);
    const { status } = spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (status === 0) continue;
    io.err('that did not succeed; the files are written, so run it again once the registry can be reached\n');
    return exit.problems;
  }
  io.out(`Next: npx sgc synth ${answers.region}.yaml\n`);
  return exit.fine;
};

const next = (io: Io, answers: Answers, folder: string): number => {
  io.out(`Next: ${folder === '.' ? '' : `cd ${folder} && `}npm install && npx sgc synth ${answers.region}.yaml\n`);
  return exit.fine;
};
