import type { Claim } from './claim';
import type { Actor, Limit } from './limit';
import { byArtefact, type Part } from './need';

/**
 * fits; tight: more than four fifths; exceeded; missing: not there; unknown: nobody answered; duty: a person must see to
 * it. The two that stop a deployment are `exceeded` and `missing`.
 */
export type Verdict = 'exceeded' | 'missing' | 'unknown' | 'duty' | 'tight' | 'fits';

/** Worst first. */
export const verdicts: readonly Verdict[] = ['exceeded', 'missing', 'unknown', 'duty', 'tight', 'fits'];

/** One need held against its limit; the shape of `--json`. */
export interface Line {
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly item: string;
  readonly need: number;
  /** null: not known; -1: without bound. */
  readonly limit: number | null;
  readonly verdict: Verdict;
  /** Where the limit comes from; for `unknown`, why there is none. */
  readonly source: string;
  readonly date: string;
  readonly confidence: 'high' | 'low';
  /** What to ask or do; empty where it fits. */
  readonly request: string;
  readonly by: Actor;
  /** What makes the need up, artefact by artefact. */
  readonly parts: readonly Part[];
}

const tightAbove = 0.8;

/** Holds a claim against its limit: what a cloud answered, else what is known without asking. */
export const lineOf = (target: string, claim: Claim, limit: Limit = claim.offline): Line => {
  const { need } = claim;
  const verdict = verdictOf(need.amount, limit);
  const { by, request } = claim.advise(limit);
  return {
    target,
    account: need.place.account,
    region: need.place.region,
    item: need.item,
    need: need.amount,
    limit: 'value' in limit ? (limit.value === Infinity ? -1 : limit.value) : null,
    verdict,
    source: limit.kind === 'unknown' && limit.reason !== '' ? limit.reason : limit.source,
    date: limit.date,
    confidence: limit.confidence,
    request: verdict === 'fits' ? '' : request,
    by,
    parts: byArtefact(need.parts),
  };
};

const verdictOf = (amount: number, limit: Limit): Verdict => {
  switch (limit.kind) {
    case 'unknown':
    case 'duty':
      return limit.kind;
    case 'length':
      return amount > limit.value ? 'exceeded' : 'fits';
    case 'presence':
      return amount > limit.value ? 'missing' : 'fits';
    case 'bound':
      if (amount > limit.value) return 'exceeded';
      return amount > limit.value * tightAbove ? 'tight' : 'fits';
  }
};

/** Whether something would fail for certain. */
export const stops = ({ verdict }: Pick<Line, 'verdict'>): boolean => verdict === 'exceeded' || verdict === 'missing';
