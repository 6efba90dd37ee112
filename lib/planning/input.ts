import Decimal from 'decimal.js';
import type { Amount } from '../model/planning';
import type { Text } from './phrase';

/**
 * How sure a figure is. high, medium: as its source; own: written by the region; assumption: of this project, to be
 * replaced; counted: from the plan and what was synthesized for it.
 */
export type Confidence = 'high' | 'medium' | 'own' | 'assumption' | 'counted';

/** Decimal texts, so that they pass through JSON unchanged. */
export interface Spread {
  readonly low: string;
  readonly expected: string;
  readonly high: string;
}

/** A figure that goes into a comparison, by an id of its own. */
export interface Input extends Spread {
  readonly id: string;
  readonly label: Text;
  readonly unit: string;
  readonly source: Text;
  readonly date: string;
  readonly confidence: Confidence;
  /** Whether the page offers it for editing. */
  readonly editable: boolean;
}

export type Inputs = Readonly<Record<string, Input>>;

export const exactly = (value: Decimal.Value): Spread => {
  const text = new Decimal(value).toFixed();
  return { low: text, expected: text, high: text };
};

/** Where an amount of the region comes from when it does not say so itself. */
export interface Written {
  readonly file: Text;
  readonly date: string;
}

/** What a region wrote, as an input. */
export const ownInput = (id: string, label: Text, unit: string, amount: Amount, { file, date }: Written): Input => {
  const spread =
    typeof amount === 'object'
      ? { low: text(amount.low), expected: text(amount.expected), high: text(amount.high) }
      : exactly(amount);
  const told: { readonly source?: string | undefined; readonly date?: string | undefined } =
    typeof amount === 'object' ? amount : {};
  return {
    id,
    label,
    unit,
    ...spread,
    source: told.source ?? file,
    date: told.date ?? date,
    confidence: 'own',
    editable: true,
  };
};

const text = (value: Decimal.Value): string => new Decimal(value).toFixed();

export const inputsOf = (inputs: readonly Input[]): Inputs => Object.fromEntries(inputs.map((input) => [input.id, input]));
