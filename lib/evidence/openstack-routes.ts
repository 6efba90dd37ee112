import { ownerOf, type Subnet, subnetsOf } from './openstack-world';
import { covers, type Range, tryRange } from './range';
import type { Route, Topology } from './reachability';
import type { Evidence, Resource } from './resource';
import { targetsAt } from './pointer-target';
import { itemsOf, textAt, textsAt, type Value, valuesAt } from './value';

const everywhere: readonly Range[] = [
  { version: 4, first: 0n, last: (1n << 32n) - 1n },
  { version: 6, first: 0n, last: (1n << 128n) - 1n },
];

/**
 * Subnets and routers as one topology; node ids are resource ids. A host may send to any router on its
 * network, whatever its own table says, so every match counts.
 */
export const openstackTopology = (evidence: Evidence): Topology => {
  const land: Land = { evidence, subnets: subnetsOf(evidence), interfaces: interfacesOf(evidence) };
  const nodes = new Map<string, readonly Route[]>();
  for (const subnet of evidence.ofType('networking_subnet_v2')) nodes.set(subnet.id, fromSubnet(land, subnet));
  for (const router of evidence.ofType('networking_router_v2')) nodes.set(router.id, fromRouter(land, router));
  return { nodes, choose: 'all' };
};

/** What every route is found on. */
interface Land {
  readonly evidence: Evidence;
  readonly subnets: readonly Subnet[];
  readonly interfaces: readonly Interface[];
}

const placeOf = ({ range, resource, owner }: Subnet, by: string): Route => ({
  range,
  by,
  to: { kind: 'place', place: { owner, name: resource.id } },
});

const fromSubnet = ({ subnets, interfaces }: Land, subnet: Resource): readonly Route[] => {
  const routers = interfaces.filter((one) => one.subnet === subnet);
  return [
    ...subnets.filter(({ resource }) => resource === subnet).map((own) => placeOf(own, subnet.id)),
    ...routers.flatMap(({ router, by }) =>
      everywhere.map((range): Route => ({ range, by: by.id, to: { kind: 'node', nodes: [router.id] } })),
    ),
  ];
};

interface Interface {
  readonly router: Resource;
  readonly subnet: Resource;
  readonly by: Resource;
}

/** Where routers have a foot, by subnet or by a port in one. */
export const interfacesOf = (evidence: Evidence): readonly Interface[] =>
  evidence.ofType('networking_router_interface_v2').flatMap((by) => {
    const ports = targetsAt(evidence, by, 'port_id').flatMap((port) => targetsAt(evidence, port, 'fixed_ip.subnet_id'));
    const subnets = [...targetsAt(evidence, by, 'subnet_id'), ...ports];
    return targetsAt(evidence, by, 'router_id').flatMap((router) => subnets.map((subnet) => ({ router, subnet, by })));
  });

const fromRouter = (land: Land, router: Resource): readonly Route[] => {
  const { evidence, subnets, interfaces } = land;
  const own = interfaces.filter((one) => one.router === router);
  const near = own.flatMap(({ subnet, by }) =>
    subnets.filter(({ resource }) => resource === subnet).map((one) => placeOf(one, by.id)),
  );
  return [...near, ...outside(router), ...further(land, router), ...overVpn(evidence, router)];
};

const outside = (router: Resource): readonly Route[] =>
  valuesAt(router.properties, 'external_network_id').length === 0
    ? []
    : everywhere.map((range) => ({ range, by: router.id, to: { kind: 'place', place: { owner: 'internet', name: router.id } } }));

/** Routes to a next hop: whatever router stands on that hop's network may take over. */
const further = (land: Land, router: Resource): readonly Route[] => {
  const { evidence } = land;
  const single = evidence
    .ofType('networking_router_route_v2')
    .filter((route) => targetsAt(evidence, route, 'router_id').includes(router));
  const lists = evidence
    .ofType('networking_router_routes_v2')
    .filter((route) => targetsAt(evidence, route, 'router_id').includes(router));
  const bodies: readonly (readonly [Resource, Value])[] = [
    ...single.map((route) => [route, route.properties] as const),
    ...lists.flatMap((route) => itemsOf(route.properties.routes).map((body) => [route, body] as const)),
  ];
  return bodies.flatMap(([route, body]) => hop(land, router, route, body));
};

const hop = ({ evidence, subnets, interfaces }: Land, router: Resource, route: Resource, body: Value): readonly Route[] => {
  const range = tryRange(textAt(body, 'destination_cidr'));
  const next = tryRange(textAt(body, 'next_hop'));
  if (range === undefined || next === undefined)
    return everywhere.map((any) => ({
      range: any,
      by: route.id,
      to: { kind: 'place', place: { owner: 'unknown', name: route.id } },
    }));
  const around = near(subnets, next);
  const host = hostAt(evidence, textAt(body, 'next_hop'), around);
  if (host !== undefined) return [{ range, by: route.id, to: { kind: 'place', place: { owner: ownerOf(host), name: host.id } } }];
  const nodes = interfaces.filter((one) => one.router !== router && around.includes(one.subnet)).map((one) => one.router.id);
  return [{ range, by: route.id, to: { kind: 'node', nodes } }];
};

const near = (subnets: readonly Subnet[], address: Range): readonly Resource[] =>
  subnets.filter((subnet) => covers(subnet.range, address)).map(({ resource }) => resource);

/** The host, and no router, whose port has an address in one of the subnets. */
const hostAt = (evidence: Evidence, address: string, within: readonly Resource[]): Resource | undefined =>
  evidence
    .ofType('networking_port_v2')
    .find(
      (port) =>
        textsAt(port.properties, 'fixed_ip.ip_address').includes(address) &&
        targetsAt(evidence, port, 'fixed_ip.subnet_id').some((subnet) => within.includes(subnet)) &&
        evidence.ofType('compute_instance_v2').some((host) => targetsAt(evidence, host, 'network.port').includes(port)),
    );

/** Networks behind the IPsec connections of a router. */
const overVpn = (evidence: Evidence, router: Resource): readonly Route[] =>
  evidence
    .ofType('vpnaas_service_v2')
    .filter((service) => targetsAt(evidence, service, 'router_id').includes(router))
    .flatMap((service) =>
      evidence.ofType('vpnaas_site_connection_v2').filter((site) => targetsAt(evidence, site, 'vpnservice_id').includes(service)),
    )
    .flatMap((site) => targetsAt(evidence, site, 'peer_ep_group_id'))
    .flatMap((peer) =>
      valuesAt(peer.properties, 'endpoints').flatMap((text) => {
        const range = typeof text === 'string' ? tryRange(text) : undefined;
        return range === undefined
          ? []
          : [{ range, by: peer.id, to: { kind: 'place', place: { owner: 'outside', name: peer.id } } } satisfies Route];
      }),
    );
