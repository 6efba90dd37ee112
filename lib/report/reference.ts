import { z } from 'zod';
import { expectation } from '../model/expectation';
import { valueAt, type Path } from '../model/path';
import { bare, definitionOf, isOptional, type Schema } from '../model/schema';

/** One line of a format's reference. */
export interface Field {
  /** Keys joined by dots; `<id>` stands for a name of one's own, `[]` for each entry of a list. */
  readonly path: string;
  readonly required: boolean;
  readonly allowed: string;
  readonly meaning: string;
  /** What the base profile says, as JSON; empty where it says nothing. */
  readonly inherited: string;
}

/** Every field of a format in the order in which it is defined; `base` is the profile from which values come. */
export const fieldsOf = (schema: Schema, base: unknown): Field[] => fieldsBelow(schema, [], base);

/** The reference in Markdown: one table of single values, then one for each block, under headings of the given level. */
export const renderReference = (fields: readonly Field[], level: number, inherited = 'base profile'): string => {
  const blocks = [...new Set(fields.map((field) => top(field.path)))];
  const of = (block: string): Field[] => fields.filter((field) => top(field.path) === block);
  const single = blocks.filter((block) => of(block).length === 1);
  const tables = [
    ['Single values', single.flatMap(of)] as const,
    ...blocks.filter((block) => !single.includes(block)).map((block) => [`\`${block}\``, of(block)] as const),
  ];
  return tables.map(([title, rows]) => renderTable(title, rows, level, inherited)).join('\n');
};

const fieldsBelow = (schema: Schema, path: Path, base: unknown): Field[] => {
  const definition = definitionOf(bare(schema));
  if (definition.type === 'object')
    return Object.entries(definition.shape ?? {}).flatMap(([key, inner]) => [
      fieldOf(inner, [...path, key], base),
      ...fieldsBelow(inner, [...path, key], base),
    ]);
  if (definition.type === 'record' && definition.valueType !== undefined)
    return fieldsBelow(definition.valueType, [...path, '<id>'], base);
  if (definition.type === 'array' && definition.element !== undefined)
    return fieldsBelow(definition.element, [...path, '[]'], base);
  if (definition.discriminator !== undefined)
    return (definition.options ?? []).flatMap((option) =>
      fieldsBelow(option, [...path, kindOf(option, definition.discriminator ?? '')], base),
    );
  return [];
};

const kindOf = (option: Schema, discriminator: string): string =>
  `(${expectation(definitionOf(option).shape?.[discriminator] ?? option)})`;

const fieldOf = (schema: Schema, path: Path, base: unknown): Field => {
  const inherited = valueAt(base, path);
  return {
    path: path.join('.').replaceAll('.[]', '[]').replaceAll('.(', ' ('),
    required: !isOptional(schema) && definitionOf(schema).type !== 'default',
    allowed: shortOf(schema),
    meaning: described(schema) ?? described(bare(schema)) ?? '',
    inherited:
      inherited === undefined || (typeof inherited === 'object' && !Array.isArray(inherited)) ? '' : JSON.stringify(inherited),
  };
};

const described = (schema: Schema): string | undefined => z.globalRegistry.get(schema as z.ZodType)?.description;

/** A block with fields of its own is explained by them. */
const shortOf = (schema: Schema): string => {
  const { type, valueType, element } = definitionOf(bare(schema));
  if (hasFields(schema)) return 'a block';
  if (type === 'record' && valueType !== undefined && hasFields(valueType)) return 'blocks by id';
  if (type === 'array' && element !== undefined && hasFields(element)) return 'a list of blocks';
  return expectation(schema);
};

const hasFields = (schema: Schema): boolean => {
  const { type, discriminator } = definitionOf(bare(schema));
  return type === 'object' || discriminator !== undefined;
};

const top = (path: string): string => path.split(/[.[ ]/)[0] ?? path;

const renderTable = (title: string, fields: readonly Field[], level: number, inherited: string): string => {
  const based = fields.some((field) => field.inherited !== '');
  const row = (field: Field): string[] => [
    `\`${field.path}\``,
    field.required ? 'yes' : 'no',
    cell(field.allowed),
    ...(based ? [field.inherited && `\`${cell(field.inherited)}\``] : []),
    cell(field.meaning),
  ];
  const head = ['field', 'needed', 'what may stand there', ...(based ? [inherited] : []), 'meaning'];
  return [
    `${'#'.repeat(level)} ${title}`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...fields.map((field) => line(row(field))),
    '',
  ].join('\n');
};

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Long lists of choices are told by their number. */
const shorten = (text: string): string =>
  text.length > 160 && text.startsWith('one of') ? `one of ${text.split(', ').length} names` : text;

const cell = (text: string): string => shorten(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
