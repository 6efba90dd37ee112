import { addressAt } from '../../../model/cidr';
import { NetworkingNetworkV2 } from '../.gen/providers/openstack/networking-network-v2';
import { NetworkingSubnetRouteV2 } from '../.gen/providers/openstack/networking-subnet-route-v2';
import { NetworkingSubnetV2 } from '../.gen/providers/openstack/networking-subnet-v2';
import { Construct } from '../engine';
import { hostNumbers } from './proxy-address';

export interface TierNetworkProps {
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  /** Whether hosts learn a default route; without one they only reach what `routes` says. */
  readonly gateway: boolean;
  readonly nameservers: readonly string[];
  /** Networks that hosts reach through a neighbour that is not their gateway. */
  readonly routes: readonly { readonly id: string; readonly to: string; readonly by: string }[];
  /** Domain of its ports' names; empty where the cloud does not know them. */
  readonly dnsDomain: string;
  readonly dhcp: boolean;
  readonly tags: readonly string[];
}

/** Neutron's word for a subnet whose hosts are told no resolver; an empty list would name Neutron's own. */
export const noNameservers: readonly string[] = ['0.0.0.0'];

/** One network with one IPv4 subnet: subnets know no zones, so each tier has a network for each zone. */
export class TierNetwork extends Construct {
  readonly networkId: string;
  readonly subnetId: string;
  private readonly props: TierNetworkProps;

  constructor(scope: Construct, id: string, props: TierNetworkProps) {
    super(scope, id);
    this.props = props;
    this.networkId = this.network();
    this.subnetId = this.subnet();
    for (const { id: routeId, to, by } of props.routes) {
      new NetworkingSubnetRouteV2(this, `route-${routeId}`, { subnetId: this.subnetId, destinationCidr: to, nextHop: by });
    }
  }

  private network(): string {
    const { name, description, dnsDomain, tags } = this.props;
    return new NetworkingNetworkV2(this, 'network', {
      name,
      description,
      adminStateUp: true,
      portSecurityEnabled: true,
      tags: [...tags],
      ...(dnsDomain === '' ? {} : { dnsDomain }),
    }).id;
  }

  private subnet(): string {
    const { name, cidr, gateway, nameservers, dhcp, tags } = this.props;
    return new NetworkingSubnetV2(this, 'subnet', {
      name,
      networkId: this.networkId,
      ipVersion: 4,
      cidr,
      enableDhcp: dhcp,
      allocationPool: [poolOf(cidr)],
      dnsNameservers: [...nameservers],
      tags: [...tags],
      ...(gateway ? { gatewayIp: addressAt(cidr, hostNumbers.gateway) } : { noGateway: true }),
    }).id;
  }
}

/** All but the fixed addresses at the start; small networks keep only the first five of those. */
const poolOf = (cidr: string): { readonly start: string; readonly end: string } => {
  const size = 2 ** (32 - Number(cidr.split('/')[1]));
  const start = size > 2 * hostNumbers.poolStart ? hostNumbers.poolStart : hostNumbers.tunnel;
  return { start: addressAt(cidr, start), end: addressAt(cidr, size - 2) };
};
