import type { Plan } from '../../lib/plan/plan';
import type { ServicePlan } from '../../lib/plan/service-plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { UsageError } from '../exit';

/** An image on its way to a registry that hosts may reach. */
export interface Copy {
  /** Parts that run it, as `service/part`. */
  readonly parts: readonly string[];
  /** registry/name@sha256:… */
  readonly from: string;
  /** registry/name, where it is to lie. */
  readonly to: string;
  readonly digest: string;
}

/** Every released image of a region, once for each place where it has to lie; what was not released yet is nobody's to copy. */
export const copiesOf = (plan: Plan, target: TargetPlan | undefined, registry: string | undefined): readonly Copy[] => {
  const copies = new Map<string, Copy>();
  for (const space of Object.values(plan.spaces)) {
    for (const service of Object.values(space.services)) {
      for (const part of partsOf(service).filter(({ released }) => released)) {
        const [from, digest = ''] = [part.image, part.image.split('@')[1]];
        const to = registry === undefined ? ownRepository(target, space.tenant, part.name) : `${registry}/${pathOf(part.image)}`;
        const name = `${service.id}/${part.id}`;
        const known = copies.get(`${from} ${to}`);
        copies.set(`${from} ${to}`, { from, to, digest, parts: [...new Set([...(known?.parts ?? []), name])] });
      }
    }
  }
  return [...copies.values()];
};

const partsOf = ({ web, workers, jobs }: ServicePlan) => [
  ...Object.values(web),
  ...Object.values(workers),
  ...Object.values(jobs),
];

/** Name of an image without its registry and digest. */
const pathOf = (image: string): string => {
  const name = image.split('@')[0] ?? '';
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join('/') : name;
};

/** The part's repository in its tenant's own account, which its stack makes. */
const ownRepository = (target: TargetPlan | undefined, tenant: string, part: string): string => {
  if (target?.provider !== 'aws')
    throw new UsageError('say --to which registry: the one of the region, which its hosts may reach');
  const { region, urlSuffix } = target.cloud;
  return `${target.accounts[tenant] ?? ''}.dkr.ecr.${region}.${urlSuffix}/${part}`;
};
