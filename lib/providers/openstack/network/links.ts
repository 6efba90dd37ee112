import { nameOf } from '../../../plan/name';
import type { LinkPlan } from '../../../plan/network-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackIdentityProjectV3 } from '../.gen/providers/openstack/data-openstack-identity-project-v3';
import { DataOpenstackNetworkingNetworkV2 } from '../.gen/providers/openstack/data-openstack-networking-network-v2';
import { DataOpenstackNetworkingRouterV2 } from '../.gen/providers/openstack/data-openstack-networking-router-v2';
import { DataOpenstackNetworkingSubnetV2 } from '../.gen/providers/openstack/data-openstack-networking-subnet-v2';
import { NetworkingRbacPolicyV2 } from '../.gen/providers/openstack/networking-rbac-policy-v2';
import { NetworkingRouterInterfaceV2 } from '../.gen/providers/openstack/networking-router-interface-v2';
import { Balancer, type Member } from './balancer';
import { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { names } from '../names';
import { linkAddress, linkMode } from './proxy-address';
import { GovStack } from '../stack';
import { TierNetwork } from './tier-network';

export interface LinkStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly link: LinkPlan;
}

/**
 * The network of one declared link, seen by its two projects alone. The caller's inner router is its gateway, the
 * answering side's balancer the only thing on it: one address, one port, one direction.
 */
export class LinkStack extends GovStack {
  constructor(scope: Construct, id: string, props: LinkStackProps) {
    super(scope, id, { plan: props.plan, target: props.target, level: 'tenant', space: 'shared' });
    const { plan, link } = props;
    const network = new TierNetwork(this, 'link', {
      name: names.linkNetwork(plan.region.id, link),
      description: `${link.from.space}/${link.from.service} asks ${link.to.space}/${link.to.service}: ${link.why}`.slice(0, 255),
      cidr: link.cidr,
      gateway: true,
      nameservers: [],
      routes: [],
      dnsDomain: '',
      dhcp: false,
      tags: tagList(plan.foundation.tags),
    });
    for (const [end, space] of Object.entries({ from: link.from.space, to: link.to.space })) {
      const project = new DataOpenstackIdentityProjectV3(this, `project-${end}`, { name: names.project(plan.region.id, space) });
      new NetworkingRbacPolicyV2(this, `share-${end}`, {
        action: 'access_as_shared',
        objectType: 'network',
        objectId: network.networkId,
        targetTenant: project.id,
      });
    }
  }
}

/** The link's network as the states of its two ends find it. */
const found = (scope: Construct, region: string, link: LinkPlan): string => {
  const name = names.linkNetwork(region, link);
  const network = new DataOpenstackNetworkingNetworkV2(scope, 'network', { name });
  return new DataOpenstackNetworkingSubnetV2(scope, 'subnet', { name, networkId: network.id }).id;
};

export interface LinkCallProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly link: LinkPlan;
}

/** The calling end: its inner router reaches the link's network. Nothing where links go by the public entry. */
export class LinkCall extends Construct {
  constructor(scope: Construct, id: string, props: LinkCallProps) {
    super(scope, id);
    if (linkMode(props.target) === 'public') return;
    const router = new DataOpenstackNetworkingRouterV2(this, 'router', { name: names.router(props.space) });
    new NetworkingRouterInterfaceV2(this, 'gateway', {
      routerId: router.id,
      subnetId: found(this, props.plan.region.id, props.link),
    });
  }
}

export interface LinkAnswerProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly link: LinkPlan;
  /** Hosts that answer, by their addresses in the answering space. */
  readonly members: readonly Member[];
  readonly memberPort: number;
}

/** The answering end: a balancer on the link's network that takes the one port from the caller's app tier. */
export class LinkAnswer extends Construct {
  constructor(scope: Construct, id: string, { plan, target, link, members, memberPort }: LinkAnswerProps) {
    super(scope, id);
    if (linkMode(target) === 'public') return;
    const from = plan.spaces[link.from.space];
    const to = plan.spaces[link.to.space];
    if (from === undefined || to === undefined) throw new Error(`${this.node.path}: the link ${link.id} has no ends`);
    new Balancer(this, 'balancer', {
      cloud: target.cloud,
      name: nameOf('generic', to.name, 'link', link.id),
      description: link.why.slice(0, 255),
      vip: { kind: 'address', subnetId: found(this, plan.region.id, link), address: linkAddress(link) },
      listeners: [{ id: 'answer', protocol: 'TCP', port: link.port, memberPort, members }],
      allowedCidrs: appNetworks(from),
      tags: tagList(to.tags),
    });
  }
}

const appNetworks = (space: SpacePlan): readonly string[] =>
  Object.values(space.network.subnets)
    .filter((subnet) => subnet.tier === 'app')
    .map((subnet) => subnet.cidr);
