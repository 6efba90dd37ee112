import type { Confidence } from './input';

/** A figure with where it comes from, or from which other figures. Money in cents, everything as decimal text. */
export type Figure = SourcedFigure | DerivedFigure;

interface Valued {
  readonly label: string;
  /** `unknown`, or a decimal text. Of a sum with unknown parts: what is known of it. */
  readonly value: string;
  readonly low: string;
  /** `unknown`: without bound, since a part is not known. */
  readonly high: string;
  readonly unit: string;
}

export interface SourcedFigure extends Valued {
  readonly source: string;
  readonly date: string;
  readonly confidence: Confidence;
}

export interface DerivedFigure extends Valued {
  /** Ids of figures. */
  readonly derivedFrom: readonly string[];
}

export type Figures = Readonly<Record<string, Figure>>;

export const unknown = 'unknown';
