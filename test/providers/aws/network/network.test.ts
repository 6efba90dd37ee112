import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Plan } from '../../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../../lib/plan/target-plan';
import { appProps } from '../../../../lib/providers/aws/app';
import { NetworkStack } from '../../../../lib/providers/aws/network/network';
import { TransitStack } from '../../../../lib/providers/aws/network/transit';
import { planOf, referencePlan } from '../../../plans';

const space = 'city-production';
const networkOf = (plan: Plan, targetId = 'aws', id = space): Template => {
  const target = plan.targets[targetId] as AwsTargetPlan;
  const spacePlan = plan.spaces[id];
  if (spacePlan === undefined) throw new Error(`no space ${id}`);
  return Template.fromStack(new NetworkStack(new App(appProps), 'network', { plan, target, space: spacePlan }));
};

/** Logical ids of the route tables that have a route to anywhere, by what it leads over. */
const waysOut = (template: Template): Record<string, string[]> => {
  const ways: Record<string, string[]> = {};
  for (const { Properties: route } of Object.values(template.findResources('AWS::EC2::Route'))) {
    const via = ['GatewayId', 'TransitGatewayId', 'NatGatewayId', 'VpcEndpointId'].find((key) => key in route) ?? 'none';
    (ways[(route.RouteTableId as { Ref: string }).Ref] ??= []).push(via);
  }
  return ways;
};

const tablesOf = (template: Template, tier: string): string[] =>
  Object.entries(template.findResources('AWS::EC2::RouteTable'))
    .filter(([, table]) =>
      (table.Properties.Tags as { Key: string; Value: string }[]).some(
        ({ Key, Value }) => Key === 'Name' && Value.includes(`-${tier}-`),
      ),
    )
    .map(([id]) => id);

describe('the network of a space', () => {
  const plan = referencePlan();
  const network = networkOf(plan);

  test('has the addresses of the plan', () => {
    network.hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: plan.spaces[space]?.network.cidr,
      EnableDnsSupport: true,
      EnableDnsHostnames: true,
    });
    const blocks = Object.values(network.findResources('AWS::EC2::Subnet')).map(
      ({ Properties }) => Properties.CidrBlock as string,
    );
    expect(blocks.sort()).toEqual(
      Object.values(plan.spaces[space]?.network.subnets ?? {})
        .map((subnet) => subnet.cidr)
        .sort(),
    );
  });

  test('gives no subnet a public address on launch', () => {
    network.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test('answers on IPv6 at the edge only, at the index of the plan', () => {
    const six = Object.values(network.findResources('AWS::EC2::Subnet')).filter(
      ({ Properties }) => 'Ipv6CidrBlock' in Properties,
    );
    expect(six).toHaveLength(2);
    const indexes = six.map(
      ({ Properties }) => ((Properties.Ipv6CidrBlock as { 'Fn::Select': [number] })['Fn::Select'] as [number])[0],
    );
    expect(indexes.sort()).toEqual(['edge-a', 'edge-b'].map((id) => plan.spaces[space]?.network.subnets[id]?.index6).sort());
  });

  test('leads from the data tier nowhere, from the application tier to the hub only, from the edge to the internet', () => {
    const ways = waysOut(network);
    expect(tablesOf(network, 'data').map((id) => ways[id] ?? [])).toEqual([[], []]);
    expect(tablesOf(network, 'app').map((id) => ways[id])).toEqual([['TransitGatewayId'], ['TransitGatewayId']]);
    expect(tablesOf(network, 'edge').map((id) => ways[id])).toEqual([
      ['GatewayId', 'GatewayId'],
      ['GatewayId', 'GatewayId'],
    ]);
  });

  test('another zone moves no subnet and renames none', () => {
    const wider = networkOf(
      planOf('reference/municipal.yaml', (blueprint) => {
        Object.assign(blueprint.network as object, { zones: 3 });
        Object.assign(blueprint, { targets: { aws: blueprint.targets['aws'] } });
      }),
    );
    const before = network.findResources('AWS::EC2::Subnet');
    const after = wider.findResources('AWS::EC2::Subnet');
    expect(Object.keys(after)).toHaveLength(9);
    expect(Object.fromEntries(Object.keys(before).map((id) => [id, after[id]]))).toEqual(before);
  });

  test('empties the default security group and does so again every day', () => {
    network.hasResourceProperties('AWS::SSM::Association', {
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Key: 'ParameterValues', Values: [{ 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] }] }],
    });
    network.hasResourceProperties('AWS::SSM::Document', {
      Content: {
        mainSteps: [
          {
            inputs: {
              Api: 'RevokeSecurityGroupIngress',
              IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: '{{ GroupId }}' }] }],
            },
          },
          {
            inputs: {
              Api: 'RevokeSecurityGroupEgress',
              IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
            },
          },
          {
            inputs: {
              Api: 'RevokeSecurityGroupEgress',
              IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
            },
          },
        ].map((step) => Match.objectLike(step)),
      },
    });
  });

  test('records all flows and look-ups, encrypted, for as long as records are kept', () => {
    network.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL', ResourceType: 'VPC', ResourceId: { Ref: 'Vpc' } });
    network.hasResourceProperties('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', { ResourceId: { Ref: 'Vpc' } });
    network.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: Match.anyValue() });
    const days = Object.values(network.findResources('AWS::Logs::LogGroup')).map(
      ({ Properties }) => Properties.RetentionInDays as number,
    );
    expect(Math.min(...days)).toBeGreaterThanOrEqual(plan.spaces[space]?.network.flowRecordDays ?? Infinity);
  });

  test('looks up its own names, the cloud and the allowed names; all others get no answer', () => {
    network.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroup', {
      FirewallRules: [
        Match.objectLike({ Priority: 100, Action: 'ALLOW' }),
        Match.objectLike({ Priority: 200, Action: 'BLOCK', BlockResponse: 'NXDOMAIN' }),
      ],
    });
    network.hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', { Domains: ['*'] });
    network.hasResourceProperties('AWS::Route53Resolver::FirewallDomainList', {
      Domains: Match.arrayWith([...plan.egress.allow]),
    });
  });

  test("lets the object store's endpoint serve the region's own accounts only", () => {
    const accounts = ['111122223333', '222233334444', '333344445555'];
    network.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Gateway',
      ServiceName: 'com.amazonaws.eu-central-1.s3',
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 's3:*',
            Condition: { StringEquals: { 'aws:PrincipalAccount': accounts, 'aws:ResourceAccount': accounts } },
          }),
        ]),
      },
    });
  });

  test("takes the hub's names for the cloud's services, or has endpoints of its own where names cannot be shared", () => {
    network.resourceCountIs('AWS::Route53Profiles::ProfileAssociation', 1);
    network.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface' }, 0);
    const sovereign = networkOf(plan, 'sovereign');
    sovereign.resourceCountIs('AWS::Route53Profiles::ProfileAssociation', 0);
    sovereign.resourcePropertiesCountIs('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', PrivateDnsEnabled: true }, 9);
  });

  test('links a town hall by IKEv2 with authenticated encryption and no key in the template', () => {
    const [vpn] = Object.values(network.findResources('AWS::EC2::VPNConnection'));
    const tunnels = vpn?.Properties.VpnTunnelOptionsSpecifications as Record<string, unknown>[];
    expect(vpn?.Properties.PreSharedKeyStorage).toBe('SecretsManager');
    expect(tunnels).toHaveLength(2);
    for (const tunnel of tunnels) {
      expect(tunnel.IKEVersions).toEqual([{ Value: 'ikev2' }]);
      expect(tunnel.Phase1EncryptionAlgorithms).toEqual([{ Value: 'AES256-GCM-16' }]);
      expect(tunnel.Phase2EncryptionAlgorithms).toEqual([{ Value: 'AES256-GCM-16' }]);
      expect(tunnel).not.toHaveProperty('PreSharedKey');
    }
    network.hasResourceProperties('AWS::EC2::VPNConnectionRoute', { DestinationCidrBlock: '192.0.2.0/24' });
    networkOf(plan, 'aws', 'county-production').resourceCountIs('AWS::EC2::VPNConnection', 0);
  });

  test('publishes every id that others may want, used or not', () => {
    const names = Object.values(network.findOutputs('*')).map((output) => (output.Export as { Name: string }).Name);
    expect(names.sort()).toEqual(
      [
        'private-zone',
        'subnet-app-a',
        'subnet-app-b',
        'subnet-data-a',
        'subnet-data-b',
        'subnet-edge-a',
        'subnet-edge-b',
        'transit-attachment',
        'vpc',
      ].map((name) => `${space}:${name}`),
    );
  });

  test('two zones of the plan on one of the cloud attach one subnet', () => {
    const target = plan.targets.aws as AwsTargetPlan;
    const narrow: Plan = { ...plan, targets: { aws: { ...target, zones: { a: 'eu-central-1a', b: 'eu-central-1a' } } } };
    networkOf(narrow).hasResourceProperties('AWS::EC2::TransitGatewayAttachment', { SubnetIds: [Match.anyValue()] });
  });
});

describe('the routes between a space and its hub', () => {
  const plan = referencePlan();
  const spacePlan = plan.spaces[space];
  if (spacePlan === undefined) throw new Error('no space');
  const transit = Template.fromStack(
    new TransitStack(new App(appProps), 'transit', { plan, target: plan.targets.aws as AwsTargetPlan, space: spacePlan }),
  );

  test('lead to the hub and the internet; the addresses of all other spaces lead nowhere', () => {
    const routes = Object.values(transit.findResources('AWS::EC2::TransitGatewayRoute')).map(({ Properties }) => [
      Properties.DestinationCidrBlock,
      Properties.Blackhole ?? false,
    ]);
    expect(routes.sort()).toEqual([
      ['0.0.0.0/0', false],
      [plan.egress.addresses, true],
      [plan.egress.cidr, false],
    ]);
  });

  test('stand in a table of the space alone', () => {
    transit.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', 1);
    transit.resourceCountIs('AWS::EC2::TransitGatewayRouteTableAssociation', 1);
  });
});
