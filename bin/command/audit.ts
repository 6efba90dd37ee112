import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { frameworks } from '../../lib/controls/audit/framework';
import { fail, fileProblem, type Problem, type Result, succeed } from '../../lib/model/problem';
import { auditReport } from '../../lib/report/audit/assemble';
import { importOf } from '../../lib/report/audit/imports';
import type { AuditInput } from '../../lib/report/audit/input';
import { type Language, languageOf, languages } from '../../lib/report/audit/page/language';
import { type AuditReport, type ImportEntry, type TargetEntry, verdictKinds } from '../../lib/report/audit/report';
import { KeyError } from '../../lib/report/audit/statement';
import { readArtefactFolder } from '../audit/artefact-folder';
import { packageFiles, writePackage } from '../audit/package';
import { auditedTargetOf } from '../audit/region-artefacts';
import { dayOf } from '../day';
import { exit, UsageError } from '../exit';
import { readText } from '../files';
import { colorsOf, type Io, step } from '../io';
import { packageFile } from '../package-root';
import { problemText } from '../problem-text';
import { chosenTargets } from '../staged-target';
import { tableOf } from '../table';
import { resolveRegion } from '../workspace';

export interface AuditOptions {
  readonly target: string;
  readonly framework?: string;
  readonly lang?: string;
  readonly at?: string;
  readonly import?: readonly string[];
  readonly key?: string;
  readonly out?: string;
}

/** Audits a region or a folder of artefacts and writes the package; exit code 1 where a control is violated or the input has problems. */
export const runAudit = (io: Io, named: string, options: AuditOptions): number => {
  const at = dayOf(options.at ?? io.today());
  const framework = frameworkOf(options.framework);
  const asked = options.lang === undefined ? undefined : languageNamed(options.lang);
  const key = options.key === undefined ? undefined : keyOf(io, options.key);
  const given = { at, framework, imports: importsOf(io, options.import ?? []) };
  const input = isBlueprint(io, named) ? regionInput(io, named, options.target, given) : folderInput(io, named, given);
  if (!input.ok) {
    io.err(problemText(input.problems, io));
    return exit.problems;
  }
  const report = step(io, 'audit', () => auditReport(input.value));
  const out = path.resolve(
    io.cwd,
    options.out ?? path.join('sgc.out', `${report.region?.id ?? path.basename(path.resolve(io.cwd, named))}-audit`),
  );
  const language = asked ?? ownLanguage(input.value);
  writePackage(
    out,
    signed(() => packageFiles(report, language, `${io.today()}T00:00:00Z`, key)),
  );
  io.out(reportText(io, report, path.relative(io.cwd, out) || '.', key !== undefined));
  if (report.problems.length > 0) io.err(problemText(report.problems, io));
  const isFine =
    report.problems.length === 0 &&
    !report.targets.some(({ verdicts }) => verdicts.some(({ verdict }) => verdict === 'violated'));
  return isFine ? exit.fine : exit.problems;
};

/** The first language of the region in which there is a page. */
const ownLanguage = ({ region }: AuditInput): Language =>
  (region?.plan.region.languages ?? []).map(languageOf).find((one) => one !== undefined) ?? 'en';

const languageNamed = (tag: string): Language => {
  const language = languageOf(tag);
  if (language === undefined) throw new UsageError(`no page in ${tag}; there are ${languages.join(', ')}`);
  return language;
};

const signed = (files: () => ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  try {
    return files();
  } catch (error) {
    if (error instanceof KeyError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_OSSL') === true)
      throw new UsageError(
        `--key takes an Ed25519 private key in PEM: ${(error as Error).message}; make one with: openssl genpkey -algorithm ed25519`,
      );
    throw error;
  }
};

const frameworkOf = (id: string | undefined): string => {
  if (id === undefined || id in frameworks) return id ?? '';
  throw new UsageError(`no framework ${id}; there are ${Object.keys(frameworks).join(', ')}`);
};

const keyOf = (io: Io, file: string): string => {
  const text = readText(path.resolve(io.cwd, file), file);
  if (!text.ok) throw new UsageError(`--key: ${text.problems[0]?.message ?? 'it cannot be read'}: ${file}`);
  return text.value;
};

interface Given {
  readonly at: string;
  readonly framework: string;
  readonly imports: { readonly entries: readonly ImportEntry[]; readonly problems: readonly Problem[] };
}

const importsOf = (io: Io, files: readonly string[]): Given['imports'] => {
  const read = files.map((file) => {
    const text = readText(path.resolve(io.cwd, file), file);
    if (!text.ok) return { entries: [], problems: text.problems };
    const entries = importOf(file, text.value);
    return entries === undefined ? { entries: [], problems: [notReport(file)] } : { entries, problems: [] };
  });
  return { entries: read.flatMap(({ entries }) => entries), problems: read.flatMap(({ problems }) => problems) };
};

const notReport = (file: string): Problem =>
  fileProblem(
    file,
    'SGC6403',
    'it is no report of another tool',
    'SARIF 2.1.0, or validation-report.json of the CDK',
    'let the tool write SARIF',
  );

/** A single YAML file that begins as a blueprint does; a template of CloudFormation may be YAML too. */
const isBlueprint = (io: Io, named: string): boolean => {
  const whole = path.resolve(io.cwd, named);
  if (!/\.ya?ml$/.test(named) || !existsSync(whole) || !statSync(whole).isFile()) return !existsSync(whole);
  return !/^(AWSTemplateFormatVersion|Resources|Transform)\s*:/m.test(readFileSync(whole, 'utf8'));
};

const tool = { name: 'sgc', version: packageFile.version };

const regionInput = (io: Io, file: string, target: string, { at, framework, imports }: Given): Result<AuditInput> => {
  const resolved = resolveRegion(io.cwd, file);
  if (!resolved.ok) return resolved;
  const { plan, blueprint } = resolved.value;
  const written = chosenTargets(plan, target).map((one) => auditedTargetOf(io, plan, one));
  return succeed({
    tool,
    at,
    framework,
    region: {
      blueprint: file,
      plan,
      register: { entries: blueprint.value.exceptions, locate: (where) => blueprint.locate(where) },
    },
    targets: written.map((one) => one.target),
    acknowledgements: written.flatMap((one) => one.acknowledgements),
    imports: imports.entries,
    problems: imports.problems,
  });
};

const folderInput = (io: Io, named: string, { at, framework, imports }: Given): Result<AuditInput> => {
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
    region: null,
    targets: folder.targets,
    acknowledgements: folder.acknowledgements,
    imports: [...folder.imports, ...imports.entries],
    problems: [...folder.problems, ...imports.problems],
  });
};

const reportText = (io: Io, report: AuditReport, out: string, isSigned: boolean): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const scores = report.parity.scores.map(({ target, equal, met, of }) => `${target} ${equal} equal, ${met} met of ${of}`);
  return [
    `${bold(report.region?.title ?? 'artefacts')}: ${report.catalogue.controls.length} controls, judged on ${report.at}`,
    ...report.targets.map((target) => targetText(io, target)),
    ...(scores.length === 0 ? [] : ['', `${dim('parity:')} ${scores.join('; ')}`]),
    ...(report.exceptions.length === 0
      ? []
      : [
          `${dim('exceptions:')} ${report.exceptions.length}, of which ${report.exceptions.filter(({ state }) => state === 'active').length} active`,
        ]),
    ...report.imports.map(({ tool: name, findings }) => `${dim('taken in:')} ${name}, ${findings.length} results`),
    `${dim('written to:')} ${out}${isSigned ? '' : '  (not signed; --key signs it)'}`,
    `${dim('next:')} sgc verify ${out}`,
    '',
  ].join('\n');
};

const targetText = (io: Io, target: TargetEntry): string => {
  const { bold } = colorsOf(io, 'out');
  const counts = verdictKinds
    .map((kind) => ({ kind, count: target.verdicts.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const open = target.verdicts.filter(({ verdict }) => verdict === 'violated' || verdict === 'undecidable');
  const places = open.map(({ control, verdict, reason, evidence }) => {
    const first = evidence.find(({ result, exception }) => result !== 'kept' && exception === '');
    return [verdict, control, first === undefined ? '' : `${first.resource}:${first.line}`, reason];
  });
  const { coverage } = target;
  return [
    '',
    `${bold(target.id)}  ${target.cloud}: ${target.artefacts.length} artefacts, ${coverage.resourcesRead} resources, ${coverage.factsRead} facts, ${coverage.unseen.length} unseen`,
    `  ${counts.join(', ')}`,
    ...(places.length === 0 ? [] : [tableOf(places)]),
  ].join('\n');
};
