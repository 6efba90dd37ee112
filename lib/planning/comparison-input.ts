import type { ChoiceId, Criterion, ObjectiveId } from '../model/criteria';
import type { IntentId } from '../model/intent';
import type { Parity } from '../plan/target-plan';
import type { Framework } from './factors';
import type { Inputs } from './input';
import type { Text, Told } from './phrase';
import type { Quantity } from './quantity';

/**
 * Everything that a comparison is made of, as plain data: it is written into the page, where the same code
 * calculates again with other assumptions. Every number is an input with its source.
 */
export interface ComparisonInput {
  readonly region: { readonly id: string; readonly title: string; readonly country: string };
  /** Day of the comparison, YYYY-MM-DD. */
  readonly date: string;
  readonly currency: string;
  /** Where the region's own words stand, or would. */
  readonly planningFile: string;
  /** Of the region, the first one first. */
  readonly languages: readonly string[];
  readonly inputs: Inputs;
  readonly framework: Framework;
  readonly tenants: readonly TenantInput[];
  readonly services: readonly ServiceInput[];
  readonly profiles: readonly ProfileInput[];
  readonly seed: number;
  readonly draws: number;
}

export interface TenantInput {
  readonly id: string;
  readonly title: string;
  /** Ids of inputs. */
  readonly inhabitants: string;
  /** Of a month, all its services together. */
  readonly transactions: string;
}

export interface ServiceInput {
  readonly tenant: string;
  readonly id: string;
  readonly title: string;
  readonly transactions: string;
}

/**
 * What stands between a quantity and its cost: an exchange rate for a price that is known; a price book for the cloud, or
 * for another place of it; a price in a book; a key of the planning file.
 */
export type Lack =
  | { readonly kind: 'rate'; readonly from: string }
  | { readonly kind: 'book'; readonly place: string }
  | { readonly kind: 'price'; readonly item: string; readonly book: string }
  | { readonly kind: 'written'; readonly key: string };

/** A quantity with what its cost is multiplied from. */
export interface CostLine extends Quantity {
  /** Ids of inputs that multiply the base into money; empty where the cost is not known. */
  readonly cost: readonly string[];
  /** Why the cost is not known; empty where it is. */
  readonly unknown: Text;
  /** Its price serves tests and examples only. */
  readonly example: boolean;
  /** What somebody would have to give, so that it has a cost; absent where it has one. */
  readonly lack?: Lack;
}

export interface OnceLine {
  readonly id: 'setup' | 'migration' | 'parallel' | 'exit' | 'transfer';
  readonly title: Text;
  /** Each term is a product of inputs; null: not known. */
  readonly terms: readonly (readonly string[])[] | null;
  readonly unknown: Text;
}

export interface GapLine {
  readonly intent: IntentId;
  readonly title: Text;
  readonly parity: Exclude<Parity, 'equal'>;
  readonly required: boolean;
  readonly by: Text;
  readonly lost: Text;
  /** Whether it takes work of our own: to run the substitute, or to watch the operator. */
  readonly worked: boolean;
  /** Id of the input that says the hours a month; null: nobody said them, or there is nothing to do. */
  readonly hours: string | null;
}

/** A choice of the plan that bears on an objective of the sovereignty framework. */
export interface Choice {
  /** null: it is another cloud, not another choice. */
  readonly id: ChoiceId | null;
  readonly objectives: readonly ObjectiveId[];
  readonly title: Text;
  readonly now: Text;
  /** What would lift it; empty where it stands as high as a plan can make it. */
  readonly lift: Text;
}

export interface AvailabilityLine {
  readonly tenant: string;
  readonly service: string;
  readonly title: string;
  /** Ids of inputs. */
  readonly target: string;
  readonly recoveryMinutes: string;
  readonly lossMinutes: string;
  readonly containers: string;
  readonly copies: string;
  /** What stops it alone. */
  readonly singlePoints: readonly Text[];
}

/** A family of machines that the artefacts ask for. */
export interface FamilyLine {
  readonly family: string;
  /** Id of the input that says in how many zones of the place it is listed; null: not known. */
  readonly zones: string | null;
}

export interface CarbonInput {
  readonly pue: string | null;
  readonly grid: string | null;
  /** Electricity of a month where it was measured instead of modelled. */
  readonly electricity: string | null;
  readonly embodied: string | null;
}

export interface ProfileInput {
  readonly id: string;
  readonly title: Text;
  readonly kind: 'aws' | 'openstack' | 'stay';
  readonly cloud: string;
  /** Why the region may not deploy there as it stands; empty: it may. */
  readonly refused: readonly Text[];
  readonly lines: readonly CostLine[];
  readonly once: readonly OnceLine[];
  /** Id of the input; undefined: nobody has judged it. */
  readonly seal: Readonly<Partial<Record<ObjectiveId, string>>>;
  readonly choices: readonly Choice[];
  readonly carbon: CarbonInput;
  readonly gaps: readonly GapLine[];
  /** Ids of inputs: how many intents stand how; null where there is no plan to count. */
  readonly parity: Readonly<Record<Parity, string>> | null;
  readonly controls: { readonly met: string; readonly all: string; readonly missing: readonly string[] } | null;
  readonly availability: readonly AvailabilityLine[];
  readonly zones: string | null;
  readonly families: readonly FamilyLine[];
  readonly distance: string | null;
  /** Who could read or order the data: sentences. */
  readonly access: readonly Text[];
  readonly residency: readonly Text[];
  /** What leaving takes. */
  readonly rebuild: readonly Text[];
  /** What somebody should know first. */
  readonly notes: readonly Text[];
}

/** In one language. */
export type ToldInput = Told<ComparisonInput>;
export type ToldProfile = Told<ProfileInput>;

export const weightId = (criterion: Criterion): string => `weight:${criterion}`;
