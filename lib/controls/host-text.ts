import { textAt } from '../evidence/value';
import type { Test } from './predicate';

/** Hosts whose first boot sets up every one of these. */
export const hosts =
  (...texts: readonly string[]): Test =>
  ({ properties }) => {
    const boot = textAt(properties, 'user_data');
    return texts.every((text) => boot.includes(text));
  };
