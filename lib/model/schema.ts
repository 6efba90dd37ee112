import type { z } from 'zod';
import type { Path } from './path';

/** What the format says about one place; read from the schema itself, so that it is written once. */
export type Schema = z.core.$ZodType;

/** The definition of a schema, as far as we read it. */
export interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly element?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly (string | number | boolean)[];
}

export const definitionOf = (schema: Schema): Definition => schema._zod.def as unknown as Definition;

/** Without `optional` and `nullable` around it. */
export const bare = (schema: Schema): Schema => {
  const { innerType } = definitionOf(schema);
  return innerType === undefined ? schema : bare(innerType);
};

export const isOptional = (schema: Schema): boolean => schema._zod.optin === 'optional';

/** The schema at a path; in a union the first branch that fits the value, else that has the path. */
export const schemaAt = (schema: Schema, path: Path, value?: unknown): Schema | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const definition = definitionOf(bare(schema));
  if (definition.options !== undefined) return branchAt(definition, path, value);
  const inner =
    definition.type === 'object' ? ownOf<Schema>(definition.shape, step) : (definition.valueType ?? definition.element);
  return inner === undefined ? undefined : schemaAt(inner, rest, ownOf(value, step));
};

const ownOf = <T>(map: unknown, step: string | number): T | undefined =>
  typeof map === 'object' && map !== null && Object.hasOwn(map, step) ? (map as Record<string | number, T>)[step] : undefined;

const branchAt = (definition: Definition, path: Path, value: unknown): Schema | undefined => {
  const branches = definition.options ?? [];
  const key = definition.discriminator;
  const chosen = key === undefined ? [] : branches.filter((branch) => literalOf(branch, key) === ownOf(value, key));
  return [...chosen, ...branches].map((branch) => schemaAt(branch, path, value)).find((found) => found !== undefined);
};

/** The fixed value of a branch's discriminating key. */
export const literalOf = (branch: Schema, key: string): unknown => {
  const tag = ownOf<Schema>(definitionOf(branch).shape, key);
  return tag === undefined ? undefined : definitionOf(tag).values?.[0];
};

/** One sentence from the format's own description, or empty. */
export const descriptionOf = (schema: Schema): string => {
  const described = (schema as { readonly description?: string }).description;
  const { innerType } = definitionOf(schema);
  return described ?? (innerType === undefined ? '' : descriptionOf(innerType));
};

/** A value that the format takes here: from the schema's examples, else the smallest that fits. */
export const exampleOf = (schema: Schema): unknown => {
  const inner = bare(schema);
  const given = exampleGiven(schema) ?? exampleGiven(inner);
  if (given !== undefined) return given;
  const definition = definitionOf(inner);
  switch (definition.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(definition.shape ?? {})
          .filter(([, field]) => !isOptional(field))
          .map(([key, field]) => [key, exampleOf(field)]),
      );
    case 'record':
      return {};
    case 'array':
      return (boundsOf(inner).minimum ?? 0) > 0 && definition.element !== undefined ? [exampleOf(definition.element)] : [];
    case 'union':
      return definition.options?.[0] === undefined ? '' : exampleOf(definition.options[0]);
    case 'enum':
      return Object.values(definition.entries ?? {})[0];
    case 'literal':
      return definition.values?.[0];
    case 'number':
      return boundsOf(inner).minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return 'text';
  }
};

const exampleGiven = (schema: Schema): unknown => {
  const meta = (schema as { meta?: () => { readonly examples?: readonly unknown[] } | undefined }).meta?.();
  return meta?.examples?.[0];
};

/** A schema's own checks: the format itself is one when it was given directly. */
export interface Check {
  readonly check?: string;
  readonly value?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly error?: (issue: object) => unknown;
}

export const checksOf = (schema: Schema): readonly Check[] => {
  const own = schema._zod.def as unknown as Check & { readonly checks?: readonly { readonly _zod: { readonly def: Check } }[] };
  return [own, ...(own.checks ?? []).map((check) => check._zod.def)];
};

export interface Bounds {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** Bounds of a number, or of the length of a text or list. */
export const boundsOf = (schema: Schema): Bounds => {
  const checks = checksOf(schema);
  const last = (kind: string, key: 'value' | 'minimum' | 'maximum'): number | undefined =>
    checks.filter((check) => check.check === kind).at(-1)?.[key];
  return {
    minimum: last('greater_than', 'value') ?? last('min_length', 'minimum'),
    maximum: last('less_than', 'value') ?? last('max_length', 'maximum'),
  };
};

export const isWhole = (schema: Schema): boolean => checksOf(schema).some((check) => check.format === 'safeint');
