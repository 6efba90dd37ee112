import { fail, type Result, succeed } from '../../lib/model/problem';
import type { Criterion } from '../../lib/model/criteria';
import type { Planning } from '../../lib/model/planning';
import type { PriceBook } from '../../lib/model/price-book';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { type Considered, consider } from '../../lib/planning/considered';
import { controlsIn } from '../../lib/planning/controls';
import type { Shelf } from '../../lib/planning/pricing';
import { deployedProfile, type Made, type Region as PlanningRegion } from '../../lib/planning/profile-input';
import { comparisonInput } from '../../lib/planning/region-input';
import type { Looked } from '../../lib/planning/wish';
import { stayProfile } from '../../lib/planning/stay-profile';
import type { Lock } from '../../lib/plan/lock';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { resolve, type ResolveInput } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { readPlanning } from '../planning-files';
import { synthesizedOf } from '../preflight/synthesized';
import {
  loadCatalogueClouds,
  loadFactors,
  loadPriceBooks,
  loadRegion,
  planningFileOf,
  readLock,
  type Region,
} from '../workspace';

export interface GatherOptions {
  readonly profiles?: readonly string[];
  readonly weights: Readonly<Partial<Record<Criterion, number>>>;
  readonly planning?: string;
  readonly seed: number;
  readonly draws: number;
}

/** Everything that a comparison is made from, before anything is synthesized. */
export interface Read {
  readonly region: Region;
  readonly lock: Lock | undefined;
  readonly plan: Plan;
  readonly books: readonly PriceBook[];
  readonly own: PlanningRegion;
  /** Where the region's own words stand, or would. */
  readonly planningFile: string;
}

/** A comparison, with what was looked at in the artefacts of each profile. */
export interface Gathered {
  readonly input: ComparisonInput;
  readonly controls: Readonly<Record<string, Looked>>;
}

/** Reads the region, its assumptions and its price books, and synthesizes every profile that is compared. */
export const gather = (io: Io, file: string, options: GatherOptions): Result<ComparisonInput> => {
  const read = readAll(io, file, options.planning);
  if (!read.ok) return read;
  const gathered = gatherFrom(io, read.value, options);
  return gathered.ok ? succeed(gathered.value.input) : gathered;
};

/** Reads the region, its assumptions and its price books. */
export const readAll = (io: Io, file: string, named: string | undefined): Result<Read> => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) return region;
  const lock = readLock(io.cwd, file);
  if (!lock.ok) return lock;
  const plan = resolve({ ...region.value, lock: lock.value, policies });
  const blueprint = region.value.blueprint.value;
  const planning = readPlanning(io.cwd, file, named, blueprint);
  const books = loadPriceBooks(io.cwd, file);
  const problems = [plan, planning, books].flatMap((one) => (one.ok ? [] : one.problems));
  if (!plan.ok || !planning.ok || !books.ok) return fail(problems);
  const planningFile = named ?? planningFileOf(file);
  const written = planning.value?.value;
  const own: PlanningRegion = {
    planning: written,
    written: { file: planningFile, date: written?.date ?? io.today() },
    currency: written?.currency ?? blueprint.budget.currency,
    date: io.today(),
    factors: loadFactors(),
  };
  return succeed({ region: region.value, lock: lock.value, plan: plan.value, books: books.value, own, planningFile });
};

/** Synthesizes every profile that is compared: of the plan, and of known clouds that it does not name. */
export const gatherFrom = (
  io: Io,
  { region, lock, plan, books, own, planningFile }: Read,
  options: Omit<GatherOptions, 'planning'>,
): Result<Gathered> => {
  const candidates = candidatesOf(io, region.file, { ...region, lock, policies }, plan, options.profiles);
  if (!candidates.ok) return candidates;
  const made = candidates.value.map((candidate) => profileOf(io, candidate, books, own));
  return succeed({
    input: comparisonInput({
      plan,
      region: own,
      made: [...made.map((one) => one.made), stayProfile(own)],
      requestsPerTransaction: region.blueprint.value.demand.requestsPerTransaction,
      blueprint: region.file,
      planningFile,
      weights: options.weights,
      seed: options.seed,
      draws: options.draws,
    }),
    controls: Object.fromEntries(made.map((one) => [one.id, one.controls])),
  });
};

/** Targets by name, and known clouds as if they were targets; `stay` is always there and may be named. */
const candidatesOf = (
  io: Io,
  file: string,
  input: ResolveInput,
  plan: Plan,
  names: readonly string[] | undefined,
): Result<readonly Considered[]> => {
  const wanted = names?.filter((name) => name !== 'stay') ?? Object.keys(plan.targets);
  const own = (name: string): Considered | undefined => {
    const target = plan.targets[name];
    return target === undefined ? undefined : { plan, target, refused: [] };
  };
  if (wanted.every((name) => own(name) !== undefined)) return succeed(wanted.flatMap((name) => own(name) ?? []));
  const clouds = loadCatalogueClouds(io.cwd, file);
  if (!clouds.ok) return clouds;
  const considered = wanted.map((name) => {
    const target = own(name);
    if (target !== undefined) return succeed(target);
    const cloud = clouds.value[name];
    if (cloud === undefined)
      throw new UsageError(
        `no profile ${name}; the blueprint has ${Object.keys(plan.targets).join(', ')}, and stay; known clouds are ${Object.keys(clouds.value).join(', ')}`,
      );
    return consider(input, cloud);
  });
  const problems = considered.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? fail(problems) : succeed(considered.flatMap((one) => (one.ok ? [one.value] : [])));
};

const profileOf = (
  io: Io,
  { plan, target, refused }: Considered,
  books: readonly PriceBook[],
  region: PlanningRegion,
): { readonly id: string; readonly made: Made; readonly controls: Looked } => {
  const { evidence } = synthesizedOf(io, plan, target);
  const controls = controlsIn(target, evidence);
  const shelf = shelfOf(target, books, region.planning);
  return { id: target.id, made: deployedProfile({ plan, target, evidence, shelf, controls, refused }, region), controls };
};

/** The books that the planning file names for the profile, else those that say they price its cloud. */
const shelfOf = (target: TargetPlan, books: readonly PriceBook[], planning: Planning | undefined): Shelf => {
  const named = planning?.profiles?.[target.id]?.prices;
  const byName = new Map(books.map((book) => [book.prices, book]));
  const own =
    named?.flatMap((name) => byName.get(name) ?? []) ?? books.filter(({ clouds }) => clouds.includes(target.cloud.cloud));
  const second = target.secondSite.region;
  const elsewhere = books.filter(({ region, prices }) => region === second && prices.startsWith(target.provider));
  return { books: own, byRegion: second === '' ? {} : { [second]: elsewhere } };
};
