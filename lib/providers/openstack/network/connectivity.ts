import { addressAt } from '../../../model/cidr';
import { has } from '../../../model/cloud';
import { nameOf } from '../../../plan/name';
import type { ConnectionPlan } from '../../../plan/network-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackNetworkingNetworkV2 } from '../.gen/providers/openstack/data-openstack-networking-network-v2';
import { NetworkingPortV2 } from '../.gen/providers/openstack/networking-port-v2';
import { NetworkingRouterInterfaceV2 } from '../.gen/providers/openstack/networking-router-interface-v2';
import { NetworkingRouterRoutesV2 } from '../.gen/providers/openstack/networking-router-routes-v2';
import { NetworkingRouterV2 } from '../.gen/providers/openstack/networking-router-v2';
import { VpnaasEndpointGroupV2 } from '../.gen/providers/openstack/vpnaas-endpoint-group-v2';
import { VpnaasIkePolicyV2 } from '../.gen/providers/openstack/vpnaas-ike-policy-v2';
import { VpnaasIpsecPolicyV2 } from '../.gen/providers/openstack/vpnaas-ipsec-policy-v2';
import { VpnaasServiceV2 } from '../.gen/providers/openstack/vpnaas-service-v2';
import { VpnaasSiteConnectionV2 } from '../.gen/providers/openstack/vpnaas-site-connection-v2';
import { Construct, TerraformVariable } from '../engine';
import { tagList } from '../hosts/host';
import { Lookups } from '../lookups';
import { names } from '../names';
import { optionsOf } from '../options';
import { hostNumbers } from './proxy-address';
import type { Leg } from './proxy-pair';
import { SecurityGroup } from './security-groups';
import { Tunnel } from './tunnel';

export interface ConnectionsProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly innerRouterId: string;
  readonly innerFeet: readonly NetworkingRouterInterfaceV2[];
  readonly baseGroupId: string;
  /** Networks by zone from which the other sides may be reached. */
  readonly app: Readonly<Record<string, Leg>>;
  readonly edge: Readonly<Record<string, Leg>>;
}

/** Encrypted links to town halls and national networks: the cloud's own service, or a host of ours. */
export class Connections extends Construct {
  constructor(scope: Construct, id: string, props: ConnectionsProps) {
    super(scope, id);
    const hop = has(props.target.cloud, 'vpnaas')
      ? new Vpn(this, 'vpn', props).address
      : new Tunnel(this, 'tunnel', { ...props, lookups: new Lookups(this, 'found', props) }).address;
    this.group(props);
    new NetworkingRouterRoutesV2(this, 'routes', {
      routerId: props.innerRouterId,
      dependsOn: [...props.innerFeet],
      routes: remotesOf(props.space).map((destinationCidr) => ({ destinationCidr, nextHop: hop })),
    });
  }

  /** For hosts that call the other sides; replies come back by themselves, and nothing is let in. */
  private group({ space }: ConnectionsProps): void {
    const group = new SecurityGroup(this, 'group', {
      name: names.connectionGroup(space),
      description: 'May reach the networks behind the connections',
      tags: tagList(space.tags),
    });
    for (const remote of remotesOf(space)) group.allowTo(`tls-${remote}`, remote, 443);
  }
}

/** Networks behind all connections of a space, sorted. */
export const remotesOf = (space: SpacePlan): readonly string[] =>
  [...new Set(Object.values(space.network.connections).flatMap((connection) => connection.remote))].sort();

/**
 * The cloud's IPsec service on a router of its own, so that neither the inner router gets a way out nor the edge
 * router a foot in the app tier. Groups let no host use it as a gateway to anywhere else.
 */
class Vpn extends Construct {
  /** Where the inner router finds it. */
  readonly address: string;
  private readonly props: ConnectionsProps;

  constructor(scope: Construct, id: string, props: ConnectionsProps) {
    super(scope, id);
    this.props = props;
    const first = props.app[props.space.network.zones[0] ?? ''];
    if (first === undefined) throw new Error(`${this.node.path}: no app network`);
    this.address = addressAt(first.cidr, hostNumbers.vpnRouter);
    const routerId = this.router();
    const interfaces = [...this.join(routerId, 'app', props.app), ...this.join(routerId, 'edge', props.edge)];
    const service = new VpnaasServiceV2(this, 'service', {
      name: this.name('vpn'),
      routerId,
      adminStateUp: true,
      dependsOn: interfaces,
    });
    const localId = this.localEnd(interfaces);
    for (const connection of Object.values(props.space.network.connections)) this.connect(connection, service.id, localId);
  }

  private name(...parts: readonly string[]): string {
    return nameOf('generic', this.props.space.name, ...parts);
  }

  private router(): string {
    const { target, space } = this.props;
    const outside = new DataOpenstackNetworkingNetworkV2(this, 'outside', { name: target.cloud.externalNetwork, external: true });
    return new NetworkingRouterV2(this, 'router', {
      name: this.name('vpn-router'),
      description: 'Ends the encrypted links',
      adminStateUp: true,
      externalNetworkId: outside.id,
      tags: tagList(space.tags),
    }).id;
  }

  private join(routerId: string, tier: string, legs: Readonly<Record<string, Leg>>): NetworkingRouterInterfaceV2[] {
    return Object.entries(legs).map(([zone, leg]) => {
      const port = new NetworkingPortV2(this, `port-${tier}-${zone}`, {
        name: this.name('vpn-router', tier, zone),
        networkId: leg.networkId,
        fixedIp: [{ subnetId: leg.subnetId, ipAddress: addressAt(leg.cidr, hostNumbers.vpnRouter) }],
        portSecurityEnabled: false,
        noSecurityGroups: true,
        tags: tagList(this.props.space.tags),
        lifecycle: { ignoreChanges: ['device_id', 'device_owner'] },
      });
      return new NetworkingRouterInterfaceV2(this, `router-${tier}-${zone}`, { routerId, portId: port.id });
    });
  }

  private localEnd(dependsOn: NetworkingRouterInterfaceV2[]): string {
    const { app, edge } = this.props;
    const endpoints = [...Object.values(app), ...Object.values(edge)].map((leg) => leg.subnetId);
    return new VpnaasEndpointGroupV2(this, 'local', { name: this.name('vpn-local'), type: 'subnet', endpoints, dependsOn }).id;
  }

  /** Every value is written: the service's own defaults are IKEv1, SHA-1 and group 5. */
  private connect(connection: ConnectionPlan, vpnserviceId: string, localEpGroupId: string): void {
    const { id, peer, remote } = connection;
    const psk = new TerraformVariable(this.node.scope ?? this, `psk-${id}`, {
      type: 'string',
      sensitive: true,
      description: `Pre-shared key of connection ${id}`,
    });
    psk.overrideLogicalId(`psk_${id.replace(/-/g, '_')}`);
    const name = this.name(id);
    new VpnaasSiteConnectionV2(this, id, {
      name,
      description: `Encrypted link ${id}`,
      adminStateUp: true,
      vpnserviceId,
      peerAddress: peer,
      peerId: peer,
      initiator: 'bi-directional',
      mtu: 1400,
      psk: psk.stringValue,
      ikepolicyId: this.ike(id, name),
      ipsecpolicyId: this.ipsec(id, name),
      localEpGroupId,
      peerEpGroupId: new VpnaasEndpointGroupV2(this, `${id}-remote`, {
        name: `${name}-remote`,
        type: 'cidr',
        endpoints: [...remote],
      }).id,
      dpd: [{ action: 'restart', interval: 30, timeout: 120 }],
    });
  }

  private ike(id: string, name: string): string {
    return new VpnaasIkePolicyV2(this, `${id}-ike`, {
      name,
      ikeVersion: 'v2',
      phase1NegotiationMode: 'main',
      ...suites[optionsOf(this.props.target).vpnSuite],
      lifetime: [{ units: 'seconds', value: 28_800 }],
    }).id;
  }

  private ipsec(id: string, name: string): string {
    return new VpnaasIpsecPolicyV2(this, `${id}-ipsec`, {
      name,
      transformProtocol: 'esp',
      encapsulationMode: 'tunnel',
      ...suites[optionsOf(this.props.target).vpnSuite],
      lifetime: [{ units: 'seconds', value: 3600 }],
    }).id;
  }
}

/** modern: authenticated encryption and a curve of 384 bits; compatible: the best that services before 2024 know. */
const suites = {
  modern: { encryptionAlgorithm: 'aes-256-gcm-16', authAlgorithm: 'sha384', pfs: 'group20' },
  compatible: { encryptionAlgorithm: 'aes-256', authAlgorithm: 'sha256', pfs: 'group14' },
} as const;
