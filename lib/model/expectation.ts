import { bare, boundsOf, checksOf, definitionOf, isWhole, type Definition, type Schema } from './schema';
import { listed } from './suggestion';

/** What may stand here, in one phrase for a person. */
export const expectation = (schema: Schema): string => {
  const inner = bare(schema);
  const definition = definitionOf(inner);
  switch (definition.type) {
    case 'object':
      return `a map of ${listed(Object.keys(definition.shape ?? {}))}`;
    case 'record':
      return definition.valueType === undefined ? 'a map' : `a map of names, each to ${expectation(definition.valueType)}`;
    case 'array':
      return `a list${lengthText(inner, 'entries')}, each ${definition.element === undefined ? 'a value' : expectation(definition.element)}`;
    case 'union':
      return (definition.options ?? []).map(expectation).join(', or ');
    case 'enum':
    case 'literal':
      return choiceText(valuesOf(definition).map(String));
    case 'number':
      return numberText(inner);
    case 'boolean':
      return 'true or false';
    case 'string':
      return formatOf(inner) ?? `a text${lengthText(inner, 'characters')}`;
    default:
      return 'any value';
  }
};

/** The fixed values of an enumeration or a literal. */
export const valuesOf = (definition: Definition): readonly (string | number | boolean)[] =>
  definition.values ?? Object.values(definition.entries ?? {});

const choiceText = (values: readonly string[]): string => (values.length === 1 ? `${values[0]}` : `one of ${listed(values, 50)}`);

const numberText = (schema: Schema): string => {
  const { minimum, maximum } = boundsOf(schema);
  const kind = isWhole(schema) ? 'a whole number' : 'a number';
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${kind} of at least ${minimum}`;
  return maximum === undefined ? kind : `${kind} of at most ${maximum}`;
};

const singular = { entries: 'entry', characters: 'character' } as const;

const lengthText = (schema: Schema, unit: keyof typeof singular): string => {
  const { minimum, maximum } = boundsOf(schema);
  if (minimum !== undefined && maximum !== undefined) return ` of ${minimum} to ${maximum} ${unit}`;
  if (minimum !== undefined) return ` of at least ${minimum} ${minimum === 1 ? singular[unit] : unit}`;
  return maximum === undefined ? '' : ` of at most ${maximum} ${unit}`;
};

/** The sentence that the format gives with a pattern, and the length it allows. */
const formatOf = (schema: Schema): string | undefined => {
  const said = checksOf(schema)
    .filter((check) => check.check === 'string_format')
    .map((check) => check.error?.({}));
  const text = said.find((message) => typeof message === 'string');
  return text === undefined ? undefined : `${text}${lengthText(schema, 'characters').replace(/^ of/, ',')}`;
};
