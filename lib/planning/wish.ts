import type { ChoiceId, ObjectiveId } from '../model/criteria';
import type { Tier } from '../model/blueprint';
import type { ComparisonInput, ToldInput } from './comparison-input';
import type { Ref } from './comparison';
import type { Figures } from './figure';
import type { Spread } from './input';
import type { SharingKey } from './sharing';

/** What somebody wants of a deployment, before knowing which one. */
export interface Wish {
  /** A month, without tax; a range where it was turned into another currency. null: no bound. */
  readonly budget: Spread | null;
  readonly minSeal: number | null;
  /** Ids of controls, all of them, or null: not asked. */
  readonly controls: readonly string[] | 'all' | null;
  /** Whose budget it is, by which key costs are shared; null: that of all together. */
  readonly payer: { readonly tenant: string; readonly key: SharingKey } | null;
}

/** fits: whatever the open figures turn out to be; may fit: it depends on them. */
export type Verdict = 'fits' | 'mayFit' | 'doesNotFit';

const order: readonly Verdict[] = ['fits', 'mayFit', 'doesNotFit'];
export const rankOf = (verdict: Verdict): number => order.indexOf(verdict);
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce<Verdict>((all, one) => (rankOf(one) > rankOf(all) ? one : all), 'fits');

/** A choice that the region could still take, as it judges it. */
export interface Offer {
  readonly id: ChoiceId;
  readonly title: string;
  readonly seal: Readonly<Partial<Record<ObjectiveId, Spread>>>;
  /** Ids of inputs; null: not known. */
  readonly monthly: string | null;
  readonly setup: string | null;
}

/** Ids of the controls that concern what was written. */
export interface Looked {
  readonly met: readonly string[];
  readonly missing: readonly string[];
  /** Left to the operator, or not to be seen in what was written. */
  readonly open: readonly string[];
}

/** The region as it would be with some of its administrations and other tiers; every profile is in it. */
export interface Variant {
  readonly partners: readonly string[];
  /** `written`: as the blueprint has it; else every e-service at this tier, or at the least that it may have. */
  readonly tier: Tier | 'written';
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly input: ComparisonInput;
  /** By profile; what is not there was not looked at. */
  readonly controls: Readonly<Record<string, Looked>>;
}

/** The same in one language. */
export type ToldVariant = Omit<Variant, 'input'> & { readonly input: ToldInput };

/** What the search looks through. */
export interface Space {
  readonly wish: Wish;
  readonly variants: readonly Variant[];
  readonly offers: Readonly<Record<string, readonly Offer[]>>;
  /** Variants that cannot be, with the reason. */
  readonly impossible: readonly { readonly partners: readonly string[]; readonly tier: string; readonly reason: string }[];
}

export type ToldSpace = Omit<Space, 'variants'> & { readonly variants: readonly ToldVariant[] };

export interface Reason {
  readonly condition: 'budget' | 'seal' | 'controls';
  readonly verdict: Verdict;
  readonly text: string;
}

export interface TierFit {
  readonly partners: readonly string[];
  readonly tier: Variant['tier'];
  readonly verdict: Verdict;
  readonly cost: Ref;
}

export interface Change {
  readonly verdict: Verdict;
  readonly partners: readonly string[];
  readonly left: readonly string[];
  readonly tiers: readonly { readonly service: string; readonly from: Tier; readonly to: Tier }[];
  readonly choices: readonly { readonly id: ChoiceId; readonly title: string }[];
  readonly cost: Ref;
  /** What the choices cost once; null where none is taken. */
  readonly setup: Ref | null;
}

export interface ProfileAnswer {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly cost: Ref;
  readonly reasons: readonly Reason[];
  readonly tiers: readonly TierFit[];
  /** The cheapest change that makes it fit better; null: it fits, or nothing that was looked at does. */
  readonly change: Change | null;
  /** Choices that bear on what holds the level down, and of which the region wrote nothing. */
  readonly unwritten: readonly string[];
}

export interface Answer {
  readonly format: 1;
  readonly region: ComparisonInput['region'];
  readonly date: string;
  readonly currency: string;
  readonly wish: Wish;
  readonly profiles: readonly ProfileAnswer[];
  readonly impossible: Space['impossible'];
  readonly figures: Figures;
}
