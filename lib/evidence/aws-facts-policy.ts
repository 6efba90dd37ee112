import { coversAction } from './action';
import type { Reader } from './aws-facts-network';
import { type Fact, fact } from './fact';
import type { Evidence, Resource } from './resource';
import { known } from './seen';
import { type Principal, type Statement, statementsOf } from './statement';
import { targetsAt } from './pointer-target';
import { valuesAt } from './value';

/** Where types keep the policy that says who may use them. */
const resourcePolicies: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
  'AWS::ECR::Repository': 'RepositoryPolicyText',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::Backup::BackupVault': 'AccessPolicy',
};

/** What the statements of policies say one by one. */
export const awsPolicyFacts: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(
    Object.entries(resourcePolicies).map(([type, path]): [string, Reader] => [
      type,
      (resource) => valuesAt(resource.properties, path).flatMap((document) => handed(resource, path, statementsOf(document))),
    ]),
  ),
  'AWS::IAM::Policy': (policy) => reach(policy),
  'AWS::IAM::RolePolicy': (policy) => reach(policy),
  'AWS::IAM::ManagedPolicy': (policy, evidence) => [...reach(policy), ...limits(policy, evidence)],
};

const isAllowed = ({ effect }: Statement): boolean => effect === 'Allow';

/**
 * Services that say for which account they act, so that a policy can bind them to it. The others (functions, hosts,
 * replication) give no such word, and nothing can be asked of a policy for them.
 */
const binding =
  /^(ecs-tasks|backup|scheduler|config|ssm|vpc-flow-logs|delivery\.logs|logging\.s3|cloudwatch|cloudtrail|logs(\.[a-z0-9-]+)?)\.amazonaws\./;

const bindingKeys =
  /^aws:source(account|arn|orgid|orgpaths)$|^kms:(encryptioncontext:|viaservice|calleraccount|grantisfor)|^aws:principalarn$/;

/** What a policy of a resource hands to others: all of its actions, or its use to a service that acts for anybody. */
const handed = (resource: Resource, at: string, statements: readonly Statement[]): readonly Fact[] => {
  const given = statements.filter(isAllowed);
  const toServices = given.filter(({ principals }) => principals.some((one) => canBind(resource, one)));
  const toOthers = given.filter(({ principals }) =>
    principals.some(({ kind, value }) => kind === 'service' || kind === 'federated' || !isOwnRoot(resource, value)),
  );
  return [
    ...toServices.map((one) => fact('boundary', 'policy', resource, known(isBound(one)), { at })),
    ...(toOthers.some(({ actions }) => actions.some((action) => /^([a-z0-9-]+:)?\*$/i.test(action)))
      ? [fact('rights', 'policy', resource, known('a whole service'), { at })]
      : []),
  ];
};

/** Whether a statement can say for which account the caller acts; a trail gives no such word when it takes a role. */
const canBind = (resource: Resource, { kind, value }: Principal): boolean =>
  (kind === 'service' && binding.test(value) && !(resource.type === 'AWS::IAM::Role' && value.startsWith('cloudtrail.'))) ||
  (resource.type === 'AWS::KMS::Key' && kind === 'aws' && !isOwnRoot(resource, value));

const isBound = ({ conditions }: Statement): boolean =>
  conditions.some(({ key, operator }) => bindingKeys.test(key) && !operator.endsWith('IfExists'));

/** The account that owns a resource holds all of it anyway. */
const isOwnRoot = ({ artefact }: Resource, value: string): boolean =>
  value === artefact.account || value.endsWith(`:iam::${artefact.account}:root`);

/** Actions by which stored data and secrets are read or changed: each takes the name of what it works on. */
const dataActions: readonly string[] = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteObject',
  'kms:Decrypt',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'ssm:GetParameter',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
  'sns:Publish',
  'logs:PutLogEvents',
  'elasticfilesystem:ClientWrite',
  'lambda:InvokeFunction',
  'ecs:RunTask',
  'ecr:BatchGetImage',
  'ecr:PutImage',
  'ses:SendEmail',
  'rds-db:connect',
  'sts:AssumeRole',
];
const dataNames = new Set(dataActions.map((action) => action.toLowerCase()));

const isData = (pattern: string): boolean =>
  /[*?]/.test(pattern) ? dataActions.some((action) => coversAction(pattern, action)) : dataNames.has(pattern.toLowerCase());

/** Whether a policy gives stored data of the whole account instead of that of named resources. */
const reach = (policy: Resource): readonly Fact[] => {
  const statements = statementsOf(policy.properties.PolicyDocument).filter(isAllowed);
  const data = statements.filter(({ actions }) => actions.some(isData) && !actions.includes('*'));
  return data.map(({ resources, conditions }) =>
    fact('scope', 'policy', policy, known(!resources.includes('*') || conditions.length > 0), { at: 'PolicyDocument' }),
  );
};

/** What nobody under a boundary may do: lift it, silence the records, or delete what protects data. */
const neverUnderBounds: readonly string[] = [
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutRolePermissionsBoundary',
  'iam:CreateUser',
  'iam:CreateAccessKey',
  'cloudtrail:StopLogging',
  'guardduty:DeleteDetector',
  'kms:ScheduleKeyDeletion',
  'backup:DeleteRecoveryPoint',
  'ec2:CreateVpcPeeringConnection',
];

/** Whether a policy that bounds the rights of others refuses what would undo it. */
const limits = (policy: Resource, evidence: Evidence): readonly Fact[] => {
  const name = policy.properties.ManagedPolicyName;
  const isBoundary = evidence
    .ofType('AWS::IAM::Role', 'AWS::IAM::User')
    .some(
      (holder) =>
        targetsAt(evidence, holder, 'PermissionsBoundary').includes(policy) ||
        (typeof name === 'string' && String(holder.properties.PermissionsBoundary).endsWith(`:policy/${name}`)),
    );
  if (!isBoundary) return [];
  const statements = statementsOf(policy.properties.PolicyDocument);
  const covers = ({ actions, inverted }: Statement, action: string): boolean =>
    !inverted && actions.some((pattern) => coversAction(pattern, action));
  const isFree = (action: string): boolean =>
    statements.some((one) => isAllowed(one) && covers(one, action)) &&
    !statements.some((one) => !isAllowed(one) && covers(one, action));
  return [fact('integrity', 'policy', policy, known(!neverUnderBounds.some(isFree)), { at: 'PolicyDocument' })];
};
