import { has } from '../../../model/cloud';
import type { SpacePlan } from '../../../plan/plan';
import type { StorePlan } from '../../../plan/storage-plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { ObjectstorageContainerV1 } from '../.gen/providers/openstack/objectstorage-container-v1';
import { Construct } from '../engine';
import { names } from '../names';
import { removal } from '../removal';

export interface ObjectsProps {
  readonly target: OpenstackTargetPlan;
  readonly space: SpacePlan;
  readonly store: StorePlan;
}

/** A private object store of one class of data. Nothing on a cloud without the object interface; the ledger says so. */
export class Objects extends Construct {
  constructor(scope: Construct, id: string, { target, space, store }: ObjectsProps) {
    super(scope, id);
    if (!has(target.cloud, 'swift')) return;
    new ObjectstorageContainerV1(this, 'container', {
      // Neither a read nor a write list: the project's members and nobody else.
      name: names.container(store.name),
      ...(has(target.cloud, 'swiftVersioning') ? { versioning: store.versioned } : {}),
      metadata: {
        'data-class': store.dataClass,
        'retention-days': String(store.retentionDays),
        'old-version-days': String(store.oldVersionDays),
        ...space.tags,
      },
      forceDestroy: space.lifecycle === 'ephemeral',
      ...removal(space.lifecycle),
    });
  }
}
