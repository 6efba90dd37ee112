import path from 'node:path';
import { fail, type Result, succeed } from '../../lib/model/problem';
import type { Plan } from '../../lib/plan/plan';
import { sizes } from '../../lib/plan/sizing';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { profileFlavors } from '../../lib/preflight/preflight';
import type { Requirement, Told } from '../../lib/preflight/requirement';
import { awsRequirements, openstackRequirements } from '../../lib/preflight/sheet';
import { exit, UsageError } from '../exit';
import type { Io } from '../io';
import { readPlanning } from '../planning-files';
import { synthesizedOf } from '../preflight/synthesized';
import { problemText } from '../problem-text';
import { sheetFiles, writeReport } from '../report-folder';
import { requirementTables } from '../requirements/tables';
import { sheetText } from '../requirements/text';
import { planningFileOf, resolveRegion } from '../workspace';

export interface RequirementsOptions {
  readonly target: string;
  readonly planning?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** What must be there before a region can be set up: quotas, addresses, people, contracts, certificates. Asks no cloud. */
export const runRequirements = async (io: Io, file: string, options: RequirementsOptions): Promise<number> => {
  const read = readRegion(io, file, options);
  if (!read.ok) {
    io.err(problemText(read.problems, io));
    return exit.problems;
  }
  const { plan, told } = read.value;
  const sheets = chosen(plan, options.target).map((target) => ({ target, requirements: sheetOf(io, plan, target, told) }));
  const requirements = sheets.flatMap((sheet) => sheet.requirements);
  const document = { format: 1, region: plan.region.id, date: told.date, requirements };
  if (options.json === true) {
    io.out(`${JSON.stringify(document, null, 2)}\n`);
    return exit.fine;
  }
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', plan.region.id, 'requirements'));
  writeReport(
    folder,
    { region: plan.region.id, target: 'requirements' },
    await sheetFiles('requirements', document, requirementTables(requirements)),
  );
  const shown = path.relative(io.cwd, folder) || '.';
  io.out(
    `${sheets.map(({ target, requirements: own }) => sheetText(io, target, own)).join('\n')}\n${shown}: requirements.json, requirements.csv, requirements.xlsx\n`,
  );
  return exit.fine;
};

const readRegion = (
  io: Io,
  file: string,
  { planning: named }: RequirementsOptions,
): Result<{ readonly plan: Plan; readonly told: Told }> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return resolved;
  const { plan, blueprint } = resolved.value;
  const planning = readPlanning(io.cwd, file, named, blueprint.value);
  return planning.ok
    ? succeed({ plan, told: { planning: planning.value?.value, file: named ?? planningFileOf(file), date: io.today() } })
    : fail(planning.problems);
};

const chosen = (plan: Plan, name: string): readonly TargetPlan[] => {
  if (name === 'all') return Object.values(plan.targets);
  const target = plan.targets[name];
  if (target === undefined) throw new UsageError(`no target ${name}; the blueprint has ${Object.keys(plan.targets).join(', ')}`);
  return [target];
};

const sheetOf = (io: Io, plan: Plan, target: TargetPlan, told: Told): readonly Requirement[] =>
  target.provider === 'aws'
    ? awsRequirements(synthesizedOf(io, plan, target), told)
    : openstackRequirements(synthesizedOf(io, plan, target), profileFlavors(target, sizes), told);
