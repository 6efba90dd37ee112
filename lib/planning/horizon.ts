import type { ProfileResult } from './comparison';
import type { ToldInput, ToldProfile } from './comparison-input';
import { inputAt, onceOf, product } from './cost';
import type { FigureBook } from './figures';
import { inCents, type Interval, plus, scaled, sum } from './interval';
import { phrase } from './phrase';
import { storedAmount } from './stored';

/** Months of the horizon, and what comes once. */
export const horizonOf = (
  input: ToldInput,
  profile: ToldProfile,
  month: Interval,
  stay: Interval,
  monthRef: string,
  book: FigureBook,
): Pick<ProfileResult, 'years' | 'once'> => {
  const once = profile.once.map((line) => {
    const cost = onceCost(input, profile, line, stay);
    const described = {
      label: line.title,
      unit: `${input.currency} once`,
      from: [
        ...(line.terms ?? []).flat(),
        ...(line.id === 'parallel' ? ['month:stay'] : []),
        ...(line.id === 'transfer' ? [`stored:${profile.id}`] : []),
      ],
    };
    const figure = `once:${profile.id}/${line.id}`;
    return { line, cost, figure: line.terms === null ? book.missing(figure, described) : book.derive(figure, cost, described) };
  });
  const years = inputAt(input.inputs, 'years').expected;
  const total = plus(scaled(month, years.times(12)), sum(once.map(({ cost }) => cost)));
  return {
    years: book.derive(`years:${profile.id}`, total, {
      label: phrase('Cost over the years, with what comes once'),
      unit: `${input.currency} over ${years.toFixed()} years`,
      from: [monthRef, 'years', ...once.map(({ figure }) => figure)],
    }),
    once: once.map(({ line, figure }) => ({ id: line.id, title: line.title, cost: figure, unknown: line.unknown })),
  };
};

/** Months beside cost what today costs; what is stored leaves by the GB. */
const onceCost = (input: ToldInput, profile: ToldProfile, line: ToldProfile['once'][number], stay: Interval): Interval => {
  const cost = onceOf(input.inputs, line);
  if (line.terms === null || line.id === 'setup' || line.id === 'migration' || line.id === 'exit') return cost;
  const [ids = []] = line.terms;
  return inCents(product(input.inputs, ids, line.id === 'parallel' ? stay : storedAmount(input, profile)));
};
