import type { Blueprint } from '../model/blueprint';
import type { Cloud } from '../model/cloud';
import { contradictions } from '../model/contradictions';
import { fail, fileProblem, succeed, type Problem, type Result } from '../model/problem';
import type { Service } from '../model/service';
import { freeze } from './freeze';
import { spaceIdsOf } from './ids';
import { lawProblems } from './law';
import type { Located } from './located';
import type { Lock } from './lock';
import { isCurrent } from './lock-update';
import { orderOf } from './order';
import type { Plan, RegionPlan } from './plan';
import { resolveFoundation } from './resolve-foundation';
import { resolveIdentity } from './resolve-identity';
import { resolveEgress, resolveLinks } from './resolve-network';
import { quotaProblems } from './quota';
import { referenceProblems } from './references';
import { resolveSpace } from './resolve-space';
import { resolveTargets } from './resolve-target';
import { textIn } from './text';
import type { ProviderPolicies } from './target-plan';

export interface ResolveInput {
  readonly blueprint: Located<Blueprint>;
  /** Cloud profiles by id; those that the targets name. */
  readonly clouds: Readonly<Record<string, Cloud>>;
  /** Descriptors by `name@version`; those that hosting names. */
  readonly services: Readonly<Record<string, Service>>;
  /** undefined: there is none yet. */
  readonly lock: Lock | undefined;
  readonly policies: ProviderPolicies;
}

/** Decides everything, or says everything that is in the way. Pure: the same input gives the same plan. */
export const resolve = (input: ResolveInput): Result<Plan> => {
  const unfit = checkInput(input);
  // A misspelt name makes the lock look old; that would be noise beside its cause.
  const problems = unfit.length > 0 ? unfit : lockProblems(input);
  if (problems.length > 0 || input.lock === undefined) return fail(problems);
  const plan = planOf(input, input.lock);
  const shortfalls = quotaProblems(input.blueprint, plan);
  return shortfalls.length > 0 ? fail(shortfalls) : succeed(freeze(plan));
};

/**
 * Everything that can be said against a blueprint before it has a lock: references, law, needs that a target
 * cannot meet. `sgc lock` and `sgc init` use it alone.
 */
export const checkInput = (input: Omit<ResolveInput, 'lock'>): Problem[] => {
  const { blueprint, clouds, services, policies } = input;
  const countries = Object.fromEntries(
    Object.entries(blueprint.value.targets).flatMap(([id, target]) =>
      clouds[target.cloud] === undefined ? [] : [[id, clouds[target.cloud]?.country ?? '']],
    ),
  );
  return [
    ...contradictions(blueprint),
    ...referenceProblems(blueprint, clouds, services),
    ...lawProblems(blueprint, services, countries),
    ...resolveTargets(blueprint, clouds, policies).problems,
  ];
};

const lockProblems = ({ blueprint, lock }: ResolveInput): readonly Problem[] => {
  const { file } = blueprint.locate([]);
  const repair = `run \`sgc lock ${file}\` and commit the file`;
  if (lock === undefined)
    return [
      fileProblem(file, 'SGC4009', 'there is no lock: no addresses were given yet', 'a lock file beside the blueprint', repair),
    ];
  const current = isCurrent(blueprint.value, lock, file);
  if (!current.ok) return current.problems;
  return current.value
    ? []
    : [
        fileProblem(
          file,
          'SGC4010',
          'the lock is older than the blueprint',
          'a lock that knows every tenant, stage, zone and link',
          repair,
        ),
      ];
};

const planOf = (input: ResolveInput, lock: Lock): Plan => {
  const blueprint = input.blueprint.value;
  const spaces = Object.fromEntries(spaceIdsOf(blueprint).map((id) => [id, resolveSpace(blueprint, input.services, lock, id)]));
  const links = resolveLinks(blueprint, lock);
  return {
    format: 1,
    region: regionOf(blueprint),
    foundation: resolveFoundation(blueprint),
    identity: resolveIdentity(blueprint),
    egress: resolveEgress(blueprint, lock),
    spaces,
    links,
    targets: resolveTargets(input.blueprint, input.clouds, input.policies).targets,
    order: orderOf(Object.values(spaces), Object.values(links), blueprint.network.egress.mode),
  };
};

const regionOf = (blueprint: Blueprint): RegionPlan => ({
  id: blueprint.region,
  title: textIn(blueprint.name, blueprint.languages),
  country: blueprint.country,
  languages: blueprint.languages,
  contacts: blueprint.contacts,
  dataset: blueprint.dataset ?? 'real',
  lifecycle: blueprint.lifecycle ?? 'retained',
  allowedCountries: [...blueprint.residency.allowedCountries].sort(),
  tenants: Object.fromEntries(
    Object.entries(blueprint.tenants)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, tenant]) => [
        id,
        {
          id,
          title: textIn(tenant.name, blueprint.languages),
          inhabitants: tenant.inhabitants,
          level: tenant.level ?? 'municipality',
          spaces: Object.keys(blueprint.stages)
            .map((stage) => `${id}-${stage}`)
            .sort(),
        },
      ]),
  ),
});
