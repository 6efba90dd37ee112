import { type AwsWorld, tenantOf } from './aws-world';
import { type Crossing, crossing, type Layer } from './crossing';
import type { Evidence, Resource } from './resource';
import { accountIn, callersIn, type Principal, type Statement, statementsOf } from './statement';
import { targetsOf } from './pointer-target';
import { textAt, type Value, valuesAt } from './value';

/** Where each type keeps the policy that says who else may use it. */
const policies: Readonly<Record<string, { readonly path: string; readonly layer: Layer }>> = {
  'AWS::S3::BucketPolicy': { path: 'PolicyDocument', layer: 'policy' },
  'AWS::KMS::Key': { path: 'KeyPolicy', layer: 'key' },
  'AWS::KMS::ReplicaKey': { path: 'KeyPolicy', layer: 'key' },
  'AWS::SQS::QueuePolicy': { path: 'PolicyDocument', layer: 'policy' },
  'AWS::SNS::TopicPolicy': { path: 'PolicyDocument', layer: 'policy' },
  'AWS::SecretsManager::ResourcePolicy': { path: 'ResourcePolicy', layer: 'policy' },
  'AWS::ECR::Repository': { path: 'RepositoryPolicyText', layer: 'policy' },
  'AWS::Backup::BackupVault': { path: 'AccessPolicy', layer: 'policy' },
  'AWS::EFS::FileSystem': { path: 'FileSystemPolicy', layer: 'policy' },
  'AWS::Logs::ResourcePolicy': { path: 'PolicyDocument', layer: 'policy' },
  'AWS::Events::EventBusPolicy': { path: 'Statement', layer: 'policy' },
  'AWS::IAM::Role': { path: 'AssumeRolePolicyDocument', layer: 'trust' },
};

/** Who may use whose things: resource policies, key policies, trust, and identity policies that name other accounts. */
export const awsGrants = (world: AwsWorld): readonly Crossing[] => [
  ...resourceGrants(world),
  ...lambdaGrants(world),
  ...identityGrants(world),
];

const resourceGrants = (world: AwsWorld): readonly Crossing[] =>
  world.evidence.ofType(...Object.keys(policies)).flatMap((resource) => {
    const { path, layer } = policies[resource.type] ?? { path: '', layer: 'policy' };
    return valuesAt(resource.properties, path)
      .flatMap(statementsOf)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => statement.principals.flatMap((principal) => grant(world, resource, layer, statement, principal)));
  });

const grant = (
  world: AwsWorld,
  resource: Resource,
  layer: Layer,
  statement: Statement,
  principal: Principal,
): readonly Crossing[] => {
  const to = resource.artefact.tenant;
  const others = callersOf(world, resource, statement, principal).filter((from) => from !== to);
  if (others.length === 0) return [];
  const actions = layer === 'trust' ? actionsOfRole(world.evidence, resource) : statement.actions;
  const through = layer === 'trust' && textAt(resource.properties, 'RoleName') === world.breakGlass ? 'break-glass' : 'none';
  return others.map((from) => crossing(layer, from, to, resource.id, { actions, through }));
};

/** Tenants that a principal stands for, narrowed by the statement's conditions. */
const callersOf = (world: AwsWorld, resource: Resource, statement: Statement, principal: Principal): readonly string[] => {
  const admitted = callersIn(statement)?.map((account) => tenantOf(world, account));
  switch (principal.kind) {
    case 'everyone':
      return admitted ?? ['anyone'];
    case 'service':
      return admitted ?? [];
    case 'federated':
      return federated(world, resource, principal);
    case 'aws':
      return [principalOwner(world, principal)];
  }
};

/** A sign-in provider of the account itself, or the account's own workload identity. */
const federated = (world: AwsWorld, resource: Resource, { value }: Principal): readonly string[] => {
  const [provider] = targetsOf(world.evidence, value);
  if (provider !== undefined) return [provider.artefact.tenant];
  const account = accountIn(value);
  return account === '*'
    ? ['unknown']
    : [account === resource.artefact.account ? resource.artefact.tenant : tenantOf(world, account)];
};

const principalOwner = (world: AwsWorld, { value }: Principal): string => {
  const [target] = targetsOf(world.evidence, value);
  if (target !== undefined) return target.artefact.tenant;
  const account = accountIn(value);
  return account === '*' ? 'unknown' : tenantOf(world, account);
};

const lambdaGrants = (world: AwsWorld): readonly Crossing[] =>
  world.evidence.ofType('AWS::Lambda::Permission').flatMap((permission) => {
    const principal = textAt(permission.properties, 'Principal');
    const source = textAt(permission.properties, 'SourceAccount');
    const from =
      principal === '*'
        ? 'anyone'
        : tenantOf(world, accountIn(principal) === '*' ? source || permission.artefact.account : accountIn(principal));
    return from === permission.artefact.tenant
      ? []
      : [
          crossing('policy', from, permission.artefact.tenant, permission.id, {
            actions: [textAt(permission.properties, 'Action')],
          }),
        ];
  });

/** Every action that a role's own and attached policies allow. */
export const actionsOfRole = (evidence: Evidence, role: Resource): readonly string[] =>
  [...new Set(statementsOfRole(evidence, role).flatMap(({ effect, actions }) => (effect === 'Allow' ? actions : [])))].sort();

/** Statements of a role: its own, those of policies that name it, and of our managed policies attached to it. */
export const statementsOfRole = (evidence: Evidence, role: Resource): readonly Statement[] => [
  ...valuesAt(role.properties, 'Policies.PolicyDocument').flatMap(statementsOf),
  ...(policiesByRole(evidence).get(role.id) ?? []).flatMap((policy) => statementsOf(policy.properties.PolicyDocument)),
];

const indexes = new WeakMap<Evidence, ReadonlyMap<string, readonly Resource[]>>();

/** Policies of each role by its id, in the order of the artefacts; found once for each reading. */
const policiesByRole = (evidence: Evidence): ReadonlyMap<string, readonly Resource[]> => {
  const known = indexes.get(evidence);
  if (known !== undefined) return known;
  const attached = new Map<string, Set<string>>();
  for (const role of evidence.ofType('AWS::IAM::Role'))
    for (const policy of targetsOf(evidence, [...valuesAt(role.properties, 'ManagedPolicyArns')]))
      attached.set(policy.id, (attached.get(policy.id) ?? new Set()).add(role.id));
  const index = new Map<string, Resource[]>();
  for (const policy of evidence.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy')) {
    const named = targetsOf(evidence, [...valuesAt(policy.properties, 'Roles'), ...valuesAt(policy.properties, 'RoleName')]);
    for (const role of new Set([...named.map(({ id }) => id), ...(attached.get(policy.id) ?? [])]))
      index.set(role, [...(index.get(role) ?? []), policy]);
  }
  indexes.set(evidence, index);
  return index;
};

const identityGrants = (world: AwsWorld): readonly Crossing[] => {
  const buckets = bucketNames(world.evidence);
  return world.evidence
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::Role')
    .flatMap((resource) => {
      const documents: readonly Value[] =
        resource.type === 'AWS::IAM::Role'
          ? valuesAt(resource.properties, 'Policies.PolicyDocument')
          : valuesAt(resource.properties, 'PolicyDocument');
      return documents.flatMap(statementsOf).flatMap((statement) => named(world, buckets, resource, statement));
    });
};

const named = (
  world: AwsWorld,
  buckets: ReadonlyMap<string, Resource>,
  resource: Resource,
  statement: Statement,
): readonly Crossing[] => {
  if (statement.effect === 'Deny') return [];
  const from = resource.artefact.tenant;
  const owners = new Set(
    statement.resources.flatMap((text) => ownersNamed(world, buckets, text)).filter((owner) => owner !== from),
  );
  return [...owners].map((to) => crossing('identity', from, to, resource.id, { actions: statement.actions }));
};

const ownersNamed = (world: AwsWorld, buckets: ReadonlyMap<string, Resource>, text: string): readonly string[] => {
  const account = accountIn(text);
  if (account !== '*') return [tenantOf(world, account)];
  const bucket = buckets.get(/^arn:[^:]*:s3:::([^/]+)/.exec(text)?.[1] ?? '');
  return [
    ...(bucket === undefined ? [] : [bucket.artefact.tenant]),
    ...targetsOf(world.evidence, text).map(({ artefact }) => artefact.tenant),
  ];
};

const bucketNames = (evidence: Evidence): ReadonlyMap<string, Resource> =>
  new Map(evidence.ofType('AWS::S3::Bucket').map((bucket) => [textAt(bucket.properties, 'BucketName'), bucket]));
