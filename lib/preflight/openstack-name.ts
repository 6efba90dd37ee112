import type { Evidence } from '../evidence/resource';
import { textAt } from '../evidence/value';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { notAsked } from './limit';
import { presenceOf } from './need';

/** A name that can exist only once in its domain, or in the cloud. */
export interface ClaimedName {
  readonly kind: 'domain' | 'project' | 'group' | 'user';
  readonly name: string;
  /** By which ours is told from another's. */
  readonly description: string;
}

/** Nobody else's thing of that name; what an earlier run of ours made is no hindrance. */
export const nameClaim = (target: OpenstackTargetPlan, claimed: ClaimedName): Claim => ({
  need: presenceOf(
    { account: '', region: target.cloud.region },
    freeNameId(claimed),
    `free name for the ${claimed.kind} ${claimed.name}`,
  ),
  offline: notAsked,
  advise: (limit) => ({
    by: 'us',
    request:
      limit.kind === 'unknown'
        ? 'see that nothing else at the cloud has these names'
        : `another ${claimed.kind} has the name ${claimed.name}: choose another \`region\`, or have the other renamed`,
  }),
});

export const freeNameId = ({ kind, name }: ClaimedName): string => `free-name/${kind}/${name}`;

export const claimedNames = (evidence: Evidence): readonly ClaimedName[] =>
  evidence.ofType('identity_project_v3', 'identity_group_v3', 'identity_user_v3').map(({ type, properties }) => ({
    kind: properties.is_domain === true ? 'domain' : kinds[type as keyof typeof kinds],
    name: textAt(properties, 'name'),
    description: textAt(properties, 'description'),
  }));

const kinds = { identity_project_v3: 'project', identity_group_v3: 'group', identity_user_v3: 'user' } as const;
