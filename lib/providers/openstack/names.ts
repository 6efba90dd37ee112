import type { EgressSubnetPlan, LinkPlan, SubnetPlan } from '../../plan/network-plan';
import type { RoleId } from '../../plan/identity-plan';
import type { SpacePlan } from '../../plan/plan';
import { nameOf } from '../../plan/name';

/** Start of the tags by which a space's project says which projects hold its backups and its records. */
export const backupTag = 'backup-project=';
export const recordsTag = 'records-project=';

/**
 * Names by which one state finds what another made; data sources look them up, and no state reads another.
 */
export const names = {
  /** Project of a space, and of the region's shared services (`shared`), logs (`logs`) and backup (`backup`). */
  project: (region: string, space: string) => nameOf('project', region, space),
  /** Group of staff in one role; for one tenant where the role is a tenant's. */
  group: (region: string, role: RoleId | 'domain-manager' | 'break-glass', tenant?: string) =>
    nameOf('generic', region, ...(tenant === undefined ? [] : [tenant]), role),
  network: (space: SpacePlan, subnet: SubnetPlan) => nameOf('generic', space.name, subnet.id),
  subnet: (space: SpacePlan, subnet: SubnetPlan) => nameOf('generic', space.name, subnet.id),
  /** Joins the tiers of a space; it has no way out. */
  router: (space: SpacePlan) => nameOf('generic', space.name, 'router'),
  /** Joins the edge tier to the outside. */
  edgeRouter: (space: SpacePlan) => nameOf('generic', space.name, 'edge-router'),
  /** Security group that holds what every host needs: DHCP, DNS, time, metadata, the proxy. */
  baseGroup: (space: SpacePlan) => nameOf('generic', space.name, 'base'),
  /** Security group of hosts that talk over the space's connections. */
  connectionGroup: (space: SpacePlan) => nameOf('generic', space.name, 'connections'),
  zone: (space: SpacePlan) => `${space.network.privateDomain}.`,
  /** Networks of the shared way out; only those of purpose `transit` are seen by spaces. */
  egressNetwork: (region: string, subnet: EgressSubnetPlan) => nameOf('generic', region, 'egress', subnet.id),
  linkNetwork: (region: string, link: LinkPlan) => nameOf('generic', region, 'link', link.id),
  container: (name: string) => nameOf('container', name),
  /** Container in the project `logs` into which the hosts of one space ship their records. */
  recordsContainer: (store: string, space: SpacePlan) => nameOf('container', store, space.id),
  /** Container in the project `backup` that holds the backups of one space. */
  backupContainer: (space: SpacePlan) => nameOf('container', space.storage.backup.name),
  /** Container of the pieces of what is too large or too long for one object; rclone asks for it by this ending. */
  backupSegments: (space: SpacePlan) => `${nameOf('container', space.storage.backup.name)}_segments`,
} as const;
