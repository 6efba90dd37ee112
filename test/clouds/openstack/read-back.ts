import type { OpenstackSession, ServiceName } from '../../../bin/cloud/openstack-session';
import type { Evidence, Resource } from '../../../lib/evidence/resource';
import { targetsAt } from '../../../lib/evidence/openstack-world';
import { textAt, textsAt, valuesAt, type Value } from '../../../lib/evidence/value';

/*
 * What the interfaces of a cloud say of a region, beside what was synthesized for it. Both sides are written as
 * lines in the same words; a line on one side only is a difference, whichever side it is on.
 */

type Body = Readonly<Record<string, unknown>>;

/** Everything of the region that is asked for, by name of project; ids are turned into names. */
export interface Estate {
  readonly admin: OpenstackSession;
  /** Sessions of the tenants' own people, by name of project: for services that show nobody else's. */
  readonly members: Readonly<Record<string, OpenstackSession>>;
  /** Id to name of the region's projects. */
  readonly projects: ReadonlyMap<string, string>;
}

interface Kind {
  readonly type: string;
  /** Empty for what stands outside the region's projects. */
  readonly expected: (resource: Resource, evidence: Evidence) => string;
  readonly seen: (estate: Estate) => Promise<readonly string[]>;
}

export interface Difference {
  readonly type: string;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Compares every kind that can be read; returns how many lines agreed by kind, and what did not. */
export const readBack = async (
  evidence: Evidence,
  estate: Estate,
): Promise<{ readonly agreed: Readonly<Record<string, number>>; readonly differences: readonly Difference[] }> => {
  const agreed: Record<string, number> = {};
  const differences: Difference[] = [];
  for (const { type, expected, seen } of kinds) {
    const wanted = evidence
      .ofType(type)
      .map((resource) => expected(resource, evidence))
      .filter((line) => line !== '');
    const found = await seen(estate);
    const missing = without(wanted, found);
    const unexpected = without(found, wanted);
    agreed[type] = wanted.length - missing.length;
    if (missing.length + unexpected.length > 0) differences.push({ type, missing, unexpected });
  }
  return { agreed, differences };
};

/** Lines of the first that the second has not, each as often as it is too many. */
const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
};

/** A list of one service, of the region's projects only. */
export const listOf = async (
  { admin, projects }: Estate,
  service: ServiceName,
  path: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Body[]> => {
  const answer = await admin.list<Body>(service, path, key, { headers });
  if (answer.kind !== 'fine') throw new Error(answer.message);
  return answer.body.filter((body) => projects.has(ownerIdOf(body)));
};

const ownerIdOf = (body: Body): string => {
  const owner = body.project_id ?? body.tenant_id ?? body['os-vol-tenant-attr:tenant_id'];
  return typeof owner === 'string' ? owner : '';
};

/** The last in which server groups list several policies, as the provider's do. */
const computeVersion = { 'openstack-api-version': 'compute 2.63' } as const;
const allProjects = { 'x-auth-all-projects': 'true' } as const;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);
const sortedWords = (list: readonly string[]): string => [...list].sort().join(',');

const nameAt = (evidence: Evidence, resource: Resource, path: string): string =>
  targetsAt(evidence, resource, path)
    .map((target) => textAt(target.properties, 'name'))
    .join(',');

/** Kinds whose lines need nothing but their own fields. */
const plain = (
  type: string,
  service: ServiceName,
  path: string,
  key: string,
  fields: Readonly<Record<string, (body: Body) => string>>,
  headers: Readonly<Record<string, string>> = {},
): Kind => ({
  type,
  expected: ({ properties }) =>
    Object.keys(fields)
      .map((field) => `${field}=${listed(valuesAt(properties, field))}`)
      .join(' '),
  seen: async (estate) =>
    (await listOf(estate, service, path, key, headers)).map((body) =>
      Object.entries(fields)
        .map(([field, read]) => `${field}=${read(body)}`)
        .join(' '),
    ),
});

const listed = (values: readonly Value[]): string => sortedWords(values.map((value) => text(value)));
const field = (name: string) => (body: Body) => text(body[name]);
const list = (name: string) => (body: Body) => sortedWords(words(body[name]));

const kinds: readonly Kind[] = [
  {
    type: 'identity_project_v3',
    expected: ({ properties }) =>
      textAt(properties, 'is_domain') === 'true' ? '' : `${textAt(properties, 'name')}: ${textAt(properties, 'description')}`,
    seen: async ({ admin, projects }) => {
      const answer = await admin.list<Body>('identity', '/projects', 'projects');
      if (answer.kind !== 'fine') throw new Error(answer.message);
      return answer.body
        .filter(({ id }) => projects.has(text(id)))
        .map((body) => `${text(body.name)}: ${text(body.description)}`);
    },
  },
  {
    type: 'identity_role_assignment_v3',
    expected: (resource, evidence) =>
      resource.properties.project_id === undefined
        ? ''
        : `${nameAt(evidence, resource, 'group_id')} is ${roleOf(resource)} in ${nameAt(evidence, resource, 'project_id')}`,
    seen: async ({ admin, projects }) => {
      const answer = await admin.list<Assignment>('identity', '/role_assignments?include_names=true', 'role_assignments');
      if (answer.kind !== 'fine') throw new Error(answer.message);
      return answer.body.flatMap(({ scope, group, user, role }) => {
        const project = projects.get(scope.project?.id ?? '');
        // Who applies the region's first state gets its maker's own rights in what it makes.
        return project === undefined || user?.name === 'admin'
          ? []
          : [`${group?.name ?? user?.name ?? ''} is ${role.name} in ${project}`];
      });
    },
  },
  plain('networking_network_v2', 'network', '/networks', 'networks', {
    name: field('name'),
    port_security_enabled: field('port_security_enabled'),
    admin_state_up: field('admin_state_up'),
  }),
  {
    type: 'networking_subnet_v2',
    expected: ({ properties }) =>
      `${textAt(properties, 'name')} ${textAt(properties, 'cidr')} by ${textAt(properties, 'gateway_ip')} dns ${listed(valuesAt(properties, 'dns_nameservers'))} dhcp ${textAt(properties, 'enable_dhcp')}`,
    seen: async (estate) =>
      (await listOf(estate, 'network', '/subnets?ip_version=4', 'subnets')).map(
        (body) =>
          `${text(body.name)} ${text(body.cidr)} by ${text(body.gateway_ip)} dns ${sortedWords(words(body.dns_nameservers))} dhcp ${text(body.enable_dhcp)}`,
      ),
  },
  plain('networking_router_v2', 'network', '/routers', 'routers', {
    name: field('name'),
    admin_state_up: field('admin_state_up'),
  }),
  {
    type: 'networking_secgroup_v2',
    expected: ({ properties }) => textAt(properties, 'name'),
    seen: async (estate) => (await securityGroups(estate)).map(({ name }) => text(name)),
  },
  {
    type: 'networking_secgroup_rule_v2',
    expected: (resource, evidence) => {
      const { properties } = resource;
      const remote = nameAt(evidence, resource, 'remote_group_id') || textAt(properties, 'remote_ip_prefix');
      const ports = [textAt(properties, 'port_range_min'), textAt(properties, 'port_range_max')].join('-');
      return ruleLine(nameAt(evidence, resource, 'security_group_id'), {
        direction: textAt(properties, 'direction'),
        ethertype: textAt(properties, 'ethertype'),
        protocol: textAt(properties, 'protocol'),
        ports,
        remote,
      });
    },
    seen: async (estate) => {
      const groups = await securityGroups(estate);
      const names = new Map(groups.map(({ id, name }) => [text(id), text(name)]));
      return groups.flatMap(({ name, security_group_rules: rules }) =>
        (rules as readonly Body[]).map((rule) =>
          ruleLine(text(name), {
            direction: text(rule.direction),
            ethertype: text(rule.ethertype),
            protocol: text(rule.protocol),
            ports: `${text(rule.port_range_min)}-${text(rule.port_range_max)}`,
            remote: names.get(text(rule.remote_group_id)) ?? text(rule.remote_ip_prefix),
          }),
        ),
      );
    },
  },
  {
    type: 'compute_servergroup_v2',
    expected: ({ properties }) => `${textAt(properties, 'name')} ${listed(valuesAt(properties, 'policies'))}`,
    seen: async (estate) =>
      (await listOf(estate, 'compute', '/os-server-groups?all_projects=true', 'server_groups', computeVersion)).map(
        (body) => `${text(body.name)} ${sortedWords(words(body.policies))}`,
      ),
  },
  {
    type: 'compute_instance_v2',
    expected: ({ properties }) =>
      `${textAt(properties, 'name')} ${textAt(properties, 'flavor_name')} in ${textAt(properties, 'availability_zone')}`,
    seen: async (estate) =>
      (await servers(estate)).map(
        (body) =>
          `${text(body.name)} ${text((body.flavor as Body).original_name)} in ${text(body['OS-EXT-AZ:availability_zone'])}`,
      ),
  },
  {
    type: 'blockstorage_volume_v3',
    expected: ({ properties }) =>
      `${textAt(properties, 'name')} ${textAt(properties, 'size')} GiB ${textAt(properties, 'volume_type')}`,
    seen: async (estate) =>
      (await listOf(estate, 'block-storage', '/volumes/detail?all_tenants=1', 'volumes'))
        // Those that servers boot from are made by the servers and have no name.
        .filter(({ name }) => text(name) !== '')
        .map((body) => `${text(body.name)} ${text(body.size)} GiB ${text(body.volume_type)}`),
  },
  plain('lb_loadbalancer_v2', 'load-balancer', '/lbaas/loadbalancers', 'loadbalancers', { name: field('name') }),
  plain('lb_listener_v2', 'load-balancer', '/lbaas/listeners', 'listeners', {
    name: field('name'),
    protocol: field('protocol'),
    protocol_port: field('protocol_port'),
    allowed_cidrs: list('allowed_cidrs'),
  }),
  plain('lb_pool_v2', 'load-balancer', '/lbaas/pools', 'pools', { name: field('name'), protocol: field('protocol') }),
  plain(
    'dns_zone_v2',
    'dns',
    '/zones',
    'zones',
    { name: field('name'), email: field('email'), type: field('type') },
    allProjects,
  ),
  {
    type: 'dns_recordset_v2',
    expected: ({ properties }) => `${textAt(properties, 'name')} ${textAt(properties, 'type')} ${textAt(properties, 'ttl')}`,
    seen: async (estate) =>
      (await listOf(estate, 'dns', '/recordsets', 'recordsets', allProjects))
        .filter(({ type }) => !['NS', 'SOA'].includes(text(type)))
        .map((body) => `${text(body.name)} ${text(body.type)} ${text(body.ttl)}`),
  },
  plain('networking_floatingip_v2', 'network', '/floatingips', 'floatingips', { description: field('description') }),
  {
    type: 'objectstorage_container_v1',
    expected: (resource, evidence) => {
      const { properties } = resource;
      const readers = containerReaders(resource, evidence);
      return `${textAt(properties, 'name')} versions ${textAt(properties, 'versioning') || 'false'} read by ${readers}`;
    },
    seen: async ({ members, projects }) =>
      (
        await Promise.all(
          Object.values(members).map(async (session) => {
            const answer = await session.get<readonly Body[]>('object-store', '?format=json');
            if (answer.kind !== 'fine') throw new Error(answer.message);
            return Promise.all(
              answer.body.map(async ({ name }) => {
                const head = await session.head('object-store', `/${encodeURIComponent(text(name))}`);
                if (head.kind !== 'fine') throw new Error(head.message);
                const readers = (head.headers['x-container-read'] ?? '')
                  .split(',')
                  .filter((part) => part !== '')
                  .map((part) => projects.get(part.split(':')[0] ?? '') ?? part);
                return `${text(name)} versions ${(head.headers['x-versions-enabled'] ?? 'false').toLowerCase()} read by ${sortedWords(readers)}`;
              }),
            );
          }),
        )
      ).flat(),
  },
];

interface Assignment {
  readonly scope: { readonly project?: { readonly id: string } };
  readonly group?: { readonly name: string };
  readonly user?: { readonly name: string };
  readonly role: { readonly name: string };
}

/** Roles are the operator's: a look-up says by which name. */
const roleOf = ({ properties }: Resource): string => /identity_role_v3 ([^:]+):/.exec(textAt(properties, 'role_id'))?.[1] ?? '';

const containerReaders = (resource: Resource, evidence: Evidence): string =>
  sortedWords(
    textsAt(resource.properties, 'container_read').flatMap((rights) =>
      rights === '' ? [] : targetsAt(evidence, resource, 'container_read').map((project) => textAt(project.properties, 'name')),
    ),
  );

/** A project's own group `default`, which nobody made and nobody may use, has to be empty; it is left out then. */
const securityGroups = async (estate: Estate): Promise<readonly Body[]> =>
  (await listOf(estate, 'network', '/security-groups', 'security_groups')).filter(({ name }) => text(name) !== 'default');

export const servers = (estate: Estate): Promise<readonly Body[]> =>
  listOf(estate, 'compute', '/servers/detail?all_tenants=1', 'servers', computeVersion);

const ruleLine = (
  group: string,
  rule: {
    readonly direction: string;
    readonly ethertype: string;
    readonly protocol: string;
    readonly ports: string;
    readonly remote: string;
  },
): string =>
  `${group} ${rule.direction} ${rule.ethertype} ${rule.protocol || 'any'} ${rule.ports === '-' ? 'all' : rule.ports} ${rule.remote || 'anywhere'}`;
