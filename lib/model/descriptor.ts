import type { z } from 'zod';
import { cloudSchema, type Cloud } from './cloud';
import { cloudContradictions } from './cloud-checks';
import { parseDocument } from './document';
import { planningSchema, type Planning } from './planning';
import { priceBookSchema, type PriceBook } from './price-book';
import { recordsSchema, type Records } from './records';
import { recordsContradictions } from './records-checks';
import { planningContradictions } from './planning-checks';
import { fail, type Problem, type Result } from './problem';
import { checkSchema } from './schema-problems';
import { serviceSchema, type Service } from './service';
import { serviceContradictions } from './service-checks';
import type { Salvaged } from './salvage';
import { sourcedOf, type Layer, type Sourced } from './sourced';

/** A cloud profile of `blueprints/clouds`; all problems at once. */
export const parseCloud = (file: string, text: string): Result<Sourced<Cloud>> =>
  parseWhole(cloudSchema, cloudContradictions, file, text);

/** A cloud profile that may contradict itself: for who holds it against the cloud. */
export const readCloud = (file: string, text: string): Result<Sourced<Cloud>> => parseWhole(cloudSchema, () => [], file, text);

/** An e-service descriptor of `blueprints/services`; all problems at once. */
export const parseService = (file: string, text: string): Result<Sourced<Service>> =>
  parseWhole(serviceSchema, serviceContradictions, file, text);

/** A price book of `blueprints/prices`, or of the region's own; all problems at once. */
export const parsePriceBook = (file: string, text: string): Result<Sourced<PriceBook>> =>
  parseWhole(priceBookSchema, () => [], file, text);

/** A region's assumptions for comparing clouds; all problems at once. */
export const parsePlanning = (file: string, text: string): Result<Sourced<Planning>> =>
  parseWhole(planningSchema, planningContradictions, file, text);

/** What the people of a region wrote down beside its blueprint; all problems at once. */
export const parseRecords = (file: string, text: string): Result<Sourced<Records>> =>
  parseWhole(recordsSchema, recordsContradictions, file, text);

const parseWhole = <T>(
  schema: z.ZodType<T>,
  check: (value: Sourced<T>) => Problem[],
  file: string,
  text: string,
): Result<Sourced<T>> => {
  const document = parseDocument(file, text);
  if (!document.ok) return document;
  const layers: Layer[] = [{ document: document.value, withholds: () => false }];
  const parsed = checkSchema(schema, document.value.value, layers);
  if (!parsed.ok) return fail([...parsed.problems, ...furtherProblems(parsed.salvaged, layers, check)]);
  const problems = check(parsed.value);
  return problems.length > 0 ? fail(problems) : parsed;
};

/** Contradictions beside the faults, as long as nothing had to be guessed. */
const furtherProblems = <T>(
  salvaged: Salvaged<T> | undefined,
  layers: readonly Layer[],
  check: (value: Sourced<T>) => Problem[],
): Problem[] => (salvaged === undefined || salvaged.guessed.length > 0 ? [] : check(sourcedOf(salvaged.value, layers)));
