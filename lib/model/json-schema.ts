import { z } from 'zod';
import { blueprintSchema } from './blueprint';
import { cloudSchema } from './cloud';
import { isMap } from './path';
import { planningSchema } from './planning';
import { priceBookSchema } from './price-book';
import { recordsSchema } from './records';
import { serviceSchema } from './service';

type Json = Readonly<Record<string, unknown>>;

/** The JSON Schemas for editors by file name, made from the one definition of the format. */
export const jsonSchemas = (): Readonly<Record<string, Json>> => ({
  'blueprint.schema.json': { title: 'Blueprint of a region', ...partial(schemaOf(blueprintSchema)), required: ['blueprint'] },
  'cloud.schema.json': { title: 'Cloud profile', ...schemaOf(cloudSchema) },
  'planning.schema.json': { title: "A region's assumptions for comparing clouds", ...schemaOf(planningSchema) },
  'prices.schema.json': { title: 'Price book', ...schemaOf(priceBookSchema) },
  'records.schema.json': { title: 'What the people of a region did and wrote down', ...schemaOf(recordsSchema) },
  'service.schema.json': { title: 'E-service descriptor', ...schemaOf(serviceSchema) },
});

const schemaOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline' });

/** With `extends` everything may come from a profile, and `null` deletes: true of maps, never inside lists, which replace whole. */
const partial = (node: Json): Json => {
  const { properties, additionalProperties, anyOf, ...rest } = without(node, 'required');
  return {
    ...rest,
    ...(isMap(properties) ? { properties: mapValues(properties, nullable) } : {}),
    ...(isMap(additionalProperties) ? { additionalProperties: nullable(additionalProperties) } : {}),
    ...(additionalProperties === false ? { additionalProperties } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: anyOf.map((branch) => partial(branch as Json)) } : {}),
  };
};

const nullable = (node: unknown): Json => {
  const { description, ...rest } = partial(node as Json) as { readonly description?: unknown };
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
};

const mapValues = (map: Json, change: (value: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));

const without = (map: Json, key: string): Json => Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
