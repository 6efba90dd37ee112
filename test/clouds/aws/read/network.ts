import { hubsOf } from '../../../../lib/providers/aws/network/hub';
import { interfaceServices } from '../../../../lib/providers/aws/network/endpoints';
import { type Estate, line, type Tag, tagOf } from '../estate';
import type { Kind } from '../read-back';
import type { Place } from '../region';

interface Tagged {
  readonly Tags?: readonly Tag[];
}

interface Network extends Tagged {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly IsDefault: boolean;
}

interface Subnet extends Tagged {
  readonly SubnetId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
  readonly MapPublicIpOnLaunch: boolean;
}

interface RouteTable extends Tagged {
  readonly Associations?: readonly { readonly SubnetId?: string; readonly Main: boolean }[];
  readonly Routes: readonly Route[];
}

interface Route {
  readonly DestinationCidrBlock?: string;
  readonly DestinationIpv6CidrBlock?: string;
  readonly GatewayId?: string;
  readonly NatGatewayId?: string;
  readonly TransitGatewayId?: string;
}

/** Networks that are ours; every account is born with one that is not. */
export const networksOf = async (estate: Estate): Promise<readonly (Network & { readonly place: Place })[]> =>
  (await estate.list<Network>(estate.places, 'ec2', 'DescribeVpcs', 'Vpcs')).filter(({ IsDefault }) => !IsDefault);

/** Names of networks by their ids. */
export const networkNames = async (estate: Estate): Promise<ReadonlyMap<string, string>> =>
  new Map((await networksOf(estate)).map(({ VpcId, Tags }) => [VpcId, tagOf(Tags, 'Name')]));

const spacesOf = ({ plan }: Estate) => Object.values(plan.spaces);
const hubOf = ({ plan }: Estate) =>
  hubsOf(plan).map(({ stackName, account }) => ({ name: stackName, account, egress: plan.egress }));

const networks: Kind = {
  types: ['AWS::EC2::VPC'],
  expected: (estate) =>
    [
      ...spacesOf(estate).map(({ name, tenant, network }) => ({ name, account: tenant, cidr: network.cidr })),
      ...hubOf(estate).map(({ name, account, egress }) => ({ name, account, cidr: egress.cidr })),
    ].map(({ name, account, cidr }) =>
      line(name, { account: estate.place(account).account, cidr, hostNames: true, resolution: true }),
    ),
  seen: async (estate) =>
    Promise.all(
      (await networksOf(estate)).map(async ({ VpcId, CidrBlock, Tags, place }) => {
        const has = async (Attribute: string, key: string): Promise<boolean | undefined> => {
          const answer = await estate.ask<Record<string, { Value: boolean }>>(place, 'ec2', 'DescribeVpcAttribute', {
            VpcId,
            Attribute,
          });
          return answer[key]?.Value;
        };
        return line(tagOf(Tags, 'Name'), {
          account: place.account,
          cidr: CidrBlock,
          hostNames: await has('enableDnsHostnames', 'EnableDnsHostnames'),
          resolution: await has('enableDnsSupport', 'EnableDnsSupport'),
        });
      }),
    ),
};

const subnetsOf = async (estate: Estate): Promise<readonly Subnet[]> => {
  const own = new Set((await networksOf(estate)).map(({ VpcId }) => VpcId));
  const all = await estate.list<Subnet & { readonly VpcId: string }>(estate.places, 'ec2', 'DescribeSubnets', 'Subnets');
  return all.filter(({ VpcId }) => own.has(VpcId));
};

/** Subnets of the plan by the name that they carry. */
const plannedSubnets = (estate: Estate): readonly { name: string; zone: string; cidr: string; tier: string }[] => [
  ...spacesOf(estate).flatMap(({ name, network }) =>
    Object.values(network.subnets).map(({ id, zone, cidr, tier }) => ({ name: `${name}-${id}`, zone, cidr, tier })),
  ),
  ...hubOf(estate).flatMap(({ name, egress }) =>
    Object.values(egress.subnets).map(({ id, zone, cidr, purpose }) => ({ name: `${name}-${id}`, zone, cidr, tier: purpose })),
  ),
];

const subnets: Kind = {
  types: ['AWS::EC2::Subnet'],
  expected: (estate) =>
    plannedSubnets(estate).map(({ name, zone, cidr, tier }) =>
      line(name, { cidr, zone: estate.target.zones[zone], tier, publicByDefault: false }),
    ),
  seen: async (estate) =>
    (await subnetsOf(estate)).map(({ Tags, CidrBlock, AvailabilityZone, MapPublicIpOnLaunch }) =>
      line(tagOf(Tags, 'Name'), {
        cidr: CidrBlock,
        zone: AvailabilityZone,
        tier: tagOf(Tags, 'tier'),
        publicByDefault: MapPublicIpOnLaunch,
      }),
    ),
};

/** Ways out of each subnet, as words: what stands here is all that leaves. */
const routes: Kind = {
  types: [
    'AWS::EC2::RouteTable',
    'AWS::EC2::SubnetRouteTableAssociation',
    'AWS::EC2::Route',
    'AWS::EC2::InternetGateway',
    'AWS::EC2::VPCGatewayAttachment',
    'AWS::EC2::NatGateway',
    'AWS::EC2::EIP',
  ],
  expected: (estate) => [
    ...spacesOf(estate).flatMap(({ name, network }) =>
      Object.values(network.subnets).map(({ id, tier }) => line(`${name}-${id}`, { ways: waysOfTier[tier] })),
    ),
    ...hubOf(estate).flatMap(({ name, egress }) =>
      Object.values(egress.subnets).map(({ id, purpose, zone }) =>
        line(`${name}-${id}`, { ways: waysInHub(egress.addresses, zone)[purpose] }),
      ),
    ),
  ],
  seen: async (estate) => {
    const names = new Map((await subnetsOf(estate)).map(({ SubnetId, Tags }) => [SubnetId, tagOf(Tags, 'Name')]));
    const translators = await estate.list<{ NatGatewayId: string; SubnetId: string; State: string }>(
      estate.places,
      'ec2',
      'DescribeNatGateways',
      'NatGateways',
    );
    const addresses = await estate.list<{ AllocationId: string }>(estate.places, 'ec2', 'DescribeAddresses', 'Addresses');
    const gateways = await estate.list<{ InternetGatewayId: string; Attachments: readonly { VpcId: string }[] }>(
      estate.places,
      'ec2',
      'DescribeInternetGateways',
      'InternetGateways',
    );
    const attached = new Set(gateways.filter(({ Attachments }) => Attachments.length === 1).map((one) => one.InternetGatewayId));
    const zoneOf = (subnet: string | undefined): string =>
      names
        .get(subnet ?? '')
        ?.split('-')
        .at(-1) ?? 'nowhere';
    const by = ({ GatewayId, NatGatewayId, TransitGatewayId }: Route): string => {
      if (TransitGatewayId !== undefined) return 'transit';
      if (GatewayId?.startsWith('vpce-') === true) return `filter ${zoneOf(GatewayId.replace('vpce-', 'subnet-'))}`;
      if (NatGatewayId !== undefined)
        return addresses.length === translators.length
          ? `translation ${zoneOf(translators.find((one) => one.NatGatewayId === NatGatewayId)?.SubnetId)}`
          : 'translation without an address of its own';
      return attached.has(GatewayId ?? '') ? 'internet' : `unattached ${GatewayId ?? ''}`;
    };
    const tables = await estate.list<RouteTable>(estate.places, 'ec2', 'DescribeRouteTables', 'RouteTables');
    return tables.flatMap(({ Associations = [], Routes }) =>
      Associations.filter(({ SubnetId }) => names.has(SubnetId ?? '')).map(({ SubnetId }) =>
        line(names.get(SubnetId ?? '') ?? '', {
          ways: Routes.filter(({ GatewayId }) => GatewayId !== 'local').map(
            (route) => `${route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? ''} by ${by(route)}`,
          ),
        }),
      ),
    );
  },
};

const waysOfTier = { edge: ['0.0.0.0/0 by internet', '::/0 by internet'], app: ['0.0.0.0/0 by transit'], data: [] } as const;

const waysInHub = (home: string, zone: string) => ({
  transit: [`0.0.0.0/0 by filter ${zone}`, `${home} by transit`],
  firewall: [`0.0.0.0/0 by translation ${zone}`, `${home} by transit`],
  gateway: ['0.0.0.0/0 by internet', `${home} by filter ${zone}`],
});

interface Endpoint extends Tagged {
  readonly VpcId: string;
  readonly VpcEndpointType: string;
  readonly ServiceName: string;
  readonly PolicyDocument: string;
  readonly PrivateDnsEnabled: boolean;
}

/** The cloud's own services, from inside: which of them, and for whose data. */
const endpoints: Kind = {
  types: ['AWS::EC2::VPCEndpoint'],
  expected: (estate) => {
    const accounts = [...new Set(Object.values(estate.target.accounts))];
    const prefix = `com.amazonaws.${estate.target.cloud.region}.`;
    const stores = ['s3', 'dynamodb'].map((service) => ({ service: prefix + service, type: 'Gateway', names: false, accounts }));
    const links = Object.values(estate.plan.links).map(({ from }) => ({ space: from.space, type: 'Interface' }));
    return [
      ...spacesOf(estate).flatMap(({ name }) => stores.map((fields) => line(name, fields))),
      ...hubOf(estate).flatMap(({ name }) =>
        interfaceServices.map((service) => line(name, { service: prefix + service, type: 'Interface', names: true, accounts })),
      ),
      ...links.map(({ space, type }) =>
        line(estate.plan.spaces[space]?.name ?? '', { service: 'a link', type, names: false, accounts: [] }),
      ),
    ];
  },
  seen: async (estate) => {
    const names = await networkNames(estate);
    const all = await estate.list<Endpoint>(estate.places, 'ec2', 'DescribeVpcEndpoints', 'VpcEndpoints');
    return all.map(({ VpcId, ServiceName, VpcEndpointType, PrivateDnsEnabled, PolicyDocument }) =>
      line(names.get(VpcId) ?? '', {
        service: ServiceName.startsWith('com.amazonaws.vpce.') ? 'a link' : ServiceName,
        type: VpcEndpointType,
        names: PrivateDnsEnabled,
        accounts: accountsIn(PolicyDocument),
      }),
    );
  },
};

interface Policy {
  readonly Statement: readonly { readonly Sid?: string; readonly Condition?: Record<string, Record<string, string[]>> }[];
}

/** Accounts whose people and whose data an endpoint lets through; both conditions must name the same. */
const accountsIn = (document: string | undefined): readonly string[] => {
  if (document === undefined || document === '') return [];
  const own = (JSON.parse(document) as Policy).Statement.find(({ Sid }) => Sid === 'OwnAccountsOnly')?.Condition?.StringEquals;
  const people = own?.['aws:PrincipalAccount'] ?? [];
  return people.join() === own?.['aws:ResourceAccount']?.join() ? people : ['differ'];
};

interface FlowLog {
  readonly ResourceId: string;
  readonly TrafficType: string;
  readonly LogGroupName?: string;
  readonly LogDestination?: string;
  readonly FlowLogStatus: string;
}

const flows: Kind = {
  types: ['AWS::EC2::FlowLog'],
  expected: (estate) =>
    [...spacesOf(estate), ...hubOf(estate)].map(({ name }) => line(name, { traffic: 'ALL', status: 'ACTIVE', recorded: true })),
  seen: async (estate) => {
    const names = await networkNames(estate);
    const all = await estate.list<FlowLog>(estate.places, 'ec2', 'DescribeFlowLogs', 'FlowLogs');
    return all.map(({ ResourceId, TrafficType, FlowLogStatus, LogGroupName, LogDestination }) =>
      line(names.get(ResourceId) ?? '', {
        traffic: TrafficType,
        status: FlowLogStatus,
        recorded: (LogGroupName ?? LogDestination ?? '') !== '',
      }),
    );
  },
};

export const network: readonly Kind[] = [networks, subnets, routes, endpoints, flows];
