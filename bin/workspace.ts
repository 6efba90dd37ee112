import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Blueprint } from '../lib/model/blueprint';
import { loadBlueprint, type Loaded, withFurther } from '../lib/model/blueprint-source';
import type { Cloud } from '../lib/model/cloud';
import { parseCloud, parsePriceBook, parseRecords, parseService } from '../lib/model/descriptor';
import type { PriceBook } from '../lib/model/price-book';

import { fail, type Problem, type Result, succeed, sortProblems } from '../lib/model/problem';
import type { Records } from '../lib/model/records';
import type { Service } from '../lib/model/service';

import type { Sourced } from '../lib/model/sourced';
import { type Lock, parseLock, renderLock } from '../lib/plan/lock';
import type { Plan } from '../lib/plan/plan';
import type { Factors } from '../lib/planning/factors';
import { checkInput, resolve } from '../lib/plan/resolve';
import { policies } from '../lib/providers/policies';
import { readBelow, readText, shownFrom } from './files';
import { catalogue } from './package-root';

/** A blueprint with all that it names. */
export interface Region {
  readonly file: string;
  readonly blueprint: Sourced<Blueprint>;
  readonly clouds: Readonly<Record<string, Cloud>>;
  readonly services: Readonly<Record<string, Service>>;
}

/** The blueprint meant where none is named: the one in the context of cdk.json or cdktf.json, else the reference region, named from here. */
export const defaultBlueprint = (cwd: string): string =>
  contextOf(path.join(cwd, 'cdk.json')) ??
  contextOf(path.join(cwd, 'cdktf.json')) ??
  shownFrom(cwd, path.join(catalogue, 'reference/municipal.yaml'));

const contextOf = (file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  const { context } = JSON.parse(readFileSync(file, 'utf8')) as { context?: { blueprint?: unknown } };
  return typeof context?.blueprint === 'string' ? context.blueprint : undefined;
};

/** Reads a blueprint, its profiles, clouds and e-services: from the region's own folder, else from the package. */
export const loadRegion = (cwd: string, file: string): Result<Region> => {
  const roots = rootsOf(cwd, file);
  const blueprint = loadSourced(cwd, file, roots);
  if (!blueprint.ok) return fail(withFurther(blueprint.problems, problemsBeyond(cwd, roots, blueprint.readable)));
  const { clouds, services, problems } = loadNamed(cwd, roots, blueprint.value.value);
  return problems.length > 0 ? fail(problems) : succeed({ file, blueprint: blueprint.value, clouds, services });
};

/** The clouds and e-services that a blueprint names. */
const loadNamed = (
  cwd: string,
  roots: readonly string[],
  { targets, hosting }: Blueprint,
): Pick<Region, 'clouds' | 'services'> & { readonly problems: readonly Problem[] } => {
  const clouds = loadClouds(cwd, roots, new Set(Object.values(targets).map((target) => target.cloud)));
  const services = loadServices(cwd, roots, new Set(Object.values(hosting).map((hosted) => hosted.service)));
  return { clouds: clouds.found, services: services.found, problems: [...clouds.problems, ...services.problems] };
};

/** What clouds, e-services and the law say against a blueprint whose form has faults, so that all is told in one run. */
const problemsBeyond = (cwd: string, roots: readonly string[], blueprint: Sourced<Blueprint> | undefined): readonly Problem[] => {
  if (blueprint === undefined) return [];
  const { clouds, services, problems } = loadNamed(cwd, roots, blueprint.value);
  return problems.length > 0 ? problems : checkInput({ blueprint, clouds, services, policies });
};

/** Resolves a blueprint with the lock that lies beside it. */
export const planOf = (cwd: string, file: string): Result<Plan> => {
  const resolved = resolveRegion(cwd, file);
  return resolved.ok ? succeed(resolved.value.plan) : resolved;
};

/** The plan of a blueprint together with the lock on which it rests. */
export const resolveRegion = (
  cwd: string,
  file: string,
): Result<{ readonly plan: Plan; readonly lock: Lock; readonly blueprint: Sourced<Blueprint> }> => {
  const region = loadRegion(cwd, file);
  if (!region.ok) return region;
  const lock = readLock(cwd, file);
  if (!lock.ok) return lock;
  const plan = resolve({ ...region.value, lock: lock.value, policies });
  // Without a lock there is no plan.
  return plan.ok && lock.value !== undefined
    ? succeed({ plan: plan.value, lock: lock.value, blueprint: region.value.blueprint })
    : (plan as Result<never>);
};

/** `lecce.lock.json` beside `lecce.yaml`. */
export const lockFileOf = (file: string): string => file.replace(/\.ya?ml$/, '') + '.lock.json';

/** The lock beside a blueprint; undefined where there is none yet. */
export const readLock = (cwd: string, file: string): Result<Lock | undefined> => {
  const shown = lockFileOf(file);
  const whole = path.resolve(cwd, shown);
  if (!existsSync(whole)) return succeed(undefined);
  const text = readText(whole, shown);
  return text.ok ? parseLock(shown, text.value) : text;
};

export const writeLock = (cwd: string, file: string, lock: Lock): void => {
  writeFileSync(path.resolve(cwd, lockFileOf(file)), renderLock(lock));
};

/** Folders in which names are looked up, the region's own first: the folder called `blueprints` around the file, else the file's own. */
export const rootsOf = (cwd: string, file: string): readonly string[] => {
  const folder = path.dirname(path.resolve(cwd, file));
  const parts = folder.split(path.sep);
  const around = parts.lastIndexOf('blueprints');
  const own = around < 0 ? folder : parts.slice(0, around + 1).join(path.sep);
  return own === catalogue ? [catalogue] : [own, catalogue];
};

const loadSourced = (cwd: string, file: string, roots: readonly string[]): Loaded => {
  const shown = new Map<string, string>();
  const read = (name: string): Result<string> => {
    if (name === file) return readText(path.resolve(cwd, file), file);
    const root = roots.find((candidate) => existsSync(path.join(candidate, name))) ?? roots[0] ?? cwd;
    const place = shownFrom(cwd, path.join(root, name));
    shown.set(name, place);
    return readBelow(root, name, place);
  };
  const relabel = <P extends { readonly file: string }>(position: P): P => ({
    ...position,
    file: shown.get(position.file) ?? position.file,
  });
  const loaded = loadBlueprint(file, read, '');
  if (loaded.ok) return { ok: true, value: relabelled(loaded.value, relabel) };
  const readable = loaded.readable === undefined ? undefined : relabelled(loaded.readable, relabel);
  return { ok: false, problems: sortProblems(loaded.problems.map(relabel)), readable };
};

/** Profiles are read by their name; people want to see the file. */
const relabelled = (
  sourced: Sourced<Blueprint>,
  relabel: <P extends { readonly file: string }>(position: P) => P,
): Sourced<Blueprint> => ({
  ...sourced,
  files: sourced.files.map((file) => relabel({ file }).file),
  locate: (at) => relabel(sourced.locate(at)),
  locateKey: (at) => relabel(sourced.locateKey(at)),
  origin: (at) => ({ ...sourced.origin(at), position: relabel(sourced.origin(at).position) }),
  layers: (at) => sourced.layers(at).map((layer) => ({ ...layer, position: relabel(layer.position) })),
});

interface Found<T> {
  readonly found: Readonly<Record<string, T>>;
  readonly problems: readonly Problem[];
}

/** Names of the YAML files in a folder of each root; what the region has itself hides what the package has. */
const listed = (roots: readonly string[], folder: string): ReadonlyMap<string, string> => {
  const entries = [...roots].reverse().flatMap((root) => {
    const whole = path.join(root, folder);
    return existsSync(whole)
      ? readdirSync(whole)
          .filter((name) => name.endsWith('.yaml'))
          .map((name): [string, string] => [name.slice(0, -'.yaml'.length), root])
      : [];
  });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};

const loadAll = <T>(
  cwd: string,
  names: Iterable<readonly [string, string]>,
  folder: string,
  parse: (file: string, text: string) => Result<{ readonly value: T }>,
): { values: T[]; problems: Problem[] } => {
  const values: T[] = [];
  const problems: Problem[] = [];
  for (const [name, root] of names) {
    const relative = path.join(folder, `${name}.yaml`);
    const shown = shownFrom(cwd, path.join(root, relative));
    const text = readBelow(root, relative, shown);
    const parsed = text.ok ? parse(shown, text.value) : text;
    if (parsed.ok) values.push(parsed.value.value);
    else problems.push(...parsed.problems);
  }
  return { values, problems };
};

/** The named clouds; all of them where a name is unknown, so that the right one can be suggested. */
const loadClouds = (cwd: string, roots: readonly string[], wanted: ReadonlySet<string>): Found<Cloud> => {
  const all = listed(roots, 'clouds');
  const complete = [...wanted].every((name) => all.has(name));
  const { values, problems } = loadAll(
    cwd,
    [...all].filter(([name]) => !complete || wanted.has(name)),
    'clouds',
    parseCloud,
  );
  return { found: Object.fromEntries(values.map((cloud) => [cloud.cloud, cloud])), problems };
};

/** Every cloud that a region may choose from, by id. */
export const loadCatalogueClouds = (cwd: string, file: string): Result<Readonly<Record<string, Cloud>>> => {
  const { values, problems } = loadAll(cwd, listed(rootsOf(cwd, file), 'clouds'), 'clouds', parseCloud);
  return problems.length > 0 ? fail(problems) : succeed(Object.fromEntries(values.map((cloud) => [cloud.cloud, cloud])));
};

/** The named descriptors, from `<name>.yaml` or `<name>@<version>.yaml`; all of them where a name is unknown. */
const loadServices = (cwd: string, roots: readonly string[], wanted: ReadonlySet<string>): Found<Service> => {
  const all = [...listed(roots, 'services')];
  const names = new Set([...wanted].map(withoutVersion));
  const named = loadAll(
    cwd,
    all.filter(([name]) => names.has(withoutVersion(name))),
    'services',
    parseService,
  );
  const known = new Set(named.values.map(idOf));
  const rest = [...wanted].every((id) => known.has(id))
    ? []
    : loadAll(
        cwd,
        all.filter(([name]) => !names.has(withoutVersion(name))),
        'services',
        parseService,
      ).values;
  return {
    found: Object.fromEntries([...named.values, ...rest].map((service) => [idOf(service), service])),
    problems: named.problems,
  };
};

/** Every price book that a region can use; its own hides the package's of the same name. */
export const loadPriceBooks = (cwd: string, file: string): Result<readonly PriceBook[]> => {
  const { values, problems } = loadAll(cwd, listed(rootsOf(cwd, file), 'prices'), 'prices', parsePriceBook);
  return problems.length > 0 ? fail(problems) : succeed(values);
};

/** Published figures that no price book holds: electricity, cooling, the sovereignty framework. */
export const loadFactors = (): Factors =>
  JSON.parse(readFileSync(path.join(catalogue, 'factors/published.json'), 'utf8')) as Factors;

/** `lecce.planning.yaml` beside `lecce.yaml`. */
export const planningFileOf = (file: string): string => file.replace(/\.ya?ml$/, '') + '.planning.yaml';

/** `lecce.records.yaml` beside `lecce.yaml`. */
export const recordsFileOf = (file: string): string => file.replace(/\.ya?ml$/, '') + '.records.yaml';

/** What people wrote down beside a blueprint; undefined where they keep no records. */
export const loadRecords = (cwd: string, file: string): Result<Sourced<Records> | undefined> => {
  const shown = recordsFileOf(file);
  const whole = path.resolve(cwd, shown);
  if (!existsSync(whole)) return succeed(undefined);
  const text = readText(whole, shown);
  return text.ok ? parseRecords(shown, text.value) : text;
};

/** Names of what a region may choose from in a folder, its own and the package's. */
export const namesIn = (roots: readonly string[], folder: string): readonly string[] => [...listed(roots, folder).keys()];

const withoutVersion = (id: string): string => id.split('@')[0] ?? id;
const idOf = (service: Service): string => `${service.service}@${service.version}`;

/** What a region may choose from, as far as it can be read. */
export const catalogueOf = (): { readonly clouds: readonly CloudChoice[]; readonly services: readonly ServiceChoice[] } => {
  const clouds = loadAll(catalogue, listed([catalogue], 'clouds'), 'clouds', parseCloud).values;
  const services = loadAll(catalogue, listed([catalogue], 'services'), 'services', parseService).values;
  return {
    clouds: clouds.map((cloud) => ({ id: cloud.cloud, title: cloud.title, country: cloud.country, provider: cloud.provider })),
    services: services.map((service) => ({ id: idOf(service), title: service.title.en ?? service.service, tier: service.tier })),
  };
};

interface CloudChoice {
  readonly id: string;
  readonly title: string;
  readonly country: string;
  readonly provider: Cloud['provider'];
}

interface ServiceChoice {
  readonly id: string;
  readonly title: string;
  readonly tier: Service['tier'];
}
