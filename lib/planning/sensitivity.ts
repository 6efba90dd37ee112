import type { ComparisonInput, ProfileInput } from './comparison-input';
import type { Inputs } from './input';
import { triangular, uniform } from './random';
import { countedCriteria, type Marks, orderOf, scoresOf, type Weights } from './ranking';

/**
 * Costs as sums of products of variables, in floating point: for chances and directions, never for amounts that are
 * printed as money.
 */
export interface Model {
  readonly variables: readonly Variable[];
  /** For each profile the terms of its cost in a month. */
  readonly terms: readonly (readonly Term[])[];
}

export interface Variable {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

export interface Term {
  readonly factor: number;
  /** Indexes of variables. */
  readonly variables: readonly number[];
}

/** Everything with a range becomes a variable; all else is multiplied out, and equal products are added up. */
export const modelOf = (input: ComparisonInput): Model => {
  const variables: Variable[] = [];
  const index = new Map<string, number>();
  const variable = (one: Variable): number => {
    const known = index.get(one.id);
    if (known !== undefined) return known;
    index.set(one.id, variables.length);
    return variables.push(one) - 1;
  };
  const terms = input.profiles.map((profile) => termsOf(input.inputs, profile, variable));
  return { variables, terms };
};

const termsOf = (inputs: Inputs, profile: ProfileInput, variable: (one: Variable) => number): readonly Term[] => {
  const sums = new Map<string, { factor: number; variables: readonly number[] }>();
  for (const line of profile.lines) {
    if (line.base === null || line.unknown !== '') continue;
    const parts = [
      { id: `count:${profile.id}/${line.id}`, label: line.driver, unit: line.unit, ...line.base },
      ...[...line.factors, ...line.cost].flatMap((id) => (inputs[id] === undefined ? [] : [inputs[id]])),
    ];
    const ranged = parts.filter(({ low, high }) => Number(low) < Number(high));
    const factor = parts.filter((part) => !ranged.includes(part)).reduce((all, { expected }) => all * Number(expected), 1);
    const used = ranged
      .map(({ id, label, unit, low, expected, high }) =>
        variable({ id, label, unit, low: Number(low), mode: Number(expected), high: Number(high) }),
      )
      .sort((a, b) => a - b);
    const key = used.join(',');
    sums.set(key, { factor: (sums.get(key)?.factor ?? 0) + factor, variables: used });
  }
  return [...sums.values()];
};

const valueOf = (terms: readonly Term[], values: Float64Array): number => {
  let total = 0;
  for (const { factor, variables } of terms) {
    let product = factor;
    for (const index of variables) product *= values[index] ?? 0;
    total += product;
  }
  return total;
};

const modes = ({ variables }: Model): Float64Array => Float64Array.from(variables, ({ mode }) => mode);

/** One draw of each variable, as often as asked; the same for the same seed. */
export const chancesToBeFirst = (
  model: Model,
  marks: readonly Marks[],
  weights: Weights,
  { seed, draws }: Pick<ComparisonInput, 'seed' | 'draws'>,
): readonly number[] => {
  const counted = countedCriteria(marks, weights);
  const chance = uniform(seed);
  const values = new Float64Array(model.variables.length);
  const firsts = marks.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    model.variables.forEach(({ low, mode, high }, index) => {
      values[index] = triangular(low, mode, high, chance());
    });
    const drawn = marks.map((mark, index) => ({ ...mark, cost: valueOf(model.terms[index] ?? [], values) }));
    const [first = 0] = orderOf(scoresOf(drawn, weights, counted));
    firsts[first] = (firsts[first] ?? 0) + 1;
  }
  return firsts.map((count) => count / draws);
};

/** How far one assumption moves the gap between two profiles, all others as expected. */
export interface Swing {
  readonly variable: Variable;
  /** Cost of the second above the first, with the variable low and high. */
  readonly low: number;
  readonly high: number;
  /** Value at which both cost the same; undefined: nowhere in its range. */
  readonly even: number | undefined;
}

/** All assumptions that move the gap, the strongest first. */
export const swingsBetween = (model: Model, first: number, second: number): readonly Swing[] => {
  const gap = (values: Float64Array): number =>
    valueOf(model.terms[second] ?? [], values) - valueOf(model.terms[first] ?? [], values);
  const values = modes(model);
  return model.variables
    .map((variable, index) => {
      const at = (value: number): number => {
        values[index] = value;
        const result = gap(values);
        values[index] = variable.mode;
        return result;
      };
      const [low, high] = [at(variable.low), at(variable.high)];
      return { variable, low, high, even: evenBetween(variable, low, high) };
    })
    .filter(({ low, high }) => Math.abs(high - low) > 0.005)
    .sort((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low) || (a.variable.id < b.variable.id ? -1 : 1));
};

/** A cost is linear in each of its variables, since none stands twice in a product. */
const evenBetween = ({ low, high }: Variable, atLow: number, atHigh: number): number | undefined =>
  atLow * atHigh < 0 ? low + ((high - low) * atLow) / (atLow - atHigh) : undefined;
