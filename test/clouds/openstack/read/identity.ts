import type { Resource } from '../../../../lib/evidence/resource';
import { textAt } from '../../../../lib/evidence/value';
import { isProver } from '../people';
import { allOf, type Body, type Estate, sorted, text, texts } from './estate';
import { eachOf, type Kind, nameAt, wordsAt } from './kind';

interface Assignment {
  readonly scope: { readonly project?: { readonly id: string }; readonly domain?: { readonly name: string } };
  readonly group?: { readonly name: string };
  readonly user?: { readonly name: string };
  readonly role: { readonly name: string };
}

/** Roles are the operator's: a look-up says by which name. */
const roleOf = ({ properties }: Resource): string => /identity_role_v3 ([^:]+):/.exec(textAt(properties, 'role_id'))?.[1] ?? '';

const domainId = async ({ admin, domain }: Estate): Promise<string> =>
  text((await allOf(admin, 'identity', `/domains?name=${domain}`, 'domains'))[0]?.id);

const inDomain = async (estate: Estate, kind: 'groups' | 'users'): Promise<readonly Body[]> =>
  (await allOf(estate.admin, 'identity', `/${kind}?domain_id=${await domainId(estate)}`, kind)).filter(
    ({ name }) => !isProver(text(name)),
  );

export const identityKinds: readonly Kind[] = [
  {
    type: 'identity_project_v3',
    expected: eachOf('identity_project_v3', (resource) => {
      const { properties } = resource;
      if (textAt(properties, 'is_domain') === 'true') return '';
      // Two tags hold ids of other projects, which only the cloud knows.
      const tags = wordsAt(resource, 'tags').replaceAll(/⟦[^⟧]*⟧/g, 'id');
      return `${textAt(properties, 'name')}: ${textAt(properties, 'description')} ${tags}`;
    }),
    seen: async ({ admin, projects }) =>
      (await allOf(admin, 'identity', '/projects', 'projects'))
        .filter(({ id }) => projects.has(text(id)))
        .map(({ name, description, tags }) => {
          const words = texts(tags).map((tag) => tag.replace(/^((?:backup|records)-project=).*/, '$1id'));
          return `${text(name)}: ${text(description)} ${sorted(words)}`;
        }),
  },
  {
    type: 'identity_group_v3',
    expected: eachOf(
      'identity_group_v3',
      ({ properties }) => `${textAt(properties, 'name')}: ${textAt(properties, 'description')}`,
    ),
    seen: async (estate) =>
      (await inDomain(estate, 'groups')).map(({ name, description }) => `${text(name)}: ${text(description)}`),
  },
  {
    type: 'identity_user_v3',
    expected: eachOf('identity_user_v3', (resource) => {
      const { properties } = resource;
      return `${textAt(properties, 'name')}: factors ${textAt(properties, 'multi_factor_auth_enabled')} ${wordsAt(resource, 'multi_factor_auth_rule.rule')}`;
    }),
    seen: async (estate) =>
      (await inDomain(estate, 'users')).map(({ name, options }) => {
        const { multi_factor_auth_enabled: enabled, multi_factor_auth_rules: rules } = options as Body;
        return `${text(name)}: factors ${text(enabled)} ${sorted(((rules ?? []) as readonly string[][]).flat())}`;
      }),
  },
  {
    type: 'identity_user_membership_v3',
    expected: eachOf(
      'identity_user_membership_v3',
      (resource, evidence) => `${nameAt(evidence, resource, 'user_id')} in ${nameAt(evidence, resource, 'group_id')}`,
    ),
    seen: async (estate) => {
      const groups = await inDomain(estate, 'groups');
      const lines = groups.map(async ({ id, name }) =>
        (await allOf(estate.admin, 'identity', `/groups/${text(id)}/users`, 'users'))
          .filter((user) => !isProver(text(user.name)))
          .map((user) => `${text(user.name)} in ${text(name)}`),
      );
      return (await Promise.all(lines)).flat();
    },
  },
  {
    type: 'identity_role_assignment_v3',
    expected: eachOf('identity_role_assignment_v3', (resource, evidence) => {
      const where = nameAt(evidence, resource, 'project_id') || nameAt(evidence, resource, 'domain_id');
      return `${nameAt(evidence, resource, 'group_id')} is ${roleOf(resource)} in ${where}`;
    }),
    seen: async ({ admin, domain, projects }) => {
      const answer = await admin.list<Assignment>('identity', '/role_assignments?include_names=true', 'role_assignments');
      if (answer.kind !== 'fine') throw new Error(answer.message);
      return answer.body.flatMap(({ scope, group, user, role }) => {
        const where = projects.get(scope.project?.id ?? '') ?? (scope.domain?.name === domain ? domain : undefined);
        // Who applies the region's first state gets its maker's own rights in what it makes.
        return where === undefined || user?.name === 'admin'
          ? []
          : [`${group?.name ?? user?.name ?? ''} is ${role.name} in ${where}`];
      });
    },
  },
  {
    type: 'identity_application_credential_v3',
    expected: eachOf('identity_application_credential_v3', (resource) => {
      const { properties } = resource;
      return `${textAt(properties, 'name')} as ${wordsAt(resource, 'roles')} unrestricted ${textAt(properties, 'unrestricted')} rules ${wordsAt(resource, 'access_rules.path')} until ${textAt(properties, 'expires_at')}`;
    }),
    seen: async ({ members }) => {
      const lines = Object.values(members).map(async (session) =>
        (await allOf(session, 'identity', `/users/${session.userId}/application_credentials`, 'application_credentials')).map(
          ({ name, roles, unrestricted, access_rules: rules, expires_at: end }) =>
            `${text(name)} as ${sorted((roles as readonly Body[]).map((role) => text(role.name)))} unrestricted ${text(unrestricted)} rules ${sorted(((rules ?? []) as readonly Body[]).map(({ path }) => text(path)))} until ${text(end)}`,
        ),
      );
      return (await Promise.all(lines)).flat();
    },
  },
];
