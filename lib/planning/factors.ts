import { type Confidence, type Input, exactly } from './input';
import type { Text } from './phrase';

/** A published figure with where it comes from. */
export interface Published {
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly date: string;
  readonly confidence: Confidence;
}

/** What `bin/prices/factors.ts` makes from the facts: blueprints/factors.json. */
export interface Factors {
  /** Carbon intensity of the electricity of a country, by its two-letter code. */
  readonly grid: Readonly<Record<string, Published>>;
  /** Power usage effectiveness. */
  readonly pue: Readonly<Record<'aws' | 'cloud' | 'onPremises', Published>>;
  readonly power: Readonly<Record<string, Published>>;
  readonly framework: Framework;
  /** Families of machines by region of AWS, and in how many zones they are listed. */
  readonly families: Readonly<Record<string, Readonly<Record<string, Family>>>>;
}

/** Zones of a region in which a family is listed; 0: in none. */
export interface Family {
  readonly zones: number;
  readonly source: string;
  readonly date: string;
}

export interface Framework {
  readonly name: string;
  readonly version: string;
  readonly date: string;
  readonly source: string;
  readonly objectives: Readonly<Record<string, { readonly name: string; readonly weightPercent: number }>>;
}

export const published = (id: string, label: Text, { value, unit, source, date, confidence }: Published): Input => ({
  id,
  label,
  unit,
  ...exactly(value),
  source,
  date,
  confidence,
  editable: true,
});
