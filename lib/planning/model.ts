import { type Criterion, type ObjectiveId, objectiveIds } from '../model/criteria';
import type { ToldInput, ToldProfile } from './comparison-input';
import { energyTermsOf } from './energy';
import type { Inputs, Spread } from './input';
import type { Marks } from './ranking';
import { frameworkWeightId } from './sovereignty';

/** Criteria whose marks follow from figures with ranges; the others are counted. */
export const drawnCriteria = ['cost', 'sovereignty', 'carbon'] as const satisfies readonly Criterion[];
export type DrawnCriterion = (typeof drawnCriteria)[number];

/**
 * Marks as sums of products of variables, in floating point: for chances and directions, never for amounts that are
 * printed.
 */
export interface Model {
  readonly variables: readonly Variable[];
  /** By criterion and profile; empty where it is not known of the profile. */
  readonly terms: Readonly<Record<DrawnCriterion, readonly (readonly Term[])[]>>;
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

interface Part extends Spread {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
}

interface Product {
  readonly factor: number;
  readonly parts: readonly Part[];
}

/** Everything with a range becomes a variable; all else is multiplied out, and equal products are added up. */
export const modelOf = (input: ToldInput, profiles: readonly ToldProfile[], marks: readonly Marks[]): Model => {
  const variables: Variable[] = [];
  const index = new Map<string, number>();
  const variable = (one: Part): number => {
    const known = index.get(one.id);
    if (known !== undefined) return known;
    index.set(one.id, variables.length);
    const { id, label, unit, low, expected, high } = one;
    return variables.push({ id, label, unit, low: Number(low), mode: Number(expected), high: Number(high) }) - 1;
  };
  const termsBy = (criterion: DrawnCriterion, products: (profile: ToldProfile) => readonly Product[]) =>
    profiles.map((profile, at) => (marks[at]?.[criterion] === undefined ? [] : termsOf(products(profile), variable)));
  const terms = {
    cost: termsBy('cost', (profile) => costProducts(input.inputs, profile)),
    sovereignty: termsBy('sovereignty', (profile) => sovereigntyProducts(input.inputs, profile)),
    carbon: termsBy('carbon', (profile) => carbonProducts(input.inputs, profile)),
  };
  return { variables, terms };
};

const termsOf = (products: readonly Product[], variable: (one: Part) => number): readonly Term[] => {
  const sums = new Map<string, { factor: number; variables: readonly number[] }>();
  for (const { factor, parts } of products) {
    const ranged = parts.filter(({ low, high }) => Number(low) < Number(high));
    const fixed = parts.filter((part) => !ranged.includes(part)).reduce((all, { expected }) => all * Number(expected), factor);
    const used = ranged.map(variable).sort((a, b) => a - b);
    const key = used.join(',');
    sums.set(key, { factor: (sums.get(key)?.factor ?? 0) + fixed, variables: used });
  }
  return [...sums.values()];
};

type Told<Key extends keyof ToldInput> = ToldInput[Key];

const inputParts = (inputs: Told<'inputs'>, ids: readonly string[]): readonly Part[] =>
  ids.flatMap((id) => {
    const input = inputs[id];
    return input === undefined ? [] : [input];
  });

const amountParts = (inputs: Told<'inputs'>, profile: ToldProfile, line: ToldProfile['lines'][number]): readonly Part[] =>
  line.base === null
    ? []
    : [
        { id: `count:${profile.id}/${line.id}`, label: line.driver, unit: line.unit, ...line.base },
        ...inputParts(inputs, line.factors),
      ];

const costProducts = (inputs: Told<'inputs'>, profile: ToldProfile): readonly Product[] =>
  profile.lines.flatMap((line) =>
    line.base === null || line.unknown !== ''
      ? []
      : [{ factor: 1, parts: [...amountParts(inputs, profile, line), ...inputParts(inputs, line.cost)] }],
  );

const sovereigntyProducts = (inputs: Told<'inputs'>, { seal }: ToldProfile): readonly Product[] =>
  objectiveIds.flatMap((id: ObjectiveId) => {
    const level = seal[id];
    return level === undefined ? [] : [{ factor: 1 / 4, parts: inputParts(inputs, [frameworkWeightId(id), level]) }];
  });

const carbonProducts = (inputs: Told<'inputs'>, profile: ToldProfile): readonly Product[] => {
  const { electricity, pue, grid } = profile.carbon;
  const emitted = inputParts(
    inputs,
    [pue, grid].filter((id) => id !== null),
  );
  if (electricity !== null) return [{ factor: 0.001, parts: [...inputParts(inputs, [electricity]), ...emitted] }];
  return profile.lines.flatMap((line) =>
    energyTermsOf(inputs as Inputs, line).map(({ times, inputs: ids }) => ({
      factor: times.toNumber() / 1000,
      parts: [...amountParts(inputs, profile, line), ...inputParts(inputs, ids), ...emitted],
    })),
  );
};

export const sumOf = (terms: readonly Term[], values: Float64Array): number => {
  let total = 0;
  for (const { factor, variables } of terms) {
    let product = factor;
    for (const index of variables) product *= values[index] ?? 0;
    total += product;
  }
  return total;
};

/** Every variable at its most likely value. */
export const modesOf = ({ variables }: Model): Float64Array => Float64Array.from(variables, ({ mode }) => mode);
