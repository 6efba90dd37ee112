import type { Advice, Limit } from './limit';
import type { Need } from './need';

/** A need, what is known of its limit without asking a cloud, and what to do where the limit does not do. */
export interface Claim {
  readonly need: Need;
  readonly offline: Limit;
  /** For any limit but one that fits: this one's, or what a cloud answered. */
  advise(limit: Limit): Advice;
}
