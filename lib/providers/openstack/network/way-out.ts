import type { EgressPlan } from '../../../plan/network-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackNetworkingNetworkV2 } from '../.gen/providers/openstack/data-openstack-networking-network-v2';
import { DataOpenstackNetworkingSubnetV2 } from '../.gen/providers/openstack/data-openstack-networking-subnet-v2';
import { nameOf } from '../../../plan/name';
import { Balancer, type Listener, type Member } from './balancer';
import { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { mailRelayOf, type MailRelay } from '../hosting/mail-relay';
import { names } from '../names';
import { optionsOf } from '../options';
import { egressMode, wayOut } from './proxy-address';
import { ProxyPair, proxyAddress, proxyPlaces, type Leg } from './proxy-pair';

export interface WayOutProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  /** Subnet in which the way out has its address. */
  readonly subnetId: string;
  /** The space's edge networks by zone: where its own proxies stand if it has some. */
  readonly edge: Readonly<Record<string, Leg>>;
}

/** What a space's hosts ask for anything outside: one address that leads to the region's proxies, or to its own. */
export class WayOut extends Construct {
  constructor(scope: Construct, id: string, props: WayOutProps) {
    super(scope, id);
    const { plan, target, space } = props;
    const members = egressMode(plan, target) === 'shared' ? this.sharedProxies(plan) : this.ownProxies(props);
    new Balancer(this, 'balancer', {
      cloud: target.cloud,
      name: nameOf('generic', space.name, 'way-out'),
      description: 'Listed names, name look-ups and time',
      vip: { kind: 'address', subnetId: props.subnetId, address: wayOut(space) },
      listeners: listeners(plan.egress, mailRelayOf(optionsOf(target).mailRelay), members),
      allowedCidrs: [space.network.cidr],
      tags: tagList(space.tags),
    });
  }

  private sharedProxies(plan: Plan): readonly Member[] {
    const transit = Object.fromEntries(
      Object.values(plan.egress.subnets)
        .filter((subnet) => subnet.purpose === 'transit')
        .map((subnet) => {
          const name = names.egressNetwork(plan.region.id, subnet);
          const network = new DataOpenstackNetworkingNetworkV2(this, `network-${subnet.id}`, { name });
          const found = new DataOpenstackNetworkingSubnetV2(this, `subnet-${subnet.id}`, { name, networkId: network.id });
          return [subnet.zone, { cidr: subnet.cidr, subnetId: found.id }];
        }),
    );
    return proxyPlaces(plan.egress.zones).flatMap((place) => {
      const leg = transit[place.zone];
      return leg === undefined ? [] : [{ address: proxyAddress(leg.cidr, place), subnetId: leg.subnetId }];
    });
  }

  private ownProxies({ plan, target, space, edge }: WayOutProps): readonly Member[] {
    return new ProxyPair(this, 'proxies', {
      plan,
      target,
      name: nameOf('server', space.name, 'egress'),
      clients: [space.network.cidr],
      zones: space.network.zones,
      front: edge,
      back: {},
      tags: tagList(space.tags),
    }).members;
  }
}

const listeners = (egress: EgressPlan, relay: MailRelay | null, members: readonly Member[]): readonly Listener[] =>
  (
    [
      ['proxy', 'TCP', egress.proxyPort],
      ['names', 'UDP', 53],
      ['names-tcp', 'TCP', 53],
      ['time', 'UDP', 123],
      ...(relay === null ? [] : [['mail', 'TCP', relay.port] as const]),
    ] as const
  ).map(([id, protocol, port]) => ({ id, protocol, port, memberPort: port, members }));
