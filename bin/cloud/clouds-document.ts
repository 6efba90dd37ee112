import { type Document, isCollection, isMap as isYamlMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { isMap, type Path, valueAt } from '../../lib/model/path';
import { fail, type Position, type Problem, type Result, succeed } from '../../lib/model/problem';
import { readText } from '../files';

interface Part {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: unknown;
}

/** clouds.yaml with secure.yaml merged over it. Anchors and merge keys are welcome here: the file belongs to other tools too. */
export class CloudsDocument {
  private readonly value: unknown;

  private constructor(private readonly parts: readonly Part[]) {
    this.value = parts.map((part) => part.value).reduce(merged);
  }

  /** Reads the files, the first with the least say. */
  static read(files: readonly { readonly file: string; readonly shown: string }[]): Result<CloudsDocument> {
    const parts: Part[] = [];
    const problems: Problem[] = [];
    for (const { file, shown } of files) {
      const text = readText(file, shown);
      const part = text.ok ? partOf(shown, text.value) : text;
      if (part.ok) parts.push(part.value);
      else problems.push(...part.problems);
    }
    return problems.length > 0 ? fail(problems) : succeed(new CloudsDocument(parts));
  }

  get names(): readonly string[] {
    const clouds = this.valueAt(['clouds']);
    return isMap(clouds) ? Object.keys(clouds).filter((name) => isMap(clouds[name])) : [];
  }

  valueAt(path: Path): unknown {
    return valueAt(this.value, path);
  }

  /** Where a value stands, in the last file that wrote it; else its nearest ancestor in the first. */
  locate(path: Path): Position {
    const writer = [...this.parts].reverse().find((part) => valueAt(part.value, path) !== undefined);
    const [first] = this.parts;
    if (first === undefined) throw new Error('a document has at least one file');
    if (writer !== undefined) return positionIn(writer, path);
    return path.length === 0 ? { file: first.file, line: 0, column: 0 } : this.locate(path.slice(0, -1));
  }
}

const partOf = (file: string, text: string): Result<Part> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, version: '1.2' });
  const wrong = (line: number, column: number, message: string): Result<never> =>
    fail([
      {
        file,
        line,
        column,
        code: 'SGC7002',
        message,
        allowed: 'YAML with a map `clouds` of entries',
        repair: 'compare it with the file that the cloud offers for download',
      },
    ]);
  const [error] = document.errors;
  // Not the parser's message: it quotes the line, and a secret may stand in it.
  if (error !== undefined)
    return wrong(error.linePos?.[0].line ?? 0, error.linePos?.[0].col ?? 0, `this is not YAML (${error.code})`);
  const value = plainOf(document);
  return isMap(value) && isMap(value.clouds)
    ? succeed({ file, document, lines, value })
    : wrong(0, 0, 'there is no map `clouds`');
};

/** Undefined where aliases would blow it up. */
const plainOf = (document: Document): unknown => {
  try {
    return document.toJS() as unknown;
  } catch {
    return undefined;
  }
};

const merged = (below: unknown, above: unknown): unknown =>
  isMap(below) && isMap(above)
    ? Object.fromEntries(
        [...new Set([...Object.keys(below), ...Object.keys(above)])].map((key) => [
          key,
          Object.hasOwn(above, key) ? (Object.hasOwn(below, key) ? merged(below[key], above[key]) : above[key]) : below[key],
        ]),
      )
    : above;

/** Where a text or a number stands; of a map or list where its key does. */
const positionIn = ({ file, document, lines }: Part, path: Path): Position => {
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const pair = isYamlMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1)) : undefined;
  const node = (isCollection(pair?.value) ? pair.key : pair?.value) as Partial<Node> | null | undefined;
  const { line, col } = lines.linePos(node?.range?.[0] ?? document.contents?.range?.[0] ?? 0);
  return { file, line, column: col };
};
