import type { Path } from './path';
import type { Planning } from './planning';
import type { Problem } from './problem';
import type { Sourced } from './sourced';
import { listed, suggest } from './suggestion';

/** What a planning file may name. */
export interface PlanningNames {
  /** Targets of the blueprint, and clouds that can be compared without being one. */
  readonly targets: readonly string[];
  readonly tenants: readonly string[];
  readonly clouds: readonly string[];
  readonly books: readonly string[];
}

/** Names in a planning file behind which nothing stands, each at its place. */
export const planningNameProblems = (planning: Sourced<Planning>, names: PlanningNames): Problem[] => [
  ...profileProblems(planning, names),
  ...investmentProblems(planning, names),
  ...purchaseProblems(planning, names),
];

const investmentProblems = (planning: Sourced<Planning>, { targets }: PlanningNames): Problem[] =>
  Object.entries(planning.value.investment?.items ?? {}).flatMap(([id, { profile }]) =>
    amongTheBlueprints(planning, ['investment', 'items', id, 'profile'], profile, [...targets, 'stay']),
  );

const purchaseProblems = (planning: Sourced<Planning>, { tenants }: PlanningNames): Problem[] =>
  Object.entries(planning.value.purchases ?? {}).flatMap(([id, { tenant }]) =>
    amongTheBlueprints(planning, ['purchases', id, 'tenant'], tenant, tenants),
  );

const amongTheBlueprints = (
  planning: Sourced<Planning>,
  where: Path,
  written: string,
  allowed: readonly string[],
): readonly Problem[] =>
  allowed.includes(written)
    ? []
    : [unknownName(planning.locate(where), 'SGC2624', `the blueprint has no ${written}`, written, allowed)];

const profileProblems = (planning: Sourced<Planning>, { targets, clouds, books }: PlanningNames): Problem[] =>
  Object.entries(planning.value.profiles ?? {}).flatMap(([id, { prices = [] }]) => [
    ...(targets.includes(id) || clouds.includes(id)
      ? []
      : [
          unknownName(planning.locateKey(['profiles', id]), 'SGC2603', `no target and no known cloud is called ${id}`, id, [
            ...targets,
            ...clouds,
          ]),
        ]),
    ...prices.flatMap((name, index) =>
      books.includes(name)
        ? []
        : [
            unknownName(
              planning.locate(['profiles', id, 'prices', index]),
              'SGC2604',
              `there is no price book ${name}`,
              name,
              books,
            ),
          ],
    ),
  ]);

const unknownName = (
  at: ReturnType<Sourced<Planning>['locate']>,
  code: string,
  message: string,
  written: string,
  allowed: readonly string[],
): Problem => {
  const meant = suggest(written, allowed);
  return {
    ...at,
    code,
    message,
    allowed: listed(allowed),
    repair: meant === undefined ? 'write one of these names' : `write \`${meant}\``,
  };
};
