import type { Artefact } from '../../../lib/providers/provider';
import type { Deployed, Proof } from './proof';
import { type Place, placeOf, resourcesOf } from './region';

const part = 'roles';

interface Simulation {
  readonly EvaluationResults: readonly { readonly EvalDecision: string }[];
}

/** What of a stack holds content, by the action that would read it. */
interface Content {
  readonly stack: string;
  readonly account: string;
  readonly action: string;
  readonly arn: string;
}

interface Machine {
  readonly stack: Artefact;
  readonly name: string;
}

/**
 * Roles of machines trust their service alone, so nobody can take them to try; what they could do is asked of IAM's
 * own simulation of the deployed policies: no machine reads the content of another stack in its account.
 */
export const proveMachines = async (proof: Proof): Promise<void> => {
  const deployed = await Promise.all(
    proof.version.stacks.map(async (stack) => ({ stack, resources: (await proof.resources(proof.version, stack)) ?? [] })),
  );
  const contents = deployed.flatMap(({ stack, resources }) =>
    resources.flatMap((one) => contentOf(stack.name, placeOf(proof.version, stack), one)),
  );
  const machines = deployed.flatMap(({ stack, resources }) =>
    resources.filter((one) => isOurs(proof, stack, one)).map((one) => ({ stack, name: one.PhysicalResourceId ?? '' })),
  );
  const reached = await Promise.all(machines.map(async (machine) => ({ machine, arns: await reach(proof, machine, contents) })));
  const wrong = reached.flatMap(({ machine, arns }) =>
    arns.filter(({ stack }) => stack !== machine.stack.name).map(({ action, arn }) => `${machine.name}: ${action} on ${arn}`),
  );
  const own = reached.filter(({ arns }) => arns.length > 0).length;
  proof.findings.expectNone(
    part,
    'machines read nothing of another stack',
    own === 0 ? ['no machine reads anything: the question was wrong'] : wrong,
    `${machines.length} roles asked about ${contents.length} things; ${own} read what is their own`,
  );
};

/** Roles with the cloud's own policies follow the service that publishes them. */
const isOurs = ({ version }: Proof, stack: Artefact, { ResourceType, LogicalResourceId }: Deployed): boolean => {
  if (ResourceType !== 'AWS::IAM::Role') return false;
  const role = resourcesOf(version, stack)[LogicalResourceId]?.Properties;
  const isPublished = JSON.stringify(role?.ManagedPolicyArns ?? []).includes(':iam::aws:policy/');
  return role?.RoleName === undefined && !isPublished;
};

const contentOf = (
  stack: string,
  { account, region }: Place,
  { ResourceType, PhysicalResourceId = '' }: Deployed,
): readonly Content[] => {
  const content = (action: string, arn: string): readonly Content[] => [{ stack, account, action, arn }];
  switch (ResourceType) {
    case 'AWS::S3::Bucket':
      return content('s3:GetObject', `arn:aws:s3:::${PhysicalResourceId}/some/object`);
    case 'AWS::SecretsManager::Secret':
      return content('secretsmanager:GetSecretValue', PhysicalResourceId);
    case 'AWS::SQS::Queue':
      return content('sqs:ReceiveMessage', `arn:aws:sqs:${region}:${account}:${PhysicalResourceId.split('/').at(-1) ?? ''}`);
    default:
      return [];
  }
};

/** Contents of its account that a machine could read. IAM takes many things at once; the emulator looks at the first. */
const reach = async (proof: Proof, { stack, name }: Machine, contents: readonly Content[]): Promise<readonly Content[]> => {
  const place = placeOf(proof.version, stack);
  const asked = contents
    .filter(({ account }) => account === place.account)
    .map(async (content) => {
      const { EvaluationResults } = await proof.sdk.ask<Simulation>({
        service: 'iam',
        operation: 'SimulatePrincipalPolicy',
        ...proof.at(place),
        parameters: {
          PolicySourceArn: `arn:aws:iam::${place.account}:role/${name}`,
          ActionNames: [content.action],
          ResourceArns: [content.arn],
        },
      });
      return EvaluationResults[0]?.EvalDecision === 'allowed' ? [content] : [];
    });
  return (await Promise.all(asked)).flat();
};
