import { investmentProblems } from './investment-checks';
import { valueAt, type Path } from './path';
import type { Planning } from './planning';
import type { Problem } from './problem';
import type { Sourced } from './sourced';

/** What contradicts itself in a planning file. */
export const planningContradictions = (planning: Sourced<Planning>): Problem[] => [
  ...spreadsIn(planning.value, []).flatMap((path) => disorder(planning, path)),
  ...rateProblems(planning),
  ...investmentProblems(planning),
];

/** Paths of everything that has a low, an expected and a high value. */
const spreadsIn = (value: unknown, path: Path): Path[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'low' in value && 'high' in value && ('expected' in value || 'rate' in value) ? [path] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => spreadsIn(inner, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
};

const disorder = (planning: Sourced<Planning>, path: Path): Problem[] => {
  const at = (key: string): number => Number(valueAt(planning.value, [...path, key]));
  const middle = Number.isNaN(at('expected')) ? 'rate' : 'expected';
  if (at('low') <= at(middle) && at(middle) <= at('high')) return [];
  return [
    {
      ...planning.locate([...path, middle]),
      code: 'SGC2601',
      message: `${middle} does not lie between low (${at('low')}) and high (${at('high')})`,
      allowed: 'low, then expected, then high',
      repair: 'put the three numbers in order',
    },
  ];
};

const rateProblems = (planning: Sourced<Planning>): Problem[] =>
  (planning.value.rates ?? []).flatMap((rate, index, all) => {
    const same = all.findIndex((other) => other.from === rate.from && other.to === rate.to);
    const fault = rate.from === rate.to ? 'a currency against itself' : same < index ? 'this pair was written before' : undefined;
    return fault === undefined
      ? []
      : [
          {
            ...planning.locate(['rates', index, 'from']),
            code: 'SGC2602',
            message: fault,
            allowed: 'one rate for each pair of currencies',
            repair: 'remove this rate',
          },
        ];
  });
