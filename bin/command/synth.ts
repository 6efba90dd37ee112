import path from 'node:path';
import { type Problem, succeed } from '../../lib/model/problem';
import { passed } from '../../lib/report/audit/passed';
import type { Lock } from '../../lib/plan/lock';
import type { Plan } from '../../lib/plan/plan';
import type { Parity, TargetPlan } from '../../lib/plan/target-plan';
import type { Manifest } from '../artefacts';
import { concludeAudit } from '../audit/conclusion';
import { askedOn, regionInput } from '../audit/input';
import { refuseForeign } from '../audit/package';
import { auditedTargetIn } from '../audit/region-artefacts';
import { reportText } from '../audit/text';
import { exit } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { chosenTargets, type StagedTarget, stageTarget } from '../staged-target';
import { tableOf } from '../table';
import { defaultBlueprint, loadRecords, resolveRegion } from '../workspace';

interface SynthOptions {
  readonly target: string;
  readonly audit?: boolean;
  readonly out?: string;
}

/** Writes the artefacts of the chosen targets, all or none, and says what to do with them. */
export const runSynth = (io: Io, named: string | undefined, options: SynthOptions): number => {
  const file = named ?? defaultBlueprint(io.cwd);
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return refuse(io, resolved.problems);
  const { plan, lock, blueprint } = resolved.value;
  const out = path.resolve(io.cwd, options.out ?? path.join('sgc.out', plan.region.id));
  const records = options.audit ? loadRecords(io.cwd, file) : succeed(undefined);
  if (!records.ok) return refuse(io, records.problems);
  if (options.audit) refuseForeign(packageBeside(out));
  const written = stageAll(io, plan, lock, file, chosenTargets(plan, options.target), out);
  const problems = written.flatMap((one) => one.problems);
  if (problems.length > 0) {
    written.forEach((one) => one.staged.discard());
    return refuse(io, problems);
  }
  written.forEach((one) => one.staged.commit());
  const text = regionText(io, plan, file, written, out);
  if (!options.audit) {
    io.out(`${text}\nevidence for an auditor: sgc audit ${shownFile(io, file)}\n`);
    return exit.fine;
  }
  const audited = written.map(({ target, staged }) =>
    auditedTargetIn(path.join(out, target.id), plan, target, staged.manifest.artefacts),
  );
  const input = regionInput({ file, plan, blueprint, records: records.value, written: audited }, askedOn(io.today()));
  const report = concludeAudit(io, input, { folder: packageBeside(out), language: undefined, key: undefined });
  io.out(`${text}\n${reportText(io, report, path.relative(io.cwd, packageBeside(out)), false)}`);
  if (report.problems.length > 0) io.err(problemText(report.problems, io));
  return passed(report) ? exit.fine : exit.problems;
};

/** Where `sgc audit` would put it too. */
const packageBeside = (out: string): string => `${out}-audit`;

const shownFile = (io: Io, file: string): string => path.relative(io.cwd, path.resolve(io.cwd, file)) || file;

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

const stageAll = (io: Io, plan: Plan, lock: Lock, file: string, targets: readonly TargetPlan[], out: string): StagedTarget[] => {
  const written: StagedTarget[] = [];
  try {
    for (const target of targets) written.push(stageTarget(io, plan, lock, file, target, path.join(out, target.id)));
    return written;
  } catch (error) {
    written.forEach((one) => one.staged.discard());
    throw error;
  }
};

const regionText = (io: Io, plan: Plan, file: string, written: readonly StagedTarget[], out: string): string => {
  const { bold } = colorsOf(io, 'out');
  const shown = shownFile(io, file);
  const unguarded = written.reduce((sum, one) => sum + one.unguarded, 0);
  const hint =
    unguarded > 0
      ? `\n${unguarded} resources that hold state are not in the lock yet: run \`sgc lock ${shown}\` and commit it before you deploy.\n`
      : '';
  const parts = written.map((one) =>
    targetText(io, one.target, one.staged.manifest, shown, path.join(path.relative(io.cwd, out) || '.', one.target.id)),
  );
  return `${bold(plan.region.title)} (${plan.region.id}), from ${shown}\n${parts.join('')}${hint}`;
};

const targetText = (io: Io, target: TargetPlan, manifest: Manifest, file: string, folder: string): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const kind = target.provider === 'aws' ? 'stacks' : 'states';
  const total = manifest.artefacts.reduce((sum, artefact) => sum + artefact.resources, 0);
  return [
    '',
    `${bold(target.id)}  ${target.cloud.title}: ${manifest.artefacts.length} ${kind}, ${total} resources`,
    tableOf(manifest.artefacts.map((artefact) => [artefact.name, artefact.resources, artefact.file])),
    `  ${dim('parity:')} ${ledgerCounts(target)}  (sgc plan ${file})`,
    `  ${dim('written to:')} ${folder}`,
    `  ${dim('next:')}`,
    ...nextSteps(target, manifest, folder).map((line) => `    ${line}`),
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

const nextSteps = (target: TargetPlan, manifest: Manifest, folder: string): readonly string[] =>
  target.provider === 'aws'
    ? [`npx cdk diff --app ${folder}`, `npx cdk deploy --app ${folder} --all`]
    : [
        `cd ${path.join(folder, path.dirname(manifest.artefacts[0]?.file ?? ''))} && tofu init && tofu apply`,
        'the others likewise, in this order (terraform works as well); credentials by level: docs/openstack.md',
      ];
