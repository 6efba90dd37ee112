import type { Reader } from './aws-facts-network';
import { type Audience, type Fact, fact, type Rights } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, reasonsIn, type Seen, unseen } from './seen';
import { callersIn, type Principal, type Statement, statementsOf } from './statement';
import { textAt, textsAt, type Value, valuesAt } from './value';

/** What roles, policies and users of AWS say. */
export const awsIdentityFacts: Readonly<Record<string, Reader>> = {
  'AWS::IAM::Role': (role) => [
    ...trustFacts(role),
    ...valuesAt(role.properties, 'Policies.PolicyDocument').flatMap((document) => rightsFacts(role, document, 'Policies')),
    ...managed(role),
    ...(isForPrograms(role)
      ? [fact('boundary', 'role', role, presentAt(role, 'PermissionsBoundary'), { at: 'PermissionsBoundary' })]
      : []),
  ],
  'AWS::IAM::Policy': (policy) => rightsFacts(policy, policy.properties.PolicyDocument, 'PolicyDocument'),
  'AWS::IAM::ManagedPolicy': (policy, evidence) =>
    isOnlyBoundary(policy, evidence) ? [] : rightsFacts(policy, policy.properties.PolicyDocument, 'PolicyDocument'),
  'AWS::IAM::RolePolicy': (policy) => rightsFacts(policy, policy.properties.PolicyDocument, 'PolicyDocument'),
  'AWS::IAM::User': (user) => [fact('standingCredential', 'user', user, known(true))],
  'AWS::IAM::AccessKey': (key) => [fact('standingCredential', 'user', key, known(true))],
  ...Object.fromEntries(
    Object.entries({
      'AWS::S3::BucketPolicy': 'PolicyDocument',
      'AWS::KMS::Key': 'KeyPolicy',
      'AWS::SQS::QueuePolicy': 'PolicyDocument',
      'AWS::SNS::TopicPolicy': 'PolicyDocument',
      'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
      'AWS::ECR::Repository': 'RepositoryPolicyText',
      'AWS::Backup::BackupVault': 'AccessPolicy',
      'AWS::EFS::FileSystem': 'FileSystemPolicy',
      'AWS::Lambda::Permission': '',
    }).map(([type, path]): [string, Reader] => [type, (resource) => grants(resource, path)]),
  ),
};

/** A policy that bounds the rights of others says what may be at most, and grants nothing by itself. */
const isOnlyBoundary = (policy: Resource, evidence: Evidence): boolean => {
  if (['Roles', 'Users', 'Groups'].some((key) => valuesAt(policy.properties, key).length > 0)) return false;
  const name = textAt(policy.properties, 'ManagedPolicyName');
  const isNamedAt = (key: string): boolean =>
    evidence
      .ofType('AWS::IAM::Role', 'AWS::IAM::User')
      .some((holder) =>
        textsAt(holder.properties, key).some(
          (text) => text.includes(`⟦${policy.id}.`) || (name !== '' && text.endsWith(`:policy/${name}`)),
        ),
      );
  return isNamedAt('PermissionsBoundary') && !isNamedAt('ManagedPolicyArns');
};

const allows = (document: Value | undefined): readonly Statement[] =>
  statementsOf(document).filter(({ effect }) => effect === 'Allow');

const rightsFacts = (resource: Resource, document: Value | undefined, at: string): readonly Fact[] => {
  const hidden = reasonsOfStatements(document);
  if (hidden !== undefined) return [fact('rights', 'policy', resource, unseen(hidden), { at })];
  const statements = allows(document);
  const passes = statements.filter(
    ({ actions, inverted }) => inverted || actions.some((action) => /^(\*|iam:(\*|Pass(Role|\*)))$/i.test(action)),
  );
  return [
    fact('rights', 'policy', resource, known(widest(statements.map(rightsOf))), { at }),
    ...passes.map((statement) =>
      fact('passRole', 'policy', resource, known(statement.resources.includes('*') && !isNarrowed(statement)), { at }),
    ),
  ];
};

/** Why who may do what cannot be read: whole statements or actions that are not there yet. */
const reasonsOfStatements = (document: Value | undefined): string | undefined => {
  if (typeof document === 'string' && document.startsWith('⟦?')) return reasonsIn(document)[0];
  const statements = valuesAt(document, 'Statement');
  const hidden =
    statements.find((one) => typeof one === 'string') ?? statements.flatMap((one) => reasonsIn(valuesAt(one, 'Action')))[0];
  return hidden === undefined ? undefined : (reasonsIn(hidden)[0] ?? String(hidden));
};

const isNarrowed = ({ conditions }: Statement): boolean =>
  conditions.some(({ key }) => /passedtoservice|resourceaccount|requesttag|resourcetag|sourcearn|permissionsboundary/.test(key));

const rightsOf = ({ actions, resources, inverted, conditions }: Statement): Rights => {
  const open = resources.includes('*') && conditions.length === 0;
  if ((actions.includes('*') || inverted) && open) return 'everything';
  if (open && actions.some((action) => /^[a-z0-9-]+:\*$/i.test(action))) return 'a whole service';
  return 'named actions';
};

const widest = (all: readonly Rights[]): Rights =>
  all.includes('everything') ? 'everything' : all.includes('a whole service') ? 'a whole service' : 'named actions';

/** Policies of the cloud itself whose names say how much they allow. */
const managed = (role: Resource): readonly Fact[] =>
  textsAt(role.properties, 'ManagedPolicyArns')
    .filter((arn) => /:aws:policy\//.test(arn))
    .map((arn) => {
      const rights: Rights = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(arn)
        ? isSealed(role)
          ? 'everything, with a second factor'
          : 'everything'
        : /FullAccess$/.test(arn)
          ? 'a whole service'
          : 'named actions';
      return fact('rights', 'policy', role, known(rights), { at: 'ManagedPolicyArns' });
    });

/** Programs of the region, and people by their sign-in, take it; services of the cloud do one known thing with theirs. */
const isForPrograms = (role: Resource): boolean =>
  allows(role.properties.AssumeRolePolicyDocument).some(({ principals }) =>
    principals.some(
      ({ kind, value }) => kind === 'federated' || (kind === 'service' && /^(ecs-tasks|lambda|ec2|ssm)\./.test(value)),
    ),
  );

/** Only people take it, and never without a second factor. */
const isSealed = (role: Resource): boolean => {
  const statements = allows(role.properties.AssumeRolePolicyDocument);
  return statements.length > 0 && statements.every(asksSecondFactor);
};

const trustFacts = (role: Resource): readonly Fact[] => {
  const at = 'AssumeRolePolicyDocument';
  const document = role.properties[at];
  const hidden = reasonsIn(
    valuesAt(document, 'Statement.Principal').length === 0 ? document : [...valuesAt(document, 'Statement.Principal')],
  )[0];
  if (hidden !== undefined) return [fact('trust', 'role', role, unseen(hidden), { at })];
  const statements = allows(document);
  return [
    fact(
      'trust',
      'role',
      role,
      known(
        statements.some((one) => one.principals.some((principal) => admitsAnyone(one, principal))) ? 'anyone' : 'named callers',
      ),
      { at },
    ),
    ...statements
      .filter((one) => isForPeople(one))
      .map((one) => fact('secondFactor', 'role', role, known(asksSecondFactor(one)), { at })),
  ];
};

const admitsAnyone = (statement: Statement, { kind, value }: Principal): boolean =>
  (kind === 'everyone' && callersIn(statement) === undefined) ||
  (kind === 'federated' &&
    statement.conditions.length === 0 &&
    /oidc|token|:saml-provider/.test(value) &&
    !/saml-provider/.test(value));

/** People come through a sign-in provider, or from another account as a whole; machines sign in as a named subject. */
const isForPeople = ({ principals, conditions }: Statement): boolean =>
  (principals.some(({ kind }) => kind === 'federated') && !conditions.some(({ key }) => key.endsWith(':sub'))) ||
  (principals.some(({ kind, value }) => kind === 'aws' && value.endsWith(':root')) &&
    conditions.some(({ key }) => key.includes('mfa')));

const asksSecondFactor = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      /mfa|multifactor|amr|acr/.test(key) &&
      !operator.endsWith('IfExists') &&
      !operator.includes('Not') &&
      values.every((value) => value !== 'false'),
  );

const grants = (resource: Resource, path: string): readonly Fact[] => {
  if (path === '')
    return [
      fact('grant', 'policy', resource, known(resource.properties.Principal === '*' ? 'anyone' : 'named callers'), {
        at: 'Principal',
      }),
    ];
  const documents = valuesAt(resource.properties, path);
  if (documents.length === 0) return [];
  const hidden =
    reasonsIn([...documents.flatMap((document) => valuesAt(document, 'Statement.Principal'))])[0] ??
    documents.map((one) => reasonsIn(one)[0]).find((one) => typeof documents[0] === 'string' && one !== undefined);
  if (hidden !== undefined) return [fact('grant', 'policy', resource, unseen(hidden), { at: path })];
  const audience: Audience = documents
    .flatMap((document) => allows(document))
    .some((one) => one.principals.some(({ kind }) => kind === 'everyone') && !isBounded(one))
    ? 'anyone'
    : 'named callers';
  return [fact('grant', 'policy', resource, known(audience) as Seen<Audience>, { at: path })];
};

const isBounded = (statement: Statement): boolean =>
  callersIn(statement) !== undefined ||
  statement.conditions.some(
    ({ key, operator }) => /sourcevpc|principalorgid|viaservice|calleraccount/.test(key) && !operator.endsWith('IfExists'),
  );
