import type { Investment, InvestedProfile } from '../../lib/planning/investment-result';
import { figureRowsOf } from '../compare/csv';
import type { Table } from '../workbook';

/** The investment as tables: a summary, the years, every figure with its source. */
export const investmentTables = (investment: Investment): readonly Table[] => [
  { name: 'summary', rows: summaryRows(investment) },
  { name: 'cash-flow', rows: yearRows(investment) },
  { name: 'figures', rows: figureRowsOf(investment.figures) },
];

const cells = ({ figures }: Investment, ref: string): readonly string[] => [
  figures[ref]?.value ?? '',
  figures[ref]?.low ?? '',
  figures[ref]?.high ?? '',
];

const unknownIn = ({ unknown }: InvestedProfile): string => unknown.join('; ');

const summaryRows = (investment: Investment): Table['rows'] => [
  [
    'profile',
    'financing',
    'invested',
    'low',
    'high',
    'grants %',
    'co-funding %',
    'remains to be paid',
    'low',
    'high',
    'present value',
    'low',
    'high',
    'gain against staying',
    'low',
    'high',
    'currency',
    'not known',
  ],
  ...investment.profiles.flatMap((profile) =>
    profile.financings.map((one) => [
      profile.id,
      one.financing,
      ...cells(investment, one.invested),
      investment.figures[one.grantShare]?.value ?? '',
      investment.figures[one.coFundingShare]?.value ?? '',
      ...cells(investment, one.net),
      ...cells(investment, one.presentValue),
      ...cells(investment, one.gain),
      investment.currency,
      unknownIn(profile),
    ]),
  ),
];

export const flowColumns = ['investment', 'operation', 'once', 'funding', 'net', 'present'] as const;

const yearRows = (investment: Investment): Table['rows'] => [
  ['profile', 'financing', 'year', ...flowColumns.flatMap((what) => [what, 'low', 'high']), 'currency'],
  ...investment.profiles.flatMap((profile) =>
    profile.financings.flatMap(({ financing, years }) =>
      years.map((year) => [
        profile.id,
        financing,
        year.year,
        ...flowColumns.flatMap((what) => cells(investment, year[what])),
        investment.currency,
      ]),
    ),
  ),
];
