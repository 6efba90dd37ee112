import type { z } from 'zod';
import { expectation, valuesOf } from './expectation';
import { flow } from './flow';
import { isMap, pathText, valueAt, type Path } from './path';
import { fail, succeed, type Position, type Problem, type Result } from './problem';
import { quote } from './quote';
import { bare, boundsOf, definitionOf, exampleOf, isOptional, schemaAt, type Schema } from './schema';
import { sourcedOf, type Layer, type Sourced } from './sourced';
import { listed, suggest } from './suggestion';

type Issue = z.core.$ZodIssue;
type Fault = Omit<Problem, keyof Position>;

/** More would hide the first ones. */
const mostProblems = 200;

/** A value that fits the format, frozen, with its positions; or every place where it does not fit. */
export const checkSchema = <T>(schema: z.ZodType<T>, value: unknown, layers: readonly Layer[]): Result<Sourced<T>> => {
  const sourced = sourcedOf(value, layers);
  const parsed = schema.safeParse(value);
  if (parsed.success) return succeed(sourcedOf(freeze(parsed.data), layers));
  return fail(parsed.error.issues.slice(0, mostProblems).flatMap((issue) => problemsOf(schema, sourced, issue)));
};

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
};

const problemsOf = (schema: Schema, sourced: Sourced<unknown>, issue: Issue): Problem[] => {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...sourced.locateKey([...path, key]),
        ...unknownKey(schemaAt(schema, path, sourced.value) ?? schema, path, key),
      }));
    case 'invalid_key':
      return [
        { ...sourced.locateKey(path), ...malformedKey(schemaAt(schema, path.slice(0, -1), sourced.value) ?? schema, path) },
      ];
    case 'invalid_union':
      return unionProblems(schema, sourced, issue);
    default:
      return [{ ...sourced.locate(path), ...valueFault(schemaAt(schema, path, sourced.value) ?? schema, path, sourced, issue) }];
  }
};

/** Keys that a map knows; a record with fixed keys counts. */
const keysOf = (schema: Schema): readonly string[] => {
  const definition = definitionOf(bare(schema));
  if (definition.keyType !== undefined) return valuesOf(definitionOf(bare(definition.keyType))).map(String);
  if (definition.options !== undefined) return definition.options.flatMap(keysOf);
  return Object.keys(definition.shape ?? {});
};

const unknownKey = (schema: Schema, path: Path, key: string): Fault => {
  const keys = [...new Set(keysOf(schema))];
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
  const repaired = keyType === undefined ? undefined : repairedValue(keyType, key, undefined);
  return {
    code: 'SGC2007',
    message: `\`${quote(key)}\` cannot be a name in ${pathText(path.slice(0, -1))}`,
    allowed: keyType === undefined ? 'another name' : expectation(keyType),
    repair: repaired === undefined ? `rename \`${quote(key)}\`` : `write \`${String(repaired)}\``,
  };
};

/** Of a union that was not met, the branch that came nearest speaks. */
const unionProblems = (schema: Schema, sourced: Sourced<unknown>, issue: z.core.$ZodIssueInvalidUnion): Problem[] => {
  const path = issue.path as Path;
  const near = issue.errors.filter((branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'));
  const branch = near[0];
  if (branch !== undefined && near.length === 1)
    return branch.flatMap((inner) => problemsOf(schema, sourced, { ...inner, path: [...path, ...inner.path] } as Issue));
  return [{ ...sourced.locate(path), ...valueFault(schemaAt(schema, path, sourced.value) ?? schema, path, sourced, issue) }];
};

const valueFault = (schema: Schema, path: Path, sourced: Sourced<unknown>, issue: Issue): Fault => {
  const value = valueAt(sourced.value, path);
  if (value === undefined) return missing(schema, path);
  const meant = repairedValue(schema, value, sourced.source(path));
  return {
    code: codeOf(issue),
    message: messageOf(issue, path, value),
    allowed: expectation(schema),
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

const codeOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return 'SGC2003';
    case 'invalid_value':
      return 'SGC2004';
    case 'invalid_union':
      return issue.discriminator === undefined ? 'SGC2003' : 'SGC2004';
    case 'too_big':
    case 'too_small':
      return 'SGC2005';
    default:
      return 'SGC2006';
  }
};

const messageOf = (issue: Issue, path: Path, value: unknown): string => {
  const place = pathText(path);
  const written = isMap(value) ? 'a map' : Array.isArray(value) ? 'a list' : value === null ? 'empty' : quote(String(value));
  switch (issue.code) {
    case 'invalid_type':
      return `${place} is ${written}${typeof value === 'number' ? ', a number' : typeof value === 'string' ? ', a text' : ''}`;
    case 'too_big':
    case 'too_small':
      return typeof value === 'number'
        ? `${place} is ${written}`
        : `${place} is too ${issue.code === 'too_big' ? 'long' : 'short'}`;
    default:
      return `${place} cannot be ${written}`;
  }
};

/** What was probably meant: the nearest value that fits, or undefined. */
const repairedValue = (schema: Schema, value: unknown, source: string | undefined): unknown => {
  const fits = (candidate: unknown): boolean => (schema as z.ZodType).safeParse(candidate).success;
  return candidates(schema, value, source).find((candidate) => candidate !== undefined && fits(candidate));
};

const candidates = (schema: Schema, value: unknown, source: string | undefined): unknown[] => {
  if (typeof value === 'number') return [source, ...numberCandidates(schema, value), [value], String(value)];
  if (typeof value === 'boolean') return [String(value), source];
  if (typeof value !== 'string' || value.length > 400) return [];
  const fixed = valuesOf(definitionOf(bare(schema))).map(String);
  return [suggest(value, fixed), ...textCandidates(value), [value]];
};

const numberCandidates = (schema: Schema, value: number): number[] => {
  const { minimum, maximum } = boundsOf(bare(schema));
  const whole = Math.round(value);
  return [
    whole,
    Math.min(Math.max(whole, minimum ?? whole), maximum ?? whole),
    Math.min(Math.max(value, minimum ?? value), maximum ?? value),
  ];
};

const textCandidates = (value: string): unknown[] => {
  const text = value.trim();
  const slug = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const asNumber = /^-?[0-9]{1,15}(?:\.[0-9]+)?$/.test(text) ? Number(text) : undefined;
  const asBoolean = { true: true, yes: true, on: true, false: false, no: false, off: false }[text.toLowerCase()];
  return [
    asNumber,
    asBoolean,
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    slug,
    text.replace(/^http:/, 'https:'),
    `https://${text}`,
    text.replace(/^[a-z]+:\/\//, '').replace(/[/:].*$/, ''),
  ];
};
