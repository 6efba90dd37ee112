import type { Resource } from './resource';
import { isList, isMap, keysOf, textsIn, type Value } from './value';

/** A value as far as it could be seen. What was not seen is never compliant. */
export type Seen<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: string };

export const known = <T>(value: T): Seen<T> => ({ known: true, value });
export const unseen = (reason: string): Seen<never> => ({ known: false, reason });

/** The value of what was seen as something else. */
export const seenAs = <T, U>(seen: Seen<T>, as: (value: T) => U): Seen<U> => (seen.known ? known(as(seen.value)) : seen);

/** Something seen of all of them: unknown as soon as one is. */
export const seenAll = <T>(all: readonly Seen<T>[]): Seen<readonly T[]> => {
  const missing = all.find((one) => !one.known);
  return missing !== undefined && !missing.known ? missing : known(all.flatMap((one) => (one.known ? [one.value] : [])));
};

/** Values at a dotted path of a resource, lists entered at each item; unknown where any of it, or what it stands in, is. */
export const seenAt = (resource: Resource, path: string): Seen<readonly Value[]> => seenIn(resource.properties, path);

export const seenIn = (value: Value | undefined, path: string): Seen<readonly Value[]> => {
  let found: readonly Value[] = value === undefined ? [] : [value];
  for (const key of keysOf(path)) {
    const next: Value[] = [];
    for (const one of found.some(isList) ? found.flatMap((item) => (isList(item) ? item : [item])) : found) {
      const reason = reasonOf(one);
      if (reason !== undefined) return unseen(reason);
      const inner = isMap(one) ? one[key] : undefined;
      if (inner !== undefined && inner !== null) next.push(...(isList(inner) ? inner : [inner]));
    }
    found = next;
  }
  const reason = found.map(reasonOf).find((one) => one !== undefined);
  return reason === undefined ? known(found) : unseen(reason);
};

/** Why a text cannot be read; undefined where it can. A reference to another resource is known: it is that resource. */
export const reasonOf = (value: Value): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const marked = value.includes('⟦?') ? /⟦\?([^⟧]*)⟧/.exec(value) : null;
  if (marked !== null) return marked[1];
  const dynamic = value.includes('{{') ? /\{\{resolve:[^}]*\}\}/.exec(value) : null;
  if (dynamic !== null) return `dynamic reference ${dynamic[0]}`;
  if (value.length > longest || !value.includes('${')) return undefined;
  const expression = /(?:^|[^$])\$\{(?!⟦)([^}]{0,60})/.exec(value);
  return expression === null ? undefined : `expression ${expression[1] ?? ''}`;
};

/** Longer texts are files and scripts, in which an expression stands for one word. */
const longest = 400;

/** The first text, number or truth at a path as text; empty where nothing stands there. */
export const textSeen = (resource: Resource, path: string): Seen<string> => seenAs(seenAt(resource, path), firstText);
export const textSeenIn = (value: Value, path: string): Seen<string> => seenAs(seenIn(value, path), firstText);

const firstText = ([first]: readonly Value[]): string =>
  typeof first === 'string' ? first : typeof first === 'number' || typeof first === 'boolean' ? String(first) : '';

/** Whether a switch is on; `absent` is what the cloud does where nothing is said. */
export const switchSeen = (resource: Resource, path: string, absent = false): Seen<boolean> =>
  seenAs(textSeen(resource, path), (text) => (text === '' ? absent : text.toLowerCase() === 'true'));

/** Whether anything at all stands at a path. */
export const presentAt = (resource: Resource, path: string): Seen<boolean> =>
  seenAs(seenAt(resource, path), (values) => values.length > 0);

/** Every reason inside a value why something cannot be seen. */
export const reasonsIn = (value: Value | undefined): readonly string[] => textsIn(value).flatMap((text) => reasonOf(text) ?? []);
