import type { Path } from './path';
import type { Planning } from './planning';
import type { Problem } from './problem';
import type { Sourced } from './sourced';

/** What a blueprint has, by name. */
export interface Named {
  readonly targets: readonly string[];
  readonly tenants: readonly string[];
}

/** Names in a planning file that the blueprint does not have: what is written for them would count for nothing. */
export const strangeNames = (planning: Sourced<Planning>, { targets, tenants }: Named): Problem[] => {
  const { investment, profiles = {}, purchases = {} } = planning.value;
  const among = (name: string, path: Path, allowed: readonly string[], key = false): Problem[] =>
    allowed.includes(name)
      ? []
      : [
          {
            ...(key ? planning.locateKey(path) : planning.locate(path)),
            code: 'SGC2624',
            message: `the blueprint has no ${name}`,
            allowed: allowed.join(', '),
            repair: 'write one of these, or remove the entry',
          },
        ];
  return [
    ...Object.keys(profiles).flatMap((id) => among(id, ['profiles', id], targets, true)),
    ...Object.entries(investment?.items ?? {}).flatMap(([id, { profile }]) =>
      among(profile, ['investment', 'items', id, 'profile'], [...targets, 'stay']),
    ),
    ...Object.entries(purchases).flatMap(([id, { tenant }]) => among(tenant, ['purchases', id, 'tenant'], tenants)),
  ];
};
