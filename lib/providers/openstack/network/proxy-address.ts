import { addressAt } from '../../../model/cidr';
import { has, type OpenstackCloud } from '../../../model/cloud';
import type { LinkPlan, SubnetPlan } from '../../../plan/network-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';

/** Fixed addresses, by host number within a subnet. Pools start above them, so that no other host can take one. */
export const hostNumbers = {
  gateway: 1,
  innerRouter: 2,
  vpnRouter: 3,
  wayOut: 4,
  link: 4,
  tunnel: 5,
  proxy: 10,
  poolStart: 16,
} as const;

/** Subnet of the app tier in the first zone, where the space's way out answers. */
const wayOutSubnet = (space: SpacePlan): SubnetPlan => {
  const subnet = space.network.subnets[`app-${space.network.zones[0] ?? ''}`];
  if (subnet === undefined) throw new Error(`space ${space.id} has no subnet for its way out`);
  return subnet;
};

/** The one address through which a space reaches anything outside: proxy, names and time. It never moves. */
export const wayOut = (space: SpacePlan): string => addressAt(wayOutSubnet(space).cidr, hostNumbers.wayOut);

/** Where a host of a space finds its proxy. */
export const proxyAddresses = (_plan: Plan, space: SpacePlan): readonly string[] => [wayOut(space)];

/** Address on the link's network at which the answering side is reached. */
export const linkAddress = (link: LinkPlan): string => addressAt(link.cidr, hostNumbers.link);

/** Whether a balancer can stand with one foot in a network that another project shares with ours. */
const bridges = (cloud: OpenstackCloud): boolean => has(cloud, 'octaviaAmphora') && has(cloud, 'rbacByUsers');

/** private: over a network of its own; public: through the answering side's public entry. */
export const linkMode = (target: OpenstackTargetPlan): 'private' | 'public' => (bridges(target.cloud) ? 'private' : 'public');

/** One proxy pair for the region, or one for each space where the region chose so or the cloud cannot share one. */
export const egressMode = (plan: Plan, target: OpenstackTargetPlan): 'shared' | 'dedicated' =>
  bridges(target.cloud) ? plan.egress.mode : 'dedicated';
