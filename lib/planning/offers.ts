import { type ChoiceId, choiceIds, objectiveIds } from '../model/criteria';
import type { Planning } from '../model/planning';
import { type Input, ownInput, type Written } from './input';
import type { Offer } from './wish';

/** Choices that the region wrote for each profile, and the inputs behind their numbers. */
export const offersIn = (
  planning: Planning | undefined,
  written: Written,
  currency: string,
): { readonly offers: Readonly<Record<string, readonly Offer[]>>; readonly inputs: readonly Input[] } => {
  const made = Object.entries(planning?.profiles ?? {}).map(([profile, { choices = {} }]) => ({
    profile,
    all: choiceIds.flatMap((id) => (choices[id] === undefined ? [] : [offerOf(profile, id, choices[id], written, currency)])),
  }));
  return {
    offers: Object.fromEntries(made.map(({ profile, all }) => [profile, all.map(({ offer }) => offer)])),
    inputs: made.flatMap(({ all }) => all.flatMap(({ inputs }) => inputs)),
  };
};

type Choice = NonNullable<NonNullable<NonNullable<Planning['profiles']>[string]['choices']>[ChoiceId]>;

const offerOf = (
  profile: string,
  id: ChoiceId,
  { title, seal, monthly, setup }: Choice,
  written: Written,
  currency: string,
): { readonly offer: Offer; readonly inputs: readonly Input[] } => {
  const own = (what: string, unit: string, amount: typeof monthly): readonly Input[] =>
    amount === undefined ? [] : [ownInput(`choice:${profile}/${id}/${what}`, `${title}, ${what}`, unit, amount, written)];
  const [paid, once] = [own('monthly', `${currency}/month`, monthly), own('setup', `${currency} once`, setup)];
  const levels = objectiveIds.flatMap((objective) =>
    own(objective, 'level 0–4', seal[objective]).map((input) => [objective, input] as const),
  );
  return {
    offer: { id, title, seal: Object.fromEntries(levels), monthly: paid[0]?.id ?? null, setup: once[0]?.id ?? null },
    inputs: [...paid, ...once],
  };
};
