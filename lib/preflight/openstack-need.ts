import type { Evidence, Resource } from '../evidence/resource';
import { itemsOf, textAt, valuesAt } from '../evidence/value';
import type { Plan } from '../plan/plan';
import { fullest, largest, numberAt, ownerAt, partOf } from './counting';
import { metadataItems } from './openstack-host';
import { type OpenstackQuotaId, openstackQuotas } from './openstack-quotas';
import type { Region } from './openstack-state';
import { type Need, type Part, sumOf } from './need';

/** Size of a flavor by its name. */
export type Flavors = Readonly<Record<string, { readonly vcpus: number; readonly memoryMiB: number }>>;

/** What the quotas of projects are held against. */
export interface OpenstackDemand {
  readonly plan: Plan;
  readonly evidence: Evidence;
  readonly region: Region;
  /** Name of the cloud's region. */
  readonly place: string;
  readonly flavors: Flavors;
}

/** What was written for one project. */
interface Written {
  readonly project: string;
  of(...types: readonly string[]): readonly Resource[];
  readonly demand: OpenstackDemand;
}

type Measure = (written: Written) => readonly Part[];

/** Needs of every project by quota; what is not needed at all is left out. */
export const openstackNeeds = (demand: OpenstackDemand): readonly Need[] =>
  projectsOf(demand).flatMap((project) => {
    const states = new Set(demand.region.states.filter((state) => state.project === project).map(({ source }) => source.name));
    const written: Written = {
      project,
      demand,
      of: (...types) => demand.evidence.ofType(...types).filter(({ artefact }) => states.has(artefact.name)),
    };
    const place = { account: project, region: demand.place };
    const quotas = (Object.keys(openstackQuotas) as OpenstackQuotaId[]).map((id) => {
      const parts = measures[id](written);
      return { place, id: quotaId(id), item: openstackQuotas[id].item, amount: sumOf(parts), parts };
    });
    return [...quotas, ...volumesByType(written, place)].filter((need) => need.amount > 0);
  });

/** Projects that states work in, in the order of the states. */
export const projectsOf = ({ region }: Pick<OpenstackDemand, 'region'>): readonly string[] => [
  ...new Set(region.states.map((state) => state.project).filter((project) => project !== '')),
];

export const quotaId = (id: OpenstackQuotaId): string => `quota/${id}`;
export const volumeTypeId = (type: string): string => `quota/volumes_${type}`;

const volumesByType = (written: Written, place: Need['place']): readonly Need[] => {
  const parts = volumesIn(written);
  const types = [...new Set(parts.map(({ type }) => type))].filter((type) => type !== '').sort();
  return types.map((type) => {
    const own = parts.filter((volume) => volume.type === type).map(({ of }) => ({ of, amount: 1 }));
    return { place, id: volumeTypeId(type), item: `volumes of type ${type}`, amount: own.length, parts: own };
  });
};

const count =
  (...types: readonly string[]): Measure =>
  ({ of }) =>
    of(...types).map((resource) => partOf(resource));

/** The fullest of what resources point at with a property. */
const most = (resources: readonly Resource[], path: string): readonly Part[] =>
  fullest(resources.map((resource) => ({ owner: ownerAt(resource, path), part: partOf(resource) })));

/** The largest alone counts. */
const one = (parts: readonly Part[]): readonly Part[] => [largest(parts)].filter(({ amount }) => amount > 0);

const flavorsOf =
  (size: 'vcpus' | 'memoryMiB'): Measure =>
  ({ of, demand }) =>
    of('compute_instance_v2').map((server) =>
      partOf(server, demand.flavors[textAt(server.properties, 'flavor_name')]?.[size] ?? 0),
    );

interface Volume {
  readonly of: string;
  readonly gib: number;
  readonly type: string;
}

/** Volumes of their own, and those from which servers boot. */
const volumesIn = ({ of }: Written): readonly Volume[] => [
  ...of('blockstorage_volume_v3').map(({ id, properties }) => ({
    of: id,
    gib: numberAt(properties, 'size'),
    type: textAt(properties, 'volume_type'),
  })),
  ...of('compute_instance_v2').flatMap(({ id, properties }) =>
    valuesAt(properties, 'block_device')
      .filter((device) => textAt(device, 'destination_type') === 'volume' && textAt(device, 'source_type') !== 'volume')
      .map((device) => ({ of: id, gib: numberAt(device, 'volume_size'), type: textAt(device, 'volume_type') })),
  ),
];

/**
 * A router's interface without a port of ours makes one; so does a balancer without one, and the cloud's own DHCP in
 * each network: two, as clouds with spare agents do it.
 */
const ports: Measure = (written) => [
  ...written.of('networking_port_v2').map((port) => partOf(port)),
  ...written
    .of('networking_router_interface_v2')
    .filter(({ properties }) => properties.port_id === undefined)
    .map((made) => partOf(made)),
  ...written
    .of('lb_loadbalancer_v2')
    .filter(({ properties }) => properties.vip_port_id === undefined)
    .map((balancer) => partOf(balancer)),
  ...served(written.of('networking_subnet_v2')).map((subnet) => partOf(subnet, dhcpPorts)),
];

export const dhcpPorts = 2;

/** One subnet for each network that has DHCP: agents serve networks. */
const served = (subnets: readonly Resource[]): readonly Resource[] => [
  ...new Map(
    subnets
      .filter(({ properties }) => properties.enable_dhcp !== false)
      .map((subnet) => [ownerAt(subnet, 'network_id'), subnet] as const),
  ).values(),
];

/** Every project with a network of its own gets the group `default`, with two rules each way. */
const bornGroup = 1;
const bornRules = 4;
const rulesOfNewGroup = 2;

const securityGroups: Measure = ({ of }) => {
  const groups = of('networking_secgroup_v2').map((group) => partOf(group));
  return withBorn(groups, bornGroup);
};

const securityGroupRules: Measure = ({ of }) =>
  withBorn(
    [
      ...of('networking_secgroup_rule_v2').map((rule) => partOf(rule)),
      ...of('networking_secgroup_v2')
        .filter(({ properties }) => properties.delete_default_rules !== true)
        .map((group) => partOf(group, rulesOfNewGroup)),
    ],
    bornRules,
  );

const withBorn = (parts: readonly Part[], born: number): readonly Part[] =>
  parts.length === 0 ? [] : [...parts, { of: 'the group `default`', amount: born }];

const members: Measure = ({ of }) => [
  ...of('lb_members_v2').map((list) => partOf(list, itemsOf(list.properties.member).length)),
  ...of('lb_member_v2').map((member) => partOf(member)),
];

/** What the plan says will be stored: artefacts make containers, and no container has a size. */
const objectGiB: Measure = ({ of, project, demand }) => {
  const space = demand.plan.spaces[project];
  if (space === undefined || of('objectstorage_container_v1').length === 0) return [];
  return [
    ...Object.values(space.storage.stores),
    ...Object.values(space.services).flatMap((service) => Object.values(service.documents)),
  ].map((store) => ({ of: store.name, amount: store.sizeGiB }));
};

const measures: Readonly<Record<OpenstackQuotaId, Measure>> = {
  servers: count('compute_instance_v2'),
  vcpus: flavorsOf('vcpus'),
  memory: flavorsOf('memoryMiB'),
  serverGroups: count('compute_servergroup_v2'),
  serverGroupMembers: ({ of }) => most(of('compute_instance_v2'), 'scheduler_hints.group'),
  metadataItems: ({ project, demand }) =>
    one(demand.region.states.filter((state) => state.project === project).flatMap(metadataItems)),
  volumes: (written) => volumesIn(written).map((volume) => ({ of: volume.of, amount: 1 })),
  volumeGiB: (written) => volumesIn(written).map((volume) => ({ of: volume.of, amount: volume.gib })),
  largestVolume: (written) => one(volumesIn(written).map((volume) => ({ of: volume.of, amount: volume.gib }))),
  networks: count('networking_network_v2'),
  subnets: count('networking_subnet_v2'),
  routers: count('networking_router_v2'),
  ports,
  publicAddresses: count('networking_floatingip_v2'),
  securityGroups,
  securityGroupRules,
  sharedNetworks: count('networking_rbac_policy_v2'),
  balancers: count('lb_loadbalancer_v2'),
  listeners: count('lb_listener_v2'),
  pools: count('lb_pool_v2'),
  monitors: count('lb_monitor_v2'),
  members,
  zones: count('dns_zone_v2'),
  recordSets: ({ of }) => {
    const sets = most(of('dns_recordset_v2'), 'zone_id');
    // SOA and NS come with the zone.
    return sets.length === 0 ? [] : [...sets, { of: 'the zone itself', amount: 2 }];
  },
  shares: count('sharedfilesystem_share_v2'),
  shareGiB: ({ of }) => of('sharedfilesystem_share_v2').map((share) => partOf(share, numberAt(share.properties, 'size'))),
  shareNetworks: count('sharedfilesystem_sharenetwork_v2'),
  objectGiB,
};
