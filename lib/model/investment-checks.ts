import { financings, investedKinds, type InvestmentTerms } from './investment';
import type { Path } from './path';
import type { Planning } from './planning';
import type { Problem } from './problem';
import type { Sourced } from './sourced';

export const defaultYears = 5;

type Funding = NonNullable<InvestmentTerms['funding']>[string];

/** What contradicts itself in the investment of a planning file. */
export const investmentProblems = (planning: Sourced<Planning>): Problem[] => {
  const { investment, years = defaultYears } = planning.value;
  return investment === undefined ? [] : [...tooMuch(planning, investment), ...tooLate(planning, investment, years)];
};

/** A body that pays more than everything would turn a cost into a gain. */
const tooMuch = (planning: Sourced<Planning>, { funding = {} }: InvestmentTerms): Problem[] => {
  const over = financings.flatMap((financing) =>
    investedKinds.flatMap((kind) => {
      const paying = Object.entries(funding).filter(([, one]) => pays(one, kind, financing));
      // Six decimals: 33.3 and 66.7 are 100.
      const sum = Number(paying.reduce((total, [, { percent }]) => total + percent, 0).toFixed(6));
      const last = paying.at(-1)?.[0];
      return sum <= 100 || last === undefined ? [] : [{ last, kind, financing, sum }];
    }),
  );
  // One fault of one entry, however many kinds and financings show it.
  return [...new Map(over.reverse().map((one) => [one.last, one])).values()].map(({ last, kind, financing, sum }) => ({
    ...planning.locate(['investment', 'funding', last, 'percent']),
    code: 'SGC2621',
    message: `${sum} % of ${kind} are paid by others (${financing} financing)`,
    allowed: 'at most 100 % of each kind of cost',
    repair: `lower this percentage, or take ${kind} out of \`of\``,
  }));
};

const pays = ({ of, financings: where = ['public'] }: Funding, kind: Funding['of'][number], financing: (typeof where)[number]) =>
  of.includes(kind) && where.includes(financing);

const tooLate = (planning: Sourced<Planning>, { items = {}, private: terms }: InvestmentTerms, years: number): Problem[] => {
  const late = (path: Path, year: number): Problem[] =>
    year <= years
      ? []
      : [
          {
            ...planning.locate(path),
            code: 'SGC2622',
            message: `year ${year} lies behind the ${years} years that are looked at`,
            allowed: `at most ${years}`,
            repair: `write a year up to ${years}, or more \`years\``,
          },
        ];
  return [
    ...Object.entries(items).flatMap(([id, { year = 0 }]) => late(['investment', 'items', id, 'year'], year)),
    ...(terms === undefined ? [] : late(['investment', 'private', 'contractYears'], terms.contractYears)),
  ];
};
