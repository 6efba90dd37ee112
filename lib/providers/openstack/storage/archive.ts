import { has, type OpenstackCloud } from '../../../model/cloud';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { DataOpenstackIdentityProjectV3 } from '../.gen/providers/openstack/data-openstack-identity-project-v3';
import { ObjectstorageContainerV1 } from '../.gen/providers/openstack/objectstorage-container-v1';
import type { Construct } from '../engine';
import { names } from '../names';
import { removal } from '../removal';
import { GovStack } from '../stack';

export interface ArchiveStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

const versioned = (cloud: OpenstackCloud): { readonly versioning?: true } =>
  has(cloud, 'swiftVersioning') ? { versioning: true } : {};

/**
 * Records of the region in a project of their own: one container for what the operator hands over, and one for each
 * space, into which its hosts write and from which they cannot read. Auditors read, the region's operators keep.
 */
export class RecordsStack extends GovStack {
  private readonly props: ArchiveStackProps;

  constructor(scope: Construct, id: string, props: ArchiveStackProps) {
    super(scope, id, { ...props, level: 'tenant', space: 'logs' });
    this.props = props;
    const { trailStore, deliveryStore } = props.plan.foundation.logs;
    this.container('trail', names.container(trailStore), {});
    for (const space of Object.values(props.plan.spaces)) {
      const project = projectOf(this, props.plan, space);
      this.container(space.id, names.recordsContainer(deliveryStore, space), { containerWrite: `${project}:*` });
    }
  }

  private container(id: string, name: string, access: { readonly containerWrite?: string }): void {
    const { plan, target } = this.props;
    new ObjectstorageContainerV1(this, id, {
      name,
      ...access,
      metadata: { ...plan.foundation.tags, 'retention-days': String(plan.foundation.logs.retentionDays) },
      forceDestroy: plan.region.lifecycle === 'ephemeral',
      ...versioned(target.cloud),
      ...removal(plan.region.lifecycle),
    });
  }
}

const projectOf = (scope: Construct, plan: Plan, space: SpacePlan): string =>
  new DataOpenstackIdentityProjectV3(scope, `project-${space.id}`, { name: names.project(plan.region.id, space.id) }).id;

/**
 * A container for each space's backups in a project apart. A space may read and write its own and sees no other;
 * its staff are no members here, and credentials of its hosts have no rule for deleting.
 */
export class BackupStack extends GovStack {
  private readonly props: ArchiveStackProps;

  constructor(scope: Construct, id: string, props: ArchiveStackProps) {
    super(scope, id, { ...props, level: 'tenant', space: 'backup' });
    this.props = props;
    for (const space of Object.values(props.plan.spaces)) this.container(space);
  }

  private container(space: SpacePlan): void {
    const { plan, target } = this.props;
    const project = projectOf(this, plan, space);
    for (const [suffix, name] of Object.entries({ '': names.backupContainer(space), '-segments': names.backupSegments(space) })) {
      new ObjectstorageContainerV1(this, `${space.id}${suffix}`, {
        name,
        containerRead: `${project}:*`,
        containerWrite: `${project}:*`,
        metadata: { ...space.tags, 'retention-days': String(space.storage.backup.retentionDays) },
        forceDestroy: space.lifecycle === 'ephemeral',
        ...versioned(target.cloud),
        ...removal(space.lifecycle),
      });
    }
  }
}
