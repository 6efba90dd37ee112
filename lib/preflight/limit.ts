/**
 * What bounds a need. `bound`: an amount, Infinity where there is none; `length`: a bound that nothing grows towards, such
 * as that of a name; `presence`: 1 where something is there, 0 where it is missing; `unknown`: not asked, or not
 * answered; `duty`: up to a person, and not done as far as can be seen.
 */
export type Limit = Origin &
  (
    | { readonly kind: 'bound' | 'length' | 'presence'; readonly value: number }
    | {
        readonly kind: 'unknown';
        /** Why, in a few words; empty where nobody was asked. */
        readonly reason: string;
      }
    | { readonly kind: 'duty' }
  );

export interface Origin {
  /** Where the value comes from, or who could tell it. */
  readonly source: string;
  /** YYYY-MM-DD of the source; empty where it has none. */
  readonly date: string;
  /** low: assumed, and shown as such. */
  readonly confidence: 'high' | 'low';
}

/** Who has to act: whoever deploys the region, the operator of its OpenStack cloud, or the support of AWS. */
export type Actor = 'us' | 'operator' | 'aws';

/** What somebody should do, in one sentence. */
export interface Advice {
  readonly by: Actor;
  readonly request: string;
}

export const notAsked: Limit = { kind: 'unknown', reason: '', source: 'not asked', date: '', confidence: 'low' };

/** An amount with some room, so that what is asked for is not tight at once. */
export const roomy = (amount: number): number => Math.ceil(amount * 1.25);
