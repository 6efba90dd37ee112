import type { FactKind, FactValues, Thing } from '../../evidence/fact';
import type { IntentId } from '../../model/intent';
import type { Topic } from './framework';

export const areas = ['network', 'identity', 'storage', 'hosting', 'logging', 'recovery', 'residency', 'supplyChain'] as const;
export type Area = (typeof areas)[number];

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** What the region itself decided, against which some facts are judged. */
export interface Place {
  /** Regions of the cloud in which things may stand; empty where no blueprint says so. */
  readonly regions: readonly string[];
}

/** One kind of fact about one kind of thing, and which values keep the control. */
export type Claim = {
  readonly [K in FactKind]: {
    readonly kind: K;
    readonly of: readonly Thing[];
    readonly keeps: (value: FactValues[K], place: Place) => boolean;
  };
}[FactKind];

/** Which facts decide a control. */
export interface Rule {
  readonly claims: readonly Claim[];
  /**
   * each: every fact must keep it, and none means that it does not apply. never: likewise, and none means that it
   * holds, for it forbids something. account: besides, each account (or the cloud as a whole, where it has none)
   * must show it at least once; target: the target must show it once.
   */
  readonly needs: 'each' | 'never' | 'account' | 'target';
}

export interface Control {
  readonly area: Area;
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly repair: string;
  /** Commands by which a person confirms it live; words in angle brackets stand for what the report names. */
  readonly live: { readonly aws: string; readonly openstack: string };
  readonly topics: readonly Topic[];
  /** Lines of the parity ledger to which it belongs; they say what a cloud cannot do. */
  readonly intents: readonly IntentId[];
  readonly rule: Rule;
}

export const claim = <K extends FactKind>(
  kind: K,
  of: Thing | readonly Thing[],
  keeps: (value: FactValues[K], place: Place) => boolean,
): Claim => ({ kind, of: typeof of === 'string' ? [of] : of, keeps }) as unknown as Claim;

export const yes = (value: boolean): boolean => value;
export const no = (value: boolean): boolean => !value;

export const each = (...claims: readonly Claim[]): Rule => ({ claims, needs: 'each' });
export const never = (...claims: readonly Claim[]): Rule => ({ claims, needs: 'never' });
export const inEachAccount = (...claims: readonly Claim[]): Rule => ({ claims, needs: 'account' });
export const onTarget = (...claims: readonly Claim[]): Rule => ({ claims, needs: 'target' });

/** Where a cloud has nothing to ask. */
export const nothingToAsk = 'no command: the cloud has no such thing';
