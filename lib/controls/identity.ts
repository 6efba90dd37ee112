import { actionsOfRole } from '../evidence/aws-grants';
import type { Resource } from '../evidence/resource';
import { statementsOf } from '../evidence/statement';
import { textAt, valuesAt } from '../evidence/value';
import type { OpenstackCloud } from '../model/cloud';
import type { RolePlan } from '../plan/identity-plan';
import { hosts } from './host-text';
import {
  all,
  type Controls,
  each,
  every,
  type Synthesis,
  forEach,
  none,
  nothing,
  ofKind,
  type Predicate,
  servicesWith,
} from './predicate';

interface Staff {
  readonly role: RolePlan;
  readonly tenant: string;
}

const staffOf = ({ plan }: Synthesis): readonly Staff[] =>
  Object.values(plan.identity.roles).flatMap((role) =>
    role.scope === 'region' ? [{ role, tenant: '' }] : Object.keys(plan.region.tenants).map((tenant) => ({ role, tenant })),
  );

const nameOf = ({ role, tenant }: Staff, { plan }: Synthesis): string =>
  [plan.region.id, ...(tenant === '' ? [] : [tenant]), role.id].join('-');

const trust = (role: Resource) =>
  statementsOf(role.properties.AssumeRolePolicyDocument).filter(({ effect }) => effect === 'Allow');

const isStaff = (role: Resource, synthesis: Synthesis): boolean =>
  staffOf(synthesis).some((staff) => nameOf(staff, synthesis) === textAt(role.properties, 'RoleName'));

const federated: Predicate = all(
  each(ofKind('foundation', 'account'), ['AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider']),
  forEach(
    staffOf,
    'AWS::IAM::Role',
    (role, staff, synthesis) =>
      textAt(role.properties, 'RoleName') === nameOf(staff, synthesis) &&
      trust(role).every(({ principals }) => principals.every(({ kind }) => kind === 'federated')),
    ({ role, tenant }) => `${role.id} ${tenant}`,
  ),
  every(
    'AWS::IAM::Role',
    (role) => trust(role).every(({ principals }) => principals.every(({ kind }) => kind === 'federated')),
    isStaff,
  ),
  none(['AWS::IAM::User', 'AWS::IAM::AccessKey']),
);

/** The second factor: a claim of the sign-in, or the cloud's own knowledge of it. */
const secondFactor: Predicate = every(
  'AWS::IAM::Role',
  (role) =>
    trust(role).every(({ conditions }) =>
      conditions.some(({ key, values }) => /mfa|multifactor|amr|acr/i.test(key) && values.every((value) => value !== 'false')),
    ),
  isStaff,
);

const groupsOfStaff: Predicate = all(
  forEach(
    staffOf,
    'identity_group_v3',
    (group, staff, synthesis) => textAt(group.properties, 'name') === nameOf(staff, synthesis),
    ({ role, tenant }) => `${role.id} ${tenant}`,
  ),
  none('identity_role_assignment_v3', ({ properties }) => properties.user_id !== undefined),
);

/** Every workload has a role of its own account's, none may do everything, and nobody holds a key for ever. */
const narrowRoles: Predicate = all(
  every('AWS::ECS::TaskDefinition', ({ properties }) => textAt(properties, 'TaskRoleArn') !== ''),
  none(['AWS::IAM::User', 'AWS::IAM::AccessKey']),
  none(
    'AWS::IAM::Role',
    (role, { evidence }) =>
      trust(role).some(({ principals }) => principals.some(({ value }) => value === 'ecs-tasks.amazonaws.com')) &&
      actionsOfRole(evidence, role).some((action) => /^(\*|[a-z0-9-]+:\*)$/.test(action)),
  ),
);

/** Bound to single paths where the cloud can, never able to make others. */
const boundCredentials: Predicate = all(
  each(servicesWith(), 'identity_application_credential_v3'),
  every(
    'identity_application_credential_v3',
    ({ properties }, { target }) =>
      properties.unrestricted !== true &&
      (target.provider !== 'openstack' ||
        !hasRules(target.cloud.capabilities.accessRules) ||
        valuesAt(properties, 'access_rules').length > 0),
  ),
);

const hasRules = (flag: OpenstackCloud['capabilities']['accessRules']): boolean =>
  (typeof flag === 'object' ? flag.value : flag) === true;

const signsIn = servicesWith(({ signIn }) => signIn === 'citizens');

export const identityControls: Controls<'identity'> = {
  'identity.staff': { aws: federated, openstack: groupsOfStaff },
  'identity.mfa': { aws: secondFactor, openstack: nothing },
  'identity.breakGlass': {
    aws: all(
      each(
        ofKind('account'),
        'AWS::IAM::Role',
        ({ properties }, { plan }) => textAt(properties, 'RoleName') === plan.identity.breakGlass.name,
      ),
      each(
        ofKind('account'),
        'AWS::Logs::MetricFilter',
        ({ properties }) => textAt(properties, 'MetricTransformations.MetricName') === 'break-glass-use',
      ),
      secondFactorOfBreakGlass(),
    ),
    openstack: every(
      'identity_user_v3',
      ({ properties }) => properties.multi_factor_auth_enabled === true && properties.password === undefined,
    ),
  },
  'identity.citizens': {
    aws: all(
      each(signsIn, 'AWS::Cognito::UserPoolIdentityProvider'),
      each(signsIn, 'AWS::ElasticLoadBalancingV2::ListenerRule', ({ properties }) =>
        valuesAt(properties, 'Actions.Type').some((type) => type === 'authenticate-cognito' || type === 'authenticate-oidc'),
      ),
    ),
    openstack: each(signsIn, 'compute_instance_v2', hosts('libapache2-mod-auth-openidc')),
  },
  'identity.workload': { aws: narrowRoles, openstack: boundCredentials },
};

function secondFactorOfBreakGlass(): Predicate {
  return every(
    'AWS::IAM::Role',
    (role) =>
      trust(role).every(({ conditions }) =>
        conditions.some(({ key, values }) => key === 'aws:multifactorauthpresent' && values.includes('true')),
      ),
    ({ properties }, { plan }) => textAt(properties, 'RoleName') === plan.identity.breakGlass.name,
  );
}
