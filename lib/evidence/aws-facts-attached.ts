import type { Reader } from './aws-facts-network';
import { type Fact, fact } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAs, seenAt, unseen } from './seen';
import { targetsAt } from './pointer-target';
import { pointersIn, textAt, textsAt, type Value, valuesAt } from './value';

/** Where things that stand in a network name their groups; what names none gets the default group of the network. */
const groupPaths: Readonly<Record<string, string>> = {
  'AWS::ECS::Service': 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  'AWS::Scheduler::Schedule': 'Target.EcsParameters.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'SecurityGroups',
  'AWS::EFS::MountTarget': 'SecurityGroups',
  'AWS::RDS::DBInstance': 'VPCSecurityGroups',
};

/** What groups and name filters are attached to. */
export const awsAttachedFacts: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(Object.entries(groupPaths).map(([type, path]): [string, Reader] => [type, (one) => grouped(one, path)])),
  'AWS::EC2::VPCEndpoint': (endpoint) =>
    textAt(endpoint.properties, 'VpcEndpointType') === 'Interface' ? grouped(endpoint, 'SecurityGroupIds') : [],
  'AWS::EC2::VPC': (vpc, evidence) => [
    fact('defaultRules', 'group', vpc, bornRules(vpc, evidence)),
    ...evidence
      .ofType('AWS::Route53Resolver::FirewallRuleGroupAssociation')
      .filter((one) => targetsAt(evidence, one, 'VpcId').includes(vpc))
      .map((one) => fact('filter', 'look-ups', vpc, refusesNames(one, evidence))),
  ],
};

const grouped = (resource: Resource, path: string): readonly Fact[] => {
  // A schedule may start something that stands in no network.
  if (resource.type === 'AWS::Scheduler::Schedule' && valuesAt(resource.properties, 'Target.EcsParameters').length === 0)
    return [];
  return [fact('spoofGuard', 'port', resource, presentAt(resource, path), { at: path })];
};

/** Every network is born with a group that lets its members speak to each other and to everyone. */
const bornRules = (vpc: Resource, evidence: Evidence): Seen<boolean> => {
  const isOfDefaultGroup = (value: Value | undefined): boolean =>
    pointersIn(value).some(({ resource, attribute }) => resource === vpc.id && attribute === 'DefaultSecurityGroup');
  const emptied = evidence
    .ofType('AWS::SSM::Association')
    .filter(({ properties }) => isOfDefaultGroup(properties.Targets))
    .flatMap((association) => targetsAt(evidence, association, 'Name'))
    .some(({ properties }) =>
      textsAt(properties, 'Content.mainSteps.inputs.Api').some((api) => api.startsWith('RevokeSecurityGroup')),
    );
  return emptied ? known(false) : unseen('whether the rules of the default group were removed is not in the template');
};

/** A list of refused or allowed names that refuses something. */
const refusesNames = (association: Resource, evidence: Evidence): Seen<boolean> => {
  const [group] = targetsAt(evidence, association, 'FirewallRuleGroupId');
  if (group === undefined) return unseen('its rules are not among these artefacts');
  const rules = seenAt(group, 'FirewallRules');
  return seenAs(rules, (all) =>
    all.some(
      (rule) =>
        textAt(rule, 'Action') === 'BLOCK' &&
        targetsAt(evidence, { ...group, properties: { rule } }, 'rule.FirewallDomainListId').length > 0,
    ),
  );
};
