import { isMap as isYamlMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { escaped } from './resource';

/** Where each JSON pointer of a file stands, as deep as asked for. */
export interface LineIndex {
  /** The nearest place above where the pointer itself is not there. */
  find(pointer: string): Position;
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** Characters of the file before it. */
  readonly offset: number;
}

/** Finds lines in JSON as it was written, or in YAML. */
export const lineIndex = (text: string, depth = 6): LineIndex => {
  const root = /^\s*[{[]/.test(text) ? spotsOfJson(text, depth) : spotsOfYaml(text, depth);
  const find = (pointer: string): Position => {
    let spot = root;
    for (const key of pointer.split('/').slice(1)) {
      const next = spot.within?.get(key);
      if (next === undefined) break;
      spot = next;
    }
    return spot;
  };
  return { find };
};

/** A position and, by their keys as a pointer has them, those within. */
interface Spot extends Position {
  within?: Map<string, Spot>;
}

const placed = (spot: Spot, key: string, line: number, offset: number): Spot => {
  const inner: Spot = { line, offset };
  (spot.within ??= new Map<string, Spot>()).set(key, inner);
  return inner;
};

/** Compared as numbers: megabytes are read character by character. */
const code = { newLine: 10, quote: 34, comma: 44, bracket: 91, closingBracket: 93, brace: 123, closingBrace: 125 } as const;
const ends: ReadonlySet<number> = new Set([code.newLine, code.comma, code.closingBracket, code.closingBrace]);

/** One pass over the text: strings are skipped, keys and items are counted. */
const spotsOfJson = (text: string, depth: number): Spot => {
  const root: Spot = { line: 1, offset: 0 };
  let at = 0;
  let line = 1;
  const space = (): void => {
    for (; at < text.length; at += 1) {
      const found = text.charCodeAt(at);
      if (found === code.newLine) line += 1;
      else if (found !== 32 && found !== 9 && found !== 13) return;
    }
  };
  const word = (): void => {
    for (at = text.indexOf('"', at + 1); at >= 0 && isEscaped(text, at); at = text.indexOf('"', at + 1));
    at = at < 0 ? text.length : at + 1;
  };
  const value = (spot: Spot, level: number): void => {
    space();
    const open = text.charCodeAt(at);
    if (open === code.quote) return word();
    if (open !== code.brace && open !== code.bracket) {
      while (at < text.length && !ends.has(text.charCodeAt(at))) at += 1;
      return;
    }
    const isTold = level < depth;
    at += 1;
    for (let index = 0; at < text.length; index += 1) {
      space();
      const next = text.charCodeAt(at);
      if (next === code.closingBrace || next === code.closingBracket) return void (at += 1);
      let key = '';
      const here = line;
      const start = at;
      if (open === code.brace) {
        word();
        if (isTold) key = escaped(keyOf(text.slice(start, at)));
        space();
        at += 1;
      } else if (isTold) key = String(index);
      value(isTold ? placed(spot, key, here, start) : spot, level + 1);
      space();
      if (text.charCodeAt(at) === code.comma) at += 1;
    }
  };
  value(root, 0);
  return root;
};

/** Whether an odd number of back-slashes stands before. */
const isEscaped = (text: string, at: number): boolean => {
  let before = at - 1;
  while (text.charCodeAt(before) === 92) before -= 1;
  return (at - before) % 2 === 0;
};

const keyOf = (quoted: string): string => {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
};

const spotsOfYaml = (text: string, depth: number): Spot => {
  const counter = new LineCounter();
  const root: Spot = { line: 1, offset: 0 };
  const document = parseDocument(text, { lineCounter: counter, strict: false, uniqueKeys: false, logLevel: 'silent' });
  const at = (spot: Spot, key: string, offset = 0): Spot => placed(spot, key, counter.linePos(offset).line, offset);
  const walk = (node: unknown, spot: Spot, level: number): void => {
    if (level >= depth) return;
    if (isYamlMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        walk(pair.value, at(spot, escaped(String(pair.key.value)), pair.key.range?.[0]), level + 1);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const range = (item as { range?: readonly number[] } | null)?.range;
        walk(item, at(spot, String(index), range?.[0]), level + 1);
      });
    }
  };
  walk(document.contents, root, 0);
  return root;
};
