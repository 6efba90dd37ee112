import { coversAction } from '../../lib/evidence/action';
import { statementsOfRole } from '../../lib/evidence/aws-grants';
import { roleName } from '../../lib/evidence/openstack-grants';
import type { Evidence, Resource } from '../../lib/evidence/resource';
import type { Statement } from '../../lib/evidence/statement';
import { targetsAt } from '../../lib/evidence/pointer-target';
import { textAt, textsAt, valuesAt } from '../../lib/evidence/value';
import { planOf } from '../plans';
import iam from './iam-actions.json';
import { awsWorld, evidenceIn, openstackWorld, type Synthesized, synthesized } from './synthesized';
import { edited, type Edit } from './edits';

/** Every action there is, with its access level. */
const known: ReadonlyMap<string, string> = new Map(
  Object.entries(iam.services).flatMap(([service, levels]) =>
    Object.entries(levels).flatMap(([level, actions]) =>
      actions.split(' ').map((action) => [`${service}:${action}`, level] as const),
    ),
  ),
);

/** Payloads that a level of Read hides: what they return is a secret, or somebody's data. */
const payloads = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:BatchGetSecretValue',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:GetParametersByPath',
  'ssm:GetParameterHistory',
  'kms:Decrypt',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:GetLogRecord',
  'logs:GetQueryResults',
  'logs:StartQuery',
  'sqs:ReceiveMessage',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:GetPasswordData',
  'ec2:GetConsoleOutput',
  'ec2:DescribeInstanceAttribute',
  'ec2:GetVpnConnectionDeviceSampleConfiguration',
  'lambda:GetFunction',
  'cognito-idp:ListUsers',
  'cognito-idp:AdminGetUser',
  'cognito-idp:DescribeUserPoolClient',
  'rds:DownloadCompleteDBLogFile',
  'rds:DownloadDBLogFilePortion',
  'ecr:GetAuthorizationToken',
  'sts:AssumeRole',
  'rds-db:connect',
];

const objects = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTorrent', 's3:SelectObjectContent'];

const auditorsOf = (evidence: Evidence): readonly Resource[] =>
  evidence.ofType('AWS::IAM::Role').filter((role) => textAt(role.properties, 'RoleName').endsWith('-auditor'));

const allowed = (statements: readonly Statement[]): readonly string[] =>
  statements.filter(({ effect }) => effect === 'Allow').flatMap(({ actions, inverted }) => (inverted ? ['*'] : actions));

/** What an auditor's role may do that it must not. */
const offences = (evidence: Evidence, role: Resource): readonly string[] => {
  const statements = statementsOfRole(evidence, role);
  const patterns = allowed(statements);
  const exact = new Set(patterns);
  const wild = patterns.filter((pattern) => /[*?]/.test(pattern));
  const actions = [...known].filter(([action]) => exact.has(action) || wild.some((pattern) => coversAction(pattern, action)));
  const reads = statements.filter(
    ({ effect, actions: list }) =>
      effect === 'Allow' && objects.some((action) => list.some((pattern) => coversAction(pattern, action))),
  );
  return [
    ...textsAt(role.properties, 'ManagedPolicyArns').filter((arn) => arn.includes(':aws:policy/')),
    ...actions.filter(([, level]) => level.includes('Write')).map(([action, level]) => `${action} (${level})`),
    ...patterns
      .filter((pattern) => !pattern.includes('*') && !known.has(pattern))
      .map((pattern) => `${pattern} (not in the list)`),
    ...payloads.filter((payload) => patterns.some((pattern) => coversAction(pattern, payload))),
    ...reads.flatMap(({ resources }) =>
      resources.filter((resource) => !readable(evidence, resource)).map((resource) => `objects of ${resource}`),
    ),
  ];
};

/** Only the region's own records may be read, never a store of a tenant. */
const readable = (evidence: Evidence, resource: string): boolean =>
  evidence
    .ofType('AWS::S3::Bucket')
    .some(
      (bucket) =>
        bucket.artefact.kind === 'foundation' &&
        (resource.includes(`⟦${bucket.id}.`) || resource.includes(`:::${textAt(bucket.properties, 'BucketName')}/`)),
    );

/** One stage is enough: roles belong to accounts and projects. */
const plan = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
});

describe("the auditor's role on AWS", () => {
  let aws: Synthesized;
  beforeAll(() => {
    aws = synthesized(plan, 'aws');
  });

  const all = (edit?: Edit): readonly string[] => {
    const evidence = evidenceIn(aws, edit === undefined ? aws.sources : edited(aws.sources, edit));
    return auditorsOf(evidence).flatMap((role) => offences(evidence, role));
  };

  test('stands in every account', () => {
    const { evidence } = awsWorld(aws, evidenceIn(aws));
    expect(
      auditorsOf(evidence)
        .map(({ artefact }) => artefact.account)
        .sort(),
    ).toEqual(['111122223333', '222233334444', '333344445555']);
  });

  test('can look at configuration', () => {
    const evidence = evidenceIn(aws);
    const [role] = auditorsOf(evidence);
    const actions = role === undefined ? [] : allowed(statementsOfRole(evidence, role));
    expect(actions).toEqual(
      expect.arrayContaining([
        'cloudtrail:DescribeTrails',
        'kms:GetKeyPolicy',
        'ec2:DescribeSecurityGroups',
        's3:GetBucketPolicy',
      ]),
    );
  });

  test('holds no action that writes, grants or tags, no payload of a secret, no object of a store', () => {
    expect(all()).toEqual([]);
  });

  test.each([
    ['s3:PutObject', 's3:PutObject (Write)'],
    ['iam:Attach*', 'iam:AttachRolePolicy (Permissions management, Write)'],
    ['ec2:CreateTags', 'ec2:CreateTags (Tagging, Write)'],
    ['secretsmanager:Get*', 'secretsmanager:GetSecretValue'],
    ['kms:Decrypt', 'kms:Decrypt'],
    ['s3:Get*', 'objects of *'],
    ['made:Up', 'made:Up (not in the list)'],
  ])('given %s, it would be found', (action, offence) => {
    // The auditor's policies, by the id of the role they hang on.
    const grant: Edit = {
      type: 'AWS::IAM::ManagedPolicy',
      where: ({ Roles }) => /auditor/i.test(JSON.stringify(Roles ?? '')),
      change: (body) => (body.PolicyDocument.Statement[0].Action = [action]),
    };
    expect(all(grant)).toContain(offence);
  });
});

describe("the auditor's group on OpenStack", () => {
  test('holds the role of a reader in every project, and nothing else', () => {
    const openstack = synthesized(plan, 'openstack');
    const world = openstackWorld(openstack, evidenceIn(openstack));
    const assignments = world.evidence
      .ofType('identity_role_assignment_v3', 'identity_inherit_role_assignment_v3')
      .filter((assignment) =>
        targetsAt(world.evidence, assignment, 'group_id').some((group) => textAt(group.properties, 'name').endsWith('-auditor')),
      );
    expect([...new Set(assignments.map((assignment) => roleName(world, assignment)))]).toEqual(['reader']);
    expect(assignments).toHaveLength(
      world.evidence.ofType('identity_project_v3').filter(({ properties }) => properties.is_domain !== true).length,
    );
    expect(assignments.flatMap((assignment) => valuesAt(assignment.properties, 'user_id'))).toEqual([]);
  });
});
