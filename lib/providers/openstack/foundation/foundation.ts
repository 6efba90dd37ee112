import { has } from '../../../model/cloud';
import type { Plan } from '../../../plan/plan';
import { sizes } from '../../../plan/sizing';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { ComputeFlavorV2 } from '../.gen/providers/openstack/compute-flavor-v2';
import { DataOpenstackIdentityRoleV3 } from '../.gen/providers/openstack/data-openstack-identity-role-v3';
import { IdentityGroupV3 } from '../.gen/providers/openstack/identity-group-v3';
import { IdentityProjectV3 } from '../.gen/providers/openstack/identity-project-v3';
import { IdentityRoleAssignmentV3 } from '../.gen/providers/openstack/identity-role-assignment-v3';
import { Construct } from '../engine';
import { names } from '../names';
import { optionsOf } from '../options';
import { removal } from '../removal';
import { GovStack } from '../stack';

export interface FoundationStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

/** What only the cloud's operator can make: the region's domain, who manages it, and flavors on a cloud of one's own. */
export class FoundationStack extends GovStack {
  constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, { ...props, level: 'operator', space: 'shared' });
    const domain = this.domain(props);
    if (has(props.target.cloud, 'domainManager')) this.manager(props.plan, domain.id);
    if (optionsOf(props.target).ownFlavors) new Flavors(this, 'flavors', props.target);
  }

  private domain({ plan, target }: FoundationStackProps): IdentityProjectV3 {
    return new IdentityProjectV3(this, 'domain', {
      name: target.domain,
      isDomain: true,
      description: `Shared-government cloud: ${plan.region.title}`,
      ...removal(plan.region.lifecycle),
    });
  }

  /** The operator puts the people into this group; they manage the domain and nothing else. */
  private manager(plan: Plan, domainId: string): void {
    const group = new IdentityGroupV3(this, 'manager-group', {
      name: names.group(plan.region.id, 'domain-manager'),
      domainId,
      description: 'Makes projects, groups and role assignments of this domain',
    });
    const role = new DataOpenstackIdentityRoleV3(this, 'manager-role', { name: 'manager' });
    new IdentityRoleAssignmentV3(this, 'manager-grant', { groupId: group.id, domainId, roleId: role.id });
  }
}

/** Flavors by the names in the cloud's profile; several sizes may share one. */
class Flavors extends Construct {
  constructor(scope: Construct, id: string, target: OpenstackTargetPlan) {
    super(scope, id);
    for (const [name, size] of Object.entries(largestByName(target))) {
      new ComputeFlavorV2(this, name, { name, vcpus: size.vcpus, ram: size.memoryGiB * 1024, disk: 0, isPublic: true });
    }
  }
}

const largestByName = (target: OpenstackTargetPlan): Readonly<Record<string, (typeof sizes)['xs']>> =>
  Object.fromEntries(
    Object.values(sizes)
      .map((size) => [target.cloud.flavors[size.id], size] as const)
      .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x.vcpus - y.vcpus)),
  );
