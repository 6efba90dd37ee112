import type { Evidence } from '../evidence/resource';
import type { AwsTargetPlan } from '../plan/target-plan';
import { awsNeeds } from './aws-need';
import { type AwsQuota, type AwsQuotaId, awsQuotas, awsQuotasDate } from './aws-quotas';
import type { Claim } from './claim';
import { type Limit, roomy } from './limit';
import type { Place } from './need';

/** Every quota that the target meets, against what a new account has. */
export const quotaClaims = (target: AwsTargetPlan, evidence: Evidence): readonly Claim[] =>
  awsNeeds(evidence).map(({ quota: id, need }) => {
    const quota: AwsQuota = awsQuotas[id];
    return {
      need,
      offline: bornWith(target, quota),
      advise: (limit) => ({
        by: quota.adjustable ? 'aws' : 'us',
        request: quota.adjustable ? raise(target, quota, need.place, roomy(need.amount), limit) : fixed(quota),
      }),
    };
  });

/** Which quota a claim is about; undefined for any other claim. */
export const quotaOf = (claim: Claim): AwsQuota | undefined => {
  const [kind, id] = claim.need.id.split('/');
  return kind === 'quota' ? awsQuotas[id as AwsQuotaId] : undefined;
};

/** What AWS publishes holds for its commercial partition; in another it is assumed. */
const bornWith = ({ cloud }: AwsTargetPlan, { value, source, confidence }: AwsQuota): Limit => ({
  kind: 'bound',
  value,
  source: `https://docs.aws.amazon.com/${source}`,
  date: awsQuotasDate,
  confidence: cloud.partition === 'aws' ? confidence : 'low',
});

/** Region where an account-wide quota is kept. */
export const homeOf = ({ cloud }: AwsTargetPlan): string => (cloud.partition === 'aws' ? 'us-east-1' : cloud.region);

const raise = (target: AwsTargetPlan, { service, code, item }: AwsQuota, place: Place, to: number, limit: Limit): string => {
  const region = place.region === 'global' ? homeOf(target) : place.region;
  const wish = `ask for ${to} ${item}`;
  const how =
    code === ''
      ? `a case at AWS Support from account ${place.account}, region ${region}`
      : `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${to} --region ${region}`;
  return limit.confidence === 'low' ? `${wish}, unless the account has more already: ${how}` : `${wish}: ${how}`;
};

const fixed = ({ item, value }: AwsQuota): string =>
  `nobody can raise the ${value} ${item}: move a tenant into an account of its own`;
