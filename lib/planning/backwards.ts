import Decimal from 'decimal.js';
import { changesOf, type Candidate } from './change-search';
import type { ToldInput, ToldProfile } from './comparison-input';
import { FigureBook } from './figures';
import { budgetVerdict, controlsFit, levelsOf, reasonsOf, sealFit } from './fit';
import { cents, type Interval, intervalOf } from './interval';
import { payerCosts } from './payer-cost';
import { inEnglish, phrase, type Speak, told } from './phrase';
import {
  type Answer,
  type Change,
  type Offer,
  type ProfileAnswer,
  rankOf,
  type Space,
  type ToldSpace,
  type ToldVariant,
  worst,
} from './wish';

/** Which profiles, tiers and sharing partners meet a wish, and the cheapest change for one that does not. Pure. */
export const answerTo = (asked: Space, speak: Speak = inEnglish): Answer => {
  const space: ToldSpace = {
    ...asked,
    variants: asked.variants.map((variant) => ({ ...variant, input: told(variant.input, speak) })),
  };
  const base = space.variants.find(({ tier }) => tier === 'written');
  if (base === undefined) throw new Error('a search starts from the blueprint as it is written');
  const book = new FigureBook(speak);
  const { region, date, currency, profiles } = base.input;
  return {
    format: 1,
    region,
    date,
    currency,
    wish: space.wish,
    impossible: space.impossible,
    profiles: profiles.map((profile) => answerFor(space, base, profile, book)),
    figures: book.toFigures(),
  };
};

const answerFor = (space: ToldSpace, base: ToldVariant, profile: ToldProfile, book: FigureBook): ProfileAnswer => {
  const { wish } = space;
  const cost = totalIn(base, profile.id, space);
  const seal = sealFit(wish, levelsOf(base.input, profile, []));
  const controls = controlsFit(wish, base.controls[profile.id]);
  const verdict = worst([budgetVerdict(wish, cost), seal.verdict, controls.verdict]);
  const change = verdict === 'fits' ? undefined : changesOf(space, base, profile.id)[0];
  const offered = (space.offers[profile.id] ?? []).map(({ id }) => id);
  return {
    id: profile.id,
    title: profile.title,
    verdict,
    cost: costFigure(book, base, profile.id, cost),
    reasons: reasonsOf(wish, cost, seal, controls, base.input.currency, (text) => book.say(text)),
    tiers: space.variants
      .filter((variant) => profile.kind !== 'stay' || variant === base)
      .map((variant) => tierFit(space, variant, profile.id, book)),
    change: change === undefined || rankOf(change.verdict) >= rankOf(verdict) ? null : changeTold(base, profile.id, change, book),
    unwritten: profile.choices
      .filter(({ id, lift }) => id !== null && lift !== '' && !offered.includes(id))
      .filter(({ objectives }) => objectives.some((id) => seal.below.includes(id) || seal.open.includes(id)))
      .map(({ id, title, lift }) =>
        book.say(
          phrase('{choice}: {lift}. What it lifts and costs would stand under {key}', {
            choice: title,
            lift,
            key: `profiles.${profile.id}.choices.${id ?? ''}`,
          }),
        ),
      ),
  };
};

const totalIn = (variant: ToldVariant, profile: string, { wish }: ToldSpace): Interval =>
  payerCosts(variant, profile, wish).total;

const tierFit = (space: ToldSpace, variant: ToldVariant, id: string, book: FigureBook): ProfileAnswer['tiers'][number] => {
  const cost = totalIn(variant, id, space);
  const profile = variant.input.profiles.find((one) => one.id === id);
  const seal = profile === undefined ? 'doesNotFit' : sealFit(space.wish, levelsOf(variant.input, profile, [])).verdict;
  const controls = controlsFit(space.wish, variant.controls[id]).verdict;
  return {
    partners: variant.partners,
    tier: variant.tier,
    verdict: worst([budgetVerdict(space.wish, cost), seal, controls]),
    cost: costFigure(book, variant, id, cost),
  };
};

const costFigure = (book: FigureBook, { input, partners, tier }: ToldVariant, profile: string, cost: Interval): string => {
  const id = `ask:${profile}/${partners.join('+')}/${tier}`;
  const described = {
    label: phrase('Cost of a month, {profile}; {partners}; tiers: {tiers}', {
      profile,
      partners: partners.join(', '),
      tiers: tier === 'written' ? phrase('as written') : tier,
    }),
    unit: `${input.currency}/month`,
    from: inputsBehind(book, input, profile),
  };
  return cost.high === null && cost.expected.isZero() ? book.missing(id, described) : book.derive(id, rounded(cost), described);
};

/** Every input of the lines of a profile, told once. */
const inputsBehind = (book: FigureBook, { inputs, profiles }: ToldInput, profile: string): readonly string[] => {
  const lines = profiles.find(({ id }) => id === profile)?.lines ?? [];
  const ids = [...new Set(lines.flatMap(({ factors, cost }) => [...factors, ...cost]))];
  return ids.flatMap((id) => (inputs[id] === undefined ? [] : [book.source(inputs[id])]));
};

const rounded = ({ low, expected, high }: Interval): Interval => ({
  low: cents(low),
  expected: cents(expected),
  high: high === null ? null : cents(high),
});

const changeTold = (base: ToldVariant, profile: string, change: Candidate, book: FigureBook): Change => ({
  verdict: change.verdict,
  partners: change.partners,
  left: base.partners.filter((tenant) => !change.partners.includes(tenant)),
  tiers: Object.entries(change.tiers)
    .filter(([service, tier]) => base.tiers[service] !== tier)
    .map(([service, to]) => ({ service, from: base.tiers[service] ?? to, to })),
  choices: change.taken.map(({ id, title }) => ({ id, title })),
  cost: book.derive(`change:${profile}`, rounded(change.cost), {
    label: phrase('Cost of a month after the change, {profile}', { profile }),
    unit: `${base.input.currency}/month`,
    from: [
      ...inputsBehind(book, base.input, profile),
      ...change.taken.flatMap(({ monthly }) => sourced(book, base.input, monthly)),
    ],
  }),
  setup: change.taken.length === 0 ? null : setupFigure(base, profile, change.taken, book),
});

const sourced = (book: FigureBook, { inputs }: ToldInput, id: string | null): readonly string[] =>
  id === null || inputs[id] === undefined ? [] : [book.source(inputs[id])];

const setupFigure = ({ input }: ToldVariant, profile: string, taken: readonly Offer[], book: FigureBook): string => {
  const from = taken.flatMap(({ setup }) => sourced(book, input, setup));
  const label = phrase('What the choices cost once, {profile}', { profile });
  const known = taken.flatMap(({ setup }) =>
    setup === null || input.inputs[setup] === undefined ? [] : [intervalOf(input.inputs[setup])],
  );
  const sum = (pick: (one: Interval) => Decimal | null): Decimal =>
    known.reduce((all, one) => all.plus(pick(one) ?? 0), new Decimal(0));
  return book.derive(
    `setup:${profile}`,
    {
      low: sum(({ low }) => low),
      expected: sum(({ expected }) => expected),
      high: known.length < taken.length ? null : sum(({ high }) => high),
    },
    { label, unit: `${input.currency} once`, from },
  );
};
