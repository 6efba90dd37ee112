import type { EgressSubnetPlan } from '../../../plan/network-plan';
import type { Plan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackIdentityProjectV3 } from '../.gen/providers/openstack/data-openstack-identity-project-v3';
import { DataOpenstackNetworkingNetworkV2 } from '../.gen/providers/openstack/data-openstack-networking-network-v2';
import { NetworkingRbacPolicyV2 } from '../.gen/providers/openstack/networking-rbac-policy-v2';
import { NetworkingRouterInterfaceV2 } from '../.gen/providers/openstack/networking-router-interface-v2';
import { NetworkingRouterV2 } from '../.gen/providers/openstack/networking-router-v2';
import type { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { names } from '../names';
import { ProxyPair, type Leg } from './proxy-pair';
import { GovStack } from '../stack';
import { noNameservers, TierNetwork } from './tier-network';
import { nameOf } from '../../../plan/name';

export interface EgressStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

/**
 * The region's one way out: proxies between a network with a route to the outside and a network without one,
 * which every space's balancer reaches with a foot of its own. No route joins the spaces with it or each other.
 */
export class EgressStack extends GovStack {
  private readonly props: EgressStackProps;
  private readonly tags: readonly string[];

  constructor(scope: Construct, id: string, props: EgressStackProps) {
    super(scope, id, { ...props, level: 'tenant', space: 'shared' });
    this.props = props;
    this.tags = tagList(props.plan.foundation.tags);
    const gateways = this.legs('gateway');
    this.router(gateways);
    const transit = this.legs('transit');
    this.share(transit);
    new ProxyPair(this, 'proxies', {
      ...props,
      name: nameOf('server', props.plan.region.id, 'egress'),
      clients: this.subnets('transit').map((subnet) => subnet.cidr),
      zones: props.plan.egress.zones,
      front: transit,
      back: gateways,
      tags: this.tags,
    });
  }

  private subnets(purpose: EgressSubnetPlan['purpose']): readonly EgressSubnetPlan[] {
    return Object.values(this.props.plan.egress.subnets).filter((subnet) => subnet.purpose === purpose);
  }

  private legs(purpose: 'gateway' | 'transit'): Readonly<Record<string, Leg>> {
    return Object.fromEntries(this.subnets(purpose).map((subnet) => [subnet.zone, this.network(subnet)]));
  }

  private network(subnet: EgressSubnetPlan): Leg {
    const made = new TierNetwork(this, subnet.id, {
      name: names.egressNetwork(this.props.plan.region.id, subnet),
      description: subnet.purpose === 'gateway' ? 'From the proxies to the outside' : "From the spaces' balancers to the proxies",
      cidr: subnet.cidr,
      gateway: subnet.purpose === 'gateway',
      // Asked through the gateway only; the other card would get a route to them that leads nowhere.
      nameservers: subnet.purpose === 'gateway' ? this.props.target.cloud.nameservers : noNameservers,
      routes: [],
      dnsDomain: '',
      dhcp: true,
      tags: this.tags,
    });
    return { networkId: made.networkId, subnetId: made.subnetId, cidr: subnet.cidr };
  }

  private router(legs: Readonly<Record<string, Leg>>): void {
    const { plan, target } = this.props;
    const outside = new DataOpenstackNetworkingNetworkV2(this, 'outside', { name: target.cloud.externalNetwork, external: true });
    const router = new NetworkingRouterV2(this, 'router', {
      name: nameOf('generic', plan.region.id, 'egress', 'router'),
      description: 'Only the proxies stand behind it',
      adminStateUp: true,
      externalNetworkId: outside.id,
      tags: [...this.tags],
    });
    for (const [zone, leg] of Object.entries(legs))
      new NetworkingRouterInterfaceV2(this, `router-${zone}`, { routerId: router.id, subnetId: leg.subnetId });
  }

  /** Each space sees the inner side, and only that. */
  private share(legs: Readonly<Record<string, Leg>>): void {
    for (const space of Object.keys(this.props.plan.spaces)) {
      const project = new DataOpenstackIdentityProjectV3(this, `project-${space}`, {
        name: names.project(this.props.plan.region.id, space),
      });
      for (const [zone, leg] of Object.entries(legs)) {
        new NetworkingRbacPolicyV2(this, `share-${space}-${zone}`, {
          action: 'access_as_shared',
          objectType: 'network',
          objectId: leg.networkId,
          targetTenant: project.id,
        });
      }
    }
  }
}
