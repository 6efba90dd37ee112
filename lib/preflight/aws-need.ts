import type { Evidence } from '../evidence/resource';
import {
  addressBlocks,
  balancers,
  count,
  databaseStorage,
  endpointKind,
  fargateVcpus,
  firewallCapacity,
  groupsPerInterface,
  listenerRules,
  type Measure,
  most,
  natGateways,
  policiesPerRole,
  securityGroupRules,
  withDefaultVpc,
  type Written,
} from './aws-measure';
import { type AwsQuotaId, awsQuotas } from './aws-quotas';
import { isAt, placesOf } from './aws-place';
import { partOf } from './counting';
import { type Need, type Part, type Place, sumOf } from './need';

/** Needs of every account and region by quota; what is not needed at all is left out. */
export const awsNeeds = (evidence: Evidence): readonly { readonly quota: AwsQuotaId; readonly need: Need }[] =>
  [...placesOf(evidence, 'region'), ...placesOf(evidence, 'account')].flatMap((place) => {
    const written: Written = (...types) => evidence.ofType(...types).filter(({ artefact }) => isAt(artefact, place));
    const scope = place.region === 'global' ? 'account' : 'region';
    return (Object.keys(awsQuotas) as AwsQuotaId[])
      .filter((id) => awsQuotas[id].scope === scope)
      .map((quota) => ({
        quota,
        need: needOf(place, quota, quota === 'stacks' ? stacksAt(evidence, place) : measures[quota](written)),
      }))
      .filter(({ need }) => need.amount > 0);
  });

const needOf = (place: Place, id: AwsQuotaId, parts: readonly Part[]): Need => ({
  place,
  id: `quota/${id}`,
  item: awsQuotas[id].item,
  amount: sumOf(parts),
  parts: parts.filter(({ amount }) => amount > 0),
});

const stacksAt = ({ artefacts }: Evidence, place: Place): readonly Part[] =>
  artefacts.filter((artefact) => isAt(artefact, place)).map(({ name }) => ({ of: name, amount: 1 }));

const measures: Readonly<Record<Exclude<AwsQuotaId, 'stacks'>, Measure>> = {
  vpcs: withDefaultVpc(count('AWS::EC2::VPC')),
  internetGateways: withDefaultVpc(count('AWS::EC2::InternetGateway')),
  natGateways,
  subnets: most('AWS::EC2::Subnet', 'VpcId'),
  routeTables: most('AWS::EC2::RouteTable', 'VpcId'),
  routes: most('AWS::EC2::Route', 'RouteTableId'),
  addressBlocks,
  securityGroups: count('AWS::EC2::SecurityGroup'),
  securityGroupRules,
  groupsPerInterface,
  interfaceEndpoints: most('AWS::EC2::VPCEndpoint', 'VpcId', (endpoint) => endpointKind(endpoint) === 'Interface'),
  gatewayEndpoints: (written) =>
    written('AWS::EC2::VPCEndpoint')
      .filter((endpoint) => endpointKind(endpoint) === 'Gateway')
      .map((endpoint) => partOf(endpoint)),
  elasticAddresses: count('AWS::EC2::EIP'),
  vpnGateways: count('AWS::EC2::VPNGateway'),
  vpnConnections: count('AWS::EC2::VPNConnection'),
  customerGateways: count('AWS::EC2::CustomerGateway'),
  transitGateways: count('AWS::EC2::TransitGateway'),
  transitRouteTables: most('AWS::EC2::TransitGatewayRouteTable', 'TransitGatewayId'),
  applicationBalancers: balancers('application'),
  networkBalancers: balancers('network'),
  targetGroups: count('AWS::ElasticLoadBalancingV2::TargetGroup'),
  listeners: most('AWS::ElasticLoadBalancingV2::Listener', 'LoadBalancerArn'),
  listenerRules,
  fargateVcpus,
  databases: count('AWS::RDS::DBInstance'),
  databaseSubnetGroups: count('AWS::RDS::DBSubnetGroup'),
  databaseParameterGroups: count('AWS::RDS::DBParameterGroup'),
  databaseStorage,
  keys: count('AWS::KMS::Key'),
  fileSystems: count('AWS::EFS::FileSystem'),
  certificates: count('AWS::CertificateManager::Certificate'),
  userPools: count('AWS::Cognito::UserPool'),
  webAcls: count('AWS::WAFv2::WebACL'),
  firewalls: count('AWS::NetworkFirewall::Firewall'),
  firewallPolicies: count('AWS::NetworkFirewall::FirewallPolicy'),
  firewallRuleGroups: count('AWS::NetworkFirewall::RuleGroup'),
  firewallCapacity,
  alarms: count('AWS::CloudWatch::Alarm'),
  dashboards: count('AWS::CloudWatch::Dashboard'),
  logPolicies: count('AWS::Logs::ResourcePolicy'),
  eventRules: count('AWS::Events::Rule'),
  trails: count('AWS::CloudTrail::Trail'),
  backupVaults: count('AWS::Backup::BackupVault'),
  hostedZones: count('AWS::Route53::HostedZone'),
  roles: count('AWS::IAM::Role'),
  managedPolicies: count('AWS::IAM::ManagedPolicy'),
  policiesPerRole,
  identityProviders: count('AWS::IAM::OIDCProvider'),
  buckets: count('AWS::S3::Bucket'),
  budgets: count('AWS::Budgets::Budget'),
};
