import type { AwsTargetPlan } from '../../../plan/target-plan';
import { offers } from '../offers';

/** Names of the cloud itself that have no private endpoint and that our own services ask: keys of the sign-in's tokens, and mail. */
export const cloudNames = (target: AwsTargetPlan): readonly string[] => {
  const { region, urlSuffix } = target.cloud;
  const mail = offers(target, 'hosting.mail') ? [`email.${region}.${urlSuffix}`] : [];
  return [`public-keys.auth.elb.${region}.${urlSuffix}`, ...mail];
};
