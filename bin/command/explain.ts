import type { Blueprint } from '../../lib/model/blueprint';
import { type Explanation, explain } from '../../lib/model/explain';
import { isMap, type Path, valueAt } from '../../lib/model/path';
import type { Result } from '../../lib/model/problem';
import type { Sourced } from '../../lib/model/sourced';
import { exit } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { tableOf } from '../table';
import { loadRegion } from '../workspace';

/** Says for a value, or for every value below a path, what it is and which file wrote it. */
export const runExplain = (io: Io, file: string, written: string, options: { readonly json?: boolean }): number => {
  const explained = explanationsOf(io.cwd, file, written);
  if (!explained.ok) {
    io.err(problemText(explained.problems, io));
    return exit.problems;
  }
  if (options.json) io.out(`${JSON.stringify({ values: explained.value.map(fieldsOf) }, null, 2)}\n`);
  else io.out(`${textOf(io, explained.value)}\n`);
  return exit.fine;
};

const explanationsOf = (cwd: string, file: string, written: string): Result<readonly Explanation[]> => {
  const region = loadRegion(cwd, file);
  if (!region.ok) return region;
  const { blueprint } = region.value;
  const top: Result<{ readonly path: Path }> = written === '' ? { ok: true, value: { path: [] } } : explain(blueprint, written);
  if (!top.ok) return top;
  return { ok: true, value: leavesBelow(blueprint.value, top.value.path).map((path) => explanationOf(blueprint, path)) };
};

const explanationOf = (blueprint: Sourced<Blueprint>, path: Path): Explanation => {
  const explained = explain(blueprint, path.join('.'));
  return explained.ok
    ? explained.value
    : {
        path,
        value: valueAt(blueprint.value, path),
        origin: blueprint.origin(path),
        layers: blueprint.layers(path),
        description: '',
        allowed: '',
      };
};

/** Paths of everything that is not a map; an empty map is a value. */
const leavesBelow = (root: unknown, at: Path): Path[] => {
  const value = valueAt(root, at);
  const keys = isMap(value) ? Object.keys(value) : [];
  return keys.length === 0 ? [at] : keys.flatMap((key) => leavesBelow(root, [...at, key]));
};

/** The documented shape of `--json`. */
const fieldsOf = ({ path, value, origin, layers, description, allowed }: Explanation) => ({
  path: path.join('.'),
  value: value ?? null,
  from: origin.kind,
  ...origin.position,
  instead: layers.slice(1).map((layer) => ({ value: layer.value, ...layer.position })),
  description,
  allowed,
});

const textOf = (io: Io, all: readonly Explanation[]): string => {
  const [only, ...others] = all;
  if (only === undefined || others.length > 0)
    return tableOf(
      all.map((one) => [one.path.join('.'), shortOf(one.value), placeOf(one)]),
      '',
    );
  const { bold, dim } = colorsOf(io, 'out');
  return [
    `${bold(only.path.join('.'))} = ${JSON.stringify(only.value) ?? 'not written'}`,
    `  ${dim('from:')}    ${placeOf(only)}`,
    ...only.layers
      .slice(1)
      .map((layer) => `  ${dim('instead:')} ${JSON.stringify(layer.value)} in ${layer.position.file}:${layer.position.line}`),
    ...(only.description === '' ? [] : [`  ${dim('meaning:')} ${only.description}`]),
    ...(only.allowed === '' ? [] : [`  ${dim('allowed:')} ${only.allowed}`]),
  ].join('\n');
};

const longest = 60;

const shortOf = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'not written';
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
};

const placeOf = ({ origin: { kind, position } }: Explanation): string =>
  kind === 'default'
    ? "the format's default"
    : `${position.file}:${position.line}:${position.column}${kind === 'inherited' ? ' (inherited)' : ''}`;
