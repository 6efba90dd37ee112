import type { Plan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { names } from '../names';

/** One rule of Keystone's mapping: who came with what, and what becomes of them. */
interface MappingRule {
  readonly remote: readonly { readonly type: string; readonly any_one_of?: readonly string[] }[];
  readonly local: readonly (
    | { readonly user: { readonly name: string } }
    | { readonly group: { readonly name: string; readonly domain: { readonly name: string } } }
  )[];
}

/** What the web server in front of Keystone calls the claims: mod_auth_openidc, mod_auth_mellon. */
const claims = {
  oidc: { name: 'OIDC-preferred_username', issuer: 'OIDC-iss', groups: 'OIDC-groups' },
  saml: { name: 'MELLON_NAME_ID', issuer: 'MELLON_IDP', groups: 'MELLON_groups' },
} as const;

/**
 * The mapping that the cloud's operator loads, since no resource can: whoever the region's issuer vouches for, and
 * says to be in a group of ours, is in that group here. Nobody else gets in, and the emergency group is not among them.
 */
export const mappingOf = (plan: Plan, target: OpenstackTargetPlan): readonly MappingRule[] => {
  const { protocol, issuer } = plan.identity.staff;
  const claim = claims[protocol];
  return groupsOf(plan).map((name) => ({
    remote: [{ type: claim.name }, { type: claim.issuer, any_one_of: [issuer] }, { type: claim.groups, any_one_of: [name] }],
    local: [{ user: { name: '{0}' } }, { group: { name, domain: { name: target.domain } } }],
  }));
};

/** Groups of staff, sorted. */
const groupsOf = (plan: Plan): readonly string[] =>
  Object.values(plan.identity.roles)
    .flatMap((role) =>
      role.scope === 'region'
        ? [names.group(plan.region.id, role.id)]
        : Object.keys(plan.region.tenants).map((tenant) => names.group(plan.region.id, role.id, tenant)),
    )
    .sort();
