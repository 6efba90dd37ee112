import { has } from '../../../model/cloud';
import type { SpacePlan } from '../../../plan/plan';
import type { FilesPlan } from '../../../plan/storage-plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { SharedfilesystemShareAccessV2 } from '../.gen/providers/openstack/sharedfilesystem-share-access-v2';
import { SharedfilesystemShareV2 } from '../.gen/providers/openstack/sharedfilesystem-share-v2';
import { SharedfilesystemSharenetworkV2 } from '../.gen/providers/openstack/sharedfilesystem-sharenetwork-v2';
import { Construct } from '../engine';
import type { Lookups } from '../lookups';
import { optionsOf } from '../options';
import { removal } from '../removal';

export interface FilesProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly files: FilesPlan;
  readonly lookups: Lookups;
}

/** Shared files for the hosts of the app tier. Nothing on a cloud without the file service; the ledger says so. */
export class Files extends Construct {
  constructor(scope: Construct, id: string, props: FilesProps) {
    super(scope, id);
    const { target, space, files } = props;
    if (!has(target.cloud, 'manila')) return;
    const { shareType } = optionsOf(target);
    const share = new SharedfilesystemShareV2(this, 'share', {
      name: files.name,
      shareProto: 'NFS',
      size: files.sizeGiB,
      isPublic: false,
      metadata: { 'data-class': files.dataClass, ...space.tags },
      ...(shareType === '' ? {} : { shareType }),
      ...this.network(props),
      ...removal(space.lifecycle),
    });
    for (const subnet of Object.values(space.network.subnets)) {
      if (subnet.tier !== 'app') continue;
      new SharedfilesystemShareAccessV2(this, `access-${subnet.id}`, {
        shareId: share.id,
        accessType: 'ip',
        accessTo: subnet.cidr,
        accessLevel: 'rw',
      });
    }
  }

  /** Some share types want a network of ours to stand in, others refuse one. */
  private network({ target, space, files, lookups }: FilesProps): { shareNetworkId?: string } {
    const subnet = space.network.subnets[`data-${space.network.zones[0] ?? ''}`];
    if (!optionsOf(target).shareNetwork || subnet === undefined) return {};
    const { networkId, subnetId } = lookups.subnet(subnet);
    return {
      shareNetworkId: new SharedfilesystemSharenetworkV2(this, 'network', {
        name: files.name,
        neutronNetId: networkId,
        neutronSubnetId: subnetId,
      }).id,
    };
  }
}
