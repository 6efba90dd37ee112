import { readFileSync } from 'node:fs';
import path from 'node:path';
import { synthesizeAll } from '../../artefacts';
import { referencePlan } from '../../plans';
import type { Plan } from '../../../lib/plan/plan';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: { readonly Bucket?: Reference; readonly Queues?: readonly Reference[] };
}

interface Reference {
  readonly Ref: string;
}

type Resources = Readonly<Record<string, Resource>>;

const templatesOf = (plan: Plan): readonly Resources[] =>
  synthesizeAll(plan, (provider) => provider === 'aws').flatMap(({ folder, artefacts }) =>
    artefacts.map(
      ({ file }) => (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { Resources: Resources }).Resources,
    ),
  );

/** Policies and what they guard, in one template. */
const guardsIn = (resources: Resources): readonly { readonly policy: Resource; readonly guarded: Resource }[] =>
  Object.values(resources).flatMap((policy) =>
    [policy.Properties?.Bucket ?? [], policy.Properties?.Queues ?? []]
      .flat()
      .filter(() => /^AWS::(S3::Bucket|SQS::Queue)Policy$/.test(policy.Type))
      .map(({ Ref }) => ({ policy, guarded: resources[Ref] ?? { Type: `no ${Ref}` } })),
  );

const fateOf = ({ DeletionPolicy, UpdateReplacePolicy }: Resource) => ({ DeletionPolicy, UpdateReplacePolicy });

test('what is kept when its stack goes keeps its own policy, and so stays closed', () => {
  const { aws } = referencePlan().targets;
  if (aws === undefined) throw new Error('the reference region has no target aws');
  const guards = templatesOf({ ...referencePlan(), targets: { aws } }).flatMap(guardsIn);
  expect(guards).toHaveLength(40);
  for (const { policy, guarded } of guards) {
    expect(fateOf(policy)).toEqual(fateOf(guarded));
    expect(policy.DeletionPolicy).toBe('RetainExceptOnCreate');
  }
});
