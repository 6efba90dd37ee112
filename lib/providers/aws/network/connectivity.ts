import { ArnFormat, Stack, Tags } from 'aws-cdk-lib';
import {
  CfnCustomerGateway,
  CfnVPCGatewayAttachment,
  CfnVPNConnection,
  CfnVPNConnectionRoute,
  CfnVPNGateway,
  CfnVPNGatewayRoutePropagation,
  type CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ConnectionPlan } from '../../../plan/network-plan';
import type { RecordKey } from '../record-key';

export interface ConnectivityProps {
  readonly vpc: CfnVPC;
  readonly name: string;
  readonly connections: Readonly<Record<string, ConnectionPlan>>;
  /** Tables of the tier that may speak with the other side. */
  readonly routeTableIds: readonly string[];
  readonly key: RecordKey;
  readonly recordDays: number;
}

/**
 * IPsec links of a space to town halls and national networks, on a gateway of its own: what one tenant
 * connects, no other can reach. IKEv2 with authenticated encryption only; the cloud makes the pre-shared
 * keys and keeps them in Secrets Manager, so that no template holds one.
 */
export class Connectivity extends Construct {
  constructor(scope: Construct, id: string, props: ConnectivityProps) {
    super(scope, id);
    const [first] = Object.values(props.connections);
    if (first === undefined) return;
    const gateway = this.gateway(props, first.asn);
    for (const connection of Object.values(props.connections)) this.connect(props, gateway, connection);
  }

  private gateway(props: ConnectivityProps, asn: number): CfnVPNGateway {
    const gateway = new CfnVPNGateway(this, 'Gateway', { type: 'ipsec.1', amazonSideAsn: asn });
    Tags.of(gateway).add('Name', props.name);
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId: props.vpc.ref, vpnGatewayId: gateway.ref });
    const routes = new CfnVPNGatewayRoutePropagation(this, 'Routes', {
      vpnGatewayId: gateway.ref,
      routeTableIds: [...props.routeTableIds],
    });
    routes.node.addDependency(attachment);
    return gateway;
  }

  private connect(props: ConnectivityProps, gateway: CfnVPNGateway, plan: ConnectionPlan): void {
    const peer = new CfnCustomerGateway(this, `Peer-${plan.id}`, {
      type: 'ipsec.1',
      ipAddress: plan.peer,
      bgpAsn: staticPeerAsn,
    });
    const group = props.key.logGroup(this, `Records-${plan.id}`, props.recordDays);
    const tunnel = {
      ...tunnelSuite,
      logOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: arnOf(group), logOutputFormat: 'json' } },
    };
    const vpn = new CfnVPNConnection(this, `Vpn-${plan.id}`, {
      type: 'ipsec.1',
      customerGatewayId: peer.ref,
      vpnGatewayId: gateway.ref,
      staticRoutesOnly: true,
      preSharedKeyStorage: 'SecretsManager',
      vpnTunnelOptionsSpecifications: [tunnel, tunnel],
    });
    for (const part of [peer, vpn]) Tags.of(part).add('Name', `${props.name}-${plan.id}`);
    for (const cidr of plan.remote)
      new CfnVPNConnectionRoute(this, `Route-${plan.id}-${cidr}`, { destinationCidrBlock: cidr, vpnConnectionId: vpn.ref });
  }
}

/** Without the `:*` that the group's own attribute ends with, and that this service refuses. */
const arnOf = (group: LogGroup): string =>
  Stack.of(group).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: group.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** The type demands a number even where routes are static; this is the one that AWS documents for that case. */
const staticPeerAsn = 65000;

/** BSI TR-02102-3: IKEv2, AES-256-GCM, SHA-384 or better, groups 19 to 21. */
const tunnelSuite = {
  ikeVersions: [{ value: 'ikev2' }],
  phase1EncryptionAlgorithms: [{ value: 'AES256-GCM-16' }],
  phase1IntegrityAlgorithms: [{ value: 'SHA2-384' }, { value: 'SHA2-512' }],
  phase1DhGroupNumbers: [{ value: 20 }, { value: 21 }],
  phase1LifetimeSeconds: 28_800,
  phase2EncryptionAlgorithms: [{ value: 'AES256-GCM-16' }],
  phase2IntegrityAlgorithms: [{ value: 'SHA2-384' }, { value: 'SHA2-512' }],
  phase2DhGroupNumbers: [{ value: 20 }, { value: 21 }],
  phase2LifetimeSeconds: 3600,
  dpdTimeoutAction: 'restart',
  startupAction: 'start',
};
