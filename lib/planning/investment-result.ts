import type { Financing } from '../model/investment';
import type { YearFlow } from './cash-flow';
import type { Comparison, Ref } from './comparison';
import type { Figures } from './figure';

/** What a region invests, who pays it, and what that is worth today. Every number is a figure under `figures`. */
export interface Investment {
  readonly format: 1;
  readonly region: Comparison['region'];
  readonly date: string;
  readonly currency: string;
  readonly discount: Ref;
  readonly profiles: readonly InvestedProfile[];
  readonly figures: Figures;
}

export interface InvestedProfile {
  readonly id: string;
  readonly title: string;
  readonly financings: readonly Financed[];
  /** What is not known of its costs, so that its sums are lower bounds. */
  readonly unknown: readonly string[];
}

export interface Financed {
  readonly financing: Financing;
  readonly years: readonly FinancedYear[];
  readonly invested: Ref;
  readonly funding: readonly { readonly id: string; readonly title: string; readonly kind: string; readonly amount: Ref }[];
  readonly grantShare: Ref;
  readonly coFundingShare: Ref;
  /** Sum of the years. */
  readonly net: Ref;
  /** The same at its worth in the first year. */
  readonly presentValue: Ref;
  /** Present value of staying, less this one. */
  readonly gain: Ref;
}

export type FinancedYear = { readonly year: string } & Readonly<Record<keyof YearFlow, Ref>>;
