import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Earlier } from '../../lib/report/audit/baseline';
import { changesCsv } from '../../lib/report/audit/changes-csv';
import { controlsCsv } from '../../lib/report/audit/csv';
import { assessmentResultsOf, componentDefinitionOf } from '../../lib/report/audit/oscal';
import { deployedCsv } from '../../lib/report/audit/deployed-csv';
import { renderPage } from '../../lib/report/audit/page';
import type { Language } from '../../lib/report/audit/page/language';
import { recordsCsv } from '../../lib/report/audit/records-csv';
import type { AuditReport } from '../../lib/report/audit/report';
import { sarifOf } from '../../lib/report/audit/sarif';
import { envelopeOf, publicKeyPem, type Statement, statementOf } from '../../lib/report/audit/statement';
import { sha256 } from '../../lib/report/audit/uuid';
import { UsageError } from '../exit';

/** The file by which a package of ours is known. */
export const envelopeFile = 'statement.dsse.json';
export const publicKeyFile = 'statement.pub';

interface Speech {
  readonly language: Language;
  /** Moment of the audit. */
  readonly verified: string;
  /** Private key in PEM; undefined: not signed. */
  readonly key: string | undefined;
}

/** Files of an evidence package, by name; the statement comes last, for it names the others. */
export const packageFiles = (
  report: AuditReport,
  earlier: Earlier | null,
  { language, verified, key }: Speech,
): ReadonlyMap<string, string> => {
  const files = new Map<string, string>([
    ['index.html', renderPage(report, language)],
    ['report.json', json(report)],
    ['controls.csv', controlsCsv(report)],
    ...(report.baseline === null ? [] : [['changes.csv', changesCsv(report)] as const]),
    ...(report.records === null ? [] : [['records.csv', recordsCsv(report)] as const]),
    ...(report.deployed === null ? [] : [['deployed.csv', deployedCsv(report)] as const]),
    ['report.sarif', json(sarifOf(report, earlier?.report ?? null))],
    ['oscal-component-definition.json', json(componentDefinitionOf(report))],
    ['oscal-assessment-results.json', json(assessmentResultsOf(report))],
  ]);
  const statement: Statement = statementOf(
    report,
    [...files].map(([name, text]) => ({ name, digest: { sha256: sha256(text) } })),
    verified,
  );
  files.set(envelopeFile, json(envelopeOf(statement, key)));
  if (key !== undefined) files.set(publicKeyFile, publicKeyPem(key));
  return files;
};

export const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** Writes a package beside the old one and puts it in its place, so that no one ever sees half of it. */
export const writePackage = (folder: string, files: ReadonlyMap<string, string>): void => {
  const staged = stagePackage(folder);
  staged.write(files);
  staged.commit();
};

/** A package that stands beside the old one until it takes its place. */
export interface StagedPackage {
  /** Where it is until then. */
  readonly fresh: string;
  /** Adds files, by path below the folder. */
  readonly write: (files: ReadonlyMap<string, string>) => void;
  readonly commit: () => void;
  readonly discard: () => void;
}

/** Begins a package; a usage error where the folder holds what is none. */
export const stagePackage = (folder: string): StagedPackage => {
  const fresh = `${folder}.new`;
  const old = `${folder}.old`;
  refuseForeign(folder);
  const discard = (): void => rmSync(fresh, { recursive: true, force: true });
  discard();
  mkdirSync(fresh, { recursive: true });
  return {
    fresh,
    discard,
    write: (files) => {
      for (const [name, text] of files) {
        mkdirSync(path.dirname(path.join(fresh, name)), { recursive: true });
        writeFileSync(path.join(fresh, name), text);
      }
    },
    commit: () => {
      rmSync(old, { recursive: true, force: true });
      if (existsSync(folder)) renameSync(folder, old);
      renameSync(fresh, folder);
      rmSync(old, { recursive: true, force: true });
    },
  };
};

/** A usage error where a folder holds what is no package of ours. */
export const refuseForeign = (folder: string): void => {
  if (!existsSync(folder) || existsSync(path.join(folder, envelopeFile)) || readdirSync(folder).length === 0) return;
  throw new UsageError(`${folder} holds files that sgc did not write; choose another folder with --out, or empty it`);
};
