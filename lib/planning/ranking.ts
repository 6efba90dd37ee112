import { criteria, type Criterion } from '../model/criteria';

/** One profile by criterion; undefined: not known. Less is better for cost and carbon. */
export type Marks = Readonly<Partial<Record<Criterion, number>>>;
export type Weights = Readonly<Record<Criterion, number>>;

const lessIsBetter: readonly Criterion[] = ['cost', 'carbon'];

/** Criteria that count: with a weight, and known of every profile. */
export const countedCriteria = (marks: readonly Marks[], weights: Weights): readonly Criterion[] =>
  criteria.filter((criterion) => weights[criterion] > 0 && marks.every((mark) => mark[criterion] !== undefined));

/**
 * Between 0 and 1 for each profile: in each criterion the worst gets 0 and the best 1, so that units do not matter; weights
 * of what counts add up to one.
 */
export const scoresOf = (marks: readonly Marks[], weights: Weights, counted: readonly Criterion[]): readonly number[] => {
  const all = counted.reduce((total, criterion) => total + weights[criterion], 0);
  return marks.map((_, index) =>
    counted.reduce((score, criterion) => {
      const values = marks.map((mark) => mark[criterion] ?? 0);
      return score + (weights[criterion] / all) * goodness(values, index, lessIsBetter.includes(criterion));
    }, 0),
  );
};

const goodness = (values: readonly number[], index: number, less: boolean): number => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const value = values[index] ?? 0;
  if (most === least) return 1;
  return less ? (most - value) / (most - least) : (value - least) / (most - least);
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
