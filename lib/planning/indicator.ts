import Decimal from 'decimal.js';
import type { ToldInput, ToldProfile } from './comparison-input';
import { inputAt } from './cost';
import type { FigureBook } from './figures';
import { point } from './interval';
import { phrase } from './phrase';

/** How much of what was asked for is met in the same way. */
export const parityShareOf = (
  { inputs }: ToldInput,
  profile: ToldProfile,
  book: FigureBook,
): { readonly ref: string; readonly value: number | null } => {
  const id = `parity:${profile.id}`;
  const described = { label: phrase('Intents that are met equally'), unit: '%', digits: 1 };
  if (profile.parity === null) return { ref: book.missing(id, { ...described, from: [] }), value: null };
  const counts = Object.values(profile.parity).map((ref) => inputAt(inputs, ref).expected);
  const all = counts.reduce((total, one) => total.plus(one), new Decimal(0));
  const value = inputAt(inputs, profile.parity.equal).expected.div(all).times(100);
  return { ref: book.derive(id, point(value), { ...described, from: Object.values(profile.parity) }), value: value.toNumber() };
};

/** How much of what can be looked for in the artefacts is there. */
export const controlsOf = (
  { inputs }: ToldInput,
  { id, controls }: ToldProfile,
  book: FigureBook,
): { readonly ref: string; readonly value: number } | null => {
  if (controls === null) return null;
  const value = inputAt(inputs, controls.met).expected.div(inputAt(inputs, controls.all).expected).times(100);
  return {
    ref: book.derive(`controls:${id}`, point(value), {
      label: phrase('Controls that the artefacts show, indicative'),
      unit: '%',
      from: [controls.met, controls.all],
      digits: 1,
    }),
    value: value.toNumber(),
  };
};
