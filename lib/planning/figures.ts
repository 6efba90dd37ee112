import type Decimal from 'decimal.js';
import { type DerivedFigure, type Figure, type Figures, unknown } from './figure';
import type { Input } from './input';
import type { Interval } from './interval';
import type { Speak, Text, Told } from './phrase';

interface Range {
  readonly low: Decimal | null;
  readonly expected: Decimal;
  readonly high: Decimal | null;
}

export interface Described {
  readonly label: Text;
  readonly unit: string;
  readonly from: readonly string[];
  /** Digits behind the point; default two. */
  readonly digits?: number;
}

/** Collects the figures of a comparison; every one has an id, under which others name it. */
export class FigureBook {
  private readonly all = new Map<string, Figure>();

  constructor(private readonly speak: Speak) {}

  source(input: Told<Input>): string {
    this.all.set(input.id, {
      label: input.label,
      value: input.expected,
      low: input.low,
      high: input.high,
      unit: input.unit,
      source: input.source,
      date: input.date,
      confidence: input.confidence,
    });
    return input.id;
  }

  derive(id: string, range: Range | Interval, told: Described): string {
    const text = (value: Decimal | null): string => (value === null ? unknown : value.toFixed(told.digits ?? 2));
    return this.put(id, { value: text(range.expected), low: text(range.low), high: text(range.high) }, told);
  }

  /** A figure that nobody can say, and which figures it would take. */
  missing(id: string, told: Described): string {
    return this.put(id, { value: unknown, low: unknown, high: unknown }, told);
  }

  say(text: Text): string {
    return this.speak(text);
  }

  toFigures(): Figures {
    return Object.fromEntries(this.all);
  }

  private put(id: string, values: Pick<DerivedFigure, 'value' | 'low' | 'high'>, { label, unit, from }: Described): string {
    this.all.set(id, { label: this.speak(label), ...values, unit, derivedFrom: [...new Set(from)] });
    return id;
  }
}
