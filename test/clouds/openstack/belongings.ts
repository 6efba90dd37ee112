import type { OpenstackSession } from '../../../bin/cloud/openstack-session';
import type { Belongings } from './isolation';
import { type Estate, listOf } from './read/estate';

type Body = Readonly<Record<string, unknown>>;

/** Picks one thing of each kind that a project holds and shares with nobody. */
export const belongingsOf = async (estate: Estate, project: string, member: OpenstackSession): Promise<Belongings> => {
  // Ways out and links are shared on purpose; with whom is what the read-back compares with the plan.
  const shared = new Set(
    (await listOf(estate, 'network', '/rbac-policies', 'rbac_policies')).map(({ object_id: object }) => object),
  );
  const own = (bodies: readonly Body[]): string => {
    const found = bodies.find(
      (body) =>
        !shared.has(body.id) &&
        !shared.has(body.network_id) &&
        (body.project_id ?? body.tenant_id ?? body['os-vol-tenant-attr:tenant_id']) === project,
    );
    return typeof found?.id === 'string' ? found.id : '';
  };
  const network = (path: string, key: string) => listOf(estate, 'network', path, key).then(own);
  const containers = await member.get<readonly { readonly name: string }[]>('object-store', '?format=json');
  const secrets = await member.list<{ readonly secret_ref: string }>('key-manager', '/secrets', 'secrets');
  return {
    project,
    network: await network('/networks', 'networks'),
    subnet: await network('/subnets', 'subnets'),
    port: await network('/ports?device_owner=', 'ports'),
    router: await network('/routers', 'routers'),
    group: await network('/security-groups', 'security_groups'),
    server: own(await listOf(estate, 'compute', '/servers/detail?all_tenants=1', 'servers')),
    volume: own(await listOf(estate, 'block-storage', '/volumes/detail?all_tenants=1', 'volumes')),
    balancer: own(await listOf(estate, 'load-balancer', '/lbaas/loadbalancers', 'loadbalancers')),
    pool: own(await listOf(estate, 'load-balancer', '/lbaas/pools', 'pools')),
    zone: own(await listOf(estate, 'dns', '/zones', 'zones', { 'x-auth-all-projects': 'true' })),
    secret: secrets.kind === 'fine' ? (secrets.body[0]?.secret_ref.split('/').at(-1) ?? '') : '',
    container: containers.kind === 'fine' ? (containers.body[0]?.name ?? '') : '',
    user: member.userId,
  };
};
