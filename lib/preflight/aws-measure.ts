import type { Resource } from '../evidence/resource';
import { itemsOf, type Pointer, pointersIn, textAt, textsAt, type Value, valuesAt } from '../evidence/value';
import { fullest, numberAt, ownerAt, partOf } from './counting';
import type { Part } from './need';

/** What was written for one account and region, or for one account. */
export type Written = (...types: readonly string[]) => readonly Resource[];

/** Counts what a quota bounds. */
export type Measure = (written: Written) => readonly Part[];

export const count =
  (...types: readonly string[]): Measure =>
  (written) =>
    written(...types).map((resource) => partOf(resource));

/** AWS gives each account a VPC with its gateway in each region, and they count. */
export const withDefaultVpc =
  (measure: Measure): Measure =>
  (written) => {
    const parts = measure(written);
    return parts.length === 0 ? [] : [...parts, { of: 'the default VPC', amount: 1 }];
  };

/** Resources of a type, counted by what the value at a path points at; the fullest of these. */
export const most =
  (type: string, path: string, wanted: (resource: Resource) => boolean = () => true): Measure =>
  (written) =>
    fullest(
      written(type)
        .filter(wanted)
        .map((resource) => ({ owner: ownerAt(resource, path), part: partOf(resource) })),
    );

export const endpointKind = (resource: Resource): string => textAt(resource.properties, 'VpcEndpointType') || 'Gateway';

/** A rule counts for its group, its direction and its kind of address. */
export const securityGroupRules: Measure = (written) => {
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

export const groupsPerInterface: Measure = (written) =>
  fullest(
    Object.entries(groupPaths).flatMap(([type, path]) =>
      written(type).map((resource) => ({
        owner: resource.id,
        part: partOf(resource, valuesAt(resource.properties, path).length),
      })),
    ),
  );

export const natGateways: Measure = (written) => {
  const zones = new Map(written('AWS::EC2::Subnet').map(({ id, properties }) => [id, textAt(properties, 'AvailabilityZone')]));
  return fullest(
    written('AWS::EC2::NatGateway').map((gateway) => ({
      owner: zones.get(ownerAt(gateway, 'SubnetId')) ?? '',
      part: partOf(gateway),
    })),
  );
};

export const balancers =
  (type: 'application' | 'network'): Measure =>
  (written) =>
    written('AWS::ElasticLoadBalancingV2::LoadBalancer')
      .filter(({ properties }) => (textAt(properties, 'Type') || 'application') === type)
      .map((balancer) => partOf(balancer));

/** Rules stand below listeners, and the bound below the balancer; each listener's own default action is none of them. */
export const listenerRules: Measure = (written) => {
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
export const fargateVcpus: Measure = (written) => {
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

export const databaseStorage: Measure = (written) =>
  written('AWS::RDS::DBInstance').map((database) =>
    partOf(database, numberAt(database.properties, 'MaxAllocatedStorage') || numberAt(database.properties, 'AllocatedStorage')),
  );

export const firewallCapacity: Measure = (written) =>
  fullest(
    written('AWS::NetworkFirewall::RuleGroup').map((group) => ({
      owner: group.id,
      part: partOf(group, numberAt(group.properties, 'Capacity')),
    })),
  );

/** Those that a role names itself, and those that name the role. */
export const policiesPerRole: Measure = (written) =>
  fullest([
    ...written('AWS::IAM::Role').map((role) => ({
      owner: role.id,
      part: partOf(role, itemsOf(role.properties.ManagedPolicyArns).length),
    })),
    ...written('AWS::IAM::ManagedPolicy').flatMap((policy) =>
      pointersAt(policy, 'Roles').map(({ resource }) => ({ owner: resource, part: partOf(policy) })),
    ),
  ]);

export const addressBlocks: Measure = (written) =>
  fullest([
    ...written('AWS::EC2::VPC').map((vpc) => ({ owner: vpc.id, part: partOf(vpc) })),
    ...written('AWS::EC2::VPCCidrBlock')
      .filter(({ properties }) => textsAt(properties, 'CidrBlock').length > 0)
      .map((block) => ({ owner: ownerAt(block, 'VpcId'), part: partOf(block) })),
  ]);
