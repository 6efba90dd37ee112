import type { LinkPlan, SubnetPlan } from '../../plan/network-plan';
import type { SpacePlan } from '../../plan/plan';
import { nameOf } from '../../plan/name';

/**
 * Names by which one state finds what another made; data sources look them up, and no state reads another.
 */
export const names = {
  /** Project of a space, and of the region's shared services (`shared`), logs (`logs`) and backup (`backup`). */
  project: (region: string, space: string) => nameOf('project', region, space),
  network: (space: SpacePlan, subnet: SubnetPlan) => nameOf('generic', space.name, subnet.id),
  subnet: (space: SpacePlan, subnet: SubnetPlan) => nameOf('generic', space.name, subnet.id),
  subnet6: (space: SpacePlan, subnet: SubnetPlan) => nameOf('generic', space.name, subnet.id, '6'),
  router: (space: SpacePlan) => nameOf('generic', space.name, 'router'),
  /** Security group that holds what every host needs: DHCP, DNS, time, metadata, the proxy. */
  baseGroup: (space: SpacePlan) => nameOf('generic', space.name, 'base'),
  zone: (space: SpacePlan) => `${space.network.privateDomain}.`,
  /** The network on which the spaces meet the egress proxies. */
  egressNetwork: (region: string) => nameOf('generic', region, 'egress'),
  linkNetwork: (region: string, link: LinkPlan) => nameOf('generic', region, 'link', link.id),
  container: (name: string) => nameOf('container', name),
} as const;
