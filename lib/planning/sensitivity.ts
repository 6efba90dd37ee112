import type { ComparisonInput } from './comparison-input';
import { drawnCriteria, type Model, modesOf, sumOf, type Variable } from './model';
import { triangular, uniform } from './random';
import { type Column, columnsOf, countedCriteria, type Marks, scoreInto, type Weights } from './ranking';

/** Scores of all profiles for given values of the variables; the same array each time. */
const scorer = (model: Model, marks: readonly Marks[], weights: Weights): ((values: Float64Array) => Float64Array) => {
  const columns = columnsOf(marks, weights, countedCriteria(marks, weights));
  const drawn = columns.flatMap((column): { readonly column: Column; readonly terms: Model['terms']['cost'] }[] => {
    const criterion = drawnCriteria.find((one) => one === column.criterion);
    return criterion === undefined ? [] : [{ column, terms: model.terms[criterion] }];
  });
  const scores = new Float64Array(marks.length);
  return (values) => {
    for (const { column, terms } of drawn)
      for (let index = 0; index < scores.length; index += 1) column.values[index] = sumOf(terms[index] ?? [], values);
    scoreInto(scores, columns);
    return scores;
  };
};

/** One draw of each variable, as often as asked; the same for the same seed. Costs, emissions and levels all vary. */
export const chancesToBeFirst = (
  model: Model,
  marks: readonly Marks[],
  weights: Weights,
  { seed, draws }: Pick<ComparisonInput, 'seed' | 'draws'>,
): readonly number[] => {
  const scoresFor = scorer(model, marks, weights);
  const chance = uniform(seed);
  const values = new Float64Array(model.variables.length);
  const firsts = marks.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let index = 0; index < model.variables.length; index += 1) {
      const { low, mode, high } = model.variables[index] as Variable;
      values[index] = triangular(low, mode, high, chance());
    }
    const first = bestOf(scoresFor(values));
    firsts[first] = (firsts[first] ?? 0) + 1;
  }
  return firsts.map((count) => count / draws);
};

/** Of equal ones the first. */
const bestOf = (scores: Float64Array): number => {
  let best = 0;
  for (let index = 1; index < scores.length; index += 1) if ((scores[index] ?? 0) > (scores[best] ?? 0)) best = index;
  return best;
};

/** How far one assumption moves a gap, all others as expected. */
export interface Swing {
  readonly variable: Variable;
  /** The gap with the variable at its lowest and at its highest. */
  readonly low: number;
  readonly high: number;
  /** Value at which there is no gap; undefined: nowhere in its range. */
  readonly even: number | undefined;
}

/** All assumptions that move the cost of the second above that of the first, the strongest first. */
export const swingsBetween = (model: Model, first: number, second: number): readonly Swing[] => {
  const { cost } = model.terms;
  const gap = (values: Float64Array): number => sumOf(cost[second] ?? [], values) - sumOf(cost[first] ?? [], values);
  // A cost is linear in each of its variables, since none stands twice in a product.
  return swingsOf(model, gap, 0.005, ({ low, high }, atLow, atHigh) => low + ((high - low) * atLow) / (atLow - atHigh));
};

/** All assumptions that move the score of the first above that of the second, in hundredths, the strongest first. */
export const moversBetween = (
  model: Model,
  marks: readonly Marks[],
  weights: Weights,
  first: number,
  second: number,
): readonly Swing[] => {
  const scoresFor = scorer(model, marks, weights);
  const gap = (values: Float64Array): number => {
    const scores = scoresFor(values);
    return 100 * ((scores[first] ?? 0) - (scores[second] ?? 0));
  };
  return swingsOf(model, gap, 0.05, ({ low, high }, _atLow, atHigh, gapAt) => {
    let [below, above] = [low, high];
    // A score bends where another profile becomes the best or the worst, so that it is halved until nothing is left.
    for (let step = 0; step < 40; step += 1) {
      const middle = (below + above) / 2;
      if (gapAt(middle) * atHigh > 0) above = middle;
      else below = middle;
    }
    return (below + above) / 2;
  });
};

type Even = (variable: Variable, atLow: number, atHigh: number, gapAt: (value: number) => number) => number;

const swingsOf = (model: Model, gap: (values: Float64Array) => number, least: number, even: Even): readonly Swing[] => {
  const values = modesOf(model);
  return model.variables
    .map((variable, index) => {
      const at = (value: number): number => {
        values[index] = value;
        const result = gap(values);
        values[index] = variable.mode;
        return result;
      };
      const [low, high] = [at(variable.low), at(variable.high)];
      return { variable, low, high, even: low * high < 0 ? even(variable, low, high, at) : undefined };
    })
    .filter(({ low, high }) => Math.abs(high - low) > least)
    .sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low) || (a.variable.id < b.variable.id ? -1 : 1));
};
