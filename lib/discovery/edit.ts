import { isMap, type Node, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';

/** A key of the file, or of a map that stands directly in it. */
export type Place = readonly [string] | readonly [string, string];

/**
 * Writes a value, given as YAML on one line, at its place, and leaves every other character of the text as it
 * is: comments, order and blank lines belong to people.
 */
export const setAt = (text: string, [first, second]: Place, value: string): string => {
  const root = parseDocument(text).contents;
  if (!isMap(root)) throw new Error('a file of keys and values is needed');
  const outer = valueOf(root, first);
  if (second === undefined)
    return outer === undefined ? inserted(text, root, `${first}: ${value}`) : replaced(text, outer, value);
  if (outer === undefined) return inserted(text, root, `${first}:\n  ${second}: ${value}`);
  if (!isMap(outer)) throw new Error(`${first} is no map`);
  const inner = valueOf(outer, second);
  return inner === undefined ? inserted(text, outer, `${second}: ${value}`) : replaced(text, inner, value);
};

const valueOf = (map: YAMLMap, key: string): Node | undefined => map.get(key, true) as Node | undefined;

/** Offsets of a node's first character and of the one behind its last; a block ends behind its line. */
const rangeOf = (text: string, node: Node): readonly [number, number] => {
  if (!node.range) throw new Error('a node that was read has a range');
  const [start, end] = node.range;
  return [start, start + text.slice(start, end).trimEnd().length];
};

const replaced = (text: string, node: Node, value: string): string => {
  const [start, end] = rangeOf(text, node);
  // Where nothing was written, the key's colon stands directly before.
  return `${text.slice(0, start)}${start === end && text[start - 1] === ':' ? ' ' : ''}${value}${text.slice(end)}`;
};

const inserted = (text: string, map: YAMLMap, entry: string): string => {
  const [start, end] = rangeOf(text, map);
  if (map.flow === true) {
    const entries = text.slice(start + 1, end - 1).trim();
    return `${text.slice(0, start)}{ ${entries === '' ? '' : `${entries}, `}${entry} }${text.slice(end)}`;
  }
  const { key, value } = map.items.at(-1) as Pair<Scalar, Node | null>;
  const [keyStart] = rangeOf(text, key);
  const indent = ' '.repeat(keyStart - (text.lastIndexOf('\n', keyStart - 1) + 1));
  const [, valueEnd] = rangeOf(text, value ?? key);
  const line = text.indexOf('\n', valueEnd);
  const at = line < 0 ? text.length : line;
  return `${text.slice(0, at)}\n${indent}${entry}${text.slice(at)}`;
};
