import Decimal from 'decimal.js';
import type { Financing } from '../model/investment';
import { type CashFlow, cashFlowOf, type Costs, type Terms } from './cash-flow';
import type { ProfileResult } from './comparison';
import { type Figures, unknown } from './figure';
import type { InvestmentInput } from './investment-input';

const corners = ['low', 'expected', 'high'] as const;
type Corner = (typeof corners)[number];

/** The same arithmetic three times: all costs at their lowest, as expected, at their highest. */
export const cornersOf = (
  figures: Figures,
  profile: ProfileResult,
  input: InvestmentInput,
  financing: Financing,
): readonly CashFlow[] =>
  corners.map((corner) => cashFlowOf(costsAt(figures, profile, input, corner), termsOf(figures, input, financing)));

/** What is unknown costs nothing at least, and anything at most. */
const at = (figures: Figures, id: string, corner: Corner = 'expected'): Decimal => {
  const figure = figures[id];
  if (figure === undefined) return new Decimal(0);
  const text = corner === 'expected' ? figure.value : figure[corner];
  return text === unknown ? new Decimal(corner === 'high' ? Infinity : 0) : new Decimal(text);
};

const costsAt = (figures: Figures, profile: ProfileResult, { items }: InvestmentInput, corner: Corner): Costs => {
  const once = (id: string): Decimal => at(figures, profile.once.find((line) => line.id === id)?.cost ?? '', corner);
  return {
    invested: [
      { kind: 'setup', year: 0, cost: once('setup') },
      { kind: 'migration', year: 0, cost: once('migration') },
      ...items
        .filter((item) => item.profile === profile.id)
        .map(({ year, cost }) => ({ kind: 'items' as const, year, cost: at(figures, cost, corner) })),
    ],
    month: at(figures, profile.month, corner),
    parallel: once('parallel'),
    leaving: once('exit').plus(once('transfer')),
  };
};

/** Terms are what the region decides: single numbers. */
const termsOf = (figures: Figures, input: InvestmentInput, financing: Financing): Terms => ({
  years: at(figures, 'years').toNumber(),
  discountPercent: at(figures, input.discount),
  sources: input.funding
    .filter(({ financings }) => financings.includes(financing))
    .map(({ id, percent, of, atMost, delayYears }) => ({
      id,
      percent: at(figures, percent),
      of,
      atMost: atMost === null ? null : at(figures, atMost),
      delayYears,
    })),
  provider:
    financing === 'public' || input.private === null
      ? null
      : {
          carries: input.private.carries,
          contractYears: input.private.contractYears,
          costOfCapitalPercent: at(figures, input.private.costOfCapital),
          marginPercent: at(figures, input.private.margin),
        },
});
