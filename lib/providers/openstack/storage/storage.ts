import { has } from '../../../model/cloud';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { ObjectstorageContainerV1 } from '../.gen/providers/openstack/objectstorage-container-v1';
import type { Construct } from '../engine';
import { Files } from './files';
import { Lookups } from '../lookups';
import { Objects } from './objects';
import { removal } from '../removal';
import { keyContainer, SpaceBackup } from './backup';
import { GovStack } from '../stack';

export interface StorageStackProps {
  readonly plan: Plan;
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
}

/** The region's own stores of one space, and their way into the backup project. */
export class StorageStack extends GovStack {
  constructor(scope: Construct, id: string, { plan, target, space }: StorageStackProps) {
    super(scope, id, { plan, target, level: 'tenant', space: space.id });
    const { stores, files } = space.storage;
    const lookups = new Lookups(this, 'found', { target, space });
    for (const store of Object.values(stores)) new Objects(this, `store-${store.id}`, { target, space, store });
    for (const one of Object.values(files)) new Files(this, `files-${one.id}`, { target, space, files: one, lookups });
    if (!has(target.cloud, 'swift')) return;
    if (!has(target.cloud, 'barbican')) this.keys(target, space);
    new SpaceBackup(this, 'backup-host', { plan, target, space, lookups });
  }

  /** Where the backup's key lies on a cloud without a key manager. */
  private keys(target: OpenstackTargetPlan, space: SpacePlan): void {
    new ObjectstorageContainerV1(this, 'keys', {
      name: keyContainer(space),
      metadata: { ...space.tags },
      forceDestroy: space.lifecycle === 'ephemeral',
      ...(has(target.cloud, 'swiftVersioning') ? { versioning: true } : {}),
      ...removal(space.lifecycle),
    });
  }
}
