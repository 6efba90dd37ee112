import type { z } from 'zod';
import { valuesOf } from './expectation';
import { bare, boundsOf, definitionOf, type Schema } from './schema';
import { suggest } from './suggestion';

/** What was probably meant: the first near value that fits the format, or undefined. `source`: the scalar as it was written. */
export const meantValue = (schema: Schema, value: unknown, source: string | undefined): unknown => {
  const fits = (candidate: unknown): boolean => (schema as z.ZodType).safeParse(candidate).success;
  return candidates(schema, value, source).find((candidate) => candidate !== undefined && fits(candidate));
};

const candidates = (schema: Schema, value: unknown, source: string | undefined): unknown[] => {
  if (typeof value === 'number')
    return [source, ...numberCandidates(schema, value), ...onlyOne(valuesOf(definitionOf(bare(schema)))), [value], String(value)];
  if (typeof value === 'boolean') return [String(value), source];
  if (typeof value !== 'string' || value.length > 400) return [];
  const fixed = fixedValues(schema);
  const meant = suggest(value, fixed.map(String));
  return [
    fixed.find((one) => String(one) === meant),
    ...onlyOne(valuesOf(definitionOf(bare(schema)))),
    ...textCandidates(value),
    [value],
  ];
};

/** The fixed values that a schema takes, beside whatever else. */
const fixedValues = (schema: Schema): readonly (string | number | boolean)[] => {
  const definition = definitionOf(bare(schema));
  return definition.options?.flatMap(fixedValues) ?? valuesOf(definition);
};

const onlyOne = <T>(values: readonly T[]): readonly T[] => (values.length === 1 ? values : []);

const numberCandidates = (schema: Schema, value: number): number[] => {
  const { minimum, maximum } = boundsOf(bare(schema));
  const whole = Math.trunc(value);
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
    text.replace(/[\s-]/g, ''),
    `https://${text}`,
    text.replace(/^[a-z]+:\/\//, '').replace(/[/:].*$/, ''),
  ];
};
