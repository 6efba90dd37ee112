import { has } from '../../../model/cloud';
import type { RoleId, RolePlan } from '../../../plan/identity-plan';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackIdentityAuthScopeV3 } from '../.gen/providers/openstack/data-openstack-identity-auth-scope-v3';
import { DataOpenstackIdentityProjectV3 } from '../.gen/providers/openstack/data-openstack-identity-project-v3';
import { DataOpenstackIdentityRoleV3 } from '../.gen/providers/openstack/data-openstack-identity-role-v3';
import { IdentityGroupV3 } from '../.gen/providers/openstack/identity-group-v3';
import { IdentityProjectV3 } from '../.gen/providers/openstack/identity-project-v3';
import { IdentityRoleAssignmentV3 } from '../.gen/providers/openstack/identity-role-assignment-v3';
import { IdentityUserMembershipV3 } from '../.gen/providers/openstack/identity-user-membership-v3';
import { IdentityUserV3 } from '../.gen/providers/openstack/identity-user-v3';
import type { Construct } from '../engine';
import { tagList } from '../hosts/host';
import { backupTag, names, recordsTag } from '../names';
import { optionsOf } from '../options';
import { regionProjects } from '../projects';
import { removal } from '../removal';
import { GovStack } from '../stack';

export interface IdentityStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

/** What a role may do, in Keystone's coarse words: change things, or see them. */
type Grip = 'member' | 'reader';

/**
 * Which grip each role has where. The operator of the region's shared parts only sees into the tenants; nobody but a
 * tenant's own staff changes its spaces.
 */
const grips: Readonly<Record<RoleId, { readonly region: Grip | 'none'; readonly spaces: Grip }>> = {
  operator: { region: 'member', spaces: 'reader' },
  auditor: { region: 'reader', spaces: 'reader' },
  planner: { region: 'reader', spaces: 'reader' },
  'tenant-admin': { region: 'none', spaces: 'member' },
  'service-owner': { region: 'none', spaces: 'member' },
};

/** What the domain's manager makes: a project for each tenant and stage, groups of staff, who may do what where. */
export class IdentityStack extends GovStack {
  private readonly props: IdentityStackProps;
  private readonly projects: Readonly<Record<string, IdentityProjectV3>>;
  private readonly domainId: string;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, { ...props, level: 'manager', space: 'shared' });
    this.props = props;
    this.domainId = this.findDomain();
    this.projects = this.allProjects();
    for (const role of Object.values(props.plan.identity.roles)) this.staff(role);
    this.breakGlass();
  }

  /** Named in every request: what a manager may do is decided by the domain that the request names, not by the token's. */
  private findDomain(): string {
    const { target } = this.props;
    return has(target.cloud, 'domainManager')
      ? new DataOpenstackIdentityAuthScopeV3(this, 'scope', { name: target.domain }).domainId
      : new DataOpenstackIdentityProjectV3(this, 'domain', { name: target.domain, isDomain: true }).id;
  }

  /** Members can read their own project and no other, so it tells them where backups and records go. */
  private allProjects(): Readonly<Record<string, IdentityProjectV3>> {
    const own = Object.keys(regionProjects).map((id) => [id, this.project(id, [])] as const);
    const idOf = (id: string): string => own.find(([known]) => known === id)?.[1].id ?? '';
    const places = [`${backupTag}${idOf('backup')}`, `${recordsTag}${idOf('logs')}`];
    return Object.fromEntries([
      ...own,
      ...Object.keys(this.props.plan.spaces).map((id) => [id, this.project(id, places)] as const),
    ]);
  }

  private project(id: string, tags: readonly string[]): IdentityProjectV3 {
    const { plan } = this.props;
    const space = plan.spaces[id];
    return new IdentityProjectV3(this, `project-${id}`, {
      domainId: this.domainId,
      name: names.project(plan.region.id, id),
      description: space === undefined ? regionProjects[id as keyof typeof regionProjects] : describe(plan, space),
      tags: [...tagList(space?.tags ?? plan.foundation.tags), ...tags],
      ...removal(space?.lifecycle ?? plan.region.lifecycle),
    });
  }

  private staff(role: RolePlan): void {
    const { plan } = this.props;
    if (role.scope === 'region') this.regionStaff(role);
    else for (const tenant of Object.values(plan.region.tenants)) this.tenantStaff(role, tenant.id, tenant.spaces);
  }

  private regionStaff(role: RolePlan): void {
    const groupId = this.group(`group-${role.id}`, names.group(this.props.plan.region.id, role.id), role.title);
    for (const project of Object.keys(this.projects)) {
      const grip = project in regionProjects ? grips[role.id].region : grips[role.id].spaces;
      if (grip !== 'none') this.grant(role.id, groupId, project, grip);
    }
  }

  private tenantStaff(role: RolePlan, tenant: string, spaces: readonly string[]): void {
    const { plan } = this.props;
    const title = `${plan.region.tenants[tenant]?.title ?? tenant}: ${role.title}`;
    const groupId = this.group(`group-${tenant}-${role.id}`, names.group(plan.region.id, role.id, tenant), title);
    for (const space of spaces) this.grant(`${tenant}-${role.id}`, groupId, space, grips[role.id].spaces);
  }

  private group(id: string, name: string, description: string): string {
    return new IdentityGroupV3(this, id, { domainId: this.domainId, name, description }).id;
  }

  private grant(who: string, groupId: string, project: string, grip: Grip): void {
    const options = optionsOf(this.props.target);
    for (const role of grip === 'member' ? memberRoles(this.props.target) : options.readerRoles) {
      new IdentityRoleAssignmentV3(this, `grant-${who}-${project}-${role}`, {
        groupId,
        projectId: this.projectId(project),
        roleId: this.roleId(role),
      });
    }
  }

  private projectId(id: string): string {
    const project = this.projects[id];
    if (project === undefined) throw new Error(`${this.node.path}: no project ${id}`);
    return project.id;
  }

  private roleId(name: string): string {
    const id = `role-${name}`;
    const known = this.node.tryFindChild(id) as DataOpenstackIdentityRoleV3 | undefined;
    return (known ?? new DataOpenstackIdentityRoleV3(this, id, { name })).id;
  }

  /** Without a password nobody can use it; the manager sets one, seals it and rotates it after each use. */
  private breakGlass(): void {
    const { plan } = this.props;
    const { name } = plan.identity.breakGlass;
    const user = new IdentityUserV3(this, 'break-glass', {
      domainId: this.domainId,
      name,
      description: 'Emergency access, sealed; see the run-book before use',
      multiFactorAuthEnabled: true,
      multiFactorAuthRule: [{ rule: ['password', 'totp'] }],
    });
    const groupId = this.group(
      'group-break-glass',
      names.group(plan.region.id, 'break-glass'),
      'Emergency access to every project',
    );
    new IdentityUserMembershipV3(this, 'break-glass-member', { userId: user.id, groupId });
    for (const project of Object.keys(this.projects)) this.grant('break-glass', groupId, project, 'member');
  }
}

/** Octavia's own policy asks for its own role, Barbican's for `creator`; hosts' credentials can hold no role that their maker lacks. */
const memberRoles = (target: OpenstackTargetPlan): readonly string[] => {
  const chosen = optionsOf(target).memberRoles;
  return chosen.length > 0 ? chosen : ['member', 'load-balancer_member', ...(has(target.cloud, 'barbican') ? ['creator'] : [])];
};

const describe = (plan: Plan, space: SpacePlan): string =>
  `${plan.region.tenants[space.tenant]?.title ?? space.tenant}, ${space.stage}, ${space.dataset} data`;
