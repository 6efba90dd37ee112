import type { Plan, SpacePlan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { nameOf } from '../../../plan/name';
import { lacks } from '../lacks';

/** The network through which a space reaches the outside: the region's one, or its tenant's own. */
export interface Hub {
  readonly stackName: string;
  /** Key into the target's accounts. */
  readonly account: string;
  /** Spaces that use it. */
  readonly spaces: readonly SpacePlan[];
}

export const hubsOf = (plan: Plan): readonly Hub[] => {
  const spaces = Object.values(plan.spaces);
  if (plan.egress.mode === 'shared') return [{ stackName: nameOf('stack', plan.region.id, 'egress'), account: 'shared', spaces }];
  return Object.keys(plan.region.tenants).map((tenant) => ({
    stackName: nameOf('stack', plan.region.id, tenant, 'egress'),
    account: tenant,
    spaces: spaces.filter((space) => space.tenant === tenant),
  }));
};

export const hubOf = (plan: Plan, space: SpacePlan): Hub => {
  const hub = hubsOf(plan).find((candidate) => candidate.spaces.includes(space));
  if (hub === undefined) throw new Error(`no way out for ${space.id}`);
  return hub;
};

/** Other accounts than the hub's own whose networks attach to it. */
export const guestAccounts = (hub: Hub, target: AwsTargetPlan): readonly string[] => {
  const accounts = hub.spaces.map((space) => target.accounts[space.tenant] ?? '');
  return [...new Set(accounts)].filter((account) => account !== target.accounts[hub.account]).sort();
};

/** One plan zone for each zone of the cloud, since several may stand on one: attachments take one subnet in each. */
export const distinctZones = (target: AwsTargetPlan): readonly string[] =>
  Object.entries(target.zones)
    .filter(([zone, place]) => Object.entries(target.zones).find(([, other]) => other === place)?.[0] === zone)
    .map(([zone]) => zone);

/** Whether the hub's endpoints can be shared with the spaces by a profile of names; otherwise each space has its own. */
export const sharesEndpoints = (target: AwsTargetPlan): boolean => !lacks(target.cloud, 'AWS::Route53Profiles::Profile');
