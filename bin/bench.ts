import './environment';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Plan } from '../lib/plan/plan';
import type { Artefact } from '../lib/providers/provider';
import { loadProvider } from '../lib/providers/registry';
import { compare } from '../lib/planning/compare';
import { auditInputOf, auditWhole, readPlainly } from './bench/audit';
import { pricedRegion } from './bench/comparison';
import { inLanes } from './bench/lanes';
import { type Figure, median, rounded } from './bench/measure';
import { plainly } from './bench/plain';
import { twoTenants, valueOf } from './bench/region';
import { catalogue, packageRoot } from './package-root';
import { planOf } from './workspace';

process.env.CDK_VALIDATION = 'false';

const file = path.join(catalogue, 'reference/municipal.yaml');
const targets = ['aws', 'openstack'] as const;
const quick = process.argv.includes('--quick');
const only = process.argv.find((_, index, all) => all[index - 1] === '--only');
const rounds = quick ? 1 : 9;
/** Regions that a process makes, or audits, before it ends. */
const share = quick ? { made: 1, audited: 1 } : { made: 25, audited: 50 };
/** Runs before anything is measured: the engines are still being compiled. */
const warming = quick ? 1 : 8;

const main = async (): Promise<void> => {
  const work = mkdtempSync(path.join(tmpdir(), 'sgc-bench-'));
  try {
    const figures: Figure[] = [];
    for (const [group, take] of Object.entries(groups)) {
      if (only !== undefined && only !== group) continue;
      for (const figure of await take(work)) {
        print(figure);
        figures.push(figure);
      }
    }
    if (process.argv.includes('--write')) writeRatios(figures);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/** What is measured, by what `--only` takes. */
const groups: Readonly<Record<string, (work: string) => readonly Figure[] | Promise<readonly Figure[]>>> = {
  synthesis: (work) => [
    synthesis('two tenants, both clouds, warm', 0.8, twoTenants('two-tenants'), work),
    synthesis('reference/municipal, both clouds, warm', undefined, reference(), work),
  ],
  plan: () => [resolution(), checkProcess()],
  comparison: () => comparisons(),
  regions: (work) => manyRegions(quick ? 4 : 100, work),
  audit: async (work) => [audit(work), await manyAudits(quick ? 4 : 100, work)],
};

const reference = (): Plan => valueOf(planOf(packageRoot, file));

/** A region on both clouds, warm. */
const synthesis = (name: string, limit: number | undefined, plan: Plan, work: string): Figure => {
  const made = new Map<string, readonly Artefact[]>();
  const folderOf = (target: string): string => path.join(work, target);
  const ours = median(rounds, warming, () => {
    for (const target of targets) {
      rmSync(folderOf(target), { recursive: true, force: true });
      made.set(target, loadProvider(target).synthesize(plan, target, folderOf(target)));
    }
  });
  const plain = median(rounds, warming, () => {
    for (const target of targets) plainly[target](folderOf(target), made.get(target) ?? [], path.join(work, `plain-${target}`));
  });
  return {
    name,
    unit: 's',
    value: ours / 1000,
    limit,
    beside: { what: 'the same resources in plain CDK and cdktn', value: plain / 1000 },
  };
};

/** From files to a plan, warm. */
const resolution = (): Figure => {
  const ours = median(rounds * 3, warming * 3, reference);
  const files = [
    'reference/municipal',
    'reference/defaults',
    'clouds/aws-eu-central-1',
    'clouds/aws-eusc-de-east-1',
    'clouds/scs-reference',
    'services/appointments',
    'services/kindergarten-application',
    'services/residence',
  ];
  const texts = files.map((name) => readFileSync(path.join(catalogue, `${name}.yaml`), 'utf8'));
  const plain = median(rounds * 3, warming * 3, () => texts.map((text) => parse(text) as unknown));
  return {
    name: 'parse and resolve, warm',
    unit: 'ms',
    value: ours,
    limit: 30,
    beside: { what: 'the YAML parser alone on the same files', value: plain },
  };
};

/** Comparing what was synthesized before: one region, and many regions, with the same draws. */
const comparisons = (): readonly Figure[] => {
  const draws = 10_000;
  const region = pricedRegion(draws);
  const one = median(quick ? 1 : 5, 1, () => compare(region));
  const count = quick ? 4 : 100;
  const all = median(1, 0, () => Array.from({ length: count }, () => compare(region)));
  return [
    {
      name: `comparison of 4 profiles, ${draws} draws`,
      unit: 's',
      value: one / 1000,
      limit: 2,
      beside: { what: 'the limit', value: 2 },
    },
    {
      name: `comparison of ${count} regions, ${draws} draws each`,
      unit: 's',
      value: all / 1000,
      limit: 20,
      beside: { what: 'the limit', value: 20 },
    },
  ];
};

/** Every control on the reference region, and every file of its package; what was synthesized lies there already. */
const audit = (work: string): Figure => {
  const plan = reference();
  const written = targets.map((target) => {
    const folder = path.join(work, `audited-${target}`);
    return { target, folder, artefacts: loadProvider(target).synthesize(plan, target, folder) };
  });
  const input = auditInputOf(plan, written);
  return {
    name: 'audit of reference/municipal, both clouds, warm',
    unit: 's',
    value: median(rounds, quick ? 1 : 3, () => auditWhole(input)) / 1000,
    limit: 1,
    beside: { what: 'the same artefacts only parsed', value: median(rounds, 1, () => readPlainly(input)) / 1000 },
  };
};

/** The audits of many regions by two processes at a time, of what other processes wrote. */
const manyAudits = async (count: number, work: string): Promise<Figure> => {
  const folder = path.join(work, 'audited');
  await inLanes(count, share.made, 'ours', folder);
  const { took } = await inLanes(count, share.audited, 'audit', folder);
  return {
    name: `audit of ${count} regions, both clouds, two processes`,
    unit: 's',
    value: took.audit,
    limit: 15,
    beside: { what: 'the same artefacts only parsed, by two processes', value: took.reading },
  };
};

/** `sgc check` as a process, from start to end. */
const checkProcess = (): Figure => {
  const run =
    (...args: readonly string[]) =>
    () =>
      spawnSync(process.execPath, args, { stdio: 'ignore' });
  const ours = median(rounds, 2, run(path.join(packageRoot, 'dist/bin/sgc.js'), 'check', file));
  const plain = median(
    rounds,
    2,
    run('-e', `require(${JSON.stringify(require.resolve('yaml'))}); require(${JSON.stringify(require.resolve('zod'))})`),
  );
  return {
    name: 'sgc check, as a process',
    unit: 's',
    value: ours / 1000,
    limit: 0.3,
    beside: { what: 'a process that loads the YAML and schema libraries', value: plain / 1000 },
  };
};

/** Many regions by two processes at a time, each of which ends after some regions. */
const manyRegions = async (count: number, work: string): Promise<readonly Figure[]> => {
  const ours = await inLanes(count, share.made, 'ours', path.join(work, 'ours'));
  const plain = await inLanes(count, share.made, 'plain', path.join(work, 'plain'));
  const what = 'the same resources in plain CDK and cdktn, by two processes';
  return [
    {
      name: `${count} regions, both clouds, two processes`,
      unit: 's',
      value: ours.seconds,
      limit: 45,
      beside: { what, value: plain.seconds },
    },
    {
      name: 'memory of a process',
      unit: 'MB',
      value: ours.megabytes,
      limit: 700,
      beside: { what, value: plain.megabytes },
    },
  ];
};

const ratiosFile = path.join(packageRoot, 'bin/bench/ratios.json');

const committed = (): Readonly<Record<string, number>> =>
  JSON.parse(readFileSync(ratiosFile, 'utf8')) as Readonly<Record<string, number>>;

/** Of the two numbers as they are printed: whoever divides them finds the same. */
const ratioOf = ({ value, beside }: Figure): number => rounded(rounded(value) / rounded(beside.value), 6);

/** One JSON object a line: the figure, its limit, what stood beside it, and how the ratio compares to the committed one. */
const print = (figure: Figure): void => {
  const { name, unit, value, limit, beside } = figure;
  const before = committed()[name];
  const line = {
    name,
    unit,
    value: rounded(value),
    limit: limit ?? null,
    within: limit === undefined || value <= limit,
    beside: { ...beside, value: rounded(beside.value) },
    ratio: ratioOf(figure),
    committed: before ?? null,
    worsePercent: before === undefined ? null : Math.round((ratioOf(figure) / before - 1) * 100),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** Commits to what was measured; on a machine that does nothing else, please. */
const writeRatios = (figures: readonly Figure[]): void =>
  writeFileSync(
    ratiosFile,
    `${JSON.stringify({ ...committed(), ...Object.fromEntries(figures.map((figure) => [figure.name, ratioOf(figure)])) }, null, 2)}\n`,
  );

void main();
