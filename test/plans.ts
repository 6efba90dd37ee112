import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Blueprint } from '../lib/model/blueprint';
import { loadBlueprint } from '../lib/model/blueprint-source';
import type { Cloud } from '../lib/model/cloud';
import { parseCloud, parseService } from '../lib/model/descriptor';
import { type Problem, type Result, succeed } from '../lib/model/problem';
import type { Service } from '../lib/model/service';
import type { Sourced } from '../lib/model/sourced';
import type { Lock } from '../lib/plan/lock';
import { updateLock } from '../lib/plan/lock-update';
import type { Plan } from '../lib/plan/plan';
import { resolve } from '../lib/plan/resolve';
import { policies } from '../lib/providers/policies';

/** Real plans of the blueprints in this repository, with a change where a test needs one. */

type Change = (blueprint: Writable<Blueprint>) => void;
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

const root = path.join(__dirname, '../blueprints');
const unchanged: Change = () => undefined;

const read = (file: string): Result<string> => succeed(readFileSync(path.join(root, file), 'utf8'));

const valueOf = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.problems, null, 2));
};

const inFolder = <T>(folder: string, parse: (file: string, text: string) => Result<{ readonly value: T }>): T[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => valueOf(parse(`${folder}/${name}`, valueOf(read(`${folder}/${name}`)))).value);

let shelves: { readonly clouds: Record<string, Cloud>; readonly services: Record<string, Service> } | undefined;
const catalogue = () =>
  (shelves ??= {
    clouds: Object.fromEntries(inFolder('clouds', parseCloud).map((cloud) => [cloud.cloud, cloud])),
    services: Object.fromEntries(
      inFolder('services', parseService).map((service) => [`${service.service}@${service.version}`, service]),
    ),
  });

const sources = new Map<string, Sourced<Blueprint>>();
const sourceOf = (file: string): Sourced<Blueprint> => {
  const known = sources.get(file) ?? valueOf(loadBlueprint(file, read, ''));
  sources.set(file, known);
  return known;
};

/** A complete blueprint under blueprints/, as a copy that may be changed. */
export const blueprintOf = (file: string): Writable<Blueprint> => structuredClone(sourceOf(file).value);

export const referenceBlueprint = (): Writable<Blueprint> => blueprintOf('reference/municipal.yaml');

/** The plan, or the problems, of a changed blueprint; with a lock made afresh unless one is given. */
export const resolved = (
  file: string,
  change: Change = unchanged,
  lock?: Lock,
  services: (service: Service) => Service = (service) => service,
): Result<Plan> => {
  const source = sourceOf(file);
  const value = blueprintOf(file);
  change(value);
  const made = lock === undefined ? updateLock(value, undefined, file) : succeed(lock);
  const blueprint = { value, locate: source.locate.bind(source) };
  const { clouds, services: found } = catalogue();
  const changed = Object.fromEntries(Object.entries(found).map(([id, service]) => [id, services(service)]));
  return resolve({ blueprint, clouds, services: changed, lock: made.ok ? made.value : undefined, policies });
};

export const problemsOf = (file: string, change: Change = unchanged): readonly Problem[] => {
  const result = resolved(file, change);
  return result.ok ? [] : result.problems;
};

/** The real plan of a blueprint under blueprints/. */
export const planOf = (file: string, change: Change = unchanged): Plan => valueOf(resolved(file, change));

export const referencePlan = (): Plan => planOf('reference/municipal.yaml');
