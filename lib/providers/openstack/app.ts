import { has } from '../../model/cloud';
import { nameOf } from '../../plan/name';
import type { Plan, SpacePlan } from '../../plan/plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Artefact } from '../provider';
import { BackupStack, RecordsStack } from './storage/archive';
import { EgressStack } from './network/egress';
import type { App, TerraformStack } from './engine';
import { FoundationStack } from './foundation/foundation';
import { IdentityStack } from './foundation/identity';
import { LinkStack } from './network/links';
import { names } from './names';
import { NetworkStack } from './network/network';
import { egressMode, linkMode } from './network/proxy-address';
import { QuotasStack } from './foundation/quotas';
import { ServiceStack } from './hosting/service';
import { StorageStack } from './storage/storage';

/** What an App of ours is made with: no stack traces, since they hold the paths of this machine. */
export const appProps = { stackTraces: false } as const;

/** A state before it is made: its id in the plan's order, and how it is made. */
interface Maker {
  readonly id: string;
  readonly make: () => TerraformStack;
}

/** Adds every state of one target to an App, and returns them in the order in which they are applied. */
export const compose = (app: App, plan: Plan, target: OpenstackTargetPlan): readonly Artefact[] => {
  const context = { app, plan, target };
  return [
    ...foundation(context),
    ...archives(context),
    ...plan.order.flatMap(({ id }) => [...linksBefore(context, id), ...stateOf(context, id)]),
  ].map(({ id, make }) => {
    const name = make().node.id;
    return { id, name, file: `stacks/${name}/cdk.tf.json` };
  });
};

interface Context {
  readonly app: App;
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

/** By privilege; the operator's two only where the operator applies states for us. */
const foundation = ({ app, plan, target }: Context): readonly Maker[] => {
  const name = (level: string): string => nameOf('generic', plan.region.id, level);
  const operator = (maker: Maker): readonly Maker[] => (has(target.cloud, 'operatorAccess') ? [maker] : []);
  return [
    ...operator({ id: 'foundation/operator', make: () => new FoundationStack(app, name('operator'), { plan, target }) }),
    { id: 'foundation/domain', make: () => new IdentityStack(app, name('domain'), { plan, target }) },
    ...operator({ id: 'foundation/quotas', make: () => new QuotasStack(app, name('quotas'), { plan, target }) }),
  ];
};

/** The region's records and backups, in projects apart, where the cloud has an object store. */
const archives = ({ app, plan, target }: Context): readonly Maker[] =>
  has(target.cloud, 'swift')
    ? [
        {
          id: 'foundation/records',
          make: () => new RecordsStack(app, nameOf('generic', plan.region.id, 'records'), { plan, target }),
        },
        {
          id: 'foundation/backup',
          make: () => new BackupStack(app, nameOf('generic', plan.region.id, 'backup'), { plan, target }),
        },
      ]
    : [];

const stateOf = (context: Context, id: string): readonly Maker[] => {
  const { app, plan, target } = context;
  if (id === 'egress' && egressMode(plan, target) === 'shared') {
    return [{ id, make: () => new EgressStack(app, nameOf('generic', plan.region.id, 'egress'), { plan, target }) }];
  }
  const [spaceId = '', part] = id.split('/');
  const space = plan.spaces[spaceId];
  return space === undefined || part === undefined ? [] : spaceState(context, id, space, part);
};

const spaceState = ({ app, plan, target }: Context, id: string, space: SpacePlan, part: string): readonly Maker[] => {
  const props = { plan, target, space };
  const name = nameOf('generic', space.name, part);
  if (part === 'network') return [{ id, make: () => new NetworkStack(app, name, props) }];
  if (part === 'storage') return [{ id, make: () => new StorageStack(app, name, props) }];
  const service = space.services[part];
  return service === undefined ? [] : [{ id, make: () => new ServiceStack(app, name, { ...props, service }) }];
};

/** A link's network, made before the side that answers on it. */
const linksBefore = ({ app, plan, target }: Context, id: string): readonly Maker[] =>
  linkMode(target) === 'public'
    ? []
    : Object.values(plan.links)
        .filter((link) => id === `${link.to.space}/${link.to.service}`)
        .map((link) => ({
          id: `link/${link.id}`,
          make: () => new LinkStack(app, names.linkNetwork(plan.region.id, link), { plan, target, link }),
        }));
