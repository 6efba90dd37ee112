import type { Resource } from '../evidence/resource';
import { numberAt, textAt, valuesAt } from '../evidence/value';
import { phrase, type Text } from './phrase';
import { type Counted, type Machines, noMachines } from './quantity';

/** One rule: what a resource of a type costs by. */
export interface Rule {
  readonly type: string;
  readonly item: string | ((resource: Resource) => string);
  readonly unit: Counted['unit'];
  readonly what: Text;
  /** Default: one. */
  readonly amount?: (resource: Resource) => number | Counted['amount'];
  readonly machines?: (resource: Resource) => Machines;
}

const countAt = (path: string) => (resource: Resource) => valuesAt(resource.properties, path).length;
const when =
  (holds: (resource: Resource) => boolean, amount: (resource: Resource) => number = () => 1) =>
  (resource: Resource) =>
    holds(resource) ? amount(resource) : 0;
const isKind = (path: string, value: string, fallback: string) => (resource: Resource) =>
  (textAt(resource.properties, path) || fallback) === value;

const multi = (resource: Resource): boolean => textAt(resource.properties, 'MultiAZ') === 'true';
const zonesOf = (resource: Resource): string => (multi(resource) ? 'multi' : 'single');
const publicBalancer = isKind('Scheme', 'internet-facing', '');

export const awsRules: readonly Rule[] = [
  { type: 'AWS::EC2::NatGateway', item: 'vpc.nat.hour', unit: 'hour', what: phrase('NAT gateways') },
  {
    type: 'AWS::EC2::VPCEndpoint',
    item: 'vpc.interface_endpoint.hour',
    unit: 'hour',
    what: phrase('zones of interface endpoints'),
    amount: when(isKind('VpcEndpointType', 'Interface', 'Gateway'), countAt('SubnetIds')),
  },
  {
    type: 'AWS::NetworkFirewall::Firewall',
    item: 'network_firewall.endpoint.hour',
    unit: 'hour',
    what: phrase('firewall endpoints'),
    amount: countAt('SubnetMappings'),
  },
  {
    type: 'AWS::EC2::TransitGatewayAttachment',
    item: 'tgw.attachment.hour',
    unit: 'hour',
    what: phrase('attachments to the transit gateway'),
  },
  { type: 'AWS::EC2::VPNConnection', item: 'vpn.connection.hour', unit: 'hour', what: phrase('VPN connections') },
  { type: 'AWS::EC2::EIP', item: 'vpc.public_ipv4', unit: 'hour', what: phrase('public addresses') },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    item: 'vpc.public_ipv4',
    unit: 'hour',
    what: phrase('public addresses of load balancers'),
    amount: when(publicBalancer, countAt('Subnets')),
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    item: (resource) => (textAt(resource.properties, 'Type') === 'network' ? 'elb.nlb.hour' : 'elb.alb.hour'),
    unit: 'hour',
    what: phrase('load balancers'),
  },
  { type: 'AWS::KMS::Key', item: 'kms.key', unit: 'month', what: phrase('keys') },
  { type: 'AWS::KMS::ReplicaKey', item: 'kms.key', unit: 'month', what: phrase('keys') },
  { type: 'AWS::SecretsManager::Secret', item: 'secret', unit: 'month', what: phrase('secrets') },
  {
    type: 'AWS::RDS::DBInstance',
    item: 'secret',
    unit: 'month',
    what: phrase('secrets of databases'),
    amount: when(isKind('ManageMasterUserPassword', 'true', 'false')),
  },
  { type: 'AWS::Route53::HostedZone', item: 'dns.zone', unit: 'month', what: phrase('zones of the name service') },
  {
    type: 'AWS::Route53Profiles::ProfileAssociation',
    item: 'route53.profile.association',
    unit: 'hour',
    what: phrase('associations of the name profile'),
  },
  { type: 'AWS::WAFv2::WebACL', item: 'waf.acl', unit: 'month', what: phrase('web firewalls') },
  {
    type: 'AWS::WAFv2::WebACL',
    item: 'waf.rule',
    unit: 'month',
    what: phrase('rules of web firewalls'),
    amount: countAt('Rules'),
  },
  { type: 'AWS::CloudWatch::Alarm', item: 'cloudwatch.alarm', unit: 'month', what: phrase('alarms') },
  { type: 'AWS::CloudWatch::Dashboard', item: 'cloudwatch.dashboard', unit: 'month', what: phrase('dashboards') },
  {
    type: 'AWS::RDS::DBInstance',
    item: (resource) => `rds/${textAt(resource.properties, 'DBInstanceClass')}/${zonesOf(resource)}`,
    unit: 'hour',
    what: phrase('databases'),
    machines: (resource) => databaseMachines(textAt(resource.properties, 'DBInstanceClass'), multi(resource) ? 2 : 1),
  },
  {
    type: 'AWS::RDS::DBInstance',
    item: (resource) => `rds.gp3.storage/${zonesOf(resource)}`,
    unit: 'GB-month',
    what: phrase('GB of databases'),
    amount: (resource) => {
      const size = numberAt(resource.properties, 'AllocatedStorage');
      return { low: size, expected: size, high: Math.max(size, numberAt(resource.properties, 'MaxAllocatedStorage')) };
    },
    machines: (resource) => ({ ...noMachines, ssdGB: multi(resource) ? 2 : 1 }),
  },
];

/** Sizes of the database classes that the profiles name, from their public names: a size says its processors and memory. */
const databaseSizes: Readonly<Record<string, readonly [number, number]>> = {
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  '2xlarge': [8, 32],
};

const databaseMachines = (name: string, copies: number): Machines => {
  const [vcpus, memoryGiB] = databaseSizes[name.split('.').at(-1) ?? ''] ?? [0, 0];
  return { ...noMachines, vcpus: vcpus * copies, memoryGiB: memoryGiB * copies };
};
