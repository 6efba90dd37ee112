import type { Figures } from './figure';
import type { CarbonInput, Choice, FamilyLine, GapLine } from './comparison-input';
import type { Told } from './phrase';
import type { CostLayer } from './quantity';
import type { SharingKey } from './sharing';
import type { Criterion, ObjectiveId } from '../model/criteria';

/** Id of a figure. */
export type Ref = string;

/** What a comparison says. Every number is a figure under `figures`; everything else names it by its id. */
export interface Comparison {
  readonly format: 1;
  readonly region: { readonly id: string; readonly title: string; readonly country: string };
  readonly date: string;
  readonly currency: string;
  readonly figures: Figures;
  readonly profiles: readonly ProfileResult[];
  readonly ranking: Ranking;
  readonly sensitivity: Sensitivity;
  readonly framework: {
    readonly name: string;
    readonly version: string;
    readonly date: string;
    readonly rule: string;
    readonly source: string;
  };
  readonly services: readonly {
    readonly tenant: string;
    readonly id: string;
    readonly title: string;
    readonly transactions: Ref;
  }[];
  readonly tenants: readonly { readonly id: string; readonly title: string; readonly inhabitants: Ref }[];
  /** Exchange rates without which known prices do not count. */
  readonly ratesMissing: readonly MissingRate[];
  /** What somebody would have to do, so that totals become whole; the most useful first. */
  readonly nextSteps: readonly string[];
  /** What no quantity stands for. */
  readonly notCounted: readonly string[];
}

export interface MissingRate {
  readonly from: string;
  readonly to: string;
  /** Profiles whose prices wait for it. */
  readonly profiles: readonly string[];
  /** What to do, with the entry to write. */
  readonly repair: string;
}

export interface LineResult {
  readonly item: string;
  readonly layer: CostLayer;
  readonly tenant: string;
  readonly service: string;
  readonly stage: string;
  readonly driver: string;
  readonly fixed: boolean;
  readonly quantity: Ref;
  readonly cost: Ref;
  /** Why it is unknown; empty where it is known. */
  readonly unknown: string;
}

export interface ProfileResult {
  readonly id: string;
  readonly title: string;
  readonly kind: 'aws' | 'openstack' | 'stay';
  readonly cloud: string;
  /** Why the region may not deploy there as it stands; such a profile is shown and never ranked. */
  readonly refused: readonly string[];
  readonly month: Ref;
  readonly monthWithVat: Ref;
  readonly fixed: Ref;
  readonly variable: Ref;
  readonly years: Ref;
  readonly once: readonly { readonly id: string; readonly title: string; readonly cost: Ref; readonly unknown: string }[];
  readonly perThousand: Ref;
  readonly saving: Ref;
  readonly payingTenants: Ref;
  readonly pricedShare: Ref;
  readonly lines: readonly LineResult[];
  readonly unpriced: readonly { readonly item: string; readonly driver: string; readonly reason: string }[];
  /** Some of its prices serve tests and examples only. */
  readonly examplePrices: boolean;
  readonly layers: Readonly<Partial<Record<CostLayer, Ref>>>;
  readonly tenants: Readonly<Record<string, Readonly<Record<SharingKey, Ref>>>>;
  readonly mildestKey: SharingKey;
  readonly services: readonly {
    readonly tenant: string;
    readonly id: string;
    readonly own: Ref;
    readonly full: Ref;
    readonly perThousand: Ref;
  }[];
  readonly sovereignty: {
    readonly score: Ref;
    readonly level: Ref;
    readonly cappedBy: readonly ObjectiveId[];
    readonly unjudged: readonly ObjectiveId[];
    readonly choices: readonly Told<Choice>[];
    /** Those that bear on the objectives that hold the level down. */
    readonly lifts: readonly Told<Choice>[];
  };
  readonly carbon: { readonly electricity: Ref; readonly operation: Ref; readonly embodied: Ref; readonly inputs: CarbonInput };
  readonly parity: Readonly<Record<string, Ref>> | null;
  readonly parityShare: Ref;
  readonly gaps: readonly Told<GapLine>[];
  readonly controls: { readonly share: Ref; readonly missing: readonly string[] } | null;
  readonly availability: readonly {
    readonly tenant: string;
    readonly service: string;
    readonly title: string;
    readonly target: Ref;
    readonly recoveryMinutes: Ref;
    readonly lossMinutes: Ref;
    readonly containers: Ref;
    readonly copies: Ref;
    readonly singlePoints: readonly string[];
  }[];
  readonly zones: Ref | null;
  readonly families: readonly FamilyLine[];
  readonly distance: Ref | null;
  readonly access: readonly string[];
  readonly residency: readonly string[];
  readonly exit: { readonly storedGB: Ref; readonly transfer: Ref; readonly rebuild: readonly string[] };
  readonly notes: readonly string[];
  /** Id of a profile that is no worse in anything and better in something. */
  readonly dominatedBy: string | null;
}

export interface Ranking {
  /** Best first; empty where none may be printed. */
  readonly order: readonly { readonly profile: string; readonly score: Ref; readonly first: Ref }[];
  /** Why there is no ranking; empty where there is one. */
  readonly withheld: readonly string[];
  readonly counted: readonly Criterion[];
  readonly notCounted: readonly { readonly criterion: Criterion; readonly reason: string }[];
  readonly weights: Readonly<Record<Criterion, Ref>>;
  readonly seed: Ref;
  readonly draws: Ref;
}

export interface Sensitivity {
  /** Two profiles whose gap is looked at; null where fewer than two have a cost. */
  readonly between: { readonly first: string; readonly second: string } | null;
  readonly swings: readonly {
    readonly input: Ref;
    readonly label: string;
    readonly low: Ref;
    readonly high: Ref;
    readonly even: Ref | null;
  }[];
  /** Assumptions of every kind that move the scores of the two that rank first; empty without a ranking. */
  readonly movers: readonly {
    readonly input: Ref;
    readonly label: string;
    /** Score of the first above the second. */
    readonly low: Ref;
    readonly high: Ref;
    /** Value at which the two change places; null: nowhere in its range. */
    readonly even: Ref | null;
  }[];
}
