import type { Evidence, Source } from '../evidence/resource';
import type { Plan } from '../plan/plan';
import type { SizePlan } from '../plan/service-plan';
import type { AwsTargetPlan, OpenstackTargetPlan } from '../plan/target-plan';
import { quotaClaims } from './aws-claim';
import { awsDuties } from './aws-duty';
import type { Claim } from './claim';

import type { Limit } from './limit';
import { keyOf } from './need';
import { boundClaims } from './openstack-bound';
import { projectClaims } from './openstack-claim';
import { openstackDuties } from './openstack-duty';
import type { Flavors } from './openstack-need';
import { presences } from './openstack-presence';
import { regionOf } from './openstack-state';
import { templateClaims } from './template-claim';
import { type Line, lineOf, verdicts } from './verdict';

/** What was synthesized for one target, and what was read back from it. */
export interface Synthesized<T> {
  readonly plan: Plan;
  readonly target: T;
  readonly evidence: Evidence;
  readonly sources: readonly Source[];
}

/** Everything that a deployment on AWS needs and can run short of. */
export const awsClaims = ({ plan, target, evidence, sources }: Synthesized<AwsTargetPlan>): readonly Claim[] => [
  ...quotaClaims(target, evidence),
  ...templateClaims(evidence, sources),
  ...awsDuties(plan, target, evidence),
];

/** Everything that a deployment on OpenStack needs and can run short of; `flavors` are the cloud's own where it was asked. */
export const openstackClaims = (
  { plan, target, evidence, sources }: Synthesized<OpenstackTargetPlan>,
  flavors: Flavors,
): readonly Claim[] => {
  const region = regionOf(target, evidence, sources);
  return [
    ...projectClaims({ plan, evidence, region, place: target.cloud.region, flavors }),
    ...boundClaims(target, evidence, region),
    ...presences(target, evidence, region),
    ...openstackDuties(plan, target),
  ];
};

/** Flavors as the profile means them; where several sizes share one, it is as large as the largest. */
export const profileFlavors = ({ cloud }: OpenstackTargetPlan, sizes: Readonly<Record<string, SizePlan>>): Flavors =>
  Object.fromEntries(
    Object.values(sizes)
      .sort((a, b) => a.vcpus - b.vcpus)
      .map((size) => [cloud.flavors[size.id], { vcpus: size.vcpus, memoryMiB: size.memoryGiB * 1024 }]),
  );

/** Each claim held against what the cloud answered, else against what is known without asking; the worst first. */
export const linesOf = (target: string, claims: readonly Claim[], answers: ReadonlyMap<string, Limit>): readonly Line[] => {
  const lines = claims.map((claim) => lineOf(target, claim, answers.get(keyOf(claim.need))));
  return verdicts.flatMap((verdict) => lines.filter((line) => line.verdict === verdict));
};
