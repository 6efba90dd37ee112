import type { SubnetPlan } from '../../plan/network-plan';
import type { SpacePlan } from '../../plan/plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import { DataOpenstackIdentityAuthScopeV3 } from './.gen/providers/openstack/data-openstack-identity-auth-scope-v3';
import { DataOpenstackIdentityProjectV3 } from './.gen/providers/openstack/data-openstack-identity-project-v3';
import { DataOpenstackImagesImageV2 } from './.gen/providers/openstack/data-openstack-images-image-v2';
import { DataOpenstackNetworkingNetworkV2 } from './.gen/providers/openstack/data-openstack-networking-network-v2';
import { DataOpenstackNetworkingSecgroupV2 } from './.gen/providers/openstack/data-openstack-networking-secgroup-v2';
import { DataOpenstackNetworkingSubnetV2 } from './.gen/providers/openstack/data-openstack-networking-subnet-v2';
import { Construct } from './engine';
import { backupTag, names, recordsTag } from './names';

export interface LookupsProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
}

export interface SubnetIds {
  readonly networkId: string;
  readonly subnetId: string;
}

/** What a state finds by name in its space: another state or the cloud's operator made it. Each is asked for once. */
export class Lookups extends Construct {
  private readonly props: LookupsProps;

  constructor(scope: Construct, id: string, props: LookupsProps) {
    super(scope, id);
    this.props = props;
  }

  subnet(subnet: SubnetPlan): SubnetIds {
    const { space } = this.props;
    const network = this.once(
      `network-${subnet.id}`,
      (id) => new DataOpenstackNetworkingNetworkV2(this, id, { name: names.network(space, subnet) }),
    );
    const made = this.once(
      `subnet-${subnet.id}`,
      (id) => new DataOpenstackNetworkingSubnetV2(this, id, { name: names.subnet(space, subnet), networkId: network.id }),
    );
    return { networkId: network.id, subnetId: made.id };
  }

  get baseGroupId(): string {
    return this.once(
      'base-group',
      (id) => new DataOpenstackNetworkingSecgroupV2(this, id, { name: names.baseGroup(this.props.space) }),
    ).id;
  }

  /** Lets a host reach the networks behind the space's connections. */
  get connectionGroupId(): string {
    return this.once(
      'connection-group',
      (id) => new DataOpenstackNetworkingSecgroupV2(this, id, { name: names.connectionGroup(this.props.space) }),
    ).id;
  }

  /** Newest image of that name; images are renewed under their name, so its id is never compared again. */
  get imageId(): string {
    const { image } = this.props.target.cloud;
    return this.once('image', (id) => new DataOpenstackImagesImageV2(this, id, { name: image, mostRecent: true })).id;
  }

  /** The caller's project and the cloud's catalogue of end points. */
  get scope(): DataOpenstackIdentityAuthScopeV3 {
    return this.once(
      'scope',
      (id) =>
        new DataOpenstackIdentityAuthScopeV3(this, id, {
          name: this.props.space.name,
        }),
    );
  }

  /** Id of the region's project for backups, which this project's own tags tell. */
  get backupProjectId(): string {
    return this.tagged(backupTag);
  }

  /** Id of the region's project for records. */
  get recordsProjectId(): string {
    return this.tagged(recordsTag);
  }

  private tagged(start: string): string {
    const own = this.once(
      'own-project',
      (id) => new DataOpenstackIdentityProjectV3(this, id, { projectId: this.scope.projectId }),
    );
    const tags = `data.${own.terraformResourceType}.${own.friendlyUniqueId}.tags`;
    return `\${one([for tag in ${tags} : trimprefix(tag, "${start}") if startswith(tag, "${start}")])}`;
  }

  private once<T extends Construct>(id: string, make: (id: string) => T): T {
    return (this.node.tryFindChild(id) as T | undefined) ?? make(id);
  }
}
