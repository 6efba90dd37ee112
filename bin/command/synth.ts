import path from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import type { Parity, TargetPlan } from '../../lib/plan/target-plan';
import { loadProvider } from '../../lib/providers/registry';
import { type Manifest, replaceArtefacts } from '../artefacts';
import { exit, UsageError } from '../exit';
import { colorsOf, type Io, step } from '../io';
import { problemText } from '../problem-text';
import { tableOf } from '../table';
import { defaultBlueprint, planOf } from '../workspace';

interface SynthOptions {
  readonly target: string;
  readonly out?: string;
}

/** Writes the artefacts of the chosen targets and says what to do with them. */
export const runSynth = (io: Io, named: string | undefined, options: SynthOptions): number => {
  const file = named ?? defaultBlueprint(io.cwd);
  const resolved = planOf(io.cwd, file);
  if (!resolved.ok) {
    io.err(problemText(resolved.problems, io));
    return exit.problems;
  }
  const plan = resolved.value;
  const out = path.resolve(io.cwd, options.out ?? path.join('sgc.out', plan.region.id));
  io.out(`${colorsOf(io, 'out').bold(plan.region.title)} (${plan.region.id}), from ${path.relative(io.cwd, file) || file}\n`);
  for (const target of chosen(plan, options.target)) writeTarget(io, plan, target, file, path.join(out, target.id));
  return exit.fine;
};

const chosen = (plan: Plan, name: string): readonly TargetPlan[] => {
  if (name === 'all') return Object.values(plan.targets);
  const target = plan.targets[name];
  if (target === undefined) throw new UsageError(`no target ${name}; the blueprint has ${Object.keys(plan.targets).join(', ')}`);
  return [target];
};

const writeTarget = (io: Io, plan: Plan, target: TargetPlan, file: string, folder: string): void => {
  const provider = step(io, `${target.id}: load`, () => loadEngine(target));
  const manifest = step(io, `${target.id}: synthesize`, () =>
    replaceArtefacts(folder, {
      region: plan.region.id,
      target: target.id,
      write: (into) => provider.synthesize(plan, target.id, into),
    }),
  );
  io.out(summary(io, target, manifest, file, path.relative(io.cwd, folder) || folder));
};

/** The OpenStack engine is an optional peer, so that who deploys to AWS alone need not install it. */
const loadEngine = (target: TargetPlan) => {
  try {
    return loadProvider(target.provider);
  } catch (error) {
    const missing = /Cannot find module '(cdktn|aws-cdk-lib|constructs)/.exec(error instanceof Error ? error.message : '')?.[1];
    if (missing === undefined) throw error;
    throw new UsageError(
      `target ${target.id} needs the package ${missing}, which is not installed; run: npm install --save-dev ${missing}`,
    );
  }
};

const summary = (io: Io, target: TargetPlan, manifest: Manifest, file: string, folder: string): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const kind = target.provider === 'aws' ? 'stack' : 'state';
  const total = manifest.artefacts.reduce((sum, artefact) => sum + artefact.resources, 0);
  return [
    '',
    `${bold(target.id)}  ${target.cloud.title}: ${manifest.artefacts.length} ${kind}s, ${total} resources`,
    tableOf(manifest.artefacts.map((artefact) => [artefact.name, artefact.resources, artefact.file])),
    `  ${dim('parity:')} ${ledgerCounts(target)}`,
    `  ${dim('written to:')} ${folder}`,
    `  ${dim('next:')}`,
    ...nextSteps(target, manifest, file, folder).map((line) => `    ${line}`),
    '',
  ].join('\n');
};

const parities: readonly Parity[] = ['equal', 'substitute', 'weaker', 'obligation', 'absent'];

const ledgerCounts = (target: TargetPlan): string =>
  parities
    .map((parity) => ({ parity, count: target.ledger.filter((line) => line.parity === parity).length }))
    .filter(({ count }) => count > 0)
    .map(({ parity, count }) => `${count} ${parity}`)
    .join(', ');

const nextSteps = (target: TargetPlan, manifest: Manifest, file: string, folder: string): readonly string[] =>
  target.provider === 'aws'
    ? [`npx cdk diff --app ${folder}`, `npx cdk deploy --app ${folder} --all    # what it is: sgc plan ${file}`]
    : [
        `cd ${path.join(folder, path.dirname(manifest.artefacts[0]?.file ?? ''))} && tofu init && tofu apply`,
        'the others likewise, in this order (terraform works as well); credentials by level: docs/openstack.md',
      ];
