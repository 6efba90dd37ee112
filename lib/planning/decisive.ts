import type { Ranking, Sensitivity } from './comparison';
import type { ToldInput } from './comparison-input';
import type { FigureBook } from './figures';
import { point } from './interval';
import type { Model } from './model';
import { phrase } from './phrase';
import type { Weighed } from './profile-result';
import { weightsOf } from './ranked';
import { moversBetween, type Swing, swingsBetween } from './sensitivity';

const shownSwings = 10;
const shownMovers = 3;

/** The gap between the two that stand first; without a ranking, between the two cheapest of what is known. */
export const sensitivityOf = (
  input: ToldInput,
  weighed: readonly Weighed[],
  ranking: Ranking,
  model: Model,
  book: FigureBook,
): Sensitivity => {
  const byCost = weighed
    .filter(({ marks }) => marks.cost !== undefined)
    .sort((a, b) => (a.marks.cost ?? 0) - (b.marks.cost ?? 0))
    .map(({ result }) => result.id);
  const [first, second] = ranking.order.length > 1 ? ranking.order.map(({ profile }) => profile) : byCost;
  if (first === undefined || second === undefined) return { between: null, swings: [], movers: [] };
  const at = (id: string): number => weighed.findIndex(({ result }) => result.id === id);
  const from = [`month:${first}`, `month:${second}`];
  const swings = swingsBetween(model, at(first), at(second)).slice(0, shownSwings);
  const movers =
    ranking.order.length < 2
      ? []
      : moversBetween(
          model,
          weighed.map(({ marks }) => marks),
          weightsOf(input),
          at(first),
          at(second),
        ).slice(0, shownMovers);
  return {
    between: { first, second },
    swings: swings.map((swing) => ({
      ...named(swing),
      low: book.derive(`swing:${swing.variable.id}/low`, point(swing.low), {
        label: phrase('{second} above {first} with the lowest value', { first, second }),
        unit: `${input.currency}/month`,
        from: [...from, swing.variable.id],
      }),
      high: book.derive(`swing:${swing.variable.id}/high`, point(swing.high), {
        label: phrase('{second} above {first} with the highest value', { first, second }),
        unit: `${input.currency}/month`,
        from: [...from, swing.variable.id],
      }),
      even: evenOf(`even:${swing.variable.id}`, swing, from, book),
    })),
    movers: movers.map((swing) => {
      const scores = [`rank:${first}`, `rank:${second}`];
      return {
        ...named(swing),
        low: book.derive(`mover:${swing.variable.id}/low`, point(swing.low), {
          label: phrase('Score of {first} above {second} with the lowest value', { first, second }),
          unit: '%',
          from: [...scores, swing.variable.id],
          digits: 1,
        }),
        high: book.derive(`mover:${swing.variable.id}/high`, point(swing.high), {
          label: phrase('Score of {first} above {second} with the highest value', { first, second }),
          unit: '%',
          from: [...scores, swing.variable.id],
          digits: 1,
        }),
        even: evenOf(`place:${swing.variable.id}`, swing, scores, book),
      };
    }),
  };
};

const named = ({ variable }: Swing): { readonly input: string; readonly label: string } => ({
  input: variable.id,
  label: variable.label,
});

const evenOf = (id: string, { variable, even }: Swing, from: readonly string[], book: FigureBook): string | null =>
  even === undefined
    ? null
    : book.derive(id, point(even), {
        label: phrase('Value at which the two change places'),
        unit: variable.unit,
        from: [...from, variable.id],
        digits: 3,
      });
