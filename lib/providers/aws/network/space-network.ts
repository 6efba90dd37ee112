import type { TierId } from '../../../plan/network-plan';
import type { SpacePlan } from '../../../plan/plan';
import { exportNames, imported } from '../exports';

/** Ids of a space's network, imported by name from its network stack. */
export interface SpaceNetwork {
  readonly vpcId: string;
  readonly privateZoneId: string;
  /** Subnet ids of each tier, in the order of the plan's zones. */
  readonly subnets: Readonly<Record<TierId, readonly string[]>>;
  /** Address blocks of each tier, from the plan. */
  readonly blocks: Readonly<Record<TierId, readonly string[]>>;
}

export const networkOf = (space: SpacePlan): SpaceNetwork => {
  const ofTier = (tier: TierId) => Object.values(space.network.subnets).filter((subnet) => subnet.tier === tier);
  const idsOf = (tier: TierId) => ofTier(tier).map((subnet) => imported(exportNames.subnet(space.id, subnet.id)));
  const blocksOf = (tier: TierId) => ofTier(tier).map((subnet) => subnet.cidr);
  return {
    vpcId: imported(exportNames.vpc(space.id)),
    privateZoneId: imported(exportNames.privateZone(space.id)),
    subnets: { edge: idsOf('edge'), app: idsOf('app'), data: idsOf('data') },
    blocks: { edge: blocksOf('edge'), app: blocksOf('app'), data: blocksOf('data') },
  };
};
