import { criteria, type Criterion } from '../model/criteria';

/** One profile by criterion; undefined: not known. Less is better for cost and carbon. */
export type Marks = Readonly<Partial<Record<Criterion, number>>>;
export type Weights = Readonly<Record<Criterion, number>>;

const lessIsBetter: readonly Criterion[] = ['cost', 'carbon'];

/** Criteria that count: with a weight, and known of every profile. */
export const countedCriteria = (marks: readonly Marks[], weights: Weights): readonly Criterion[] =>
  criteria.filter((criterion) => weights[criterion] > 0 && marks.every((mark) => mark[criterion] !== undefined));

/** Marks of all profiles in one criterion, with its part of all weights that count. */
export interface Column {
  readonly criterion: Criterion;
  readonly part: number;
  readonly values: Float64Array;
}

export const columnsOf = (marks: readonly Marks[], weights: Weights, counted: readonly Criterion[]): readonly Column[] => {
  const all = counted.reduce((total, criterion) => total + weights[criterion], 0);
  return counted.map((criterion) => ({
    criterion,
    part: weights[criterion] / all,
    values: Float64Array.from(marks, (mark) => mark[criterion] ?? 0),
  }));
};

/**
 * Between 0 and 1 for each profile: in each criterion the worst gets 0 and the best 1, so that units do not matter; weights
 * of what counts add up to one.
 */
export const scoresOf = (marks: readonly Marks[], weights: Weights, counted: readonly Criterion[]): readonly number[] => {
  const scores = new Float64Array(marks.length);
  scoreInto(scores, columnsOf(marks, weights, counted));
  return [...scores];
};

/** Without new arrays, since a simulation asks ten thousand times. */
export const scoreInto = (scores: Float64Array, columns: readonly Column[]): void => {
  scores.fill(0);
  for (const { criterion, part, values } of columns) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const less = lessIsBetter.includes(criterion);
    for (let index = 0; index < scores.length; index += 1) {
      const value = values[index] ?? 0;
      const good = most === least ? 1 : (less ? most - value : value - least) / (most - least);
      scores[index] = (scores[index] ?? 0) + part * good;
    }
  }
};

/** Indexes from the best to the worst; equal ones keep their order. */
export const orderOf = (scores: readonly number[]): readonly number[] =>
  scores.map((_, index) => index).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);

/** Index of a profile that is no worse in anything known of both, and better in something; for each profile that has one. */
export const dominatorsOf = (marks: readonly Marks[]): readonly (number | undefined)[] =>
  marks.map((mark, index) => {
    const better = marks.findIndex((other, at) => at !== index && dominates(other, mark));
    return better < 0 ? undefined : better;
  });

const dominates = (one: Marks, other: Marks): boolean => {
  // What is not known of one of them might turn it round.
  if (criteria.some((criterion) => (one[criterion] === undefined) !== (other[criterion] === undefined))) return false;
  const differences = criteria
    .filter((criterion) => one[criterion] !== undefined)
    .map((criterion) => ((one[criterion] ?? 0) - (other[criterion] ?? 0)) * (lessIsBetter.includes(criterion) ? -1 : 1));
  return (
    differences.length > 0 &&
    differences.every((difference) => difference >= 0) &&
    differences.some((difference) => difference > 0)
  );
};
