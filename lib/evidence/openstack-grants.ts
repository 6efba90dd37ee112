import { type Crossing, crossing } from './crossing';
import { type OpenstackWorld, ownerOf, projectOwner } from './openstack-world';
import type { Resource } from './resource';
import { targetsAt } from './pointer-target';
import { textAt, textsAt, valueAt, valuesAt } from './value';

/** Who may use whose things: roles, shared objects, credentials, access lists. */
export const openstackGrants = (world: OpenstackWorld): readonly Crossing[] => [
  ...roles(world),
  ...memberships(world),
  ...shares(world),
  ...containers(world),
  ...secrets(world),
  ...credentials(world),
  ...images(world),
];

const roles = (world: OpenstackWorld): readonly Crossing[] =>
  world.evidence.ofType('identity_role_assignment_v3', 'identity_inherit_role_assignment_v3').flatMap((assignment) => {
    const from = holder(world, assignment);
    const to =
      assignment.properties.project_id === undefined
        ? 'every project'
        : projectOwner(world, valueAt(assignment.properties, 'project_id'));
    return [crossing('role', from, to, assignment.id, { actions: [roleName(world, assignment)] })];
  });

/** Tenant of the group that holds a role; a role held by a single account is nobody's. */
const holder = (world: OpenstackWorld, assignment: Resource): string => {
  const [group] = targetsAt(world.evidence, assignment, 'group_id');
  if (group === undefined) return 'unknown';
  return world.groups[textAt(group.properties, 'name')] ?? 'unknown';
};

/** Name of the role, where the state looks it up or makes it. */
export const roleName = ({ evidence }: OpenstackWorld, assignment: Resource): string => {
  const [role] = targetsAt(evidence, assignment, 'role_id');
  if (role !== undefined) return textAt(role.properties, 'name');
  const text = textAt(assignment.properties, 'role_id');
  return /identity_role_v3 ([a-z_-]+):/.exec(text)?.[1] ?? text;
};

const memberships = ({ evidence, groups }: OpenstackWorld): readonly Crossing[] =>
  evidence.ofType('identity_user_membership_v3').flatMap((membership) => {
    const [user] = targetsAt(evidence, membership, 'user_id');
    const [group] = targetsAt(evidence, membership, 'group_id');
    const to = groups[group === undefined ? '' : textAt(group.properties, 'name')] ?? 'unknown';
    return [crossing('role', user === undefined ? 'unknown' : ownerOf(user), to, membership.id)];
  });

const shares = (world: OpenstackWorld): readonly Crossing[] => [
  ...world.evidence.ofType('networking_rbac_policy_v2').flatMap((policy) => {
    const what = `${textAt(policy.properties, 'object_type')} ${textAt(policy.properties, 'action')}`;
    const owners = targetsAt(world.evidence, policy, 'object_id').map(ownerOf);
    const from = projectOwner(world, valueAt(policy.properties, 'target_tenant'));
    return (owners.length === 0 ? ['unknown'] : owners).map((to) => crossing('share', from, to, policy.id, { actions: [what] }));
  }),
  ...world.evidence.ofType('dns_zone_share_v2').map((share) =>
    crossing('share', projectOwner(world, valueAt(share.properties, 'target_project_id')), ownerOf(share), share.id, {
      actions: ['zone'],
    }),
  ),
  ...openToAll.flatMap(({ type, path, is }) =>
    world.evidence
      .ofType(type)
      .filter((resource) => textAt(resource.properties, path) === is)
      .map((resource) => crossing('share', 'anyone', ownerOf(resource), resource.id, { actions: [`${path} ${is}`] })),
  ),
];

const openToAll = [
  { type: 'networking_network_v2', path: 'shared', is: 'true' },
  { type: 'networking_network_v2', path: 'external', is: 'true' },
  { type: 'networking_subnetpool_v2', path: 'shared', is: 'true' },
  { type: 'networking_addressscope_v2', path: 'shared', is: 'true' },
  { type: 'sharedfilesystem_share_v2', path: 'is_public', is: 'true' },
  { type: 'images_image_v2', path: 'visibility', is: 'public' },
  { type: 'images_image_v2', path: 'visibility', is: 'community' },
] as const;

/** Access lists of containers: `.r:*` is anyone, `project:user` is that project's. */
const containers = (world: OpenstackWorld): readonly Crossing[] =>
  world.evidence.ofType('objectstorage_container_v1').flatMap((container) =>
    (['container_read', 'container_write'] as const).flatMap((list) =>
      textAt(container.properties, list)
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '' && entry !== '.rlistings')
        .map((entry) => crossing('policy', listed(world, entry), subjectOf(world, container), container.id, { actions: [list] })),
    ),
  );

const listed = (world: OpenstackWorld, entry: string): string => {
  if (entry.startsWith('.r:')) return 'anyone';
  const project = entry.slice(0, entry.lastIndexOf(':'));
  return project === '*' ? 'anyone' : projectOwner(world, project);
};

/** Whose records a container of the region's own projects holds, by its name. */
const subjectOf = (world: OpenstackWorld, container: Resource): string => {
  const name = textAt(container.properties, 'name');
  const owner = Object.entries(world.projects).find(([project]) => name.startsWith(`${project}-`));
  return owner?.[1] ?? ownerOf(container);
};

const secrets = ({ evidence }: OpenstackWorld): readonly Crossing[] =>
  evidence.ofType('keymanager_secret_v1', 'keymanager_container_v1').flatMap((secret) => [
    ...textsAt(secret.properties, 'acl.read.users').map(() =>
      crossing('key', 'unknown', ownerOf(secret), secret.id, { actions: ['read'] }),
    ),
    ...valuesAt(secret.properties, 'acl.read.project_access')
      .filter((open) => open !== false && textsAt(secret.properties, 'acl.read.users').length === 0)
      .map(() => crossing('key', ownerOf(secret), ownerOf(secret), secret.id, { actions: ['read'] })),
  ]);

const credentials = (world: OpenstackWorld): readonly Crossing[] => [
  ...world.evidence
    .ofType('identity_application_credential_v3')
    .filter((credential) => credential.properties.unrestricted === true)
    .map((credential) =>
      crossing('credential', ownerOf(credential), 'unknown', credential.id, { actions: ['makes other credentials'] }),
    ),
  ...world.evidence
    .ofType('identity_ec2_credential_v3')
    .filter((credential) => credential.properties.project_id !== undefined)
    .map((credential) =>
      crossing(
        'credential',
        ownerOf(credential),
        projectOwner(world, valueAt(credential.properties, 'project_id')),
        credential.id,
      ),
    ),
];

const images = (world: OpenstackWorld): readonly Crossing[] =>
  world.evidence.ofType('images_image_access_v2').map((access) =>
    crossing('share', projectOwner(world, valueAt(access.properties, 'member_id')), ownerOf(access), access.id, {
      actions: ['image'],
    }),
  );
