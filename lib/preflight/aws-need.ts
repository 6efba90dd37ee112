import type { Evidence, Resource } from '../evidence/resource';
import { itemsOf, type Pointer, pointersIn, textAt, textsAt, type Value, valuesAt } from '../evidence/value';
import { type AwsQuotaId, awsQuotas } from './aws-quotas';
import { isAt, placesOf } from './aws-place';
import { type Need, type Part, type Place, sumOf } from './need';

/** What was written for one account and region, or for one account. */
type Written = (...types: readonly string[]) => readonly Resource[];

/** Counts what a quota bounds. */
type Measure = (written: Written) => readonly Part[];

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

const partOf = ({ id }: Resource, amount = 1): Part => ({ of: id, amount });

const count =
  (...types: readonly string[]): Measure =>
  (written) =>
    written(...types).map((resource) => partOf(resource));

/** AWS gives each account a VPC with its gateway in each region, and they count. */
const withDefaultVpc =
  (measure: Measure): Measure =>
  (written) => {
    const parts = measure(written);
    return parts.length === 0 ? [] : [...parts, { of: 'the default VPC', amount: 1 }];
  };

/** The fullest of several owners: its parts. An owner of '' is none. */
const fullest = (parts: readonly { readonly owner: string; readonly part: Part }[]): readonly Part[] => {
  const owners = new Map<string, Part[]>();
  for (const { owner, part } of parts) if (owner !== '') owners.set(owner, [...(owners.get(owner) ?? []), part]);
  return [...owners.values()].reduce<readonly Part[]>((most, own) => (sumOf(own) > sumOf(most) ? own : most), []);
};

/** Resources of a type, counted by what the value at a path points at; the fullest of these. */
const most =
  (type: string, path: string, wanted: (resource: Resource) => boolean = () => true): Measure =>
  (written) =>
    fullest(
      written(type)
        .filter(wanted)
        .map((resource) => ({ owner: ownerAt(resource, path), part: partOf(resource) })),
    );

/** What a property points at; its text where it is no resource of ours; '' where nothing stands there. */
const ownerAt = (resource: Resource, path: string): string =>
  pointersAt(resource, path)[0]?.resource ?? textAt(resource.properties, path);

const endpointKind = (resource: Resource): string => textAt(resource.properties, 'VpcEndpointType') || 'Gateway';

/** A rule counts for its group, its direction and its kind of address. */
const securityGroupRules: Measure = (written) => {
  const own = written('AWS::EC2::SecurityGroup').flatMap((group) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) =>
      valuesAt(group.properties, `SecurityGroup${direction}`).map((rule) => ({
        owner: `${group.id} ${direction} ${familyOf(rule)}`,
        part: partOf(group),
      })),
    ),
  );
  const apart = (['Ingress', 'Egress'] as const).flatMap((direction) =>
    written(`AWS::EC2::SecurityGroup${direction}`).map((rule) => ({
      owner: `${ownerAt(rule, 'GroupId')} ${direction} ${familyOf(rule.properties)}`,
      part: partOf(rule),
    })),
  );
  return fullest([...own, ...apart]);
};

const familyOf = (rule: Value): string => (textAt(rule, 'CidrIpv6') === '' ? 'IPv4' : 'IPv6');

const pointersAt = (resource: Resource, path: string): readonly Pointer[] => pointersIn([...valuesAt(resource.properties, path)]);

/** Where resources name the security groups of their interfaces. */
const groupPaths: Readonly<Record<string, string>> = {
  'AWS::ECS::Service': 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'SecurityGroups',
  'AWS::RDS::DBInstance': 'VPCSecurityGroups',
  'AWS::EC2::VPCEndpoint': 'SecurityGroupIds',
  'AWS::Lambda::Function': 'VpcConfig.SecurityGroupIds',
  'AWS::EFS::MountTarget': 'SecurityGroups',
  'AWS::Scheduler::Schedule': 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
};

const groupsPerInterface: Measure = (written) =>
  fullest(
    Object.entries(groupPaths).flatMap(([type, path]) =>
      written(type).map((resource) => ({
        owner: resource.id,
        part: partOf(resource, valuesAt(resource.properties, path).length),
      })),
    ),
  );

const natGateways: Measure = (written) => {
  const zones = new Map(written('AWS::EC2::Subnet').map(({ id, properties }) => [id, textAt(properties, 'AvailabilityZone')]));
  return fullest(
    written('AWS::EC2::NatGateway').map((gateway) => ({
      owner: zones.get(ownerAt(gateway, 'SubnetId')) ?? '',
      part: partOf(gateway),
    })),
  );
};

const balancers =
  (type: 'application' | 'network'): Measure =>
  (written) =>
    written('AWS::ElasticLoadBalancingV2::LoadBalancer')
      .filter(({ properties }) => (textAt(properties, 'Type') || 'application') === type)
      .map((balancer) => partOf(balancer));

/** Rules stand below listeners, and the bound below the balancer; each listener's own default action is none of them. */
const listenerRules: Measure = (written) => {
  const balancerOf = new Map(
    written('AWS::ElasticLoadBalancingV2::Listener').map((listener) => [listener.id, ownerAt(listener, 'LoadBalancerArn')]),
  );
  return fullest(
    written('AWS::ElasticLoadBalancingV2::ListenerRule').map((rule) => ({
      owner: balancerOf.get(ownerAt(rule, 'ListenerArn')) ?? '',
      part: partOf(rule),
    })),
  );
};

/** Services at the ceiling of their scaling, and every job at once; a deployment may need twice a service's share for minutes. */
const fargateVcpus: Measure = (written) => {
  const vcpus = new Map(
    written('AWS::ECS::TaskDefinition').map(({ id, properties }) => [id, numberAt(properties, 'Cpu') / 1024]),
  );
  const vcpusAt = (resource: Resource, path: string): number => vcpus.get(ownerAt(resource, path)) ?? 0;
  const ceilings = new Map(
    written('AWS::ApplicationAutoScaling::ScalableTarget').flatMap((target) =>
      pointersAt(target, 'ResourceId').map(({ resource }) => [resource, numberAt(target.properties, 'MaxCapacity')] as const),
    ),
  );
  return [
    ...written('AWS::ECS::Service').map((service) =>
      partOf(
        service,
        vcpusAt(service, 'TaskDefinition') * (ceilings.get(service.id) ?? (numberAt(service.properties, 'DesiredCount') || 1)),
      ),
    ),
    ...written('AWS::Scheduler::Schedule').map((job) =>
      partOf(
        job,
        vcpusAt(job, 'Target.EcsParameters.TaskDefinitionArn') *
          (numberAt(job.properties, 'Target.EcsParameters.TaskCount') || 1),
      ),
    ),
  ];
};

const numberAt = (value: Value, path: string): number => Number(textAt(value, path)) || 0;

const databaseStorage: Measure = (written) =>
  written('AWS::RDS::DBInstance').map((database) =>
    partOf(database, numberAt(database.properties, 'MaxAllocatedStorage') || numberAt(database.properties, 'AllocatedStorage')),
  );

const firewallCapacity: Measure = (written) =>
  fullest(
    written('AWS::NetworkFirewall::RuleGroup').map((group) => ({
      owner: group.id,
      part: partOf(group, numberAt(group.properties, 'Capacity')),
    })),
  );

/** Those that a role names itself, and those that name the role. */
const policiesPerRole: Measure = (written) =>
  fullest([
    ...written('AWS::IAM::Role').map((role) => ({
      owner: role.id,
      part: partOf(role, itemsOf(role.properties.ManagedPolicyArns).length),
    })),
    ...written('AWS::IAM::ManagedPolicy').flatMap((policy) =>
      pointersAt(policy, 'Roles').map(({ resource }) => ({ owner: resource, part: partOf(policy) })),
    ),
  ]);

const addressBlocks: Measure = (written) =>
  fullest([
    ...written('AWS::EC2::VPC').map((vpc) => ({ owner: vpc.id, part: partOf(vpc) })),
    ...written('AWS::EC2::VPCCidrBlock')
      .filter(({ properties }) => textsAt(properties, 'CidrBlock').length > 0)
      .map((block) => ({ owner: ownerAt(block, 'VpcId'), part: partOf(block) })),
  ]);

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
