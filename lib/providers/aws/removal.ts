import { RemovalPolicy } from 'aws-cdk-lib';
import type { SpacePlan } from '../../plan/plan';

export type Lifecycle = SpacePlan['lifecycle'];

/** What becomes of state when its stack goes: kept, or gone with it where the region declared it ephemeral. */
export const removalOf = (lifecycle: Lifecycle): RemovalPolicy =>
  lifecycle === 'retained' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
