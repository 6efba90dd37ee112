import { valuesOf } from './expectation';
import { bare, definitionOf, type Schema } from './schema';

/** Keys that the format knows in a map; of a map with free names none. */
export const keysOf = (schema: Schema): readonly string[] => {
  const definition = definitionOf(bare(schema));
  if (definition.keyType !== undefined) return valuesOf(definitionOf(bare(definition.keyType))).map(String);
  if (definition.options !== undefined) return [...new Set(definition.options.flatMap(keysOf))];
  return Object.keys(definition.shape ?? {});
};
