import type { Comparison } from '../../lib/planning/comparison';
import { type Table, workbookFrom } from '../workbook';
import { figureRows, lineRows } from './csv';

/** A workbook: summary, lines, figures with their sources. */
export const workbookOf = (comparison: Comparison): Promise<Buffer> =>
  workbookFrom([
    { name: 'summary', rows: summaryRows(comparison) },
    { name: 'lines', rows: lineRows(comparison) },
    { name: 'figures', rows: figureRows(comparison) },
  ]);

const summaryRows = ({ profiles, figures, currency, date }: Comparison): Table['rows'] => [
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
