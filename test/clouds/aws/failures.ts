import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../../../lib/providers/provider';
import { Estate } from './estate';
import type { Proof } from './proof';
import { readBack } from './read-back';
import { placeOf, type Resource, targetOf, type Version } from './region';
import { rootOf } from './sdk';
import type { Run } from './toolkit';
import { proveStill } from './upgrades';
import { forgetFolder, workFolder } from './work-folder';

const part = 'failure';

interface Template {
  Resources: Record<string, Resource & { Properties?: Record<string, unknown> }>;
}

/** A change of a template that CloudFormation, or a service, has to refuse. */
interface Plant {
  readonly what: string;
  readonly plant: (template: Template) => void;
  /** What the person who deploys must read. */
  readonly reason: RegExp;
}

/** Refused when they are looked at, or taken back when they fail half-way; either way the stack is as it was. */
const plants: readonly Plant[] = [
  {
    what: 'a type that AWS does not know',
    plant: ({ Resources }) => {
      Resources.Planted = { Type: 'AWS::EC2::SecurtyGroup', Properties: {} };
    },
    reason: /Unrecognized resource types: \[AWS::EC2::SecurtyGroup\]/,
  },
  {
    what: 'a name that nothing has',
    plant: (template) => {
      raiseThreshold(template);
      template.Resources.Planted = {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: 'sg-0123456789abcdef0', IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' },
      };
    },
    reason: /Planted[\s\S]*names what does not exist: sg-0123456789abcdef0/,
  },
  {
    what: 'a role outside the boundary',
    plant: (template) => {
      raiseThreshold(template);
      template.Resources.Planted = {
        Type: 'AWS::IAM::Role',
        Properties: {
          PermissionsBoundary: 'arn:aws:iam::123456789012:policy/somebody-elses',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      };
    },
    reason: /Planted[\s\S]*not authorized to perform: iam:CreateRole/,
  },
  {
    what: 'a type for which nobody bootstrapped',
    plant: (template) => {
      raiseThreshold(template);
      template.Resources.Planted = {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
      };
    },
    reason: /Planted[\s\S]*not authorized to perform: dynamodb:CreateTable/,
  },
];

/** A change that goes through at first, and that a roll-back has to take back: no alarm would ring any more. */
const raiseThreshold = ({ Resources }: Template): void => {
  const alarms = Object.values(Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties?.MetricName !== undefined,
  );
  if (alarms.length === 0) throw new Error('there is no alarm to change');
  for (const { Properties } of alarms) if (Properties !== undefined) Properties.Threshold = 1e9;
};

/** Deployments that fail say why, leave the region as it was, and go through once they are repaired. */
export const proveFailures = async (proof: Proof): Promise<void> => {
  const { version, findings } = proof;
  const [service] = Object.values(version.plan.spaces).flatMap(({ services }) => Object.values(services));
  const stack = version.stacks.find(({ name }) => name === service?.name);
  if (stack === undefined) throw new Error('there is no e-service');
  for (const { what, plant, reason } of plants) {
    const run = await planted(proof, version, stack, plant);
    const status = await statusOf(proof, version, stack);
    findings.expectNone(
      part,
      what,
      [
        ...(run.status === 0 ? ['it went through'] : []),
        ...(reason.test(run.output) ? [] : [`the reason is not told: ${run.output.slice(-600)}`]),
        ...(/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status) ? [] : [`the stack is ${status}`]),
      ],
      `${stack.name}: ${status}`,
    );
  }
  await readBack(findings, new Estate(version, proof.sdk), `${part}: rolled back`);
  await proveStill(proof, `${part}: repaired`);
};

/** Deploys one stack from a copy of the assembly in which its template was tampered with. */
const planted = async (proof: Proof, version: Version, stack: Artefact, plant: (template: Template) => void): Promise<Run> => {
  const folder = workFolder('planted');
  try {
    cpSync(version.folder, folder, { recursive: true });
    const file = path.join(folder, stack.file);
    const before = readFileSync(file, 'utf8');
    const template = JSON.parse(before) as Template;
    plant(template);
    const after = JSON.stringify(template);
    writeFileSync(file, after);
    // The toolkit finds a template again by its digest, which stands in the assembly.
    rename(folder, ['manifest.json', `${stack.name}.assets.json`], digestOf(before), digestOf(after));
    return await proof.deployFrom(folder, [stack.name], '--exclusively');
  } finally {
    forgetFolder(folder);
  }
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const rename = (folder: string, files: readonly string[], from: string, to: string): void => {
  for (const name of files) {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`${name} does not name the template by its digest`);
    writeFileSync(file, text.replaceAll(from, to));
  }
};

const statusOf = async (proof: Proof, version: Version, stack: Artefact): Promise<string> => {
  const answer = await proof.sdk.try({
    service: 'cloudformation',
    operation: 'DescribeStacks',
    ...proof.at(placeOf(version, stack)),
    parameters: { StackName: stack.name },
  });
  return answer.ok ? ((answer.value.Stacks as readonly { StackStatus: string }[])[0]?.StackStatus ?? 'gone') : 'not there';
};

/**
 * A first deployment that finds a name taken stays where it is (`--no-rollback`, docs/aws.md): what is protected from
 * deletion could not be taken back. The next one goes on from there.
 */
export const proveTakenName = async (proof: Proof): Promise<void> => {
  const { findings } = proof;
  const version = proof.change(({ hosting, tenants }) => {
    const [tenant = ''] = Object.keys(tenants);
    hosting.directory = { tenant, service: 'directory@1', host: `directory.${tenant}.reference.example`, tier: 'A2' };
  });
  await proof.bootstrap();
  const stacks = version.stacks.filter(({ name }) => name.endsWith('-directory'));
  const [space] = Object.values(version.plan.spaces).filter(({ services }) => 'directory' in services);
  const taken = Object.values(space?.services.directory?.web ?? {})[0]?.name ?? '';
  const at = { service: 'ecr', region: targetOf(version).cloud.region, login: rootOf(proof.account(space?.tenant ?? '')) };
  await proof.sdk.ask({ ...at, operation: 'CreateRepository', parameters: { repositoryName: taken } });
  await proof.deploy(['*-directory-preparation']);
  const [stack] = stacks.filter(({ name }) => name === `${space?.name ?? ''}-directory`);
  if (stack === undefined) throw new Error('there is no stack for the new e-service');
  const run = await proof.deploy([stack.name], '--exclusively', '--no-rollback');
  const status = await statusOf(proof, version, stack);
  const made = ((await proof.resources(version, stack)) ?? []).length;
  findings.expectNone(
    part,
    'a name that is taken',
    [
      ...(run.status === 0 ? ['it went through'] : []),
      ...(run.output.includes(taken) && /exists/i.test(run.output) ? [] : [`the reason is not told: ${run.output.slice(-600)}`]),
      ...(status === 'CREATE_FAILED' ? [] : [`the stack is ${status}`]),
      ...(made > 5 ? [] : ['nothing of it stayed']),
    ],
    `${stack.name}: ${status}, ${made} resources stay`,
  );
  await proof.sdk.ask({ ...at, operation: 'DeleteRepository', parameters: { repositoryName: taken, force: true } });
  proof.expectFine(part, 'repaired, it goes on from there', await proof.deploy([stack.name], '--exclusively', '--no-rollback'));
  proof.expectFine(part, 'and the rest follows', await proof.deployAll());
  await readBack(findings, new Estate(version, proof.sdk), `${part}: repaired`);
};
