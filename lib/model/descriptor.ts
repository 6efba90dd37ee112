import type { z } from 'zod';
import { cloudSchema, type Cloud } from './cloud';
import { parseDocument } from './document';
import type { Result } from './problem';
import { checkSchema } from './schema-problems';
import { serviceSchema, type Service } from './service';
import type { Sourced } from './sourced';

/** A cloud profile of `blueprints/clouds`; all problems at once. */
export const parseCloud = (file: string, text: string): Result<Sourced<Cloud>> => parseWhole(cloudSchema, file, text);

/** An e-service descriptor of `blueprints/services`; all problems at once. */
export const parseService = (file: string, text: string): Result<Sourced<Service>> => parseWhole(serviceSchema, file, text);

const parseWhole = <T>(schema: z.ZodType<T>, file: string, text: string): Result<Sourced<T>> => {
  const document = parseDocument(file, text);
  return document.ok
    ? checkSchema(schema, document.value.value, [{ document: document.value, withholds: () => false }])
    : document;
};
