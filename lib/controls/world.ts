import { awsCrossings } from '../evidence/aws-crossings';
import type { AwsWorld } from '../evidence/aws-world';
import type { Crossing } from '../evidence/crossing';
import { openstackCrossings } from '../evidence/openstack-crossings';
import type { OpenstackWorld } from '../evidence/openstack-world';
import type { Evidence } from '../evidence/resource';
import type { Plan } from '../plan/plan';
import type { TargetPlan } from '../plan/target-plan';

/** Owner of each account of a target, where its cloud has accounts. */
export const ownersOf = (target: TargetPlan): Readonly<Record<string, string>> =>
  target.provider === 'aws'
    ? Object.fromEntries(Object.entries(target.accounts).map(([owner, account]) => [account, owner]))
    : {};

/** Every way between owners in what was written for a target. */
export const crossingsOf = (plan: Plan, target: TargetPlan, evidence: Evidence): readonly Crossing[] =>
  target.provider === 'aws' ? awsCrossings(awsWorld(plan, target, evidence)) : openstackCrossings(openstackWorld(plan, evidence));

export const awsWorld = (plan: Plan, target: TargetPlan, evidence: Evidence): AwsWorld => ({
  evidence,
  accounts: ownersOf(target),
  breakGlass: plan.identity.breakGlass.name,
});

export const openstackWorld = (plan: Plan, evidence: Evidence): OpenstackWorld => {
  const region = plan.region.id;
  const spaces = Object.keys(plan.spaces).map((space) => [`${region}-${space}`, space] as const);
  const shared = ['shared', 'logs', 'backup'].map((project) => [`${region}-${project}`, 'shared'] as const);
  const roles = Object.values(plan.identity.roles);
  const regional = [...roles.filter(({ scope }) => scope === 'region').map(({ id }) => id), 'break-glass', 'domain-manager'].map(
    (id) => [`${region}-${id}`, 'shared'] as const,
  );
  const tenants = Object.keys(plan.region.tenants).flatMap((tenant) =>
    roles.filter(({ scope }) => scope === 'tenant').map(({ id }) => [`${region}-${tenant}-${id}`, tenant] as const),
  );
  return {
    evidence,
    projects: Object.fromEntries([...spaces, ...shared]),
    groups: Object.fromEntries([...regional, ...tenants]),
  };
};
