import { addressAt } from '../../../model/cidr';
import { has } from '../../../model/cloud';
import type { SubnetPlan, TierId } from '../../../plan/network-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackNetworkingNetworkV2 } from '../.gen/providers/openstack/data-openstack-networking-network-v2';
import { DnsZoneV2 } from '../.gen/providers/openstack/dns-zone-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import { NetworkingRouterInterfaceV2 } from '../.gen/providers/openstack/networking-router-interface-v2';
import { NetworkingRouterV2 } from '../.gen/providers/openstack/networking-router-v2';
import { Connections, remotesOf } from './connectivity';
import { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { names } from '../names';
import { hostNumbers, wayOut } from './proxy-address';
import type { Leg } from './proxy-pair';
import { removal } from '../removal';
import { SecurityGroup } from './security-groups';
import { GovStack } from '../stack';
import { noNameservers, TierNetwork } from './tier-network';
import { WayOut } from './way-out';

export interface NetworkStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
}

/**
 * The network of one space. Edge, app and data tiers meet on an inner router that has no way out; only the edge tier
 * also hangs on a router to the outside. Whatever leaves, leaves through the proxies.
 */
export class NetworkStack extends GovStack {
  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, { plan: props.plan, target: props.target, level: 'tenant', space: props.space.id });
    const { space } = props;
    const tiers = new Tiers(this, 'tiers', props);
    const router = new Routers(this, 'routers', props, tiers);
    const base = baseGroup(this, props);
    privateZone(this, props);
    const app = tiers.legs('app');
    new WayOut(this, 'way-out', { ...props, subnetId: firstOf(app, space).subnetId, edge: tiers.legs('edge') });
    if (Object.keys(space.network.connections).length > 0) {
      new Connections(this, 'connections', {
        ...props,
        innerRouterId: router.innerId,
        innerFeet: router.innerFeet,
        baseGroupId: base.groupId,
        app,
        edge: tiers.legs('edge'),
      });
    }
  }
}

const firstOf = (legs: Readonly<Record<string, Leg>>, space: SpacePlan): Leg => {
  const leg = legs[space.network.zones[0] ?? ''];
  if (leg === undefined) throw new Error(`space ${space.id} has no network in its first zone`);
  return leg;
};

/** A network for each tier and zone of the plan. */
class Tiers extends Construct {
  readonly networks: Readonly<Record<string, TierNetwork>>;
  private readonly space: SpacePlan;

  constructor(scope: Construct, id: string, { target, space }: NetworkStackProps) {
    super(scope, id);
    this.space = space;
    const dnsDomain = has(target.cloud, 'designate') && has(target.cloud, 'dnsIntegration') ? names.zone(space) : '';
    this.networks = Object.fromEntries(
      Object.values(space.network.subnets).map((subnet) => [subnet.id, this.network(subnet, dnsDomain)]),
    );
  }

  legs(tier: TierId): Readonly<Record<string, Leg>> {
    return Object.fromEntries(
      Object.values(this.space.network.subnets)
        .filter((subnet) => subnet.tier === tier)
        .map((subnet) => [subnet.zone, { ...this.of(subnet), cidr: subnet.cidr }]),
    );
  }

  of(subnet: SubnetPlan): { readonly networkId: string; readonly subnetId: string } {
    const { networkId, subnetId } = this.networks[subnet.id] ?? {};
    if (networkId === undefined || subnetId === undefined) throw new Error(`${this.node.path}: no network ${subnet.id}`);
    return { networkId, subnetId };
  }

  private network(subnet: SubnetPlan, dnsDomain: string): TierNetwork {
    return new TierNetwork(this, subnet.id, {
      name: names.network(this.space, subnet),
      description: `Tier ${subnet.tier}, zone ${subnet.zone}`,
      cidr: subnet.cidr,
      gateway: subnet.tier !== 'data',
      nameservers: noNameservers,
      routes: innerRoutes(this.space, subnet),
      dnsDomain,
      dhcp: true,
      tags: tagList(this.space.tags),
    });
  }
}

/** Edge hosts find the other tiers beside their gateway; data hosts have no gateway, only the space. */
const innerRoutes = (
  space: SpacePlan,
  subnet: SubnetPlan,
): readonly { readonly id: string; readonly to: string; readonly by: string }[] =>
  subnet.tier === 'app'
    ? []
    : [
        { id: 'space', to: space.network.cidr, by: innerAddress(subnet) },
        // Replies of the entries to the other side of a connection must not leave by the edge's own router.
        ...(subnet.tier === 'edge' ? remotesOf(space).map((to) => ({ id: to, to, by: innerAddress(subnet) })) : []),
      ];

/** Where the inner router stands: beside the outer one on the edge, else in the gateway's place. */
const innerAddress = (subnet: SubnetPlan): string =>
  subnet.tier === 'edge' ? addressAt(subnet.cidr, hostNumbers.innerRouter) : subnet.gateway;

/** The two routers: one between the tiers, one between the edge and the outside. */
class Routers extends Construct {
  readonly innerId: string;
  /** The inner router's feet, which must stand before it can be given a route. */
  readonly innerFeet: NetworkingRouterInterfaceV2[] = [];

  constructor(scope: Construct, id: string, props: NetworkStackProps, tiers: Tiers) {
    super(scope, id);
    this.innerId = this.router('inner', names.router(props.space), 'Between the tiers; no way out', props);
    const outside = new DataOpenstackNetworkingNetworkV2(this, 'outside', {
      name: props.target.cloud.externalNetwork,
      external: true,
    });
    const edgeId = this.router('edge', names.edgeRouter(props.space), 'Between the edge tier and the outside', props, outside.id);
    for (const subnet of Object.values(props.space.network.subnets)) {
      this.joinInner(subnet, tiers, props.space);
      if (subnet.tier !== 'edge') continue;
      new NetworkingRouterInterfaceV2(this, `edge-${subnet.id}`, { routerId: edgeId, subnetId: tiers.of(subnet).subnetId });
    }
  }

  private router(
    id: string,
    name: string,
    description: string,
    { space }: NetworkStackProps,
    externalNetworkId?: string,
  ): string {
    return new NetworkingRouterV2(this, id, {
      name,
      description,
      adminStateUp: true,
      tags: tagList(space.tags),
      ...(externalNetworkId === undefined ? {} : { externalNetworkId }),
    }).id;
  }

  /** By a port of its own, since the address is not always the subnet's gateway. Neutron filters no router port. */
  private joinInner(subnet: SubnetPlan, tiers: Tiers, space: SpacePlan): void {
    const { networkId, subnetId } = tiers.of(subnet);
    const port = new NetworkingPortV2(this, `inner-port-${subnet.id}`, {
      name: `${names.router(space)}-${subnet.id}`,
      networkId,
      fixedIp: [{ subnetId, ipAddress: innerAddress(subnet) }],
      portSecurityEnabled: false,
      noSecurityGroups: true,
      tags: tagList(space.tags),
      // Neutron writes the owner when the router takes the port.
      lifecycle: { ignoreChanges: ['device_id', 'device_owner'] },
    });
    this.innerFeet.push(new NetworkingRouterInterfaceV2(this, `inner-${subnet.id}`, { routerId: this.innerId, portId: port.id }));
  }
}

/** What every host needs and nothing more: its address, the metadata service, the way out. */
const baseGroup = (scope: Construct, { plan, space }: NetworkStackProps): SecurityGroup => {
  const out = `${wayOut(space)}/32`;
  return new SecurityGroup(scope, 'base', {
    name: names.baseGroup(space),
    description: 'What every host needs',
    tags: tagList(space.tags),
  })
    .allowTo('dhcp-broadcast', '255.255.255.255/32', 67, 'udp')
    .allowTo('dhcp', space.network.cidr, 67, 'udp')
    .allowTo('metadata', '169.254.169.254/32', 80)
    .allowTo('proxy', out, plan.egress.proxyPort)
    .allowTo('names', out, 53, 'udp')
    .allowTo('names-tcp', out, 53)
    .allowTo('time', out, 123, 'udp');
};

const privateZone = (scope: Construct, { plan, target, space }: NetworkStackProps): void => {
  if (!has(target.cloud, 'designate')) return;
  new DnsZoneV2(scope, 'private-zone', {
    name: names.zone(space),
    type: 'PRIMARY',
    email: plan.region.contacts.operations,
    description: 'Private names of this space; delegated from nowhere',
    ttl: 300,
    ...removal(space.lifecycle),
  });
};
