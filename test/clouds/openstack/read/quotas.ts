import type { Plan } from '../../../../lib/plan/plan';
import { names } from '../../../../lib/providers/openstack/names';
import type { Body, Estate } from './estate';
import type { Kind } from './kind';

/** Budget of each space as the plan has it, in the words of the services: `<project> <service>.<quota>`. */
const wanted = (plan: Plan): readonly string[] =>
  Object.values(plan.spaces).flatMap(({ id, quota }) =>
    Object.entries({
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
    }).map(([line, value]) => `${names.project(plan.region.id, id)} ${line} ${value}`),
  );

const sources = (project: string) =>
  [
    { service: 'compute', path: `/os-quota-sets/${project}`, key: 'quota_set', read: ['instances', 'cores', 'ram'] },
    {
      service: 'network',
      path: `/quotas/${project}`,
      key: 'quota',
      read: ['network', 'port', 'security_group', 'security_group_rule', 'floatingip'],
    },
    { service: 'block-storage', path: `/os-quota-sets/${project}`, key: 'quota_set', read: ['volumes', 'gigabytes'] },
    { service: 'load-balancer', path: `/lbaas/quotas/${project}`, key: 'quota', read: ['load_balancer'] },
    { service: 'dns', path: `/quotas/${project}`, key: '', read: ['zones'] },
  ] as const;

const seen = async ({ admin, projects }: Estate): Promise<readonly string[]> => {
  // Projects of the region itself have bounds of their own, which are compared with what was synthesized.
  const spaces = [...projects].filter(([, name]) => !/-(?:shared|logs|backup)$/.test(name));
  const lines = spaces.flatMap(([id, name]) =>
    sources(id).map(async ({ service, path, key, read }) => {
      const headers = service === 'dns' ? { 'x-auth-all-projects': 'true' } : {};
      const answer = await admin.get<Body>(service, path, { headers });
      if (answer.kind !== 'fine') throw new Error(answer.message);
      const values = (key === '' ? answer.body : answer.body[key]) as Body;
      return read.map((quota) => `${name} ${service}.${quota} ${String(values[quota])}`);
    }),
  );
  return (await Promise.all(lines)).flat();
};

export const quotaKinds: readonly Kind[] = [{ type: 'quotas of the plan', expected: (_, plan) => wanted(plan), seen }];
