import type { ToldInput, ToldProfile } from './comparison-input';
import { product } from './cost';
import type { FigureBook } from './figures';
import { type Interval, intervalOf, sum } from './interval';
import { phrase } from './phrase';

/** What must be carried out when leaving: every store, with its old versions, copies and backups. */
const storedLines = (profile: ToldProfile): ToldProfile['lines'] =>
  profile.lines.filter(({ unit, base, layer }) => unit === 'GB-month' && base !== null && layer !== 'foundation');

export const storedAmount = ({ inputs }: ToldInput, profile: ToldProfile): Interval =>
  sum(
    storedLines(profile).map(({ base, factors }) =>
      product(inputs, factors, intervalOf(base ?? { low: '0', expected: '0', high: '0' })),
    ),
  );

export const storedOf = (input: ToldInput, profile: ToldProfile, book: FigureBook): string =>
  book.derive(`stored:${profile.id}`, storedAmount(input, profile), {
    label: phrase('Stored data, copies and backups included'),
    unit: 'GB',
    from: storedLines(profile).map(({ id }) => `quantity:${profile.id}/${id}`),
    digits: 0,
  });
