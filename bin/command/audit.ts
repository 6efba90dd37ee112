import path from 'node:path';
import { frameworks } from '../../lib/controls/audit/framework';
import { fileProblem, type Problem, succeed } from '../../lib/model/problem';
import { passed } from '../../lib/report/audit/passed';
import type { Earlier } from '../../lib/report/audit/baseline';
import { importOf } from '../../lib/report/audit/imports';
import type { AuditInput } from '../../lib/report/audit/input';
import { type Language, languageOf, languages } from '../../lib/report/audit/page/language';
import { concludeAudit } from '../audit/conclusion';
import { gatherDeployed } from '../audit/deployed/gather';
import { readEarlier } from '../audit/earlier-package';
import { type Asked, blueprintInput, folderInput, isBlueprint, yearBefore } from '../audit/input';
import { auditMany, blueprintsIn } from '../audit/many';
import { rollUpText } from '../audit/roll-up-text';
import { reportText } from '../audit/text';
import { dayOf } from '../day';
import { exit, UsageError } from '../exit';
import { readText } from '../files';
import type { Io } from '../io';
import { problemText } from '../problem-text';

export interface AuditOptions {
  readonly target: string;
  readonly framework?: string;
  readonly lang?: string;
  readonly at?: string;
  readonly since?: string;
  readonly import?: readonly string[];
  readonly key?: string;
  /** An earlier package, or its report.json. */
  readonly baseline?: string;
  /** Asks the clouds what runs; the folder that `sgc deploy` wrote, or the usual one. */
  readonly deployed?: string | true;
  /** Of several regions: from which blueprint deviations are counted. */
  readonly reference?: string;
  readonly out?: string;
}

/** Audits a region or a folder of artefacts and writes the package; exit code 1 where a control is violated or the input has problems. */
export const runAudit = async (io: Io, paths: readonly string[], options: AuditOptions): Promise<number> => {
  const [named = '', ...more] = paths;
  const many = paths.flatMap((one) => blueprintsIn(io, one) ?? (more.length > 0 ? [one] : []));
  return many.length > 0 ? runMany(io, many, options) : runOne(io, named, options);
};

/** What every audit is asked, from the command line; wrong words are usage errors. */
const wordsOf = (io: Io, options: AuditOptions) => {
  const at = dayOf(options.at ?? io.today());
  return {
    at,
    since: dayOf(options.since ?? yearBefore(at), '--since'),
    framework: frameworkOf(options.framework),
    language: options.lang === undefined ? undefined : languageNamed(options.lang),
    key: options.key === undefined ? undefined : keyOf(io, options.key),
  };
};

const runMany = async (io: Io, files: readonly string[], options: AuditOptions): Promise<number> => {
  if (options.import !== undefined) throw new UsageError('--import goes with one region, or with a folder of artefacts');
  if (options.deployed !== undefined) throw new UsageError('--deployed goes with one region');
  const foreign = files.find((file) => !isBlueprint(io, file));
  if (foreign !== undefined)
    throw new UsageError(`${foreign} is no blueprint; several paths must all be blueprints, or folders of them`);
  const folder = path.resolve(io.cwd, options.out ?? 'sgc.out/regions-audit');
  const done = await auditMany(io, files, {
    ...wordsOf(io, options),
    target: options.target,
    baseline: options.baseline ?? '',
    reference: options.reference,
    folder,
  });
  if (!done.ok) return refuse(io, done.problems);
  io.out(rollUpText(io, done.rollUp, path.relative(io.cwd, folder) || '.', options.key !== undefined));
  if (done.told.length > 0) io.err(problemText(done.told, io));
  return done.fine ? exit.fine : exit.problems;
};

const runOne = async (io: Io, named: string, options: AuditOptions): Promise<number> => {
  const { at, since, framework, language, key } = wordsOf(io, options);
  if (options.reference !== undefined) throw new UsageError('--reference goes with several regions');
  const earlier = options.baseline === undefined ? succeed(null) : readEarlier(io, options.baseline);
  if (!earlier.ok) return refuse(io, earlier.problems);
  const asked: Asked = { at, framework, since, earlier: earlier.value, imports: importsOf(io, options.import ?? []) };
  const input = isBlueprint(io, named) ? blueprintInput(io, named, options.target, asked) : folderInput(io, named, asked);
  if (!input.ok) return refuse(io, input.problems);
  refuseOther(input.value, earlier.value);
  if (options.deployed !== undefined && input.value.region === null) throw new UsageError('--deployed goes with a blueprint');
  const id = input.value.region?.plan.region.id ?? path.basename(path.resolve(io.cwd, named));
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', `${id}-audit`));
  const deployed =
    options.deployed === undefined ? null : await gatherDeployed(io, input.value, deployedFolder(io, id, options.deployed));
  const report = concludeAudit(io, { ...input.value, deployed }, { folder, language, key });
  io.out(reportText(io, report, path.relative(io.cwd, folder) || '.', key !== undefined));
  if (report.problems.length > 0) io.err(problemText(report.problems, io));
  return passed(report) ? exit.fine : exit.problems;
};

/** Where `sgc deploy` wrote, if nobody says otherwise. */
const deployedFolder = (io: Io, id: string, named: string | true): string =>
  path.resolve(io.cwd, named === true ? path.join('sgc.out', id) : named);

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

/** Two regions have nothing to compare but by their roll-up. */
const refuseOther = ({ region }: AuditInput, earlier: Earlier | null): void => {
  const [before, now] = [earlier?.report.region?.id ?? '', region?.plan.region.id ?? ''];
  if (earlier !== null && before !== now)
    throw new UsageError(`--baseline is an audit of ${before || 'a folder'}, and this is ${now || 'a folder'}`);
};

const languageNamed = (tag: string): Language => {
  const language = languageOf(tag);
  if (language === undefined) throw new UsageError(`no page in ${tag}; there are ${languages.join(', ')}`);
  return language;
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

const importsOf = (io: Io, files: readonly string[]): Asked['imports'] => {
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
