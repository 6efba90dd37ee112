import type { z } from 'zod';
import { expectation } from './expectation';
import { flow } from './flow';
import { keysOf } from './known-keys';
import { meantValue } from './meant-value';
import { isMap, pathText, valueAt, type Path } from './path';
import type { Position, Problem } from './problem';
import { quote } from './quote';
import { bare, definitionOf, exampleOf, isOptional, schemaAt, type Schema } from './schema';
import { salvage, type Salvaged } from './salvage';
import { sourcedOf, type Layer, type Sourced } from './sourced';
import { listed, suggest } from './suggestion';

type Issue = z.core.$ZodIssue;
type Fault = Omit<Problem, keyof Position>;

/** More would hide the first ones. */
const mostProblems = 200;

/** A value that fits the format, or every place where it does not. */
export type Checked<T> =
  | { readonly ok: true; readonly value: Sourced<T> }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly salvaged: Salvaged<T> | undefined };

/** Holds a value against its schema. What fits is frozen and knows its positions. */
export const checkSchema = <T>(schema: z.ZodType<T>, value: unknown, layers: readonly Layer[]): Checked<T> => {
  const sourced = sourcedOf(value, layers);
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: sourcedOf(freeze(parsed.data), layers) };
  const { issues } = parsed.error;
  return {
    ok: false,
    problems: withoutEchoes(schema, value, issues)
      .slice(0, mostProblems)
      .flatMap((issue) => problemsOf(schema, sourced, issue)),
    salvaged: countOf(issues) > mostProblems ? undefined : salvage(schema, sourced, issues),
  };
};

/** A misspelt key is one fault, not two: that the key which was meant is missing goes without saying. */
const withoutEchoes = (schema: Schema, value: unknown, issues: readonly Issue[]): readonly Issue[] => {
  const meant = new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const known = keysOf(schemaAt(schema, issue.path as Path, value) ?? schema);
      return issue.keys.slice(0, mostProblems).map((key) => JSON.stringify([...issue.path, suggest(key, known)]));
    }),
  );
  return issues.filter((issue) => !meant.has(JSON.stringify(issue.path)) || valueAt(value, issue.path as Path) !== undefined);
};

const countOf = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

const problemsOf = (schema: Schema, sourced: Sourced<unknown>, issue: Issue): Problem[] => {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    const map = schemaAt(schema, path, sourced.value) ?? schema;
    return issue.keys
      .slice(0, mostProblems)
      .map((key) => ({ ...sourced.locateKey([...path, key]), ...unknownKey(map, path, key) }));
  }
  if (issue.code === 'invalid_key') {
    return [{ ...sourced.locateKey(path), ...malformedKey(schemaAt(schema, path.slice(0, -1), sourced.value) ?? schema, path) }];
  }
  if (issue.code === 'invalid_union') return unionProblems(schema, sourced, issue);
  return [valueProblem(schema, sourced, path, issue)];
};

const valueProblem = (schema: Schema, sourced: Sourced<unknown>, path: Path, issue: Issue): Problem => ({
  ...sourced.locate(path),
  ...valueFault(schemaAt(schema, path, sourced.value) ?? schema, path, sourced, issue),
});

const unknownKey = (schema: Schema, path: Path, key: string): Fault => {
  const keys = keysOf(schema);
  const meant = suggest(key, keys);
  return {
    code: 'SGC2001',
    message: `${path.length === 0 ? 'a file of this kind' : pathText(path)} has no key \`${quote(key)}\``,
    allowed: listed(keys, 60),
    repair: meant === undefined ? `remove \`${quote(key)}\`` : `write \`${meant}\` instead of \`${quote(key)}\``,
  };
};

const malformedKey = (record: Schema, path: Path): Fault => {
  const keyType = definitionOf(bare(record)).keyType;
  const key = String(path.at(-1));
  const repaired = keyType === undefined ? undefined : meantValue(keyType, key, undefined);
  return {
    code: 'SGC2007',
    message: `\`${quote(key)}\` cannot be a name in ${pathText(path.slice(0, -1))}`,
    allowed: keyType === undefined ? 'another name' : expectation(keyType),
    repair: repaired === undefined ? `rename \`${quote(key)}\`` : `write \`${String(repaired)}\``,
  };
};

/** The kind that was written is none of the branches. */
const unknownBranch = (sourced: Sourced<unknown>, path: Path, options: readonly string[]): Problem => {
  const written = String(valueAt(sourced.value, path));
  const meant = suggest(written, options);
  return {
    ...sourced.locate(path),
    code: 'SGC2004',
    message: `${pathText(path)} cannot be ${quote(written)}`,
    allowed: `one of ${listed(options)}`,
    repair: meant === undefined ? `write one of ${listed(options)}` : `write \`${meant}\``,
  };
};

/** Of a union that was not met, the branch that came nearest speaks. */
const unionProblems = (schema: Schema, sourced: Sourced<unknown>, issue: z.core.$ZodIssueInvalidUnion): Problem[] => {
  const path = issue.path as Path;
  if (issue.discriminator !== undefined && valueAt(sourced.value, path) !== undefined) {
    return [unknownBranch(sourced, path, (('options' in issue ? issue.options : []) as readonly unknown[]).map(String))];
  }
  // A map is never near a fixed value.
  const far = isMap(valueAt(sourced.value, path)) ? ['invalid_type', 'invalid_value'] : ['invalid_type'];
  const near = issue.errors.filter((branch) => !branch.some((inner) => inner.path.length === 0 && far.includes(inner.code)));
  const branch = near[0];
  if (branch !== undefined && near.length === 1)
    return branch.flatMap((inner) => problemsOf(schema, sourced, { ...inner, path: [...path, ...inner.path] } as Issue));
  return [valueProblem(schema, sourced, path, issue)];
};

const valueFault = (schema: Schema, path: Path, sourced: Sourced<unknown>, issue: Issue): Fault => {
  const value = valueAt(sourced.value, path);
  if (value === undefined) return missing(schema, path);
  const meant = meantValue(schema, value, sourced.source(path));
  return {
    code: codeOf(issue),
    message: messageOf(issue, path, value),
    allowed: issue.code === 'custom' ? issue.message : expectation(schema),
    repair:
      value === null
        ? nullRepair(schema, path)
        : meant === undefined
          ? `write ${expectation(schema)}`
          : `write \`${flow(meant)}\``,
  };
};

const missing = (schema: Schema, path: Path): Fault => ({
  code: 'SGC2002',
  message: `${pathText(path)} is missing`,
  allowed: expectation(schema),
  repair: `add \`${String(path.at(-1))}: ${flow(exampleOf(schema))}\`${path.length > 1 ? ` under \`${path.slice(0, -1).join('.')}\`` : ''}`,
});

const nullRepair = (schema: Schema, path: Path): string =>
  isOptional(schema)
    ? `remove \`${String(path.at(-1))}\`, or write ${expectation(schema)}`
    : `write \`${String(path.at(-1))}: ${flow(exampleOf(schema))}\``;

/** Everything else is malformed. */
const codes: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'SGC2003',
  invalid_value: 'SGC2004',
  too_big: 'SGC2005',
  too_small: 'SGC2005',
  custom: 'SGC2005',
};

const codeOf = (issue: Issue): string => {
  if (issue.code === 'invalid_union') return 'SGC2003';
  return codes[issue.code] ?? 'SGC2006';
};

const messageOf = (issue: Issue, path: Path, value: unknown): string => {
  const place = pathText(path);
  const written = writtenAs(value);
  if (issue.code === 'custom') return `${place} has too many entries`;
  if (issue.code === 'invalid_type') return `${place} is ${written}${kinds[typeof value] ?? ''}`;
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return `${place} cannot be ${written}`;
  return typeof value === 'number' ? `${place} is ${written}` : `${place} is too ${issue.code === 'too_big' ? 'long' : 'short'}`;
};

const kinds: Readonly<Record<string, string>> = { number: ', a number', string: ', a text' };

const writtenAs = (value: unknown): string => {
  if (isMap(value)) return 'a map';
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'empty' : quote(String(value));
};
