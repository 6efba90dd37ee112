import { addressAt } from '../../../model/cidr';
import { has } from '../../../model/cloud';
import { keyContainer } from '../storage/backup';
import { endpointOf } from '../catalogue';
import { nameOf } from '../../../plan/name';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { ComputeInstanceV2 } from '../.gen/providers/openstack/compute-instance-v2';
import { DataOpenstackImagesImageV2 } from '../.gen/providers/openstack/data-openstack-images-image-v2';
import { NetworkingFloatingipV2 } from '../.gen/providers/openstack/networking-floatingip-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import { joinCloudInit, renderCloudInit, userData } from '../hosts/cloud-init';
import { Construct } from '../engine';
import { tagList, zoneOf } from '../hosts/host';
import { spaceHost } from '../hosts/host-base';
import { hostCloud, hostCredential } from '../hosts/host-cloud';
import { hostPeers } from '../hosts/host-peers';
import { hostSecrets } from '../hosts/host-secrets';
import { credentialValues } from '../hosting/host-set';
import { connectionSecrets, tunnelHost, tunnelTemplates } from '../hosts/host-tunnel';
import { volumeType } from '../storage/keys';
import type { Lookups } from '../lookups';
import { hostNumbers } from './proxy-address';
import type { Leg } from './proxy-pair';
import { HostCredentials, keyManagerRules, objectRules } from '../hosting/secrets';
import { SecurityGroup } from './security-groups';

export interface TunnelProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly edge: Readonly<Record<string, Leg>>;
  readonly baseGroupId: string;
  readonly lookups: Lookups;
}

/** A gateway host of ours on the edge, where the cloud has no IPsec service. */
export class Tunnel extends Construct {
  /** Where the inner router finds it. */
  readonly address: string;
  private readonly props: TunnelProps;

  constructor(scope: Construct, id: string, props: TunnelProps) {
    super(scope, id);
    this.props = props;
    const zone = props.space.network.zones[0] ?? '';
    const leg = props.edge[zone];
    if (leg === undefined) throw new Error(`${this.node.path}: no edge network`);
    this.address = addressAt(leg.cidr, hostNumbers.tunnel);
    const portId = this.port(leg);
    new NetworkingFloatingipV2(this, 'public', {
      pool: props.target.cloud.externalNetwork,
      portId,
      description: `Encrypted links of ${props.space.name}`,
      tags: tagList(props.space.tags),
    });
    this.server(portId, zone);
  }

  private get name(): string {
    return nameOf('server', this.props.space.name, 'tunnel');
  }

  /** Packets of the other side leave it with the other side's addresses. */
  private port(leg: Leg): string {
    const { space, baseGroupId } = this.props;
    const remote = [...new Set(Object.values(space.network.connections).flatMap((connection) => connection.remote))].sort();
    return new NetworkingPortV2(this, 'port', {
      name: this.name,
      networkId: leg.networkId,
      fixedIp: [{ subnetId: leg.subnetId, ipAddress: this.address }],
      securityGroupIds: [baseGroupId, this.group().groupId],
      allowedAddressPairs: remote.map((ipAddress) => ({ ipAddress })),
      portSecurityEnabled: true,
      tags: tagList(space.tags),
    }).id;
  }

  private group(): SecurityGroup {
    const { space } = this.props;
    const group = new SecurityGroup(this, 'group', {
      name: this.name,
      description: 'Encrypted links only',
      tags: tagList(space.tags),
    });
    for (const { id, peer, remote } of Object.values(space.network.connections)) {
      for (const port of [500, 4500])
        group.allowTo(`${id}-${port}`, `${peer}/32`, port, 'udp').allowFrom(`${id}-${port}`, `${peer}/32`, port, 'udp');
      // What hosts of the space send through it, and what the other side sends to the entries.
      for (const network of remote) group.allowTo(`${id}-${network}`, network, 443);
    }
    for (const subnet of Object.values(space.network.subnets)) {
      if (subnet.tier === 'app') group.allowFrom(`inside-${subnet.id}`, subnet.cidr, 443);
      if (subnet.tier === 'edge') group.allowTo(`entries-${subnet.id}`, subnet.cidr, 443);
    }
    return group;
  }

  private server(portId: string, zone: string): void {
    const { target, space } = this.props;
    const image = new DataOpenstackImagesImageV2(this, 'image', { name: target.cloud.image, mostRecent: true });
    new ComputeInstanceV2(this, 'server', {
      name: this.name,
      flavorName: target.cloud.flavors.xs,
      network: [{ port: portId }],
      blockDevice: [
        {
          uuid: image.id,
          sourceType: 'image',
          destinationType: 'volume',
          bootIndex: 0,
          volumeSize: 10,
          volumeType: volumeType(target.cloud),
          deleteOnTermination: true,
        },
      ],
      userData: this.userData(),
      tags: tagList(space.tags),
      ...zoneOf(target, zone),
      lifecycle: { ignoreChanges: ['image_name', 'block_device'] },
      vendorOptions: { detachPortsBeforeDestroy: true },
    });
  }

  /** With a credential that reads secrets and nothing else. */
  private userData(): string {
    const { plan, target, space, lookups } = this.props;
    const credentials = new HostCredentials(this, 'credentials', {
      target,
      name: `${space.name}-tunnel`,
      description: 'Gateway of encrypted links',
      rules: has(target.cloud, 'barbican') ? keyManagerRules(false) : objectRules(keyContainer(space), ['GET', 'HEAD']),
    });
    const secrets = has(target.cloud, 'barbican')
      ? ({ kind: 'barbican' } as const)
      : ({ kind: 'objects', container: keyContainer(space) } as const);
    const init = joinCloudInit(
      spaceHost(plan, space),
      hostCloud,
      hostCredential({ region: target.cloud.region, secrets }),
      hostSecrets(connectionSecrets(space)),
      tunnelHost(space),
      hostPeers(tunnelTemplates(space)),
    );
    return userData(renderCloudInit(init), {
      identityUrl: endpointOf(lookups, target, 'identity'),
      ...credentialValues(credentials.for(0)),
    });
  }
}
