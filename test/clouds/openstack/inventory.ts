import type { OpenstackSession, ServiceName } from '../../../bin/cloud/openstack-session';

/*
 * Everything that a cloud's interfaces list for everybody, one line each: what a proof found before it began has to
 * be what it leaves.
 */
interface Listing {
  readonly service: ServiceName;
  readonly path: string;
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const listings: readonly Listing[] = [
  ...['domains', 'projects', 'users', 'groups', 'roles', 'credentials'].map((key): Listing => ({
    service: 'identity',
    path: `/${key}`,
    key,
  })),
  ...['networks', 'subnets', 'ports', 'routers', 'security-groups', 'floatingips', 'rbac-policies', 'subnetpools', 'trunks'].map(
    (name): Listing => ({
      service: 'network',
      path: `/${name}`,
      key: name === 'rbac-policies' ? 'rbac_policies' : name.replace('-', '_'),
    }),
  ),
  ...['vpnservices', 'ikepolicies', 'ipsecpolicies', 'endpoint-groups', 'ipsec-site-connections'].map((name): Listing => ({
    service: 'network',
    path: `/vpn/${name}`,
    key: name.replaceAll('-', '_'),
  })),
  { service: 'compute', path: '/servers/detail?all_tenants=1', key: 'servers' },
  {
    service: 'compute',
    path: '/os-server-groups?all_projects=true',
    key: 'server_groups',
    headers: { 'openstack-api-version': 'compute 2.63' },
  },
  { service: 'compute', path: '/flavors', key: 'flavors' },
  { service: 'compute', path: '/os-keypairs', key: 'keypairs' },
  { service: 'image', path: '/images', key: 'images' },
  { service: 'block-storage', path: '/volumes/detail?all_tenants=1', key: 'volumes' },
  { service: 'block-storage', path: '/snapshots/detail?all_tenants=1', key: 'snapshots' },
  ...['loadbalancers', 'listeners', 'pools'].map((key): Listing => ({ service: 'load-balancer', path: `/lbaas/${key}`, key })),
  { service: 'load-balancer', path: '/lbaas/healthmonitors', key: 'healthmonitors' },
  { service: 'dns', path: '/zones', key: 'zones', headers: { 'x-auth-all-projects': 'true' } },
  { service: 'shared-file-system', path: '/shares/detail?all_tenants=1', key: 'shares' },
];

/** One line for each thing: service, kind, name, id. Sorted; of everybody, or of one project. */
export const inventoryOf = async (admin: OpenstackSession, project?: string): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const { service, path, key, headers } of listings.filter((one) => project === undefined || one.service !== 'identity')) {
    const answer = await admin.list<Readonly<Record<string, unknown>>>(service, path, key, { headers: headers ?? {} });
    if (answer.kind !== 'fine') throw new Error(answer.message);
    for (const body of answer.body)
      if (project === undefined || ownerOf(body) === project)
        lines.push([service, key, nameOf(body.name), nameOf(body.id)].join(' '));
  }
  return lines.sort();
};

const ownerOf = (body: Readonly<Record<string, unknown>>): unknown =>
  body.project_id ?? body.tenant_id ?? body['os-vol-tenant-attr:tenant_id'];

const nameOf = (value: unknown): string => (typeof value === 'string' ? value : '-');

/** Credentials that somebody made for hosts: only that person sees them. */
export const credentialsOf = async (session: OpenstackSession): Promise<readonly string[]> => {
  const path = `/users/${session.userId}/application_credentials`;
  const answer = await session.list<{ readonly name: string }>('identity', path, 'application_credentials');
  if (answer.kind !== 'fine') throw new Error(answer.message);
  return answer.body.map(({ name }) => `credential ${name}`).sort();
};

/** Containers and secrets that the owner of a session holds: only the owner sees them. */
export const possessionsOf = async (session: OpenstackSession): Promise<readonly string[]> => {
  const containers = await session.get<readonly { readonly name: string }[]>('object-store', '?format=json');
  const secrets = await session.list<{ readonly name: string }>('key-manager', '/secrets', 'secrets');
  if (containers.kind !== 'fine') throw new Error(containers.message);
  if (secrets.kind !== 'fine') throw new Error(secrets.message);
  return [...containers.body.map(({ name }) => `container ${name}`), ...secrets.body.map(({ name }) => `secret ${name}`)].sort();
};
