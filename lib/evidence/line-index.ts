import { isMap as isYamlMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { escaped } from './resource';

/** Line of each JSON pointer of a file, as deep as asked for. */
export interface LineIndex {
  /** From 1; the nearest place above where the pointer itself is not there; 0 where nothing is. */
  lineOf(pointer: string): number;
}

/** Finds lines in JSON as it was written, or in YAML. */
export const lineIndex = (text: string, depth = 6): LineIndex => {
  const lines = /^\s*[{[]/.test(text) ? linesOfJson(text, depth) : linesOfYaml(text, depth);
  const lineOf = (pointer: string): number => {
    const found = lines.get(pointer);
    if (found !== undefined) return found;
    return pointer === '' ? 0 : lineOf(pointer.slice(0, pointer.lastIndexOf('/')));
  };
  return { lineOf };
};

/** Compared as numbers: megabytes are read character by character. */
const code = { newLine: 10, quote: 34, comma: 44, bracket: 91, closingBracket: 93, brace: 123, closingBrace: 125 } as const;
const ends: ReadonlySet<number> = new Set([code.newLine, code.comma, code.closingBracket, code.closingBrace]);

/** One pass over the text: strings are skipped, keys and items are counted. */
const linesOfJson = (text: string, depth: number): ReadonlyMap<string, number> => {
  const lines = new Map<string, number>([['', 1]]);
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
  const value = (pointer: string, level: number): void => {
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
      if (open === code.brace) {
        const start = at;
        word();
        if (isTold) key = escaped(keyOf(text.slice(start, at)));
        space();
        at += 1;
      } else if (isTold) key = String(index);
      const inner = isTold ? `${pointer}/${key}` : '';
      if (isTold) lines.set(inner, here);
      value(inner, level + 1);
      space();
      if (text.charCodeAt(at) === code.comma) at += 1;
    }
  };
  value('', 0);
  return lines;
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

const linesOfYaml = (text: string, depth: number): ReadonlyMap<string, number> => {
  const counter = new LineCounter();
  const lines = new Map<string, number>([['', 1]]);
  const document = parseDocument(text, { lineCounter: counter, strict: false, uniqueKeys: false, logLevel: 'silent' });
  const walk = (node: unknown, pointer: string, level: number): void => {
    if (level >= depth) return;
    if (isYamlMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        const inner = `${pointer}/${escaped(String(pair.key.value))}`;
        lines.set(inner, counter.linePos(pair.key.range?.[0] ?? 0).line);
        walk(pair.value, inner, level + 1);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        const inner = `${pointer}/${index}`;
        const range = (item as { range?: readonly number[] } | null)?.range;
        lines.set(inner, counter.linePos(range?.[0] ?? 0).line);
        walk(item, inner, level + 1);
      });
    }
  };
  walk(document.contents, '', 0);
  return lines;
};
