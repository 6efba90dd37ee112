import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, fileProblem, type Problem, type Result, succeed } from '../../lib/model/problem';
import type { Blueprint } from '../../lib/model/blueprint';
import type { Records } from '../../lib/model/records';
import type { Sourced } from '../../lib/model/sourced';
import type { Plan } from '../../lib/plan/plan';
import type { Earlier } from '../../lib/report/audit/baseline';
import type { AuditInput } from '../../lib/report/audit/input';
import type { ImportEntry } from '../../lib/report/audit/report';
import { type Io, step } from '../io';
import { packageFile } from '../package-root';
import { chosenTargets } from '../staged-target';
import { loadRecords, recordsFileOf, resolveRegion } from '../workspace';
import { readArtefactFolder } from './artefact-folder';
import { auditedTargetOf, type SynthesizedForAudit } from './region-artefacts';

/** What was asked of an audit, besides what is audited. */
export interface Asked {
  readonly at: string;
  /** Empty: all frameworks. */
  readonly framework: string;
  /** First day of the period over which records are shown. */
  readonly since: string;
  readonly earlier: Earlier | null;
  readonly imports: { readonly entries: readonly ImportEntry[]; readonly problems: readonly Problem[] };
}

/** Asks for nothing in particular. */
export const askedOn = (at: string): Asked => ({
  at,
  framework: '',
  since: yearBefore(at),
  earlier: null,
  imports: { entries: [], problems: [] },
});

/** Records of a year are shown, where nobody asks for another period. */
export const yearBefore = (day: string): string => {
  const [year = '', ...rest] = day.split('-');
  return [String(Number(year) - 1), ...rest].join('-').replace('02-29', '02-28');
};

const tool = { name: 'sgc', version: packageFile.version };

/** A region and what its targets became. */
export interface AuditedRegion {
  readonly file: string;
  readonly plan: Plan;
  readonly blueprint: Sourced<Blueprint>;
  readonly records: Sourced<Records> | undefined;
  readonly written: readonly SynthesizedForAudit[];
}

/** Everything that the audit of a region looks at. */
export const regionInput = (
  { file, plan, blueprint, records, written }: AuditedRegion,
  { at, framework, since, earlier, imports }: Asked,
): AuditInput => ({
  tool,
  at,
  framework,
  earlier,
  deployed: null,
  region: {
    blueprint: file,
    plan,
    register: { entries: blueprint.value.exceptions, locate: (where) => blueprint.locate(where) },
    book: records === undefined ? null : { file: recordsFileOf(file), records, from: since },
  },
  targets: written.map((one) => one.target),
  acknowledgements: written.flatMap((one) => one.acknowledgements),
  imports: imports.entries,
  problems: imports.problems,
});

/** Synthesizes the chosen targets of a region into folders that go again. */
export const blueprintInput = (io: Io, file: string, target: string, asked: Asked): Result<AuditInput> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return resolved;
  const { plan, blueprint } = resolved.value;
  const records = loadRecords(io.cwd, file);
  if (!records.ok) return records;
  const written = chosenTargets(plan, target).map((one) => auditedTargetOf(io, plan, one));
  return succeed(regionInput({ file, plan, blueprint, records: records.value, written }, asked));
};

/** Reads a folder of artefacts, or one of them, whoever made it. */
export const folderInput = (io: Io, named: string, { at, framework, earlier, imports }: Asked): Result<AuditInput> => {
  const folder = step(io, 'read', () => readArtefactFolder(path.resolve(io.cwd, named), named));
  if (folder.targets.length === 0 && folder.problems.length === 0)
    return fail([
      fileProblem(
        named,
        'SGC6402',
        'nothing here is an artefact',
        'CloudFormation templates, Terraform JSON, plans as JSON',
        'name the folder that holds them; a plan becomes JSON by: terraform show -json plan > plan.json',
      ),
    ]);
  return succeed({
    tool,
    at,
    framework,
    earlier,
    deployed: null,
    region: null,
    targets: folder.targets,
    acknowledgements: folder.acknowledgements,
    imports: [...folder.imports, ...imports.entries],
    problems: [...folder.problems, ...imports.problems],
  });
};

/** A single YAML file that begins as a blueprint does; a template of CloudFormation may be YAML too. */
export const isBlueprint = (io: Io, named: string): boolean => {
  const whole = path.resolve(io.cwd, named);
  if (!/\.ya?ml$/.test(named) || !existsSync(whole) || !statSync(whole).isFile()) return !existsSync(whole);
  return !/^(AWSTemplateFormatVersion|Resources|Transform)\s*:/m.test(readFileSync(whole, 'utf8'));
};
