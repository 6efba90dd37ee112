import type { Artefact } from '../../../lib/providers/provider';
import { leftovers, nameIn } from './leftovers';
import { type Proof, reasonOf } from './proof';
import { placeOf, placesOf, resourcesOf, type Version } from './region';
import type { Ask } from './sdk';

const part = 'destroy';

type Request = Pick<Ask, 'service' | 'operation' | 'parameters'>;

/** How the deletion protection of one resource is taken off, by type. */
const protections: Readonly<Record<string, (id: string) => Request>> = {
  'AWS::RDS::DBInstance': (DBInstanceIdentifier) => ({
    service: 'rds',
    operation: 'ModifyDBInstance',
    parameters: { DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true },
  }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (LoadBalancerArn) => ({
    service: 'elbv2',
    operation: 'ModifyLoadBalancerAttributes',
    parameters: { LoadBalancerArn, Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }] },
  }),
  'AWS::Cognito::UserPool': (UserPoolId) => ({
    service: 'cognito-idp',
    operation: 'UpdateUserPool',
    parameters: { UserPoolId, DeletionProtection: 'INACTIVE' },
  }),
};

/** What a person does before stacks of a retained region may go: protections off, by name and knowingly. */
export const release = async (proof: Proof, version: Version, stacks: readonly Artefact[]): Promise<void> => {
  for (const stack of stacks) {
    const at = proof.at(placeOf(version, stack));
    await proof.sdk.ask({
      service: 'cloudformation',
      operation: 'UpdateTerminationProtection',
      ...at,
      parameters: { StackName: stack.name, EnableTerminationProtection: false },
    });
    for (const { ResourceType, PhysicalResourceId = '' } of (await proof.resources(version, stack)) ?? []) {
      const how = protections[ResourceType];
      if (how !== undefined) await proof.sdk.ask({ ...how(PhysicalResourceId), ...at });
    }
  }
};

/** What of some stacks stays when they go, as `type id`, by the removal policies of their templates. */
export const keptBy = async (proof: Proof, version: Version, stacks: readonly Artefact[]): Promise<readonly string[]> => {
  const lists = await Promise.all(
    stacks.map(async (stack) => {
      const templates = resourcesOf(version, stack);
      return (
        ((await proof.resources(version, stack)) ?? [])
          .filter(({ LogicalResourceId }) => /^Retain/.test(templates[LogicalResourceId]?.DeletionPolicy ?? ''))
          // The policy of a kept bucket or queue is no thing of its own.
          .filter(({ ResourceType }) => !/(Bucket|Queue)Policy$/.test(ResourceType))
          .map(({ ResourceType, PhysicalResourceId = '' }) => `${ResourceType} ${nameIn(ResourceType, PhysicalResourceId)}`)
      );
    }),
  );
  return lists.flat().sort();
};

const summary = (lines: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line.split(' ')[0] ?? '', (counts.get(line.split(' ')[0] ?? '') ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type.replace('AWS::', '')}`).join(', ');
};

/** All stacks go, in reverse, once their protections are off; what stays is what the removal policies say, and nothing else. */
export const proveRemoval = async (proof: Proof, keptBefore: readonly string[]): Promise<void> => {
  const { findings, version } = proof;
  const refused = await proof.destroy(version, ['--all']);
  const standing = await Promise.all(version.stacks.map((stack) => proof.resources(version, stack)));
  findings.expectNone(part, 'is refused while the region is protected', [
    ...(refused.status === 0 ? ['it went through'] : []),
    ...(/TerminationProtection is enabled/.test(refused.output) ? [] : [`the reason is not told: ${refused.output.slice(-600)}`]),
    ...standing.flatMap((resources, index) =>
      resources === undefined || resources.length === 0 ? [`${version.stacks[index]?.name ?? ''} is gone`] : [],
    ),
  ]);
  const kept = [...keptBefore, ...(await keptBy(proof, version, version.stacks))].sort();
  await release(proof, version, version.stacks);
  const run = await proof.destroy(version, ['--all']);
  if (run.status !== 0) {
    findings.failed(part, `${version.stacks.length} stacks`, reasonOf(run));
    return;
  }
  findings.proved(part, `${version.stacks.length} stacks`, `${run.seconds.toFixed(0)} s`);
  const found = (await leftovers(proof, placesOf(version))).filter((one) => !proof.before.has(one));
  const wanted = new Set(kept);
  const seen = new Set(found);
  findings.expectNone(
    part,
    'what stays is what the removal policies keep',
    [
      ...kept.filter((one) => !seen.has(one)).map((one) => `gone: ${one}`),
      ...found.filter((one) => !wanted.has(one)).map((one) => `stays: ${one}`),
    ],
    summary(found),
  );
};
