import { blueprintSchema, type Blueprint } from './blueprint';
import { expectation } from './expectation';
import { keysOf } from './known-keys';
import { isMap, valueAt, type Path } from './path';
import { fail, succeed, type Position, type Result } from './problem';
import { quote } from './quote';
import { descriptionOf, schemaAt } from './schema';
import type { Origin, Sourced } from './sourced';
import { listed, suggest } from './suggestion';

/** Where one value of a blueprint comes from, and what may stand there. */
export interface Explanation {
  readonly path: Path;
  /** undefined: written nowhere, so the format's default holds. */
  readonly value: unknown;
  readonly origin: Origin;
  /** The format's own sentence; empty where the name says it all. */
  readonly description: string;
  readonly allowed: string;
  /** What each file wrote there, the one that holds first; later ones were overridden or merged. */
  readonly layers: readonly { readonly position: Position; readonly value: unknown }[];
}

/** Explains `network.zones` or `needs.storage.keys`; a path that the format does not know is a problem with what was meant. */
export const explain = (blueprint: Sourced<Blueprint>, text: string): Result<Explanation> => {
  const path = pathOf(blueprint.value, text);
  const schema = schemaAt(blueprintSchema, path, blueprint.value);
  const value = valueAt(blueprint.value, path);
  if (schema === undefined || (value === undefined && isName(path))) return fail([unknownPath(blueprint, text, path)]);
  const { origin, layers } = { origin: blueprint.origin(path), layers: blueprint.layers(path) };
  return succeed({ path, value, origin, layers, description: descriptionOf(schema), allowed: expectation(schema) });
};

/** Steps of a path as a person writes it; keys may hold dots, so that the longest key that exists is taken. */
const pathOf = (root: unknown, text: string): Path => {
  const steps: string[] = [];
  let words = text.split('.').filter((word) => word !== '');
  while (words.length > 0) {
    const here = valueAt(root, steps);
    const schema = schemaAt(blueprintSchema, steps, root);
    const keys = [...(isMap(here) || Array.isArray(here) ? Object.keys(here) : []), ...known(schema)];
    const length = words.findLastIndex((_, index) => keys.includes(words.slice(0, index + 1).join('.'))) + 1 || 1;
    steps.push(words.slice(0, length).join('.'));
    words = words.slice(length);
  }
  return steps;
};

const known = (schema: ReturnType<typeof schemaAt>): readonly string[] => (schema === undefined ? [] : keysOf(schema));

/** Whether the last step is a name that the region chooses, or an index: then it exists only if it was written. */
const isName = (path: Path): boolean => {
  const parent = schemaAt(blueprintSchema, path.slice(0, -1));
  return parent !== undefined && !known(parent).includes(String(path.at(-1)));
};

const unknownPath = (blueprint: Sourced<Blueprint>, text: string, path: Path) => {
  const depth = path.findIndex((_, index) => valueAt(blueprint.value, path.slice(0, index + 1)) === undefined);
  const parent = path.slice(0, Math.max(depth, 0));
  const here = valueAt(blueprint.value, parent);
  const keys = [
    ...new Set([
      ...(isMap(here) || Array.isArray(here) ? Object.keys(here) : []),
      ...known(schemaAt(blueprintSchema, parent, blueprint.value)),
    ]),
  ];
  const rest = path.slice(parent.length).map(String);
  const meant = suggest(rest.join('.'), keys) ?? suggest(rest[0] ?? '', keys);
  return {
    ...blueprint.locate(parent),
    code: 'SGC2020',
    message: `the blueprint has nothing at \`${quote(text)}\``,
    allowed: keys.length === 0 ? `\`${parent.join('.')}\` alone` : listed(keys, 60),
    repair: meant === undefined ? 'name one of these' : `write \`${[...parent, meant].join('.')}\``,
  };
};
