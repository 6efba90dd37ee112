import type { Blueprint } from '../../lib/model/blueprint';
import type { Result } from '../../lib/model/problem';
import { updateLock } from '../../lib/plan/lock-update';
import type { Plan } from '../../lib/plan/plan';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { catalogue } from '../package-root';
import { loadRegion } from '../workspace';

/**
 * The plan of a region of two tenants with one e-service each in one stage: what the limits of time are set for.
 * The reference region, from which it is taken, is three times as large.
 */
export const twoTenants = (id: string): Plan => {
  const read = valueOf(loadRegion(catalogue, 'reference/municipal.yaml'));
  const blueprint = smaller(read.blueprint.value, id);
  const lock = valueOf(updateLock(blueprint, undefined, `${id}.yaml`));
  return valueOf(resolve({ ...read, blueprint: { ...read.blueprint, value: blueprint }, lock, policies }));
};

const smaller = (blueprint: Blueprint, region: string): Blueprint => ({
  ...blueprint,
  region,
  network: { ...blueprint.network, links: [] },
  hosting: Object.fromEntries(
    Object.keys(blueprint.tenants).flatMap((tenant) =>
      Object.entries(blueprint.hosting)
        .filter(([, hosted]) => hosted.tenant === tenant)
        .slice(0, 1),
    ),
  ),
  stages: Object.fromEntries(Object.entries(blueprint.stages).filter(([, stage]) => stage.data !== 'synthetic')),
});

export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('\n'));
  return result.value;
};
