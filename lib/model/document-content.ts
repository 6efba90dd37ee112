import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Position, Problem } from './problem';
import { quote } from './quote';
import { hasForbiddenCharacter } from './text';

type Fault = Omit<Problem, keyof Position>;
type Report = (offset: number, fault: Fault) => void;

/** What YAML allows and a blueprint does not, each with the offset where it stands. */
export const contentFaults = (root: Node, text: string, report: Report): void => {
  const offset = root.range?.[0] ?? 0;
  if (isAlias(root)) return report(offset, faults.alias(root.source));
  const before = text.slice(Math.max(0, offset - 400), offset);
  const marked = (sign: RegExp): number => offset - before.length + Math.max(0, before.search(sign));
  if (root.anchor !== undefined) report(marked(/&[^\s&]*\s*(?:![^\s]*\s*)?$/), faults.anchor(root.anchor));
  if (root.tag !== undefined) report(marked(/![^\s]*\s*(?:&[^\s]*\s*)?$/), faults.tag(root.tag));
  if (isScalar(root)) scalarFaults(root.value, root.source, (fault) => report(offset, fault));
  if (isSeq(root)) for (const item of root.items) if (item !== null) contentFaults(item as Node, text, report);
  if (isMap(root)) mapFaults(root as YAMLMap<Node | null, Node | null>, text, report);
};

const mapFaults = (map: YAMLMap<Node | null, Node | null>, text: string, report: Report): void => {
  const seen = new Set<string>();
  for (const { key, value } of map.items) {
    const fault = keyFault(key, seen);
    if (fault !== undefined) report(key?.range?.[0] ?? value?.range?.[0] ?? map.range?.[0] ?? 0, fault);
    if (key !== null) contentFaults(key, text, report);
    if (value !== null) contentFaults(value, text, report);
  }
};

const reservedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

const keyFault = (key: Node | null, seen: Set<string>): Fault | undefined => {
  const name = isScalar(key) ? key.value : undefined;
  if (typeof name !== 'string') return faults.key(isScalar(key) ? (key.source ?? '') : '');
  if (name === '<<') return faults.merge;
  if (reservedKeys.includes(name)) return faults.reserved(name);
  if (seen.has(name)) return faults.duplicate(quote(name));
  seen.add(name);
  return undefined;
};

const scalarFaults = (value: unknown, source: string | undefined, report: (fault: Fault) => void): void => {
  if (typeof value === 'string' && hasForbiddenCharacter(value)) report(faults.characters);
  if (typeof value === 'number' && !isExact(value)) report(faults.number(quote(source ?? '')));
};

const isExact = (value: number): boolean => Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

const faults = {
  alias: (name: string): Fault => ({
    code: 'SGC1010',
    message: `the alias *${quote(name)} repeats another part of the file`,
    allowed: 'values written where they hold',
    repair: `write the value itself instead of \`*${quote(name)}\``,
  }),
  anchor: (name: string): Fault => ({
    code: 'SGC1010',
    message: `the anchor &${quote(name)} marks a value for repetition`,
    allowed: 'values written where they hold',
    repair: `remove \`&${quote(name)}\``,
  }),
  tag: (name: string): Fault => ({
    code: 'SGC1011',
    message: `the tag ${quote(name)} has no meaning here`,
    allowed: 'plain texts, numbers, booleans, lists and maps',
    repair: 'remove the tag',
  }),
  merge: {
    code: 'SGC1012',
    message: 'the merge key `<<` has no meaning here',
    allowed: 'keys written out, or `extends`',
    repair: 'write the keys out instead of `<<`',
  },
  reserved: (name: string): Fault => ({
    code: 'SGC1013',
    message: `the key \`${name}\` is reserved`,
    allowed: 'any other key',
    repair: `rename \`${name}\``,
  }),
  duplicate: (name: string): Fault => ({
    code: 'SGC1014',
    message: `the key \`${name}\` was written before in this map`,
    allowed: 'each key once',
    repair: `remove one of the two \`${name}\``,
  }),
  key: (source: string): Fault => ({
    code: 'SGC1015',
    message: 'a key must be a text',
    allowed: 'texts as keys',
    repair: source === '' ? 'write a text before the colon' : `write \`"${quote(source)}"\``,
  }),
  number: (source: string): Fault => ({
    code: 'SGC1016',
    message: `the number ${source} is too large to be kept exactly`,
    allowed: 'numbers of at most 15 digits',
    repair: `write \`"${source}"\` if it is an identifier`,
  }),
  characters: {
    code: 'SGC1003',
    message: 'the text holds invisible or control characters',
    allowed: 'printable characters',
    repair: 'remove the escape sequence',
  },
} as const;
