import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, fileProblem, type Problem, type Result, succeed } from '../../lib/model/problem';
import type { Earlier } from '../../lib/report/audit/baseline';
import type { AuditReport } from '../../lib/report/audit/report';
import { sha256 } from '../../lib/report/audit/uuid';
import type { Io } from '../io';
import { envelopeFile } from './package';
import { verifyPackage } from './verify-package';

/** Reads the report of an earlier package, or of its folder; one that was changed since it was made is a problem. */
export const readEarlier = (io: Pick<Io, 'cwd'>, named: string): Result<Earlier> => {
  const whole = path.resolve(io.cwd, named);
  if (!existsSync(whole)) return fail([noReport(named, 'there is nothing')]);
  const isFolder = statSync(whole).isDirectory();
  const shown = isFolder ? path.join(named, 'report.json') : named;
  if (isFolder && existsSync(path.join(whole, envelopeFile))) {
    const { problems } = verifyPackage(whole, named, undefined, undefined);
    if (problems.length > 0) return fail(problems);
  }
  const file = isFolder ? path.join(whole, 'report.json') : whole;
  if (!existsSync(file)) return fail([noReport(shown, 'there is none')]);
  const text = readFileSync(file, 'utf8');
  const report = reportIn(text);
  return report === undefined ? fail([noReport(shown, 'it is none of `sgc audit`')]) : succeed({ report, sha256: sha256(text) });
};

const noReport = (file: string, reason: string): Problem =>
  fileProblem(
    file,
    'SGC6407',
    `no earlier report can be read here: ${reason}`,
    'the folder of an earlier package, or its report.json',
    'name the folder that an earlier `sgc audit` wrote',
  );

/** A report of the one format there is, as far as a comparison reads it. */
const reportIn = (text: string): AuditReport | undefined => {
  try {
    const report = JSON.parse(text) as Partial<AuditReport> | null;
    const isOurs =
      report?.format === 1 &&
      typeof report.at === 'string' &&
      Array.isArray(report.catalogue?.controls) &&
      Array.isArray(report.catalogue.frameworks) &&
      Array.isArray(report.exceptions) &&
      Array.isArray(report.targets) &&
      report.targets.every((target) =>
        [target.artefacts, target.resources, target.verdicts].every((list) => Array.isArray(list)),
      );
    return isOurs ? (report as AuditReport) : undefined;
  } catch {
    return undefined;
  }
};
