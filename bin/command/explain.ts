import { closest } from 'fastest-levenshtein';
import type { Blueprint } from '../../lib/model/blueprint';
import { isMap, type Path, valueAt } from '../../lib/model/path';
import type { Origin, Sourced } from '../../lib/model/sourced';
import { exit, UsageError } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { tableOf } from '../table';
import { loadRegion } from '../workspace';

/** Says for a value, or for every value below a path, what it is and which file wrote it. */
export const runExplain = (io: Io, file: string, written: string, options: { readonly json?: boolean }): number => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) {
    io.err(problemText(region.problems, io));
    return exit.problems;
  }
  const { blueprint } = region.value;
  const lines = leavesBelow(blueprint.value, pathIn(blueprint, written)).map((at) => lineOf(blueprint, at));
  io.out(options.json ? `${JSON.stringify({ values: lines }, null, 2)}\n` : `${textOf(io, lines)}\n`);
  return exit.fine;
};

interface Line {
  readonly path: string;
  readonly value: unknown;
  readonly from: Origin['kind'];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What a profile further up wrote in its place. */
  readonly instead: readonly { readonly value: unknown; readonly file: string; readonly line: number }[];
}

const lineOf = (blueprint: Sourced<Blueprint>, at: Path): Line => {
  const { kind, position } = blueprint.origin(at);
  const instead = blueprint
    .layers(at)
    .slice(1)
    .map((layer) => ({ value: layer.value, file: layer.position.file, line: layer.position.line }));
  return { path: at.join('.'), value: valueAt(blueprint.value, at), from: kind, ...position, instead };
};

/** The path as written, a step at a time, so that a mistake is named where it is made. */
const pathIn = (blueprint: Sourced<Blueprint>, written: string): Path => {
  const path: (string | number)[] = [];
  for (const step of written.split('.').filter((part) => part !== '')) {
    const holder = valueAt(blueprint.value, path);
    const keys = typeof holder === 'object' && holder !== null ? Object.keys(holder) : [];
    if (!keys.includes(step)) throw new UsageError(noSuch(step, path, keys));
    path.push(Array.isArray(holder) ? Number(step) : step);
  }
  return path;
};

const noSuch = (step: string, path: Path, keys: readonly string[]): string => {
  const place = path.length === 0 ? 'the blueprint' : path.join('.');
  return keys.length === 0
    ? `${place} is a single value; there is nothing below it`
    : `${place} has no ${step}; did you mean ${closest(step, keys)}? It has ${keys.join(', ')}`;
};

/** Paths of everything that is not a map; an empty map is a value. */
const leavesBelow = (root: unknown, at: Path): Path[] => {
  const value = valueAt(root, at);
  const keys = isMap(value) ? Object.keys(value) : [];
  return keys.length === 0 ? [at] : keys.flatMap((key) => leavesBelow(root, [...at, key]));
};

const textOf = (io: Io, lines: readonly Line[]): string => {
  const { dim } = colorsOf(io, 'out');
  return tableOf(
    lines.map((line) => [
      line.path,
      JSON.stringify(line.value),
      dim(
        `${line.from === 'default' ? 'nobody wrote it; near' : ''} ${line.file}:${line.line}:${line.column}${insteadOf(line)}`.trim(),
      ),
    ]),
    '',
  );
};

const insteadOf = ({ instead }: Line): string =>
  instead[0] === undefined ? '' : `, instead of ${JSON.stringify(instead[0].value)} in ${instead[0].file}:${instead[0].line}`;
