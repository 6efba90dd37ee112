/** What answers say of a value that a profile needs. */
export type Setting<T> =
  | { readonly kind: 'found'; readonly value: T; readonly source: string; readonly remarks: readonly string[] }
  /** Nobody said anything of it. */
  | { readonly kind: 'unread'; readonly why: string }
  /** It was read, and nothing fits. */
  | { readonly kind: 'missing'; readonly why: string; readonly allowed: string; readonly repair: string };

export const found = <T>(value: T, source: string, remarks: readonly string[] = []): Setting<T> => ({
  kind: 'found',
  value,
  source,
  remarks,
});

export const unread = (why: string): Setting<never> => ({ kind: 'unread', why });

export const missing = (why: string, allowed: string, repair: string): Setting<never> => ({
  kind: 'missing',
  why,
  allowed,
  repair,
});
