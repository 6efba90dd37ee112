import { fail, type Result, succeed } from '../../lib/model/problem';
import type { Criterion } from '../../lib/model/criteria';
import type { Planning } from '../../lib/model/planning';
import type { PriceBook } from '../../lib/model/price-book';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { controlsIn } from '../../lib/planning/controls';
import type { Shelf } from '../../lib/planning/pricing';
import { deployedProfile, type Made, type Region as PlanningRegion } from '../../lib/planning/profile-input';
import { comparisonInput } from '../../lib/planning/region-input';
import { stayProfile } from '../../lib/planning/stay-profile';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { synthesizedOf } from '../preflight/synthesized';
import { loadFactors, loadPlanning, loadPriceBooks, loadRegion, planningFileOf, readLock } from '../workspace';

export interface GatherOptions {
  readonly profiles?: readonly string[];
  readonly weights: Readonly<Partial<Record<Criterion, number>>>;
  readonly planning?: string;
  readonly seed: number;
  readonly draws: number;
}

/** Reads the region, its assumptions and its price books, and synthesizes every profile that is compared. */
export const gather = (io: Io, file: string, options: GatherOptions): Result<ComparisonInput> => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) return region;
  const lock = readLock(io.cwd, file);
  if (!lock.ok) return lock;
  const plan = resolve({ ...region.value, lock: lock.value, policies });
  if (!plan.ok) return plan;
  const planning = loadPlanning(io.cwd, file, options.planning);
  const books = loadPriceBooks(io.cwd, file);
  const problems = [planning, books].flatMap((one) => (one.ok ? [] : one.problems));
  if (!planning.ok || !books.ok) return fail(problems);
  const blueprint = region.value.blueprint.value;
  const own: PlanningRegion = {
    planning: planning.value,
    written: { file: options.planning ?? planningFileOf(file), date: planning.value?.date ?? io.today() },
    currency: planning.value?.currency ?? blueprint.budget.currency,
    date: io.today(),
    factors: loadFactors(),
  };
  const made = chosen(plan.value, options.profiles).map((target) => profileOf(io, plan.value, target, books.value, own));
  return succeed(
    comparisonInput({
      plan: plan.value,
      region: own,
      made: [...made, stayProfile(own)],
      requestsPerTransaction: blueprint.demand.requestsPerTransaction,
      blueprint: file,
      planningFile: options.planning ?? planningFileOf(file),
      weights: options.weights,
      seed: options.seed,
      draws: options.draws,
    }),
  );
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

const profileOf = (io: Io, plan: Plan, target: TargetPlan, books: readonly PriceBook[], region: PlanningRegion): Made => {
  const { evidence } = synthesizedOf(io, plan, target);
  return deployedProfile(
    {
      plan,
      target,
      evidence,
      shelf: shelfOf(target, books, region.planning),
      controls: controlsIn({ plan, target, evidence }),
      refused: [],
    },
    region,
  );
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
