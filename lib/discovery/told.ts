import type { Replies } from './question';

/** What answers say of a flag, and which of them said it, or why none did. */
export interface Told {
  readonly value: boolean | 'unknown';
  readonly source: string;
}

export type Teller = (replies: Replies) => Told;

export const told = (value: boolean, source: string): Told => ({ value, source });

export const unknown = (source: string): Told => ({ value: 'unknown', source });
