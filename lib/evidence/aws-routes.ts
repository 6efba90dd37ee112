import { type AwsWorld, blocksOf, ownerOf } from './aws-world';
import { tryRange, type Range } from './range';
import type { Place, Route, Topology } from './reachability';
import type { Evidence, Resource } from './resource';
import { targetsAt } from './pointer-target';
import { textAt, textsAt, valuesAt } from './value';

/** Route tables of networks and transit gateways as one topology; node ids are the tables' resource ids. */
export const awsTopology = ({ evidence }: AwsWorld): Topology => {
  const nodes = new Map<string, readonly Route[]>();
  for (const table of evidence.ofType('AWS::EC2::RouteTable')) nodes.set(table.id, tableRoutes(evidence, table));
  for (const table of evidence.ofType('AWS::EC2::TransitGatewayRouteTable')) nodes.set(table.id, transitRoutes(evidence, table));
  for (const hub of evidence.ofType('AWS::EC2::TransitGateway')) nodes.set(defaultTable(hub), everyAttachment(evidence, hub));
  return { nodes, choose: 'longest' };
};

/** The route table of each subnet, and each subnet without one of its own. */
export const tableOfSubnet = (evidence: Evidence, subnet: Resource): Resource | undefined => {
  const association = evidence
    .ofType('AWS::EC2::SubnetRouteTableAssociation')
    .find((one) => targetsAt(evidence, one, 'SubnetId').includes(subnet));
  return association === undefined ? undefined : targetsAt(evidence, association, 'RouteTableId')[0];
};

const toNodes = (range: Range, by: string, nodes: readonly string[]): Route => ({ range, by, to: { kind: 'node', nodes } });
const toPlace = (range: Range, by: string, place: Place): Route => ({ range, by, to: { kind: 'place', place } });
const placeOf = (vpc: Resource): Place => ({ owner: ownerOf(vpc), name: vpc.id });
const everywhere = (text: string): Range => tryRange(text) ?? { version: 4, first: 0n, last: (1n << 32n) - 1n };

const tableRoutes = (evidence: Evidence, table: Resource): readonly Route[] => {
  const [vpc] = targetsAt(evidence, table, 'VpcId');
  if (vpc === undefined) return [];
  const own = evidence.ofType('AWS::EC2::Route').filter((route) => targetsAt(evidence, route, 'RouteTableId').includes(table));
  return [
    ...blocksOf(evidence, vpc).map((block) => toPlace(block, table.id, placeOf(vpc))),
    ...own.flatMap((route) => routeTo(evidence, vpc, route)),
    ...propagated(evidence, table),
  ];
};

const routeTo = (evidence: Evidence, vpc: Resource, route: Resource): readonly Route[] => {
  const text = textAt(route.properties, 'DestinationCidrBlock') || textAt(route.properties, 'DestinationIpv6CidrBlock');
  const range = tryRange(text);
  // A destination that cannot be read may be any.
  const ranges = range === undefined ? [everywhere('0.0.0.0/0')] : [range];
  return ranges.map((one) => forward(evidence, vpc, route, one));
};

const forward = (evidence: Evidence, vpc: Resource, route: Resource, range: Range): Route => {
  const target = (name: string): Resource | undefined => targetsAt(evidence, route, name)[0];
  const has = (name: string): boolean => valuesAt(route.properties, name).length > 0;
  const peering = target('VpcPeeringConnectionId');
  if (peering !== undefined) return toPlace(range, route.id, otherSide(evidence, vpc, peering));
  const hub = target('TransitGatewayId');
  if (hub !== undefined) return toNodes(range, route.id, attachedTables(evidence, vpc, hub));
  const nat = target('NatGatewayId');
  if (nat !== undefined) return toNodes(range, route.id, tablesOf(evidence, targetsAt(evidence, nat, 'SubnetId')));
  const firewall = target('VpcEndpointId');
  if (firewall?.type === 'AWS::NetworkFirewall::Firewall')
    return toNodes(range, route.id, tablesOf(evidence, targetsAt(evidence, firewall, 'SubnetMappings.SubnetId')));
  const gateway = target('GatewayId') ?? target('EgressOnlyInternetGatewayId');
  if (gateway?.type === 'AWS::EC2::VPNGateway') return toPlace(range, route.id, { owner: 'outside', name: gateway.id });
  if (gateway !== undefined || has('EgressOnlyInternetGatewayId'))
    return toPlace(range, route.id, { owner: 'internet', name: gateway?.id ?? route.id });
  return toPlace(range, route.id, { owner: 'unknown', name: route.id });
};

const otherSide = (evidence: Evidence, vpc: Resource, peering: Resource): Place => {
  const other = [...targetsAt(evidence, peering, 'VpcId'), ...targetsAt(evidence, peering, 'PeerVpcId')].find(
    (one) => one !== vpc,
  );
  return other === undefined ? { owner: 'unknown', name: peering.id } : placeOf(other);
};

const tablesOf = (evidence: Evidence, subnets: readonly Resource[]): readonly string[] =>
  subnets.flatMap((subnet) => tableOfSubnet(evidence, subnet)?.id ?? []);

const attachmentTypes = ['AWS::EC2::TransitGatewayAttachment', 'AWS::EC2::TransitGatewayVpcAttachment'] as const;

const attachmentsOf = (evidence: Evidence, hub: Resource): readonly Resource[] =>
  evidence.ofType(...attachmentTypes).filter((attachment) => targetsAt(evidence, attachment, 'TransitGatewayId').includes(hub));

/** Tables that the hub applies to what comes from this network. */
const attachedTables = (evidence: Evidence, vpc: Resource, hub: Resource): readonly string[] =>
  attachmentsOf(evidence, hub)
    .filter((attachment) => targetsAt(evidence, attachment, 'VpcId').includes(vpc))
    .flatMap((attachment) => {
      const own = evidence
        .ofType('AWS::EC2::TransitGatewayRouteTableAssociation')
        .filter((one) => targetsAt(evidence, one, 'TransitGatewayAttachmentId').includes(attachment))
        .flatMap((one) => targetsAt(evidence, one, 'TransitGatewayRouteTableId').map(({ id }) => id));
      return own.length === 0 && textAt(hub.properties, 'DefaultRouteTableAssociation') !== 'disable' ? [defaultTable(hub)] : own;
    });

const defaultTable = (hub: Resource): string => `${hub.id}/default`;

const everyAttachment = (evidence: Evidence, hub: Resource): readonly Route[] =>
  textAt(hub.properties, 'DefaultRouteTablePropagation') === 'disable'
    ? []
    : attachmentsOf(evidence, hub).flatMap((attachment) => reach(evidence, attachment, hub.id));

/** The networks behind an attachment. */
const reach = (evidence: Evidence, attachment: Resource, by: string): readonly Route[] =>
  targetsAt(evidence, attachment, 'VpcId').flatMap((vpc) =>
    blocksOf(evidence, vpc).map((block) => toPlace(block, by, placeOf(vpc))),
  );

const transitRoutes = (evidence: Evidence, table: Resource): readonly Route[] => {
  const mine = (one: Resource): boolean => targetsAt(evidence, one, 'TransitGatewayRouteTableId').includes(table);
  const fixed = evidence.ofType('AWS::EC2::TransitGatewayRoute').filter(mine);
  const announced = evidence.ofType('AWS::EC2::TransitGatewayRouteTablePropagation').filter(mine);
  return [
    ...fixed.flatMap((route) => fixedRoute(evidence, route)),
    ...announced.flatMap((one) =>
      targetsAt(evidence, one, 'TransitGatewayAttachmentId').flatMap((attachment) => reach(evidence, attachment, one.id)),
    ),
  ];
};

const fixedRoute = (evidence: Evidence, route: Resource): readonly Route[] => {
  const range = tryRange(textAt(route.properties, 'DestinationCidrBlock')) ?? everywhere('0.0.0.0/0');
  if (textAt(route.properties, 'Blackhole') === 'true') return [{ range, by: route.id, to: { kind: 'drop' } }];
  const attachments = targetsAt(evidence, route, 'TransitGatewayAttachmentId');
  if (attachments.length === 0) return [toPlace(range, route.id, { owner: 'unknown', name: route.id })];
  return attachments.map((attachment) =>
    toNodes(range, route.id, tablesOf(evidence, targetsAt(evidence, attachment, 'SubnetIds'))),
  );
};

/** What site links announce to a table. */
const propagated = (evidence: Evidence, table: Resource): readonly Route[] =>
  evidence
    .ofType('AWS::EC2::VPNGatewayRoutePropagation')
    .filter((one) => targetsAt(evidence, one, 'RouteTableIds').includes(table))
    .flatMap((one) => targetsAt(evidence, one, 'VpnGatewayId'))
    .flatMap((gateway) =>
      evidence.ofType('AWS::EC2::VPNConnection').filter((vpn) => targetsAt(evidence, vpn, 'VpnGatewayId').includes(gateway)),
    )
    .flatMap((vpn) =>
      evidence
        .ofType('AWS::EC2::VPNConnectionRoute')
        .filter((route) => targetsAt(evidence, route, 'VpnConnectionId').includes(vpn)),
    )
    .flatMap((route) =>
      textsAt(route.properties, 'DestinationCidrBlock').flatMap((text) => {
        const range = tryRange(text);
        return range === undefined ? [] : [toPlace(range, route.id, { owner: 'outside', name: route.id })];
      }),
    );
