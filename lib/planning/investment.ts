import type { Financing } from '../model/investment';
import type { CashFlow } from './cash-flow';
import type { Comparison, ProfileResult, Ref } from './comparison';
import { type Figures, unknown } from './figure';
import { FigureBook } from './figures';
import { financedOf } from './financed';
import { cornersOf } from './investment-corners';
import { financingsIn, type InvestmentInput } from './investment-input';
import type { InvestedProfile, Investment } from './investment-result';
import { inEnglish, told } from './phrase';

/** Plans the money of every profile over the years of a comparison. Pure. */
export const investmentOf = (comparison: Comparison, input: InvestmentInput): Investment => {
  const book = new FigureBook(inEnglish);
  input.inputs.forEach((one) => book.source(told(one, inEnglish)));
  const figures: Figures = { ...comparison.figures, ...book.toFigures() };
  const flowsOf = (profile: ProfileResult, financing: Financing): readonly CashFlow[] =>
    cornersOf(figures, profile, input, financing);
  const stay = comparison.profiles.find(({ kind }) => kind === 'stay');
  const staying = stay === undefined ? [] : flowsOf(stay, 'public').map(({ presentValue }) => presentValue);
  const profiles = comparison.profiles.map((profile) => ({
    id: profile.id,
    title: profile.title,
    unknown: unknownIn(profile, figures),
    financings: (profile.kind === 'stay' ? (['public'] as const) : financingsIn(input)).map((financing) =>
      financedOf({ profile, financing, input, staying, book, currency: comparison.currency, flows: flowsOf(profile, financing) }),
    ),
  }));
  return {
    format: 1,
    region: comparison.region,
    date: comparison.date,
    currency: comparison.currency,
    discount: input.discount,
    profiles,
    figures: reachable([input.discount, ...profiles.flatMap(refsIn)], { ...figures, ...book.toFigures() }),
  };
};

const unknownIn = (profile: ProfileResult, figures: Figures): readonly string[] => [
  ...new Set([
    ...(figures[profile.month]?.value === unknown ? ['what a month costs'] : []),
    ...profile.unpriced.map(({ reason }) => reason),
    ...profile.once.filter((line) => line.unknown !== '').map((line) => line.unknown),
  ]),
];

const refsIn = ({ financings }: InvestedProfile): readonly Ref[] =>
  financings.flatMap(({ years, funding, ...one }) => [
    ...[one.invested, one.grantShare, one.coFundingShare, one.net, one.presentValue, one.gain],
    ...funding.map(({ amount }) => amount),
    ...years.flatMap(({ investment, operation, once, funding: paid, net, present }) => [
      ...[investment, operation, once, paid, net, present],
    ]),
  ]);

/** The figures that are named, with all from which they follow. */
export const reachable = (named: readonly Ref[], figures: Figures): Figures => {
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const figure = figures[id];
    if (figure === undefined || seen.has(id)) return;
    seen.add(id);
    if ('derivedFrom' in figure) figure.derivedFrom.forEach(visit);
  };
  named.forEach(visit);
  return Object.fromEntries(Object.entries(figures).filter(([id]) => seen.has(id)));
};
