import { type Crossing, crossing, portsText } from './crossing';
import { openstackGrants } from './openstack-grants';
import { openstackTopology } from './openstack-routes';
import { type OpenstackWorld, ownerOf, type Subnet, subnetsOf } from './openstack-world';
import { isEverywhere, overlaps, type Range, tryRange } from './range';
import { paths } from './reachability';
import type { Evidence, Resource } from './resource';
import { targetsAt } from './pointer-target';
import { textAt, textsAt, valuesAt } from './value';

/** Every way from one owner to another that the OpenStack states of a target open. */
export const openstackCrossings = (world: OpenstackWorld): readonly Crossing[] => {
  const subnets = subnetsOf(world.evidence);
  const found = [
    ...routeCrossings(world.evidence, subnets),
    ...groupCrossings(world.evidence, subnets),
    ...feet(world.evidence),
    ...members(world.evidence, subnets),
    ...remoteNetworks(world.evidence, subnets),
    ...unguarded(world.evidence),
    ...publicAddresses(world.evidence, subnets),
    ...openstackGrants(world),
  ].filter(({ from, to }) => from !== to);
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
};

const routeCrossings = (evidence: Evidence, subnets: readonly Subnet[]): readonly Crossing[] => {
  const topology = topologyOf(evidence);
  return evidence.ofType('networking_subnet_v2').flatMap((start) =>
    subnets
      .filter(({ owner }) => owner !== ownerOf(start))
      .flatMap(({ range }) => paths(topology, start.id, range))
      .filter(({ place }) => place.owner !== 'internet' && place.owner !== ownerOf(start))
      .map(({ place, via }) => crossing('route', ownerOf(start), place.owner, via.at(-1) ?? start.id)),
  );
};

const topologies = new WeakMap<Evidence, ReturnType<typeof openstackTopology>>();

/** The topology of what was written, built once for each reading. */
const topologyOf = (evidence: Evidence): ReturnType<typeof openstackTopology> => {
  const built = topologies.get(evidence) ?? openstackTopology(evidence);
  topologies.set(evidence, built);
  return built;
};

/** Owners outside a subnet's own reach, by the routers that lead there; for the tier that must have no way out. */
export const waysOut = (evidence: Evidence, subnet: Resource): readonly string[] => {
  const topology = topologyOf(evidence);
  const everywhere: readonly Range[] = [
    { version: 4, first: 0n, last: (1n << 32n) - 1n },
    { version: 6, first: 0n, last: (1n << 128n) - 1n },
  ];
  return everywhere
    .flatMap((range) => paths(topology, subnet.id, range))
    .flatMap(({ place }) => (place.owner === ownerOf(subnet) ? [] : [place.owner]));
};

const groupCrossings = (evidence: Evidence, subnets: readonly Subnet[]): readonly Crossing[] => {
  const entries = entryGroups(evidence);
  return evidence.ofType('networking_secgroup_rule_v2').flatMap((rule) => {
    const [group] = targetsAt(evidence, rule, 'security_group_id');
    const owner = ownerOf(group ?? rule);
    const inwards = textAt(rule.properties, 'direction') === 'ingress';
    const more = {
      ports: [portsOf(rule)],
      through: group !== undefined && entries.has(group.id) ? ('entry' as const) : ('none' as const),
    };
    return peersOf(evidence, subnets, rule, inwards)
      .filter((peer) => peer !== owner)
      .map((peer) => crossing('group', inwards ? peer : owner, inwards ? owner : peer, rule.id, more));
  });
};

const portsOf = (rule: Resource): string => {
  const from = textAt(rule.properties, 'port_range_min');
  const to = textAt(rule.properties, 'port_range_max');
  return portsText(from === '' ? undefined : Number(from), to === '' ? undefined : Number(to));
};

const peersOf = (evidence: Evidence, subnets: readonly Subnet[], rule: Resource, inwards: boolean): readonly string[] => {
  const groups = targetsAt(evidence, rule, 'remote_group_id');
  const lists = targetsAt(evidence, rule, 'remote_address_group_id');
  const texts = [
    ...textsAt(rule.properties, 'remote_ip_prefix'),
    ...lists.flatMap((list) => textsAt(list.properties, 'addresses')),
  ];
  if (groups.length === 0 && texts.length === 0)
    return valuesAt(rule.properties, 'remote_group_id').length > 0 ? ['unknown'] : inwards ? ['internet'] : [];
  return [...new Set([...groups.map(ownerOf), ...texts.flatMap((text) => ownersIn(subnets, text, inwards))])];
};

const ownersIn = (subnets: readonly Subnet[], text: string, inwards: boolean): readonly string[] => {
  const range = tryRange(text);
  if (range === undefined) return text.includes('⟦') && !text.includes('⟦?') ? [] : ['unknown'];
  // What may leave for anywhere is bounded by the way out, which has a control of its own.
  if (isEverywhere(range)) return inwards ? ['internet'] : [];
  return subnets.filter((subnet) => overlaps(subnet.range, range)).map(({ owner }) => owner);
};

/** Groups of the hosts behind a balancer with a public address, and of that balancer's own port. */
const entryGroups = (evidence: Evidence): ReadonlySet<string> => {
  const faces = new Set(publicPorts(evidence).map(({ id }) => id));
  const balancers = evidence
    .ofType('lb_loadbalancer_v2')
    .filter((balancer) => targetsAt(evidence, balancer, 'vip_port_id').some(({ id }) => faces.has(id)));
  const artefacts = new Set(balancers.map(({ artefact }) => artefact.name));
  const behind = evidence
    .ofType('lb_member_v2', 'lb_members_v2')
    .filter(({ artefact }) => artefacts.has(artefact.name))
    .flatMap((member) => [...targetsAt(evidence, member, 'address'), ...targetsAt(evidence, member, 'member.address')]);
  const ports = [
    ...publicPorts(evidence).filter(({ artefact }) => artefacts.has(artefact.name)),
    ...behind.filter(({ type }) => type === 'networking_port_v2'),
  ];
  return new Set(ports.flatMap((port) => targetsAt(evidence, port, 'security_group_ids').map(({ id }) => id)));
};

const publicPorts = (evidence: Evidence): readonly Resource[] =>
  evidence
    .ofType('networking_floatingip_v2', 'networking_floatingip_associate_v2')
    .flatMap((address) => targetsAt(evidence, address, 'port_id'));

/** Ports, balancers and hosts with a foot in a network of another owner. */
const feet = (evidence: Evidence): readonly Crossing[] =>
  footTypes.flatMap(({ type, paths: keys }) =>
    evidence
      .ofType(type)
      .flatMap((resource) =>
        keys
          .flatMap((key) => targetsAt(evidence, resource, key))
          .map((network) => crossing('endpoint', ownerOf(resource), ownerOf(network), resource.id)),
      ),
  );

const footTypes = [
  { type: 'networking_port_v2', paths: ['network_id', 'fixed_ip.subnet_id'] },
  { type: 'compute_instance_v2', paths: ['network.uuid', 'network.port'] },
  { type: 'lb_loadbalancer_v2', paths: ['vip_subnet_id', 'vip_network_id', 'vip_port_id'] },
  { type: 'lb_member_v2', paths: ['subnet_id'] },
  { type: 'lb_members_v2', paths: ['member.subnet_id'] },
  { type: 'networking_router_interface_v2', paths: ['subnet_id', 'port_id'] },
  { type: 'networking_floatingip_associate_v2', paths: ['port_id'] },
  { type: 'networking_port_secgroup_associate_v2', paths: ['port_id'] },
  { type: 'networking_trunk_v2', paths: ['port_id', 'sub_port.port_id'] },
] as const;

/** Balancers that send to addresses of another owner. */
const members = (evidence: Evidence, subnets: readonly Subnet[]): readonly Crossing[] =>
  evidence.ofType('lb_member_v2', 'lb_members_v2').flatMap((member) =>
    [...textsAt(member.properties, 'address'), ...textsAt(member.properties, 'member.address')].flatMap((text) => {
      const range = tryRange(text);
      const owners =
        range === undefined ? [] : subnets.filter((subnet) => overlaps(subnet.range, range)).map(({ owner }) => owner);
      return owners.map((to) =>
        crossing('endpoint', ownerOf(member), to, member.id, {
          ports: [...textsAt(member.properties, 'protocol_port'), ...textsAt(member.properties, 'member.protocol_port')],
        }),
      );
    }),
  );

/** Remote networks, mirrors, pairs and shares that name addresses of another owner. */
const remoteNetworks = (evidence: Evidence, subnets: readonly Subnet[]): readonly Crossing[] =>
  addressTypes.flatMap(({ type, path, layer }) =>
    evidence.ofType(type).flatMap((resource) =>
      textsAt(resource.properties, path).flatMap((text) => {
        const range = tryRange(text);
        if (range === undefined) return [];
        const owners = isEverywhere(range)
          ? ['anyone']
          : subnets.filter((subnet) => overlaps(subnet.range, range)).map(({ owner }) => owner);
        return owners.map((owner) => crossing(layer, owner, ownerOf(resource), resource.id, { actions: [path] }));
      }),
    ),
  );

const addressTypes = [
  { type: 'vpnaas_endpoint_group_v2', path: 'endpoints', layer: 'route' },
  { type: 'taas_tap_mirror_v2', path: 'remote_ip', layer: 'route' },
  { type: 'networking_port_v2', path: 'allowed_address_pairs.ip_address', layer: 'endpoint' },
  { type: 'sharedfilesystem_share_access_v2', path: 'access_to', layer: 'policy' },
  { type: 'networking_subnet_route_v2', path: 'destination_cidr', layer: 'route' },
] as const;

/** Ports without a guard; a router's own ports never have one. */
const unguarded = (evidence: Evidence): readonly Crossing[] => {
  const routers = new Set(
    evidence.ofType('networking_router_interface_v2').flatMap((one) => targetsAt(evidence, one, 'port_id')),
  );
  return [
    ...evidence
      .ofType('networking_port_v2')
      .filter(
        (port) =>
          !routers.has(port) && (port.properties.port_security_enabled === false || port.properties.no_security_groups === true),
      ),
    ...evidence.ofType('networking_network_v2').filter(({ properties }) => properties.port_security_enabled === false),
  ].map((resource) => crossing('exposure', 'anyone', ownerOf(resource), resource.id, { ports: ['0-65535'] }));
};

/** Public addresses: a balancer's is an entry with its listeners' ports; another is open to named peers, or to all. */
const publicAddresses = (evidence: Evidence, subnets: readonly Subnet[]): readonly Crossing[] =>
  publicPorts(evidence).map((port) => {
    const balancers = evidence
      .ofType('lb_loadbalancer_v2')
      .filter((balancer) => targetsAt(evidence, balancer, 'vip_port_id').includes(port));
    const listeners = evidence
      .ofType('lb_listener_v2')
      .filter((listener) => targetsAt(evidence, listener, 'loadbalancer_id').some((one) => balancers.includes(one)));
    const ports = listeners.map((listener) => textAt(listener.properties, 'protocol_port'));
    const face =
      balancers.length > 0
        ? ({ ports, through: 'entry' } as const)
        : ({ ports: ['0-65535'], through: forPeers(evidence, subnets, port) ? 'peer' : 'none' } as const);
    return crossing('exposure', 'internet', ownerOf(port), port.id, face);
  });

/** Whether a port's groups admit named addresses of the world outside, and never all of it. */
const forPeers = (evidence: Evidence, subnets: readonly Subnet[], port: Resource): boolean => {
  const groups = targetsAt(evidence, port, 'security_group_ids');
  const ranges = evidence
    .ofType('networking_secgroup_rule_v2')
    .filter(
      (rule) =>
        textAt(rule.properties, 'direction') === 'ingress' &&
        targetsAt(evidence, rule, 'security_group_id').some((group) => groups.includes(group)),
    )
    .flatMap((rule) => textsAt(rule.properties, 'remote_ip_prefix'))
    .flatMap((text) => tryRange(text) ?? []);
  const foreign = ranges.filter((range) => !subnets.some((subnet) => overlaps(subnet.range, range)));
  return foreign.length > 0 && !ranges.some(isEverywhere);
};
