/** A quota of an OpenStack project. */
export interface OpenstackQuota {
  readonly item: string;
  /** Official type of the service that keeps it. */
  readonly service: 'compute' | 'block-storage' | 'network' | 'load-balancer' | 'dns' | 'shared-file-system' | 'object-store';
  /** Names that the service's interface gives it, by release. */
  readonly keys: readonly string[];
  /** Where our own state sets it: type and argument; null where the provider has nothing to set it with. */
  readonly declared: readonly [type: string, argument: string] | null;
  /** Key under `quota` of the blueprint that decides it, and how many of these each unit of it gives; null where none does. */
  readonly blueprint: { readonly key: string; readonly each: number } | null;
}

type Row = readonly [item: string, key: string, blueprint?: string, each?: number];

const quota =
  (service: OpenstackQuota['service'], type: string | null) =>
  (...[item, key, blueprint, each = 1]: Row): OpenstackQuota => ({
    item,
    service,
    keys: [key],
    declared: type === null ? null : [type, key],
    blueprint: blueprint === undefined ? null : { key: blueprint, each },
  });

const nova = quota('compute', 'compute_quotaset_v2');
const cinder = quota('block-storage', 'blockstorage_quotaset_v3');
const neutron = quota('network', 'networking_quota_v2');
const octavia = quota('load-balancer', 'lb_quota_v2');
const designate = quota('dns', 'dns_quota_v2');
const manila = quota('shared-file-system', null);
const swift = quota('object-store', null);

/** Quotas that projects of ours may meet. */
export const openstackQuotas = {
  servers: nova('servers', 'instances', 'servers'),
  vcpus: nova('vCPUs', 'cores', 'vcpus'),
  memory: nova('MiB of memory', 'ram', 'memoryGiB', 1024),
  serverGroups: nova('server groups', 'server_groups', 'servers'),
  serverGroupMembers: nova('servers of one server group', 'server_group_members', 'servers'),
  metadataItems: nova('metadata items of one server', 'metadata_items'),
  volumes: cinder('volumes', 'volumes', 'volumes'),
  volumeGiB: cinder('GiB of volumes', 'gigabytes', 'volumeGiB'),
  largestVolume: cinder('GiB of one volume', 'per_volume_gigabytes', 'volumeGiB'),
  networks: neutron('networks', 'network', 'networks'),
  subnets: neutron('subnets', 'subnet', 'networks', 2),
  routers: neutron('routers', 'router'),
  ports: neutron('ports', 'port', 'ports'),
  publicAddresses: neutron('floating addresses', 'floatingip', 'publicAddresses'),
  securityGroups: neutron('security groups', 'security_group', 'securityGroups'),
  securityGroupRules: neutron('security group rules', 'security_group_rule', 'securityGroupRules'),
  sharedNetworks: neutron('grants of networks to other projects', 'rbac_policy'),
  balancers: { ...octavia('load balancers', 'loadbalancer', 'loadBalancers'), keys: ['load_balancer', 'loadbalancer'] },
  listeners: octavia('listeners of load balancers', 'listener', 'loadBalancers', 8),
  pools: octavia('pools of load balancers', 'pool', 'loadBalancers', 8),
  monitors: {
    ...octavia('monitors of load balancers', 'health_monitor', 'loadBalancers', 8),
    keys: ['health_monitor', 'healthmonitor'],
  },
  members: octavia('members of load balancers', 'member', 'loadBalancers', 128),
  zones: designate('name zones', 'zones', 'names'),
  recordSets: designate('record sets of one zone', 'zone_recordsets'),
  shares: manila('shares', 'shares'),
  shareGiB: manila('GiB of shares', 'gigabytes'),
  shareNetworks: manila('share networks', 'share_networks'),
  objectGiB: swift('GiB of objects', 'x-account-meta-quota-bytes'),
} as const satisfies Readonly<Record<string, OpenstackQuota>>;

export type OpenstackQuotaId = keyof typeof openstackQuotas;
