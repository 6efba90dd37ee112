import type { Plan, SpacePlan } from '../plan/plan';
import type { ServicePlan } from '../plan/service-plan';
import type { Claim } from './claim';
import { type Advice, type Limit, notAsked } from './limit';
import { type Place, presenceOf } from './need';

/** Something that must be there or done, once. */
interface Once {
  readonly place: Place;
  readonly id: string;
  readonly item: string;
  readonly by: Advice['by'];
  /** What to do; what differs where nobody answered. */
  readonly request: string | ((limit: Limit) => string);
}

const once = ({ place, id, item, by, request }: Once, offline: Limit): Claim => ({
  need: presenceOf(place, id, item),
  offline,
  advise: (limit) => ({ by, request: typeof request === 'string' ? request : request(limit) }),
});

/** What an interface tells to who asks. */
export const askable = (claimed: Once): Claim => once(claimed, notAsked);

/** What only people know. */
export const duty = (claimed: Once): Claim => once(claimed, { kind: 'duty', source: 'a person', date: '', confidence: 'high' });

/** Every e-service in every stage. */
export const hosted = (plan: Plan): readonly { readonly space: SpacePlan; readonly service: ServicePlan }[] =>
  Object.values(plan.spaces).flatMap((space) => Object.values(space.services).map((service) => ({ space, service })));

export const delegationId = (host: string): string => `delegation/${host}`;

/** The host whose delegation is claimed; undefined for any other claim. */
export const hostDelegatedBy = ({ need }: Claim): string | undefined => /^delegation\/(.+)$/.exec(need.id)?.[1];
