import {
  Composer,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  type CST,
  type Document as YamlDocument,
  type Node,
} from 'yaml';
import { contentFaults } from './document-content';
import { fail, succeed, type Position, type Problem, type Result } from './problem';
import type { Path } from './path';
import { quote } from './quote';
import { textProblem } from './text';

/** A file that was read: its plain value, and where each part of it stands. */
export interface Document {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at this path begins (a map or list: its key), or its nearest ancestor that is written. */
  locate(path: Path): Position;
  /** Where the key of this path stands. */
  locateKey(path: Path): Position;
  /** The scalar as it was written, with its quotes; undefined elsewhere. */
  source(path: Path): string | undefined;
}

/** Bounds while parsing: an honest region uses a hundredth of them. */
const limits = { lexemes: 150_000, depth: 48, reported: 50 } as const;

/**
 * Reads one YAML document of plain maps, lists, texts, numbers and booleans. Everything that makes YAML
 * surprising (anchors, tags, merge keys, duplicate keys, several documents) is a problem with its position.
 */
export const parseDocument = (file: string, text: string): Result<Document> => {
  const unfit = textProblem(file, text);
  if (unfit !== undefined) return fail([unfit]);
  const lines = new LineCounter();
  const at = (offset: number): Position => positionAt(file, lines, offset);
  const tokens = tokensOf(text, lines);
  if (typeof tokens === 'string') return fail([{ ...at(0), ...tooMuch(tokens) }]);
  const documents = [
    ...new Composer({ uniqueKeys: false, version: '1.2', schema: 'core' }).compose(tokens, true, text.length),
  ] as YamlDocument[];
  const [first, second] = documents;
  if (second !== undefined) return fail([{ ...at(second.range?.[0] ?? 0), ...severalDocuments }]);
  if (first === undefined || first.contents === null) return fail([{ file, line: 0, column: 0, ...empty }]);
  const problems = [...directiveProblems(tokens, at), ...syntaxProblems(first, at), ...contentProblems(first.contents, text, at)];
  return problems.length > 0 ? fail(problems.slice(0, limits.reported)) : succeed(documentOf(file, text, first, at));
};

const tooMuch = (what: string) => ({
  code: 'SGC1004',
  message: `the file has ${what}`,
  allowed: `at most ${limits.lexemes} elements, nested ${limits.depth} deep`,
  repair: 'write the file by hand in the shape of the reference blueprint',
});
const severalDocuments = {
  code: 'SGC1006',
  message: 'a second document begins here',
  allowed: 'one document in a file',
  repair: 'remove the line `---` and what follows, or give it a file of its own',
};
const empty = {
  code: 'SGC1007',
  message: 'the file is empty',
  allowed: 'a map of keys and values',
  repair: 'begin with a line such as `blueprint: 1`, or copy the reference blueprint',
};

const positionAt = (file: string, lines: LineCounter, offset: number): Position => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
};

/** Tokens, or what there is too much of. The parser keeps its own stack; the composer recurses, so depth is bounded in between. */
const tokensOf = (text: string, lines: LineCounter): CST.Token[] | string => {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    if ((count += 1) > limits.lexemes) return 'too many elements';
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  return tokens.some(isTooDeep) ? 'maps and lists nested too deeply' : tokens;
};

const isTooDeep = (root: CST.Token): boolean => {
  const stack: { token: CST.Token; depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.depth > limits.depth) return true;
    for (const token of childrenOf(next.token)) stack.push({ token, depth: next.depth + 1 });
  }
  return false;
};

const childrenOf = (token: CST.Token): CST.Token[] => {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  const children: CST.Token[] = [];
  for (const { key, value } of token.items) {
    if (key) children.push(key);
    if (value) children.push(value);
  }
  return children;
};

const syntaxProblems = (document: YamlDocument, at: (offset: number) => Position): Problem[] =>
  document.errors.slice(0, limits.reported).map((error) => ({
    ...at(error.pos[0]),
    code: 'SGC1005',
    message: `this is not YAML: ${quote(error.message.split('\n')[0] ?? '', 160)}`,
    allowed: 'YAML 1.2: `key: value`, lists with `- `, two spaces for each level, no tabs',
    repair: syntaxRepairs[error.code] ?? 'compare the indentation and the quotes with the lines above',
  }));

/** `%YAML 1.1` would turn `NO` into false and leading zeros into octal numbers. */
const directiveProblems = (tokens: readonly CST.Token[], at: (offset: number) => Position): Problem[] =>
  tokens
    .filter((token) => token.type === 'directive')
    .map((token) => ({
      ...at(token.offset),
      code: 'SGC1011',
      message: 'the file begins with a YAML directive',
      allowed: 'YAML 1.2 without directives',
      repair: 'remove the lines that begin with `%`',
    }));

const contentProblems = (root: Node, text: string, at: (offset: number) => Position): Problem[] => {
  const problems: Problem[] = [];
  contentFaults(root, text, (offset, fault) => {
    if (problems.length < limits.reported) problems.push({ ...at(offset), ...fault });
  });
  return problems;
};

const syntaxRepairs: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'replace each tab by two spaces',
  MISSING_CHAR: 'add the missing quote, bracket or colon',
  BAD_INDENT: 'indent this line like the other lines of its map or list',
  BLOCK_AS_IMPLICIT_KEY: 'put the value on a line of its own, or in quotes if it holds a colon',
  MULTILINE_IMPLICIT_KEY: 'close the quotes or brackets on the line where they open',
  BAD_COLLECTION_TYPE: 'write either a map (`key: value`) or a list (`- item`), not both',
  UNEXPECTED_TOKEN: 'remove the character, or put the text in quotes',
  BAD_SCALAR_START: 'put the text in quotes: it begins with a character that YAML keeps for itself',
  KEY_OVER_1024_CHARS: 'shorten the key',
};

const documentOf = (file: string, text: string, document: YamlDocument, at: (offset: number) => Position): Document => {
  const root = document.contents ?? undefined;
  return {
    file,
    value: document.toJS() as unknown,
    locate: (path) => at(offsetOf(root, path, 'value')),
    locateKey: (path) => at(offsetOf(root, path, 'key')),
    source: (path) => {
      const node = path.reduce<Node | undefined>((parent, step) => child(parent, step).value, root);
      return isScalar(node) && node.range ? text.slice(node.range[0], node.range[1]) : undefined;
    },
  };
};

const child = (node: Node | undefined, step: string | number): { key?: Node | undefined; value: Node | undefined } => {
  if (isSeq(node)) return { value: (node.items[Number(step)] as Node | null | undefined) ?? undefined };
  if (!isMap(node)) return { value: undefined };
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
  return { key: pair?.key as Node | undefined, value: (pair?.value as Node | null | undefined) ?? undefined };
};

const offsetOf = (root: Node | undefined, path: Path, want: 'key' | 'value'): number => {
  let node: Node | undefined = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    const { key, value } = child(node, step);
    if (key === undefined && value === undefined) return offset;
    const last = index === path.length - 1;
    const toKey = last ? want === 'key' || !isScalar(value) || value.range?.[0] === value.range?.[1] : true;
    offset = (toKey ? (key ?? value) : (value ?? key))?.range?.[0] ?? offset;
    node = value;
  }
  return offset;
};
