import { unknown } from '../../lib/planning/figure';
import type { Financed, Investment, InvestedProfile } from '../../lib/planning/investment-result';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';
import { flowColumns } from './tables';

const headings: readonly string[] = ['year', 'investment', 'operation', 'once', 'paid by others', 'remains', 'worth today'];

/** The money of every profile for people at a terminal: year by year, then what it comes to. */
export const investmentText = (io: Io, investment: Investment, folder: string): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const rate = investment.figures[investment.discount]?.value ?? '';
  return [
    bold(`${investment.region.title}: ${investment.currency} without VAT, later years at ${rate} % a year, ${investment.date}`),
    ...investment.profiles.flatMap((profile) => [
      '',
      ...profile.financings.flatMap((one) => financedText(investment, profile, one, bold)),
      ...(profile.unknown.length === 0
        ? []
        : [dim(`  not known, so sums are at least this: ${profile.unknown.slice(0, 4).join('; ')}`)]),
    ]),
    '',
    `${folder}: invest.json, invest.xlsx, summary.csv, cash-flow.csv, figures.csv`,
    '',
  ].join('\n');
};

const financedText = (
  { figures }: Investment,
  { id, title }: InvestedProfile,
  one: Financed,
  bold: (text: string) => string,
): readonly string[] => {
  const value = (ref: string): string => figures[ref]?.value ?? unknown;
  const money = (ref: string): string => `${figures[ref]?.high === unknown && value(ref) !== unknown ? '≥ ' : ''}${value(ref)}`;
  const range = (ref: string): string => `${money(ref)} (${figures[ref]?.low ?? unknown} … ${figures[ref]?.high ?? unknown})`;
  return [
    bold(`${id}, ${one.financing} financing: ${title}`),
    tableOf([headings, ...one.years.map((year) => [year.year, ...flowColumns.map((what) => money(year[what]))])]),
    `  invested ${range(one.invested)}, grants ${value(one.grantShare)} %, co-funding ${value(one.coFundingShare)} %`,
    ...one.funding.map(({ title: source, amount }) => `    ${source}: ${money(amount)}`),
    `  remains to be paid ${range(one.net)}`,
    `  present value ${range(one.presentValue)}${value(one.gain) === unknown ? '' : `, gain against staying ${range(one.gain)}`}`,
  ];
};
