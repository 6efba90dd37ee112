import type { Resource } from '../evidence/resource';
import { textAt, valuesAt } from '../evidence/value';
import { undeclared } from './isolation';
import { all, type Controls, each, every, type Synthesis, forEach, ofKind, type Predicate } from './predicate';

/** No way between tenants but the declared ones. */
const apart: Predicate = (synthesis) => ({
  shown: [],
  missing: undeclared(synthesis.crossings(), synthesis.plan).map(
    ({ layer, from, to, by }) => `${layer} from ${from} to ${to}: ${by}`,
  ),
});

/** Everything stands where no other country's courts reach it. */
const immune =
  (type: string): Predicate =>
  (synthesis) => {
    const { cloud, secondSite } = synthesis.target;
    const regions = [cloud.region, secondSite.region];
    const astray = synthesis.evidence.artefacts.filter(({ region }) => !regions.includes(region)).map(({ name }) => name);
    const owned =
      synthesis.plan.region.allowedCountries.includes(cloud.operator.country) && cloud.country === cloud.operator.country;
    return {
      shown: synthesis.evidence.ofType(type).map(({ id }) => id),
      missing: [...astray, ...(owned ? [] : [`operator of ${cloud.cloud}`])],
    };
  };

const quotaTypes = ['compute_quotaset_v2', 'blockstorage_quotaset_v3', 'networking_quota_v2', 'lb_quota_v2'] as const;

/** A bound of each kind on each project; a value of -1 is none. */
const bounded: Predicate = all(
  ...quotaTypes.map((type) =>
    forEach<Resource>(
      ({ evidence }: Synthesis) =>
        evidence.ofType('identity_project_v3').filter(({ properties }) => properties.is_domain !== true),
      type,
      (quota, project) =>
        textAt(quota.properties, 'project_id').includes(`${project.id}.`) && !Object.values(quota.properties).includes(-1),
      ({ id }) => `a ${type} of ${id}`,
    ),
  ),
);

export const tenancyControls: Controls<'tenancy' | 'jurisdiction' | 'cost'> = {
  'tenancy.isolation': { aws: all(every('AWS::EC2::VPC'), apart), openstack: all(every('identity_project_v3'), apart) },
  'jurisdiction.immunity': {
    aws: all(immune('AWS::EC2::VPC'), (synthesis) => ({
      shown: [],
      missing: synthesis.evidence.artefacts.filter(({ region }) => !region.startsWith('eusc-')).map(({ name }) => name),
    })),
    openstack: immune('identity_project_v3'),
  },
  'cost.budget': {
    aws: each(
      ofKind('foundation', 'account'),
      'AWS::Budgets::Budget',
      ({ properties }) => valuesAt(properties, 'NotificationsWithSubscribers.Subscribers.Address').length > 0,
    ),
    openstack: bounded,
  },
};
