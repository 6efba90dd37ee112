/** A table for a workbook or a file of comma-separated values; its first row says what stands below. */
export interface Table {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** Tables as sheets of one workbook. */
export const workbookFrom = async (tables: readonly Table[]): Promise<Buffer> => {
  // It is loaded when a workbook is made and not before.
  const { default: writeXlsx } = await import('write-excel-file/node');
  return writeXlsx(
    tables.map(({ name, rows }) => ({ sheet: name, data: rows.map(cellsOf), stickyRowsCount: 1, columns: widthsOf(rows) })),
  ).toBuffer();
};

/** Numbers as numbers, so that a spreadsheet can add them; text never as a formula. */
const cellsOf = (row: readonly string[], index: number) =>
  row.map((text) =>
    index > 0 && /^-?[0-9]{1,15}(?:\.[0-9]+)?$/.test(text)
      ? { type: Number, value: Number(text) }
      : { type: String, value: text, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
  );

const widthsOf = (rows: Table['rows']) =>
  (rows[0] ?? []).map((_, column) => ({
    width: Math.min(60, Math.max(8, ...rows.slice(0, 200).map((row) => (row[column] ?? '').length + 2))),
  }));
