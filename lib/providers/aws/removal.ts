import { RemovalPolicy, type Resource } from 'aws-cdk-lib';
import type { SpacePlan } from '../../plan/plan';

export type Lifecycle = SpacePlan['lifecycle'];

/**
 * What becomes of state when its stack goes: kept, or gone with it where the region declared it ephemeral. What a
 * failed first deployment made goes in both cases, since its name would be in the way of the next one.
 */
export const removalOf = (lifecycle: Lifecycle): RemovalPolicy =>
  lifecycle === 'retained' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/** A kept bucket or queue keeps its policy too: without it, it would take plain connections, and a bucket anybody's. */
export const keepPolicy = (guarded: Resource, lifecycle: Lifecycle): void => {
  const policy = guarded.node.tryFindChild('Policy') as Resource | undefined;
  if (policy === undefined) throw new Error(`${guarded.node.path} has no policy`);
  policy.applyRemovalPolicy(removalOf(lifecycle));
};
