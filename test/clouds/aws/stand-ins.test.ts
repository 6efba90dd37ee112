import { readFileSync } from 'node:fs';
import path from 'node:path';
import { synthesizeAll } from '../../artefacts';
import { referencePlan } from '../../plans';

/* Types behind which no emulator has anything, and which no other test speaks of: their properties, against the plan. */

type Properties = Readonly<Record<string, unknown>>;

const plan = referencePlan();
const spaces = Object.values(plan.spaces);

let byType: Map<string, Properties[]>;

beforeAll(() => {
  const { aws } = plan.targets;
  if (aws === undefined) throw new Error('the reference region has no target aws');
  byType = new Map();
  for (const { folder, artefacts } of synthesizeAll({ ...plan, targets: { aws } }))
    for (const { file } of artefacts) {
      const template = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
        Resources: Record<string, { Type: string; Properties?: Properties }>;
      };
      for (const { Type, Properties: properties = {} } of Object.values(template.Resources))
        byType.set(Type, [...(byType.get(Type) ?? []), properties]);
    }
});

const all = (type: string): readonly Properties[] => byType.get(type) ?? [];
const connections = spaces.flatMap(({ name, network }) =>
  Object.values(network.connections).map((one) => ({ ...one, space: name })),
);

test('the other end of each link to a town hall has the address of the plan', () => {
  expect(all('AWS::EC2::CustomerGateway').map(({ IpAddress, Type }) => [IpAddress, Type])).toEqual(
    connections.map(({ peer }) => [peer, 'ipsec.1']),
  );
});

test('each space with links has a gateway of its own, attached to its network, whose routes reach the application tier only', () => {
  const linked = spaces.filter(({ network }) => Object.keys(network.connections).length > 0);
  expect(all('AWS::EC2::VPNGateway').map(({ AmazonSideAsn }) => AmazonSideAsn)).toEqual(
    linked.map(({ network }) => Object.values(network.connections)[0]?.asn),
  );
  expect(all('AWS::EC2::VPCGatewayAttachment').filter(({ VpnGatewayId }) => VpnGatewayId !== undefined)).toHaveLength(
    linked.length,
  );
  for (const { RouteTableIds } of all('AWS::EC2::VPNGatewayRoutePropagation'))
    expect(RouteTableIds).toEqual([
      { Ref: expect.stringContaining('Routesappa') as unknown },
      { Ref: expect.stringContaining('Routesappb') as unknown },
    ]);
  expect(all('AWS::EC2::VPNGatewayRoutePropagation')).toHaveLength(linked.length);
});

test('the way back of each space is announced to the hub', () => {
  expect(
    all('AWS::EC2::TransitGatewayRouteTablePropagation').map(({ TransitGatewayRouteTableId }) => TransitGatewayRouteTableId),
  ).toEqual(spaces.map(() => ({ 'Fn::ImportValue': 'reference-egress:hub-routes' })));
});

test('each space has IPv6 addresses of the cloud, for its entries', () => {
  expect(all('AWS::EC2::VPCCidrBlock')).toEqual(spaces.map(() => ({ AmazonProvidedIpv6CidrBlock: true, VpcId: { Ref: 'Vpc' } })));
});

test('each link is offered once, over IPv4, without a person who accepts: the permissions name the caller', () => {
  expect(
    all('AWS::EC2::VPCEndpointService').map(({ AcceptanceRequired, SupportedIpAddressTypes }) => [
      AcceptanceRequired,
      SupportedIpAddressTypes,
    ]),
  ).toEqual(Object.keys(plan.links).map(() => [false, ['ipv4']]));
});

test('restores are tried on the schedule of the plan, from the vault of the space', () => {
  expect(
    all('AWS::Backup::RestoreTestingPlan').map(({ ScheduleExpression, RestoreTestingPlanName }) => [
      RestoreTestingPlanName,
      ScheduleExpression,
    ]),
  ).toEqual(spaces.map(({ storage }) => [`${storage.backup.name.replace(/-/g, '_')}_restores`, 'cron(0 4 1 * ? *)']));
});

test('the firewall records what it refuses and what flows', () => {
  expect(all('AWS::NetworkFirewall::LoggingConfiguration')).toMatchObject([
    {
      LoggingConfiguration: {
        LogDestinationConfigs: [
          { LogType: 'ALERT', LogDestinationType: 'CloudWatchLogs' },
          { LogType: 'FLOW', LogDestinationType: 'CloudWatchLogs' },
        ],
      },
    },
  ]);
});

test('the hub shares its names under one profile', () => {
  expect(all('AWS::Route53Profiles::Profile')).toMatchObject([{ Name: 'reference-egress' }]);
});

test('the guard of look-ups stands before every space', () => {
  expect(all('AWS::Route53Resolver::FirewallRuleGroupAssociation').map(({ Name, VpcId }) => [Name, VpcId])).toEqual(
    spaces.map(({ name }) => [name, { Ref: 'Vpc' }]),
  );
});

test('look-ups of every network are recorded', () => {
  expect(all('AWS::Route53Resolver::ResolverQueryLoggingConfig').map(({ Name }) => Name)).toEqual([
    'reference-egress',
    ...spaces.map(({ name }) => name),
  ]);
});

test('findings are judged by the standard of the cloud in every account', () => {
  expect(all('AWS::SecurityHub::Standard').map(({ StandardsArn }) => JSON.stringify(StandardsArn))).toEqual(
    ['shared', 'city', 'county'].map(
      () => expect.stringContaining('standards/aws-foundational-security-best-practices/v/1.0.0') as unknown,
    ),
  );
});
