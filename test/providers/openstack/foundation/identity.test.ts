import { IdentityStack } from '../../../../lib/providers/openstack/foundation/identity';
import { FoundationStack } from '../../../../lib/providers/openstack/foundation/foundation';
import { plan, resources, targetWith, templateOf, type Template } from '../synthesis';

const identity = (target = targetWith()): Template => templateOf((app) => new IdentityStack(app, 'domain', { plan, target }));
const reference = identity();

/** `who project role`, from the names that the template gives. */
const grants = (template: Template): readonly string[] => {
  const word = (reference: unknown): string => {
    const [, kind = '', type = '', id = ''] = /^\$\{(data\.)?openstack_(\w+)\.([\w-]+)\.id\}$/.exec(String(reference)) ?? [];
    return String((kind === '' ? template.resource : template.data)?.[`openstack_${type}`]?.[id]?.name);
  };
  return resources(template, 'identity_role_assignment_v3').map((grant) =>
    [word(grant.group_id), word(grant.project_id), word(grant.role_id)].join(' '),
  );
};

describe('The domain of a region', () => {
  test('has a project for each tenant and stage, and for way out, records and backups', () => {
    expect(
      resources(reference, 'identity_project_v3')
        .map((project) => project.name)
        .sort(),
    ).toEqual([
      'reference-backup',
      'reference-city-production',
      'reference-city-staging',
      'reference-county-production',
      'reference-county-staging',
      'reference-logs',
      'reference-shared',
    ]);
  });

  test('lets the auditor read everywhere and change nothing', () => {
    const auditor = grants(reference).filter((grant) => grant.startsWith('reference-auditor '));
    expect(auditor).toHaveLength(7);
    expect(auditor.map((grant) => grant.split(' ')[2])).toEqual(auditor.map(() => 'reader'));
  });

  test("lets a tenant's staff into its own spaces alone", () => {
    for (const tenant of Object.values(plan.region.tenants)) {
      const own = grants(reference).filter((grant) => grant.startsWith(`reference-${tenant.id}-`));
      expect(new Set(own.map((grant) => grant.split(' ')[1]))).toEqual(
        new Set(tenant.spaces.map((space) => `reference-${space}`)),
      );
    }
  });

  test("gives the region's operators no more than a look into tenants' spaces", () => {
    const spaces = Object.keys(plan.spaces).map((space) => `reference-${space}`);
    const there = grants(reference).filter(
      (grant) => grant.startsWith('reference-operator ') && spaces.includes(grant.split(' ')[1] ?? ''),
    );
    expect(there.map((grant) => grant.split(' ')[2])).toEqual(spaces.map(() => 'reader'));
  });

  test("makes members of a key manager's creators, and of nobody's where there is none", () => {
    const roles = (template: Template) =>
      new Set(
        grants(template)
          .filter((grant) => grant.includes('-tenant-admin '))
          .map((grant) => grant.split(' ')[2]),
      );
    expect(roles(reference)).toEqual(new Set(['member', 'load-balancer_member', 'creator']));
    expect(roles(identity(targetWith({ barbican: false })))).toEqual(new Set(['member', 'load-balancer_member']));
  });

  test('tells each space, and nobody else, where its backups and records go', () => {
    for (const project of resources(reference, 'identity_project_v3')) {
      const pointers = (project.tags as string[]).filter((tag) => /^(backup|records)-project=/.test(tag));
      expect([project.name, pointers.length]).toEqual([
        project.name,
        /-(production|staging)$/.test(String(project.name)) ? 2 : 0,
      ]);
    }
  });

  test('grants to groups only, and never a role that rules', () => {
    for (const grant of resources(reference, 'identity_role_assignment_v3')) expect(grant.user_id).toBeUndefined();
    expect(grants(reference).filter((grant) => / (admin|manager|service)$/.test(grant))).toEqual([]);
  });

  test('knows an emergency account that nobody can use before it is sealed', () => {
    const [user] = resources(reference, 'identity_user_v3');
    expect(user?.name).toBe('reference-break-glass');
    expect(user?.password).toBeUndefined();
    expect(user?.multi_factor_auth_enabled).toBe(true);
    expect(user?.multi_factor_auth_rule).toEqual([{ rule: ['password', 'totp'] }]);
  });

  test('refuses to lose a project', () => {
    for (const project of resources(reference, 'identity_project_v3'))
      expect(project.lifecycle).toEqual({ prevent_destroy: true });
  });

  test("is known from the manager's token, or by name where an operator stands in for the manager", () => {
    const domains = (template: Template) =>
      ['identity_project_v3', 'identity_group_v3', 'identity_user_v3'].flatMap((type) =>
        resources(template, type).map((resource) => resource.domain_id),
      );
    expect(new Set(domains(reference))).toEqual(new Set(['${data.openstack_identity_auth_scope_v3.scope.domain_id}']));
    expect(new Set(domains(identity(targetWith({ domainManager: false }))))).toEqual(
      new Set(['${data.openstack_identity_project_v3.domain.id}']),
    );
  });
});

describe("The operator's part", () => {
  const operator = (target = targetWith()): Template =>
    templateOf((app) => new FoundationStack(app, 'operator', { plan, target }));

  test('is the domain and whoever manages it, and no more than the domain where the cloud knows no manager', () => {
    expect(resources(operator(), 'identity_project_v3')).toMatchObject([{ name: 'reference', is_domain: true }]);
    expect(resources(operator(), 'identity_role_assignment_v3')).toHaveLength(1);
    expect(resources(operator(targetWith({ domainManager: false })), 'identity_role_assignment_v3')).toEqual([]);
  });

  test('makes flavors only on a cloud of our own', () => {
    expect(resources(operator(), 'compute_flavor_v2')).toEqual([]);
    const own = resources(operator(targetWith({}, { ownFlavors: true })), 'compute_flavor_v2');
    expect(own.map((flavor) => [flavor.name, flavor.vcpus, flavor.ram])).toEqual([
      ['SCS-1V-2', 1, 2048],
      ['SCS-1V-4', 1, 4096],
      ['SCS-2V-8', 2, 8192],
      ['SCS-4V-16', 4, 16_384],
      ['SCS-8V-32', 8, 32_768],
    ]);
  });
});
