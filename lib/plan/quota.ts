import type { Blueprint } from '../model/blueprint';
import type { Problem } from '../model/problem';
import type { Located } from './located';
import type { Plan, QuotaPlan, SpacePlan } from './plan';
import type { SizePlan } from './service-plan';

/**
 * What a space needs at most, counted as if every substitute ran on servers of its own. An upper bound for
 * every cloud, so that a quota that passes here is never the reason for a failed first install.
 */
export const usageOf = (space: SpacePlan): Pick<QuotaPlan, 'servers' | 'vcpus' | 'memoryGiB' | 'volumeGiB'> => {
  const servers = Object.values(space.services).flatMap((service) => [
    ...pair(service.web, 'm'),
    ...Object.values(service.web).flatMap((part) => repeat(part.size, part.instances.max)),
    ...Object.values(service.workers).flatMap((part) => repeat(part.size, part.instances.max)),
    ...(Object.keys(service.jobs).length > 0 ? repeat(small, 1) : []),
    ...Object.values(service.databases).flatMap((database) => repeat(database.size, Math.max(2, database.replicas + 1))),
    ...(Object.keys(service.queues).length > 0 ? repeat(small, 2) : []),
    ...(service.signIn === 'none' ? [] : repeat(small, 2)),
  ]);
  const databases = Object.values(space.services).flatMap((service) => Object.values(service.databases));
  return {
    servers: servers.length,
    vcpus: sum(servers.map((size) => size.vcpus)),
    memoryGiB: sum(servers.map((size) => size.memoryGiB)),
    volumeGiB: servers.length * bootGiB + sum(databases.map((database) => database.maxSizeGiB * database.replicas)),
  };
};

/** Every bound that the plan would break, at the line of the bound. */
export const quotaProblems = (blueprint: Located<Blueprint>, plan: Plan): Problem[] =>
  Object.values(plan.spaces).flatMap((space) =>
    Object.entries(usageOf(space)).flatMap(([key, needed]) => {
      const bound = space.quota[key as keyof QuotaPlan];
      if (needed <= bound) return [];
      return [
        {
          ...blueprint.locate(['quota', key]),
          code: 'SGC5101',
          message: `${space.id} may need ${needed} ${key}, and the quota is ${bound}`,
          allowed: `${needed} or more`,
          repair: `write \`${key}: ${needed}\` under \`quota\``,
        },
      ];
    }),
  );

const bootGiB = 20;
const small: SizePlan = { id: 's', vcpus: 1, memoryGiB: 4 };
const medium: SizePlan = { id: 'm', vcpus: 2, memoryGiB: 8 };
const repeat = (size: SizePlan, times: number): SizePlan[] => Array.from({ length: times }, () => size);
const pair = (web: object, size: 's' | 'm'): SizePlan[] =>
  Object.keys(web).length > 0 ? repeat(size === 'm' ? medium : small, 2) : [];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
