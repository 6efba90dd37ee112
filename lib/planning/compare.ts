import type { Comparison } from './comparison';
import type { ComparisonInput, ToldInput } from './comparison-input';
import { costedOf, costOf } from './cost';
import { sensitivityOf } from './decisive';
import { FigureBook } from './figures';
import { type Interval, unbounded } from './interval';
import { modelOf } from './model';
import { nextStepsOf } from './next-step';
import { inEnglish, phrase, type Speak, type Text, told } from './phrase';
import { type Weighed, weighedOf } from './profile-result';
import { leastPricedShare, rankingOf } from './ranked';
import { dominatorsOf } from './ranking';

/** Compares the profiles of a region. Pure, and the same in the page. `speak`: the language of everything it says. */
export const compare = (asked: ComparisonInput, speak: Speak = inEnglish): Comparison => {
  const input = told(asked, speak);
  const book = new FigureBook(speak);
  Object.values(input.inputs).forEach((one) => book.source(one));
  const stay = stayCost(input);
  const weighed = input.profiles.map((profile) => weighedOf(input, profile, stay, book));
  const allowed = weighed.filter(({ result }) => result.refused.length === 0);
  const dominators = dominatorsAmong(allowed);
  const model = modelOf(
    input,
    input.profiles.filter(({ refused }) => refused.length === 0),
    allowed.map(({ marks }) => marks),
  );
  const ranking = rankingOf(input, allowed, model, book);
  const sensitivity = sensitivityOf(input, allowed, ranking, model, book);
  const { name, version, date, source } = input.framework;
  return {
    format: 1,
    region: input.region,
    date: input.date,
    currency: input.currency,
    profiles: weighed.map((one) => ({ ...one.result, dominatedBy: dominators.get(one)?.result.id ?? null })),
    ranking,
    sensitivity,
    framework: { name, version, date, rule: speak(rule), source },
    services: input.services,
    tenants: input.tenants,
    ...nextStepsOf(input, speak),
    notCounted: notCounted.map(speak),
    figures: book.toFigures(),
  };
};

const rule = phrase('the overall level is the lowest one (guidance of 2026-06-01)');

/** Only what has a cost can be worse in everything. */
const dominatorsAmong = (weighed: readonly Weighed[]): ReadonlyMap<Weighed, Weighed | undefined> => {
  const fit = weighed.filter(({ pricedShare }) => pricedShare >= leastPricedShare);
  const dominators = dominatorsOf(fit.map(({ marks }) => marks));
  return new Map(fit.map((one, index) => [one, fit[dominators[index] ?? -1]]));
};

/** What the quantities leave out, so that nobody takes a total for more than it is. */
const notCounted: readonly Text[] = [
  phrase('requests to keys, queues, name service and functions'),
  phrase('mail that is sent, and its delivery'),
  phrase('operations on stored objects, and moves between storage classes'),
  phrase('images in the registry'),
  phrase('sign-ins at the issuer'),
  phrase('traffic between zones'),
  phrase('discounts, commitments and free allowances'),
];

const stayCost = (input: ToldInput): Interval => {
  const stay = input.profiles.find(({ kind }) => kind === 'stay');
  return stay === undefined || stay.lines.length === 0 ? unbounded : costOf(costedOf(input, stay, new FigureBook(inEnglish)));
};
