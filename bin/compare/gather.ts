import { fail, type Result, succeed } from '../../lib/model/problem';
import type { Blueprint } from '../../lib/model/blueprint';
import type { Criterion } from '../../lib/model/criteria';
import type { Planning } from '../../lib/model/planning';
import { strangeNames } from '../../lib/model/strange-names';
import type { PriceBook } from '../../lib/model/price-book';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { controlsIn } from '../../lib/planning/controls';
import type { Shelf } from '../../lib/planning/pricing';
import { deployedProfile, type Made, type Region as PlanningRegion } from '../../lib/planning/profile-input';
import { comparisonInput } from '../../lib/planning/region-input';
import type { Looked } from '../../lib/planning/wish';
import { stayProfile } from '../../lib/planning/stay-profile';
import type { Lock } from '../../lib/plan/lock';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { synthesizedOf } from '../preflight/synthesized';
import {
  loadFactors,
  loadPriceBooks,
  loadRegion,
  loadSourcedPlanning,
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
  return read.ok ? succeed(gatherFrom(io, read.value, options).input) : read;
};

/** Reads the region, its assumptions and its price books. */
export const readAll = (io: Io, file: string, named: string | undefined): Result<Read> => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) return region;
  const lock = readLock(io.cwd, file);
  if (!lock.ok) return lock;
  const plan = resolve({ ...region.value, lock: lock.value, policies });
  if (!plan.ok) return plan;
  const blueprint = region.value.blueprint.value;
  const planning = planningOf(io, file, named, blueprint);
  const books = loadPriceBooks(io.cwd, file);
  const problems = [planning, books].flatMap((one) => (one.ok ? [] : one.problems));
  if (!planning.ok || !books.ok) return fail(problems);
  const planningFile = named ?? planningFileOf(file);
  const own: PlanningRegion = {
    planning: planning.value,
    written: { file: planningFile, date: planning.value?.date ?? io.today() },
    currency: planning.value?.currency ?? blueprint.budget.currency,
    date: io.today(),
    factors: loadFactors(),
  };
  return succeed({ region: region.value, lock: lock.value, plan: plan.value, books: books.value, own, planningFile });
};

/** Synthesizes every profile of a plan that is compared. */
export const gatherFrom = (
  io: Io,
  { region, plan, books, own, planningFile }: Read,
  options: Omit<GatherOptions, 'planning'>,
): Gathered => {
  const made = chosen(plan, options.profiles).map((target) => profileOf(io, plan, target, books, own));
  return {
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
  };
};

/** The region's assumptions, with names that its blueprint has. */
export const planningOf = (
  io: Io,
  file: string,
  named: string | undefined,
  { targets, tenants }: Pick<Blueprint, 'targets' | 'tenants'>,
): Result<Planning | undefined> => {
  const planning = loadSourcedPlanning(io.cwd, file, named);
  if (!planning.ok) return planning;
  if (planning.value === undefined) return succeed(undefined);
  const problems = strangeNames(planning.value, { targets: Object.keys(targets), tenants: Object.keys(tenants) });
  return problems.length > 0 ? fail(problems) : succeed(planning.value.value);
};

/** Targets by name; `stay` is always there and may be named. */
const chosen = (plan: Plan, names: readonly string[] | undefined): readonly TargetPlan[] => {
  const wanted = names?.filter((name) => name !== 'stay') ?? Object.keys(plan.targets);
  return wanted.map((name) => {
    const target = plan.targets[name];
    if (target === undefined)
      throw new UsageError(`no profile ${name}; the blueprint has ${Object.keys(plan.targets).join(', ')}, and stay`);
    return target;
  });
};

const profileOf = (io: Io, plan: Plan, target: TargetPlan, books: readonly PriceBook[], region: PlanningRegion) => {
  const { evidence } = synthesizedOf(io, plan, target);
  const controls = controlsIn({ plan, target, evidence });
  const made: Made = deployedProfile(
    { plan, target, evidence, shelf: shelfOf(target, books, region.planning), controls, refused: [] },
    region,
  );
  return { id: target.id, made, controls };
};

/** The books that the planning file names for the profile, else those that say they price its cloud. */
const shelfOf = (target: TargetPlan, books: readonly PriceBook[], planning: Planning | undefined): Shelf => {
  const named = planning?.profiles?.[target.id]?.prices;
  const byName = new Map(books.map((book) => [book.prices, book]));
  const own =
    named?.map((name) => {
      const book = byName.get(name);
      if (book === undefined)
        throw new UsageError(`profiles.${target.id}.prices names ${name}; there are ${[...byName.keys()].sort().join(', ')}`);
      return book;
    }) ?? books.filter(({ clouds }) => clouds.includes(target.cloud.cloud));
  const second = target.secondSite.region;
  const elsewhere = books.filter(({ region, prices }) => region === second && prices.startsWith(target.provider));
  return { books: own, byRegion: second === '' ? {} : { [second]: elsewhere } };
};
