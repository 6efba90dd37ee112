import type { Comparison } from '../../lib/planning/comparison';
import { figureRows, lineRows } from './csv';

type Rows = readonly (readonly string[])[];

/** A workbook: summary, lines, figures with their sources. */
export const workbookOf = async (comparison: Comparison): Promise<Buffer> => {
  // It is loaded when a workbook is made and not before.
  const { default: writeXlsx } = await import('write-excel-file/node');
  const sheets: readonly (readonly [string, Rows])[] = [
    ['summary', summaryRows(comparison)],
    ['lines', lineRows(comparison)],
    ['figures', figureRows(comparison)],
  ];
  return writeXlsx(
    sheets.map(([sheet, rows]) => ({ sheet, data: rows.map(cellsOf), stickyRowsCount: 1, columns: widthsOf(rows) })),
  ).toBuffer();
};

const summaryRows = ({ profiles, figures, currency, date }: Comparison): Rows => [
  [
    'profile',
    'cost of a month',
    'low',
    'high',
    'currency',
    'over the years',
    'priced %',
    'score %',
    'level',
    'kg CO2e a month',
    'parity %',
    'date',
  ],
  ...profiles.map((profile) => {
    const value = (id: string): string => figures[id]?.value ?? '';
    return [
      profile.title,
      value(profile.month),
      figures[profile.month]?.low ?? '',
      figures[profile.month]?.high ?? '',
      currency,
      value(profile.years),
      value(profile.pricedShare),
      value(profile.sovereignty.score),
      value(profile.sovereignty.level),
      value(profile.carbon.operation),
      value(profile.parityShare),
      date,
    ];
  }),
];

/** Numbers as numbers, so that a spreadsheet can add them; text never as a formula. */
const cellsOf = (row: readonly string[], index: number) =>
  row.map((text) =>
    index > 0 && /^-?[0-9]{1,15}(?:\.[0-9]+)?$/.test(text)
      ? { type: Number, value: Number(text) }
      : { type: String, value: text, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) },
  );

const widthsOf = (rows: Rows) =>
  (rows[0] ?? []).map((_, column) => ({
    width: Math.min(60, Math.max(8, ...rows.slice(0, 200).map((row) => (row[column] ?? '').length + 2))),
  }));
