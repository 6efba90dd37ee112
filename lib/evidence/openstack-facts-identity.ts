import type { Reader } from './aws-facts-network';
import { fact } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen, unseen } from './seen';
import { targetsAt } from './pointer-target';
import { textAt } from './value';

/** What users, roles, credentials and secrets of OpenStack say. */
export const openstackIdentityFacts: Readonly<Record<string, Reader>> = {
  identity_user_v3: (user) => [
    fact(
      'secondFactor',
      'user',
      user,
      // The switch alone asks nothing: the rules say which factors belong together.
      seenAs(
        seenAll([
          switchSeen(user, 'multi_factor_auth_enabled'),
          seenAs(seenAt(user, 'multi_factor_auth_rule.rule'), (rule) => rule.length > 1),
        ]),
        (both) => both.every(Boolean),
      ),
      { at: 'multi_factor_auth_enabled' },
    ),
    fact('standingCredential', 'user', user, presentAt(user, 'password'), { at: 'password' }),
  ],
  identity_ec2_credential_v3: (credential) => [fact('standingCredential', 'user', credential, known(true))],
  identity_role_assignment_v3: (assignment, evidence) => assignmentFacts(assignment, evidence),
  identity_inherit_role_assignment_v3: (assignment, evidence) => assignmentFacts(assignment, evidence),
  identity_application_credential_v3: (credential) => [
    fact(
      'rights',
      'credential',
      credential,
      seenAs(seenAll([switchSeen(credential, 'unrestricted'), presentAt(credential, 'access_rules')]), ([free, bound]) =>
        free === true ? 'everything' : bound === true ? 'named actions' : 'a whole service',
      ),
      { at: 'access_rules' },
    ),
    fact(
      'boundary',
      'credential',
      credential,
      seenAs(switchSeen(credential, 'unrestricted'), (free) => !free),
      { at: 'unrestricted' },
    ),
  ],
  keymanager_secret_v1: (secret) => [
    fact('plainSecret', 'secret', secret, presentAt(secret, 'payload'), { at: 'payload' }),
    fact('rotation', 'secret', secret, presentAt(secret, 'expiration'), { at: 'expiration' }),
  ],
};

/** A role that can do everything, or that a single person holds instead of a group. */
const assignmentFacts = (assignment: Resource, evidence: Evidence) => [
  fact(
    'rights',
    'role',
    assignment,
    seenAs(roleName(assignment, evidence), (name) =>
      /^(admin|cloud_admin|cloudadmin)$/i.test(name) ? 'everything' : 'named actions',
    ),
    {
      at: 'role_id',
    },
  ),
  fact(
    'trust',
    'role',
    assignment,
    seenAs(seenAt(assignment, 'user_id'), (users) => (users.length > 0 ? 'anyone' : 'named callers')),
    { at: 'user_id' },
  ),
];

/** Name of the role that is given, made here or looked up. */
const roleName = (assignment: Resource, evidence: Evidence): Seen<string> => {
  const [role] = targetsAt(evidence, assignment, 'role_id');
  if (role !== undefined) return textSeen(role, 'name');
  const text = textAt(assignment.properties, 'role_id');
  const asked = /identity_role_v3 ([a-z_-]+):/.exec(text)?.[1];
  return asked === undefined ? unseen('which role it is stands elsewhere') : known(asked);
};
