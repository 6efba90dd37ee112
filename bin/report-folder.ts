import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stageArtefacts } from './artefacts';
import { csvText } from './compare/csv';
import { type Table, workbookFrom } from './workbook';

export type Files = Readonly<Record<string, string | Buffer>>;

/** All files together take the place of the old ones. */
export const writeReport = (folder: string, names: { readonly region: string; readonly target: string }, files: Files): void => {
  const staged = stageArtefacts(folder, names, (into) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(into, name), content);
    return [];
  });
  staged.commit();
};

/** The same as JSON, as a workbook, and each table as comma-separated values. */
export const sheetFiles = async (name: string, document: unknown, tables: readonly Table[]): Promise<Files> => ({
  [`${name}.json`]: `${JSON.stringify(document, null, 1)}\n`,
  ...Object.fromEntries(tables.map((table) => [`${table.name}.csv`, csvText(table.rows)])),
  [`${name}.xlsx`]: await workbookFrom(tables),
});
