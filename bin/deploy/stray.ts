import type { OpenstackSession, ServiceName } from '../cloud/openstack-session';
import type { Made } from './journal';

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** Where things of one type are listed. */
interface Listing {
  readonly service: ServiceName;
  readonly path: string;
  readonly key: string;
  /** The field by which we know them; default: name. */
  readonly by?: string;
  /** Another field that tells two of one name apart. */
  readonly and?: string;
  /** The field in whose thing it stands: the engine knows it by both ids. */
  readonly within?: string;
}

const networking = (kind: string, key = kind.replaceAll('-', '_')): Listing => ({ service: 'network', path: `/${kind}`, key });
const balancing = (key: string): Listing => ({ service: 'load-balancer', path: `/lbaas/${key}`, key });

/** Types of which a cloud takes a second one of the same name, or refuses it without saying where the first is. */
const listings: Readonly<Record<string, Listing>> = {
  openstack_networking_network_v2: networking('networks'),
  openstack_networking_subnet_v2: networking('subnets'),
  openstack_networking_router_v2: networking('routers'),
  openstack_networking_port_v2: networking('ports'),
  openstack_networking_secgroup_v2: networking('security-groups'),
  openstack_networking_floatingip_v2: { ...networking('floatingips'), by: 'description' },
  openstack_compute_instance_v2: { service: 'compute', path: '/servers/detail', key: 'servers' },
  openstack_compute_servergroup_v2: { service: 'compute', path: '/os-server-groups', key: 'server_groups' },
  openstack_blockstorage_volume_v3: { service: 'block-storage', path: '/volumes/detail', key: 'volumes' },
  openstack_lb_loadbalancer_v2: balancing('loadbalancers'),
  openstack_lb_listener_v2: balancing('listeners'),
  openstack_lb_pool_v2: balancing('pools'),
  openstack_lb_monitor_v2: balancing('healthmonitors'),
  openstack_dns_recordset_v2: { service: 'dns', path: '/recordsets', key: 'recordsets', and: 'type', within: 'zone_id' },
  openstack_dns_zone_v2: { service: 'dns', path: '/zones', key: 'zones' },
  openstack_identity_application_credential_v3: {
    service: 'identity',
    path: '/users/{user}/application_credentials',
    key: 'application_credentials',
  },
};

/** Among what may or may not have been made, what the cloud has: by its name, in the caller's own project. */
export const straysAmong = async (
  session: OpenstackSession,
  resources: Resources,
  addresses: readonly string[],
): Promise<readonly Made[]> => {
  const found: Made[] = [];
  for (const address of addresses) {
    const [type = '', id = ''] = address.split('.');
    const listing = listings[type];
    const body = resources[type]?.[id] ?? {};
    const name = body[listing?.by ?? 'name'];
    if (listing === undefined || typeof name !== 'string' || name.includes('${')) continue;
    const [one, ...more] = await called(session, listing, name, body);
    // Of several nobody knows which is meant.
    if (one !== undefined && more.length === 0) found.push({ address, id: one });
  }
  return found;
};

const called = async (
  session: OpenstackSession,
  listing: Listing,
  name: string,
  written: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> => {
  const { service, path, key, by = 'name', and, within } = listing;
  const answer = await session.list<Readonly<Record<string, unknown>>>(service, path.replace('{user}', session.userId), key);
  if (answer.kind !== 'fine') return [];
  return answer.body
    .filter((body) => body[by] === name && (and === undefined || body[and] === written[and]) && isOwn(session, body))
    .map(({ id, ...rest }) => (within === undefined ? [id] : [rest[within], id]))
    .flatMap((ids) => (ids.every((id) => typeof id === 'string') ? [ids.join('/')] : []));
};

/** What another project shares is never ours to take over; some lists show nothing but one's own, and no owner. */
const isOwn = (session: OpenstackSession, body: Readonly<Record<string, unknown>>): boolean => {
  const owner = body.project_id ?? body.tenant_id;
  return owner === undefined || owner === null || owner === session.project?.id;
};
