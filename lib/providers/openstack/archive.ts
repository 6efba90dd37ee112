import { has, type OpenstackCloud } from '../../model/cloud';
import type { Plan, SpacePlan } from '../../plan/plan';
import type { OpenstackTargetPlan } from '../../plan/target-plan';
import { DataOpenstackIdentityProjectV3 } from './.gen/providers/openstack/data-openstack-identity-project-v3';
import { ObjectstorageContainerV1 } from './.gen/providers/openstack/objectstorage-container-v1';
import type { Construct } from './engine';
import { names } from './names';
import { removal } from './removal';
import { GovStack } from './stack';

export interface ArchiveStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
}

const versioned = (cloud: OpenstackCloud): { readonly versioning?: true } =>
  has(cloud, 'swiftVersioning') ? { versioning: true } : {};

/** Records of the region in a project of their own: its members are the region's operators, its readers the auditors. */
export class RecordsStack extends GovStack {
  constructor(scope: Construct, id: string, props: ArchiveStackProps) {
    super(scope, id, { ...props, level: 'tenant', space: 'logs' });
    const { plan, target } = props;
    const { trailStore, deliveryStore, retentionDays } = plan.foundation.logs;
    for (const [kind, name] of Object.entries({ trail: trailStore, delivery: deliveryStore })) {
      new ObjectstorageContainerV1(this, kind, {
        name: names.container(name),
        metadata: { ...plan.foundation.tags, 'retention-days': String(retentionDays) },
        forceDestroy: plan.region.lifecycle === 'ephemeral',
        ...versioned(target.cloud),
        ...removal(plan.region.lifecycle),
      });
    }
  }
}

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
    const project = new DataOpenstackIdentityProjectV3(this, `project-${space.id}`, {
      name: names.project(plan.region.id, space.id),
    });
    new ObjectstorageContainerV1(this, space.id, {
      name: names.backupContainer(space),
      containerRead: `${project.id}:*`,
      containerWrite: `${project.id}:*`,
      metadata: { ...space.tags, 'retention-days': String(space.storage.backup.retentionDays) },
      forceDestroy: space.lifecycle === 'ephemeral',
      ...versioned(target.cloud),
      ...removal(space.lifecycle),
    });
  }
}
