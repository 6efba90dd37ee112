import type { OnceLine, ToldInput, ToldProfile } from './comparison-input';
import type { FigureBook } from './figures';
import type { Inputs } from './input';
import { inCents, type Interval, intervalOf, sum, times, unbounded } from './interval';
import { phrase } from './phrase';

/** A line with what it costs a month; `figure`: its id among the figures. */
export interface Costed {
  readonly line: ToldProfile['lines'][number];
  readonly cost: Interval;
  readonly figure: string;
}

export const inputAt = (inputs: Inputs, id: string): Interval => {
  const input = inputs[id];
  if (input === undefined) throw new Error(`no input ${id}`);
  return intervalOf(input);
};

export const product = (inputs: Inputs, ids: readonly string[], base: Interval): Interval =>
  ids.reduce((value, id) => times(value, inputAt(inputs, id)), base);

/** What each line of a profile costs in a month, in whole cents. */
export const costedOf = ({ inputs, currency, date }: ToldInput, profile: ToldProfile, book: FigureBook): readonly Costed[] =>
  profile.lines.map((line) => {
    const quantity = quantityFigure(profile, line, inputs, date, book);
    const figure = `cost:${profile.id}/${line.id}`;
    const told = {
      label: phrase('{item}: {driver}', { item: line.item, driver: line.driver }),
      unit: `${currency}/month`,
      from: [quantity, ...line.cost],
    };
    if (line.base === null || line.unknown !== '') return { line, cost: unbounded, figure: book.missing(figure, told) };
    const cost = inCents(product(inputs, [...line.factors, ...line.cost], intervalOf(line.base)));
    return { line, cost, figure: book.derive(figure, cost, told) };
  });

const quantityFigure = (
  profile: ToldProfile,
  line: ToldProfile['lines'][number],
  inputs: Inputs,
  date: string,
  book: FigureBook,
): string => {
  const id = `quantity:${profile.id}/${line.id}`;
  const base = `count:${profile.id}/${line.id}`;
  const told = { label: line.driver, unit: `${line.unit} a month`, from: [base, ...line.factors], digits: 6 };
  if (line.base === null) return book.missing(id, { ...told, from: line.factors });
  book.source({
    id: base,
    label: line.driver,
    unit: line.unit,
    ...line.base,
    source: book.say(
      profile.kind === 'stay' ? phrase('what today costs, by the planning file') : phrase('plan and artefacts of this blueprint'),
    ),
    date,
    confidence: 'counted',
    editable: false,
  });
  return book.derive(id, product(inputs, line.factors, intervalOf(line.base)), told);
};

export const isKnown = ({ line }: Costed): boolean => line.base !== null && line.unknown === '';

export const costOf = (costed: readonly Costed[]): Interval => sum(costed.map(({ cost }) => cost));

/** A cost that comes once; without bound where nobody said it. */
export const onceOf = (inputs: Inputs, line: OnceLine): Interval =>
  line.terms === null
    ? unbounded
    : inCents(sum(line.terms.map((ids) => product(inputs, ids, intervalOf({ low: '1', expected: '1', high: '1' })))));
