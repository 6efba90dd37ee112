/** What stands in a template once everything that can be resolved offline has been resolved. */
export type Value = null | boolean | number | string | readonly Value[] | ValueMap;
export interface ValueMap {
  readonly [key: string]: Value;
}

/**
 * Text that stands for a value only the cloud knows: attribute `attribute` of a resource of ours. It may
 * stand inside longer text, such as an ARN.
 */
export const pointer = (resource: string, attribute: string): string => `⟦${resource}.${attribute}⟧`;

/** Text for what could not be resolved, and why: undecidable is not compliant. */
export const unknown = (reason: string): string => `⟦?${reason}⟧`;

const marks = /⟦([^?⟧][^⟧]*)\.([^.⟧]+)⟧/g;

export interface Pointer {
  readonly resource: string;
  readonly attribute: string;
}

/** Every pointer inside a value, in order. */
export const pointersIn = (value: Value | undefined): readonly Pointer[] =>
  textsIn(value)
    .filter((text) => text.includes('⟦'))
    .flatMap((text) => [...text.matchAll(marks)].map(([, resource = '', attribute = '']) => ({ resource, attribute })));

/** Whether any part of a value could not be resolved. */
export const hasUnknown = (value: Value | undefined): boolean => textsIn(value).some((text) => text.includes('⟦?'));

/** Every text inside a value, keys of maps apart; found once for each value, since many readers ask. */
export const textsIn = (value: Value | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const known = texts.get(value);
  if (known !== undefined) return known;
  const found: string[] = [];
  gather(value, found);
  texts.set(value, found);
  return found;
};

const texts = new WeakMap<object, readonly string[]>();

const gather = (value: Value, found: string[]): void => {
  if (typeof value === 'string') found.push(value);
  else if (isList(value)) for (const item of value) gather(item, found);
  else if (isMap(value)) for (const key in value) gather(value[key] ?? null, found);
};

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value | undefined): value is ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path; a list is entered at each of its items. Empty where nothing stands there. */
export const valuesAt = (value: Value | undefined, path: string): readonly Value[] => {
  let found: readonly Value[] = value === undefined ? [] : [value];
  for (const key of keysOf(path)) found = step(found, key);
  return found;
};

/** Paths stand in the readers' own text: there are few of them, and each is asked for of every resource. */
export const keysOf = (path: string): readonly string[] => {
  const known = keys.get(path);
  if (known !== undefined) return known;
  const found = path.split('.');
  keys.set(path, found);
  return found;
};

const keys = new Map<string, readonly string[]>();

/** Without lists between: whoever reads facts asks this half a million times. */
const step = (values: readonly Value[], key: string): readonly Value[] => {
  const found: Value[] = [];
  for (const value of values) {
    for (const item of isList(value) ? value : [value]) {
      const next = isMap(item) ? item[key] : undefined;
      if (next === undefined || next === null) continue;
      if (isList(next)) found.push(...next);
      else found.push(next);
    }
  }
  return found;
};

/** A map with other values under the same keys, without those that are undefined; a key that JavaScript knows stays a key. */
export const remade = (map: ValueMap, as: (value: Value) => Value | undefined): ValueMap => {
  const found: Record<string, Value> = {};
  for (const key of Object.keys(map)) {
    const value = as(map[key] ?? null);
    if (value === undefined) continue;
    if (key === '__proto__') Object.defineProperty(found, key, { value, enumerable: true });
    else found[key] = value;
  }
  return found;
};

/** A value as a list: engines write one item and a list of one alike. */
export const itemsOf = (value: Value | undefined): readonly Value[] => {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
};

/** The only value at a path, or undefined when there is none or more than one. */
export const valueAt = (value: Value | undefined, path: string): Value | undefined => {
  const found = valuesAt(value, path);
  return found.length === 1 ? found[0] : undefined;
};

export const textAt = (value: Value | undefined, path: string): string => {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
};

/** Zero where no number stands there. */
export const numberAt = (value: Value | undefined, path: string): number => Number(textAt(value, path)) || 0;

export const textsAt = (value: Value | undefined, path: string): readonly string[] =>
  valuesAt(value, path).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
