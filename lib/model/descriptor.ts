import type { z } from 'zod';
import { cloudSchema, type Cloud } from './cloud';
import { cloudContradictions } from './cloud-checks';
import { parseDocument } from './document';
import { fail, type Problem, type Result } from './problem';
import { checkSchema } from './schema-problems';
import { serviceSchema, type Service } from './service';
import { serviceContradictions } from './service-checks';
import type { Sourced } from './sourced';

/** A cloud profile of `blueprints/clouds`; all problems at once. */
export const parseCloud = (file: string, text: string): Result<Sourced<Cloud>> =>
  parseWhole(cloudSchema, cloudContradictions, file, text);

/** An e-service descriptor of `blueprints/services`; all problems at once. */
export const parseService = (file: string, text: string): Result<Sourced<Service>> =>
  parseWhole(serviceSchema, serviceContradictions, file, text);

const parseWhole = <T>(
  schema: z.ZodType<T>,
  check: (value: Sourced<T>) => Problem[],
  file: string,
  text: string,
): Result<Sourced<T>> => {
  const document = parseDocument(file, text);
  if (!document.ok) return document;
  const parsed = checkSchema(schema, document.value.value, [{ document: document.value, withholds: () => false }]);
  const problems = parsed.ok ? check(parsed.value) : [];
  return problems.length > 0 ? fail(problems) : parsed;
};
