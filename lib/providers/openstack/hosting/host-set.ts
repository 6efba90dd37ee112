import { nameOf } from '../../../plan/name';
import type { TierId } from '../../../plan/network-plan';
import type { SpacePlan } from '../../../plan/plan';
import type { SizePlan } from '../../../plan/service-plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { BlockstorageVolumeV3 } from '../.gen/providers/openstack/blockstorage-volume-v3';
import { ComputeServergroupV2 } from '../.gen/providers/openstack/compute-servergroup-v2';
import { ComputeVolumeAttachV2 } from '../.gen/providers/openstack/compute-volume-attach-v2';
import { type CloudInit, renderCloudInit, userData } from '../hosts/cloud-init';
import { Construct } from '../engine';
import { Host, places, zoneOf } from '../hosts/host';
import { volumeMark } from '../hosts/host-volume';
import { Turns } from '../hosts/turns';
import { volumeType } from '../storage/keys';
import type { Lookups } from '../lookups';
import { removal } from '../removal';
import type { HostCredential } from './secrets';
import type { SecurityGroup } from '../network/security-groups';

export interface HostSetProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly lookups: Lookups;
  /** Prefix of every name: the service's or the space's. */
  readonly owner: string;
  readonly role: string;
  readonly tier: TierId;
  readonly count: number;
  /** Zones to go round. */
  readonly zones: readonly string[];
  readonly size: SizePlan['id'];
  readonly group: SecurityGroup;
}

export interface BootSetProps {
  readonly init: CloudInit;
  /** Values of the marks in `init` that are the same on every host of the set. */
  readonly values: Readonly<Record<string, string>>;
  /** Values by host, such as its credential. */
  readonly valuesOf: (index: number) => Readonly<Record<string, string>>;
  /** Server metadata: addresses of every role. */
  readonly peers: Readonly<Record<string, string>>;
  readonly bootGiB: number;
  /** A volume for each host that outlives its server; null where hosts keep nothing. */
  readonly volume: { readonly sizeGiB: number } | null;
}

/** The hosts of one role: spread over zones, and each on a machine of its own. */
export class HostSet extends Construct {
  /** Address by host id, such as `part-form-a-1`. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly hosts: readonly Host[];
  private readonly props: HostSetProps;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, props: HostSetProps) {
    super(scope, id);
    this.props = props;
    const serverGroup = new ComputeServergroupV2(this, 'spread', {
      name: nameOf('generic', props.owner, props.role),
      // At most three hosts. The soft rule is one wish among many: real schedulers put both of a pair on one machine.
      policies: ['anti-affinity'],
    });
    const where = places(props.count, props.zones);
    this.zones = where.map((place) => place.zone);
    this.hosts = where.map((place) => this.host(place.id, place.zone, serverGroup.id));
    this.addresses = Object.fromEntries(where.map((place, i) => [`${props.role}-${place.id}`, this.hosts[i]?.address ?? '']));
  }

  /** Starts the servers; done once every port exists, so that all know each other. */
  boot(boot: BootSetProps): void {
    const text = renderCloudInit(boot.init);
    const turns = new Turns();
    Object.keys(this.addresses).forEach((name, i) => {
      const host = this.hosts[i];
      if (host === undefined) return;
      const volume = boot.volume === null ? undefined : this.volume(host, this.zones[i] ?? '', boot.volume.sizeGiB);
      const values = { ...boot.values, ...boot.valuesOf(i), ...(volume === undefined ? {} : { [volumeMark]: volume.id }) };
      const server = host.boot({
        userData: userData(text, values),
        metadata: { ...boot.peers, self: name },
        bootGiB: boot.bootGiB,
      });
      turns.next(server, zoneOf(this.props.target, host.subnet.zone));
      if (volume !== undefined) new ComputeVolumeAttachV2(host, 'attachment', { instanceId: server.id, volumeId: volume.id });
    });
  }

  private host(place: string, zone: string, serverGroupId: string): Host {
    const { target, space, lookups, owner, role, tier, size, group } = this.props;
    const subnet = space.network.subnets[`${tier}-${zone}`];
    if (subnet === undefined) throw new Error(`${this.node.path}: space ${space.id} has no subnet ${tier}-${zone}`);
    return new Host(this, place, {
      target,
      space,
      lookups,
      name: `${owner}-${role}-${place}`,
      subnet,
      size,
      groups: [group],
      serverGroupId,
    });
  }

  private volume(host: Host, zone: string, sizeGiB: number): BlockstorageVolumeV3 {
    const { target, space } = this.props;
    return new BlockstorageVolumeV3(host, 'volume', {
      name: host.name,
      size: sizeGiB,
      volumeType: volumeType(target.cloud),
      enableOnlineResize: true,
      metadata: { ...space.tags, [space.storage.backup.selection.tag]: space.storage.backup.selection.value },
      ...zoneOf(target, zone),
      ...removal(space.lifecycle),
    });
  }
}

/** A credential as user data takes it. */
export const credentialValues = (credential: HostCredential): Readonly<Record<string, string>> => ({
  credentialId: credential.id,
  credentialSecret: credential.secret,
});
