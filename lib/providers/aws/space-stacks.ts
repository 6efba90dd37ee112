import type { App, Stack } from 'aws-cdk-lib';
import { nameOf } from '../../plan/name';
import type { Plan, SpacePlan } from '../../plan/plan';
import type { ServicePlan } from '../../plan/service-plan';
import type { AwsTargetPlan } from '../../plan/target-plan';
import { needsPreparation, PreparationStack } from './hosting/preparation';
import { SecondSiteStack } from './storage/second-site';
import { ServiceStack } from './hosting/service';
import { StorageStack } from './storage/storage';

export interface SpaceStacksProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
}

/** Stores and e-services of one space, each behind what must stand before it; ids as in the plan, or below one of the plan's. */
export const addSpaceStacks = (app: App, stacks: Map<string, Stack>, props: SpaceStacksProps): void => {
  addStorage(app, stacks, props);
  for (const service of Object.values(props.space.services)) addService(app, stacks, props, service);
};

const addStorage = (app: App, stacks: Map<string, Stack>, props: SpaceStacksProps): void => {
  const { target, space } = props;
  const storage = new StorageStack(app, nameOf('stack', space.name, 'storage'), props);
  stacks.set(`${space.id}/storage`, storage);
  if (!target.secondSite.enabled) return;
  const { keys, stores, backup } = space.storage;
  const copies = Object.values(stores).filter((store) => store.secondSite);
  if (copies.length === 0 && !backup.secondSite) return;
  const used = new Set([...copies.map((store) => store.key), ...(backup.secondSite ? [backup.key] : [])]);
  const second = new SecondSiteStack(app, nameOf('stack', space.name, 'second-site'), {
    ...props,
    name: space.name,
    keys: Object.fromEntries(Object.entries(keys).filter(([id]) => used.has(id))),
    stores,
    backup: backup.secondSite ? backup : null,
  });
  stacks.set(`${space.id}/storage/second-site`, second);
  storage.node.addDependency(second);
};

const addService = (app: App, stacks: Map<string, Stack>, props: SpaceStacksProps, service: ServicePlan): void => {
  const { target, space } = props;
  const id = `${space.id}/${service.id}`;
  const stack = new ServiceStack(app, nameOf('stack', service.name), { ...props, service });
  stacks.set(id, stack);
  if (needsPreparation({ target, space, service })) {
    const preparation = new PreparationStack(app, nameOf('stack', service.name, 'preparation'), { target, space, service });
    stacks.set(`${id}/preparation`, preparation);
    stack.node.addDependency(preparation);
  }
  if (!target.secondSite.enabled || !Object.values(service.documents).some((store) => store.secondSite)) return;
  const keys = { [service.key.id]: service.key };
  const second = new SecondSiteStack(app, nameOf('stack', service.name, 'second-site'), {
    ...props,
    name: service.name,
    keys,
    stores: service.documents,
    backup: null,
  });
  stacks.set(`${id}/second-site`, second);
  stack.node.addDependency(second);
};
