import { nameOf } from '../../../plan/name';
import type { SubnetPlan } from '../../../plan/network-plan';
import type { SpacePlan } from '../../../plan/plan';
import type { SizePlan } from '../../../plan/service-plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { has } from '../../../model/cloud';
import { ComputeInstanceV2 } from '../.gen/providers/openstack/compute-instance-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import { Construct, Fn } from '../engine';
import { volumeType } from '../storage/keys';
import type { Lookups } from '../lookups';
import type { SecurityGroup } from '../network/security-groups';

export interface HostProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly lookups: Lookups;
  /** Full name, such as `<service name>-app-web-a-1`. */
  readonly name: string;
  readonly subnet: SubnetPlan;
  readonly size: SizePlan['id'];
  readonly groups: readonly SecurityGroup[];
  readonly serverGroupId: string;
}

/** What a host is told; given after its port exists, so that hosts can know each other's addresses. */
export interface BootProps {
  /** Rendered and filled user data. A change replaces the server. */
  readonly userData: string;
  /** Facts that may change in place, such as peers' addresses; at most 255 characters each (Nova). */
  readonly metadata: Readonly<Record<string, string>>;
  /** Size of the boot volume in GiB; containers' images lie there too. */
  readonly bootGiB: number;
}

/** One server with a port of its own, booting from an encrypted volume where the cloud has them. */
export class Host extends Construct {
  readonly name: string;
  /** IPv4 address that Neutron gave to the port. */
  readonly address: string;
  readonly portId: string;
  readonly subnet: SubnetPlan;
  private readonly props: HostProps;

  constructor(scope: Construct, id: string, props: HostProps) {
    super(scope, id);
    this.props = props;
    this.subnet = props.subnet;
    this.name = nameOf('server', props.name);
    const { networkId, subnetId } = props.lookups.subnet(props.subnet);
    const port = new NetworkingPortV2(this, 'port', {
      name: this.name,
      networkId,
      // Named, or a port made before its subnet has no address.
      fixedIp: [{ subnetId }],
      securityGroupIds: [
        props.lookups.baseGroupId,
        ...(callsOutside(props) ? [props.lookups.connectionGroupId] : []),
        ...props.groups.map((group) => group.groupId),
      ],
      portSecurityEnabled: true,
      tags: tagList(props.space.tags),
    });
    this.portId = port.id;
    this.address = Fn.element(port.allFixedIps, 0) as string;
  }

  boot(boot: BootProps): ComputeInstanceV2 {
    const { target, lookups, subnet, size, serverGroupId, space } = this.props;
    return new ComputeInstanceV2(this, 'server', {
      name: this.name,
      flavorName: target.cloud.flavors[size],
      network: [{ port: this.portId }],
      blockDevice: [
        {
          uuid: lookups.imageId,
          sourceType: 'image',
          destinationType: 'volume',
          bootIndex: 0,
          volumeSize: boot.bootGiB,
          volumeType: volumeType(target.cloud),
          deleteOnTermination: true,
        },
      ],
      schedulerHints: [{ group: serverGroupId }],
      userData: boot.userData,
      metadata: { ...boot.metadata },
      tags: tagList(space.tags),
      ...zoneOf(target, subnet.zone),
      // Renewed images and types must not replace running servers; a renewal is asked for by name.
      lifecycle: { ignoreChanges: ['image_name', 'block_device'] },
      vendorOptions: { detachPortsBeforeDestroy: true },
    });
  }
}

/** Services' hosts of the app tier may use the space's connections to town halls and national networks. */
const callsOutside = ({ space, subnet }: HostProps): boolean =>
  subnet.tier === 'app' && Object.keys(space.network.connections).length > 0;

/** The cloud's zone as an argument; nothing on a cloud without named zones. */
export const zoneOf = (target: OpenstackTargetPlan, zone: string): { availabilityZone?: string } => {
  const name = target.zones[zone];
  return has(target.cloud, 'azNames') && name !== undefined ? { availabilityZone: name } : {};
};

/** Tags as `key=value`, sorted; Nova takes neither "/" nor "," and 60 characters. */
export const tagList = (tags: Readonly<Record<string, string>>): string[] =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`.replace(/[/,]/g, '-').slice(0, 60))
    .sort();

export interface Place {
  /** `<zone>-<ordinal within the zone>`: stable when hosts are appended. */
  readonly id: string;
  readonly zone: string;
}

/** Where `count` hosts stand: round the zones, in the order in which the zones were added. */
export const places = (count: number, zones: readonly string[]): readonly Place[] =>
  Array.from({ length: count }, (_, i) => {
    const zone = zones[i % zones.length];
    if (zone === undefined) throw new Error('a space has no zone');
    return { id: `${zone}-${Math.floor(i / zones.length) + 1}`, zone };
  });
