import type { App, AppProps, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { nameOf } from '../../plan/name';
import type { Plan } from '../../plan/plan';
import type { AwsTargetPlan } from '../../plan/target-plan';
import type { Artefact } from '../provider';
import { AccountStack } from './foundation/account';
import { accountNames } from './accounts';
import { confine } from './foundation/boundary';
import { excuse } from './exceptions';
import { EgressStack } from './network/egress';
import { FoundationStack } from './foundation/foundation';
import { hubsOf } from './network/hub';
import { NetworkStack } from './network/network';
import { addSpaceStacks } from './space-stacks';
import { TransitStack } from './network/transit';

/** Stacks of one target by their ids in the plan. */
type Stacks = Map<string, Stack>;

/**
 * What an App of ours is made with: no resource of the toolkit's own, and the feature flags on which a
 * control or a template's stability depends, so that no cdk.json around us changes them.
 */
export const appProps: AppProps = {
  analyticsReporting: false,
  // Both hold paths of this machine and cost more time than everything else.
  stackTraces: false,
  treeMetadata: false,
  postCliContext: {
    'aws:cdk:disable-creation-stack-traces': true,
    'aws:cdk:disable-logicalId-metadata': true,
    // Which construct made a resource: the audit says it of every place.
    'aws:cdk:enable-path-metadata': true,
    '@aws-cdk/core:enablePartitionLiterals': false,
    '@aws-cdk/aws-s3:publicAccessBlockedByDefault': true,
    '@aws-cdk/aws-iam:minimizePolicies': true,
  },
};

/** Adds every stack of one target to an App and says in which order they are deployed. */
export const compose = (app: App, plan: Plan, target: AwsTargetPlan): readonly Artefact[] => {
  const stacks: Stacks = new Map();
  stacks.set('foundation', new FoundationStack(app, accountNames.foundationStack(plan), { plan, target }));
  for (const tenant of Object.keys(plan.region.tenants)) {
    stacks.set(tenant, new AccountStack(app, nameOf('stack', plan.region.id, tenant), { plan, target, tenant }));
  }
  addHubs(app, plan, target, stacks);
  for (const space of Object.values(plan.spaces)) {
    const props = { plan, target, space };
    stacks.set(`${space.id}/network`, new NetworkStack(app, nameOf('stack', space.name, 'network'), props));
    stacks.set(`${space.id}/transit`, new TransitStack(app, nameOf('stack', space.name, 'transit'), props));
    addSpaceStacks(app, stacks, props);
  }
  arrange(plan, stacks);
  for (const [id, stack] of stacks) if (!isBaseline(plan, id)) confine(stack, plan.region.id);
  excuse(app, target);
  return inOrder(stacks).map(([id, stack]) => ({ id, name: stack.stackName, file: stack.templateFile }));
};

/** Each behind everything for which it waits. */
const inOrder = (stacks: Stacks): readonly (readonly [string, Stack])[] => {
  const ordered: (readonly [string, Stack])[] = [];
  const placed = new Set<IConstruct>();
  for (let rest = [...stacks]; rest.length > 0; rest = rest.filter(([, stack]) => !placed.has(stack))) {
    const ready = rest.filter(([, stack]) => stack.node.dependencies.every((other) => placed.has(other)));
    if (ready.length === 0) throw new Error(`stacks wait for each other: ${rest.map(([id]) => id).join(', ')}`);
    ready.forEach(([, stack]) => placed.add(stack));
    ordered.push(...ready);
  }
  return ordered;
};

/** Stacks that make the boundary, and whose machine roles therefore cannot wait for it. */
const isBaseline = (plan: Plan, id: string): boolean => id === 'foundation' || id in plan.region.tenants;

const addHubs = (app: App, plan: Plan, target: AwsTargetPlan, stacks: Stacks): void => {
  for (const hub of hubsOf(plan)) {
    stacks.set(
      hub.account === 'shared' ? 'egress' : `${hub.account}/egress`,
      new EgressStack(app, hub.stackName, { plan, target, hub }),
    );
  }
};

/** The plan's order, and what only this cloud needs: routes between a network and its hub stand in a stack of their own. */
const arrange = (plan: Plan, stacks: Stacks): void => {
  const after = (id: string, ...others: readonly string[]): void => {
    for (const other of others) {
      const stack = stacks.get(other);
      if (stack !== undefined) stacks.get(id)?.node.addDependency(stack);
    }
  };
  for (const { id, after: others } of plan.order) after(id, ...others);
  for (const space of Object.values(plan.spaces)) {
    after(`${space.tenant}/egress`, space.tenant);
    after(`${space.id}/network`, `${space.tenant}/egress`);
    after(`${space.id}/transit`, `${space.id}/network`);
    // Nothing stands in an account before its records do.
    after(`${space.id}/storage/second-site`, space.tenant);
    for (const service of Object.keys(space.services)) {
      after(`${space.id}/${service}`, `${space.id}/transit`);
      for (const part of ['preparation', 'second-site']) after(`${space.id}/${service}/${part}`, space.tenant);
    }
  }
};
