import Decimal from 'decimal.js';
import { criteria, type Criterion } from '../model/criteria';
import type { Ranking } from './comparison';
import { type ToldInput, weightId } from './comparison-input';
import { inputAt } from './cost';
import type { FigureBook } from './figures';
import { point } from './interval';
import type { Model } from './model';
import { phrase, type Text } from './phrase';
import type { Weighed } from './profile-result';
import { countedCriteria, orderOf, scoresOf, type Weights } from './ranking';
import { chancesToBeFirst } from './sensitivity';

/** Below this share of priced lines nothing is ranked. */
export const leastPricedShare = 0.8;

export const weightsOf = ({ inputs }: ToldInput): Weights =>
  Object.fromEntries(criteria.map((one) => [one, inputAt(inputs, weightId(one)).expected.toNumber()])) as Weights;

/** The profiles in order, or why there is none. */
export const rankingOf = (input: ToldInput, weighed: readonly Weighed[], model: Model, book: FigureBook): Ranking => {
  const weights = weightsOf(input);
  const marks = weighed.map((one) => one.marks);
  const counted = countedCriteria(marks, weights);
  const withheld = reasonsAgainst(weighed, counted).map((reason) => book.say(reason));
  const common = {
    withheld,
    counted,
    notCounted: criteria
      .filter((one) => !counted.includes(one))
      .map((criterion) => ({ criterion, reason: book.say(reasonOf(criterion, weights, weighed)) })),
    weights: Object.fromEntries(criteria.map((one) => [one, weightId(one)])) as Ranking['weights'],
    seed: 'seed',
    draws: 'draws',
  };
  if (withheld.length > 0) return { ...common, order: [] };
  const scores = scoresOf(marks, weights, counted);
  const firsts = chancesToBeFirst(model, marks, weights, input);
  const from = criteria.map(weightId);
  return {
    ...common,
    order: orderOf(scores).map((index) => {
      const profile = weighed[index]?.result.id ?? '';
      return {
        profile,
        score: book.derive(`rank:${profile}`, point((scores[index] ?? 0) * 100), {
          label: phrase('Score under the weights'),
          unit: '%',
          from: [...from, ...figuresOf(profile)],
          digits: 1,
        }),
        first: book.derive(`first:${profile}`, point((firsts[index] ?? 0) * 100), {
          label: phrase('Chance to rank first'),
          unit: '%',
          from: ['seed', 'draws', ...figuresOf(profile)],
          digits: 1,
        }),
      };
    }),
  };
};

const figuresOf = (profile: string): readonly string[] => [`month:${profile}`, `score:${profile}`, `carbon:${profile}`];

const reasonsAgainst = (weighed: readonly Weighed[], counted: readonly Criterion[]): readonly Text[] => [
  ...weighed
    .filter(({ pricedShare }) => pricedShare < leastPricedShare)
    .map(({ result, pricedShare, hasLines }) =>
      hasLines
        ? phrase('{profile}: only {share} % of its lines have a known cost', {
            profile: result.title,
            share: new Decimal(pricedShare * 100).toFixed(0),
          })
        : phrase('{profile}: what it costs today is not written in the planning file', { profile: result.title }),
    ),
  ...(counted.length === 0 ? [phrase('no criterion with a weight is known of every profile')] : []),
];

const reasonOf = (criterion: Criterion, weights: Weights, weighed: readonly Weighed[]): Text =>
  weights[criterion] === 0
    ? phrase('its weight is 0')
    : phrase('not known of {profiles}', {
        profiles: weighed
          .filter(({ marks }) => marks[criterion] === undefined)
          .map(({ result }) => result.title)
          .join(', '),
      });
