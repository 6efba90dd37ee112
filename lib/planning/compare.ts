import Decimal from 'decimal.js';
import { criteria, type Criterion } from '../model/criteria';
import type { Comparison, Ranking, Sensitivity } from './comparison';
import { type ComparisonInput, weightId } from './comparison-input';
import { costedOf, costOf, inputAt } from './cost';
import { factors } from './factors';
import { FigureBook } from './figures';
import { type Interval, point, unbounded } from './interval';
import { type Weighed, weighedOf } from './profile-result';
import { countedCriteria, dominatorsOf, orderOf, scoresOf, type Weights } from './ranking';
import { chancesToBeFirst, type Model, modelOf, swingsBetween } from './sensitivity';

/** Below this share of priced lines nothing is ranked. */
const leastPricedShare = 0.8;
const shownSwings = 10;

/** Compares the profiles of a region. Pure, and the same in the page. */
export const compare = (input: ComparisonInput): Comparison => {
  const book = new FigureBook();
  Object.values(input.inputs).forEach((one) => book.source(one));
  const stay = stayCost(input);
  const weighed = input.profiles.map((profile) => weighedOf(input, profile, stay, book));
  const dominators = dominatorsAmong(weighed);
  const model = modelOf(input);
  const ranking = rankingOf(input, weighed, model, book);
  const sensitivity = sensitivityOf(input, weighed, ranking, model, book);
  const { name, version, date, rule, source } = factors.framework;
  return {
    format: 1,
    region: input.region,
    date: input.date,
    currency: input.currency,
    profiles: weighed.map(({ result }, index) => ({
      ...result,
      dominatedBy: dominators[index]?.result.id ?? null,
    })),
    ranking,
    sensitivity,
    framework: { name, version, date, rule, source },
    services: input.services,
    tenants: input.tenants,
    notCounted,
    figures: book.toFigures(),
  };
};

/** Only what has a cost can be worse in everything. */
const dominatorsAmong = (weighed: readonly Weighed[]): readonly (Weighed | undefined)[] => {
  const fit = weighed.filter(({ pricedShare }) => pricedShare >= leastPricedShare);
  const dominators = dominatorsOf(fit.map(({ marks }) => marks));
  return weighed.map((one) => fit[dominators[fit.indexOf(one)] ?? -1]);
};

/** What the quantities leave out, so that nobody takes a total for more than it is. */
const notCounted: readonly string[] = [
  'requests to keys, queues, name service and functions',
  'mail that is sent, and its delivery',
  'operations on stored objects, and moves between storage classes',
  'images in the registry',
  'sign-ins at the issuer',
  'traffic between zones',
  'discounts, commitments and free allowances',
];

const stayCost = (input: ComparisonInput): Interval => {
  const stay = input.profiles.find(({ kind }) => kind === 'stay');
  return stay === undefined || stay.lines.length === 0 ? unbounded : costOf(costedOf(input, stay, new FigureBook()));
};

const rankingOf = (input: ComparisonInput, weighed: readonly Weighed[], model: Model, book: FigureBook): Ranking => {
  const weights = Object.fromEntries(
    criteria.map((one) => [one, inputAt(input.inputs, weightId(one)).expected.toNumber()]),
  ) as Weights;
  const marks = weighed.map((one) => one.marks);
  const counted = countedCriteria(marks, weights);
  const withheld = reasonsAgainst(weighed, counted);
  const common = {
    withheld,
    counted,
    notCounted: criteria
      .filter((one) => !counted.includes(one))
      .map((criterion) => ({ criterion, reason: reasonOf(criterion, weights, weighed) })),
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
          label: 'Score under the weights',
          unit: '%',
          from: [...from, `month:${profile}`],
          digits: 1,
        }),
        first: book.derive(`first:${profile}`, point((firsts[index] ?? 0) * 100), {
          label: 'Chance to rank first',
          unit: '%',
          from: ['seed', 'draws', `month:${profile}`],
          digits: 1,
        }),
      };
    }),
  };
};

const reasonsAgainst = (weighed: readonly Weighed[], counted: readonly Criterion[]): readonly string[] => [
  ...weighed
    .filter(({ pricedShare }) => pricedShare < leastPricedShare)
    .map(({ result, pricedShare, hasLines }) =>
      hasLines
        ? `${result.title}: only ${new Decimal(pricedShare * 100).toFixed(0)} % of its lines have a known cost`
        : `${result.title}: what it costs today is not written in the planning file`,
    ),
  ...(counted.length === 0 ? ['no criterion with a weight is known of every profile'] : []),
];

const reasonOf = (criterion: Criterion, weights: Weights, weighed: readonly Weighed[]): string =>
  weights[criterion] === 0
    ? 'its weight is 0'
    : `not known of ${weighed
        .filter(({ marks }) => marks[criterion] === undefined)
        .map(({ result }) => result.title)
        .join(', ')}`;

/** The gap between the two that stand first; without a ranking, between the two cheapest of what is known. */
const sensitivityOf = (
  input: ComparisonInput,
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
  if (first === undefined || second === undefined) return { between: null, swings: [] };
  const at = (id: string): number => input.profiles.findIndex((profile) => profile.id === id);
  const from = [`month:${first}`, `month:${second}`];
  return {
    between: { first, second },
    swings: swingsBetween(model, at(first), at(second))
      .slice(0, shownSwings)
      .map(({ variable, low, high, even }) => {
        const told = { unit: `${input.currency}/month`, from: [...from, variable.id] };
        return {
          input: variable.id,
          label: variable.label,
          low: book.derive(`swing:${variable.id}/low`, point(low), {
            ...told,
            label: `${second} above ${first} with the lowest value`,
          }),
          high: book.derive(`swing:${variable.id}/high`, point(high), {
            ...told,
            label: `${second} above ${first} with the highest value`,
          }),
          even:
            even === undefined
              ? null
              : book.derive(`even:${variable.id}`, point(even), {
                  label: `Both cost the same at this value`,
                  unit: variable.unit,
                  from: told.from,
                  digits: 3,
                }),
        };
      }),
  };
};
