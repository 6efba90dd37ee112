import data from './published-factors.json';
import type { Confidence } from './input';

/** A published figure with where it comes from. */
export interface Published {
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly date: string;
  readonly confidence: Confidence;
}

/** What `bin/prices/factors.ts` makes from the facts. */
export interface Factors {
  /** Carbon intensity of the electricity of a country, by its two-letter code. */
  readonly grid: Readonly<Record<string, Published>>;
  /** Power usage effectiveness. */
  readonly pue: Readonly<Record<'aws' | 'cloud' | 'onPremises', Published>>;
  readonly power: Readonly<Record<string, Published>>;
  readonly framework: {
    readonly name: string;
    readonly version: string;
    readonly date: string;
    readonly rule: string;
    readonly source: string;
    readonly objectives: Readonly<Record<string, { readonly name: string; readonly weightPercent: number }>>;
  };
}

export const factors = data as Factors;
