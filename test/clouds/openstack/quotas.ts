import type { Plan } from '../../../lib/plan/plan';
import { names } from '../../../lib/providers/openstack/names';
import { bodyOf } from './people';
import type { Estate } from './read-back';

/** Budget of each space as the plan has it, in the words of the services: `<project> <service>.<quota>`. */
export const quotasWanted = (plan: Plan): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.values(plan.spaces).flatMap(({ id, quota }) => {
      const project = names.project(plan.region.id, id);
      return Object.entries({
        'compute.instances': quota.servers,
        'compute.cores': quota.vcpus,
        'compute.ram': quota.memoryGiB * 1024,
        'network.network': quota.networks,
        'network.port': quota.ports,
        'network.security_group': quota.securityGroups,
        'network.security_group_rule': quota.securityGroupRules,
        'network.floatingip': quota.publicAddresses,
        'block-storage.volumes': quota.volumes,
        'block-storage.gigabytes': quota.volumeGiB,
        'load-balancer.load_balancer': quota.loadBalancers,
        'dns.zones': quota.names,
      }).map(([line, value]) => [`${project} ${line}`, value] as const);
    }),
  );

/** The same lines as the services say them. */
export const quotasSeen = async ({ admin, projects }: Estate): Promise<Readonly<Record<string, number>>> => {
  const seen: Record<string, number> = {};
  for (const [id, name] of projects) {
    for (const { service, path, key } of sources(id)) {
      const body = bodyOf(
        await admin.get<Readonly<Record<string, unknown>>>(service, path, {
          headers: service === 'dns' ? { 'x-auth-all-projects': 'true' } : {},
        }),
      );
      const values = (key === '' ? body : body[key]) as Readonly<Record<string, unknown>>;
      for (const [quota, value] of Object.entries(values))
        if (typeof value === 'number') seen[`${name} ${service}.${quota}`] = value;
    }
  }
  return seen;
};

const sources = (project: string) =>
  [
    { service: 'compute', path: `/os-quota-sets/${project}`, key: 'quota_set' },
    { service: 'network', path: `/quotas/${project}`, key: 'quota' },
    { service: 'block-storage', path: `/os-quota-sets/${project}`, key: 'quota_set' },
    { service: 'load-balancer', path: `/lbaas/quotas/${project}`, key: 'quota' },
    { service: 'dns', path: `/quotas/${project}`, key: '' },
  ] as const;
