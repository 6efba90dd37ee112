import type { Answer, OpenstackSession, RequestOptions, ServiceName } from '../../../bin/cloud/openstack-session';

/*
 * What somebody tries with a token of their own against what belongs to somebody else. Each try is a request that a
 * cloud has to refuse or answer as if there were nothing; every other answer is a leak.
 */

export interface Try {
  readonly service: ServiceName;
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly options?: RequestOptions;
  /** A list, which may well be answered, as long as nothing of another's stands in it. */
  readonly list?: boolean;
}

export interface Outcome {
  readonly service: ServiceName;
  readonly what: string;
  readonly kind: Answer['kind'];
  readonly status: number;
  readonly message: string;
  readonly leaked: boolean;
  /** Where what was made can be deleted again; empty where nothing was. */
  readonly made: string;
}

/** Ids of one thing of each kind in a project; empty where it has none. */
export interface Belongings {
  readonly project: string;
  readonly network: string;
  readonly subnet: string;
  readonly port: string;
  readonly router: string;
  readonly group: string;
  readonly server: string;
  readonly volume: string;
  readonly balancer: string;
  readonly pool: string;
  readonly zone: string;
  readonly secret: string;
  readonly container: string;
  readonly user: string;
}

/** Tries of somebody who owns `own` against what is another's. */
export const intrusions = (own: Belongings, other: Belongings): readonly Try[] =>
  [
    read('network', 'a network', `/networks/${other.network}`, other.network),
    change('network', 'rename a network', 'PUT', `/networks/${other.network}`, { network: { name: 'taken' } }, other.network),
    change('network', 'a port in a network', 'POST', '/ports', { port: { network_id: other.network } }, other.network),
    change(
      'network',
      'a rule in a security group',
      'POST',
      '/security-group-rules',
      { security_group_rule: { security_group_id: other.group, direction: 'ingress', ethertype: 'IPv4' } },
      other.group,
    ),
    change(
      'network',
      "another's subnet at an own router",
      'PUT',
      `/routers/${own.router}/add_router_interface`,
      { subnet_id: other.subnet },
      own.router,
      other.subnet,
    ),
    change(
      'network',
      "own subnet at another's router",
      'PUT',
      `/routers/${other.router}/add_router_interface`,
      { subnet_id: own.subnet },
      other.router,
      own.subnet,
    ),
    read('compute', 'a server', `/servers/${other.server}`, other.server),
    change('compute', 'restart a server', 'POST', `/servers/${other.server}/action`, { reboot: { type: 'HARD' } }, other.server),
    read('compute', 'console of a server', `/servers/${other.server}/os-interface`, other.server),
    change(
      'compute',
      "another's port at an own server",
      'POST',
      `/servers/${own.server}/os-interface`,
      { interfaceAttachment: { port_id: other.port } },
      own.server,
      other.port,
    ),
    change(
      'compute',
      "another's volume at an own server",
      'POST',
      `/servers/${own.server}/os-volume_attachments`,
      { volumeAttachment: { volumeId: other.volume } },
      own.server,
      other.volume,
    ),
    read('block-storage', 'a volume', `/volumes/${other.volume}`, other.volume),
    change('block-storage', 'rename a volume', 'PUT', `/volumes/${other.volume}`, { volume: { name: 'taken' } }, other.volume),
    change(
      'block-storage',
      'a snapshot of a volume',
      'POST',
      '/snapshots',
      { snapshot: { volume_id: other.volume, name: 'taken', force: true } },
      other.volume,
    ),
    read('load-balancer', 'a balancer', `/lbaas/loadbalancers/${other.balancer}`, other.balancer),
    change(
      'load-balancer',
      'a member in a pool',
      'POST',
      `/lbaas/pools/${other.pool}/members`,
      { member: { address: '192.0.2.1', protocol_port: 443 } },
      other.pool,
    ),
    read('dns', 'a zone', `/zones/${other.zone}`, other.zone),
    change(
      'dns',
      'a record in a zone',
      'POST',
      `/zones/${other.zone}/recordsets`,
      { name: 'taken.example.', type: 'A', records: ['192.0.2.1'] },
      other.zone,
    ),
    read('key-manager', 'a secret', `/secrets/${other.secret}`, other.secret),
    {
      ...read('key-manager', 'payload of a secret', `/secrets/${other.secret}/payload`, other.secret),
      options: { headers: { accept: '*/*' } },
    },
    {
      ...read('object-store', 'containers', `/v1/AUTH_${other.project}?format=json`, other.project),
      options: { at: 'root' as const },
    },
    {
      ...change(
        'object-store',
        'an object in a container',
        'PUT',
        `/v1/AUTH_${other.project}/${other.container}/taken`,
        undefined,
        other.container,
      ),
      options: { at: 'root' as const, body: 'taken' },
    },
    read('identity', 'a project', `/projects/${other.project}`, other.project),
    change(
      'identity',
      'rename a project',
      'PATCH',
      `/projects/${other.project}`,
      { project: { description: 'taken' } },
      other.project,
    ),
    read('identity', "another's credentials", `/users/${other.user}/application_credentials`, other.user),
    { ...read('compute', 'servers of everybody', '/servers?all_tenants=1'), list: true },
    { ...read('block-storage', 'volumes of everybody', '/volumes?all_tenants=1'), list: true },
    { ...read('network', 'networks of everybody', '/networks'), list: true },
    { ...read('network', 'security groups of everybody', '/security-groups'), list: true },
    { ...read('load-balancer', 'balancers of everybody', '/lbaas/loadbalancers'), list: true },
    { ...read('dns', 'zones of everybody', '/zones'), list: true },
    { ...read('identity', 'projects of everybody', '/projects'), list: true },
  ].flatMap(({ needs, ...one }) => (needs.every((id) => id !== '') ? [one] : []));

type Needing = Try & { readonly needs: readonly string[] };

const read = (service: ServiceName, what: string, path: string, ...needs: readonly string[]): Needing => ({
  service,
  what: `read ${what}`,
  method: 'GET',
  path,
  needs,
});

const change = (
  service: ServiceName,
  what: string,
  method: string,
  path: string,
  body: unknown,
  ...needs: readonly string[]
): Needing => ({ service, what, method, path, options: { body }, needs });

/** Writes that somebody who only reads tries in their own project; each asks for the least that the service takes. */
export const writes = (own: Belongings): readonly Try[] =>
  [
    change('network', 'make a network', 'POST', '/networks', { network: { name: 'taken' } }),
    change('network', 'make a security group', 'POST', '/security-groups', { security_group: { name: 'taken' } }),
    change('network', 'rename a network', 'PUT', `/networks/${own.network}`, { network: { description: 'taken' } }, own.network),
    change('compute', 'restart a server', 'POST', `/servers/${own.server}/action`, { reboot: { type: 'HARD' } }, own.server),
    change('compute', 'make a key', 'POST', '/os-keypairs', { keypair: { name: 'taken' } }),
    change('block-storage', 'make a volume', 'POST', '/volumes', { volume: { name: 'taken', size: 1 } }),
    change(
      'load-balancer',
      'rename a balancer',
      'PUT',
      `/lbaas/loadbalancers/${own.balancer}`,
      { loadbalancer: { description: 'taken' } },
      own.balancer,
    ),
    change('dns', 'make a zone', 'POST', '/zones', { name: 'taken.example.', email: 'taken@example.org' }),
    change('key-manager', 'make a secret', 'POST', '/secrets', {
      name: 'taken',
      payload: 'taken',
      payload_content_type: 'text/plain',
    }),
    change('object-store', 'make a container', 'PUT', '/taken', undefined),
    change('image', 'make an image', 'POST', '/images', { name: 'taken', disk_format: 'raw', container_format: 'bare' }),
    change('shared-file-system', 'make a share', 'POST', '/shares', { share: { share_proto: 'NFS', size: 1, name: 'taken' } }),
    change('identity', 'make a project', 'POST', '/projects', { project: { name: 'taken' } }),
  ].flatMap(({ needs, ...one }) => (needs.every((id) => id !== '') ? [one] : []));

/** What the auditor is meant to see of a project. */
export const readings = (own: Belongings): readonly Try[] => [
  read('network', 'networks', '/networks'),
  read('network', 'security groups', '/security-groups'),
  read('network', 'routers', '/routers'),
  read('compute', 'servers', '/servers/detail'),
  read('compute', 'quotas', `/os-quota-sets/${own.project}`),
  read('block-storage', 'volumes', '/volumes/detail'),
  read('load-balancer', 'balancers', '/lbaas/loadbalancers'),
  read('dns', 'zones', '/zones'),
  read('image', 'images', '/images'),
  read('identity', 'own project', `/projects/${own.project}`),
];

/** Tries it; `fine` on something that is not to be had is a leak, and so is an id of another's in a list. */
export const attempt = async (session: OpenstackSession, one: Try, others: readonly string[] = []): Promise<Outcome> => {
  const { service, what, method, path, options, list = false } = one;
  const answer = await session.request(service, method, path, options);
  const body = answer.kind === 'fine' ? JSON.stringify(answer.body ?? '') : '';
  return {
    service,
    what,
    kind: answer.kind,
    status: answer.status,
    message: answer.kind === 'fine' ? body.slice(0, 200) : answer.message,
    made: answer.kind === 'fine' ? madeBy(one, answer.body) : '',
    leaked: answer.kind === 'fine' && (!list || others.some((id) => id !== '' && body.includes(id))),
  };
};

/** Services answer with what they made, mostly under its own name. */
const madeBy = ({ method, path, service }: Try, body: unknown): string => {
  if (service === 'object-store' && method === 'PUT') return path;
  if (method !== 'POST' || path.endsWith('/action')) return '';
  const whole = (body ?? {}) as Readonly<Record<string, unknown>>;
  const inner = [whole, ...Object.values(whole)].find(
    (part): part is { id: string } => typeof (part as { id?: unknown } | null)?.id === 'string',
  );
  const name = (whole.keypair as { name?: string } | undefined)?.name;
  return inner === undefined && name === undefined ? '' : `${path}/${inner?.id ?? name ?? ''}`;
};
