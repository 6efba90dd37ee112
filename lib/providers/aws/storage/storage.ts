import type { Construct } from 'constructs';
import type { Plan, SpacePlan } from '../../../plan/plan';
import type { AwsTargetPlan } from '../../../plan/target-plan';
import { Backup } from './backup';
import { exportNames, imported, publish } from '../exports';
import { Files } from './files';
import { GovKey } from './keys';
import { bucketName, ObjectStore } from './objects';
import { offers } from '../offers';
import { secondCopy, secondVault } from './second-site';
import { networkOf } from '../network/space-network';
import { GovStack } from '../stack';

export interface StorageStackProps {
  readonly plan: Plan;
  readonly target: AwsTargetPlan;
  readonly space: SpacePlan;
}

/** The region's own stores of one space: a key for each class of data, object stores, shared files, backups. */
export class StorageStack extends GovStack {
  private readonly keys: ReadonlyMap<string, GovKey>;

  constructor(scope: Construct, id: string, props: StorageStackProps) {
    super(scope, id, {
      target: props.target,
      account: props.space.tenant,
      tags: props.space.tags,
      description: `Stores of ${props.space.name}`,
    });
    this.keys = this.createKeys(props.space);
    this.createStores(props);
    this.createFiles(props);
    this.createBackup(props);
  }

  private createKeys({ id: space, storage, lifecycle }: SpacePlan): ReadonlyMap<string, GovKey> {
    return new Map(
      Object.values(storage.keys).map((plan) => {
        const key = new GovKey(this, `key-${plan.id}`, {
          key: plan,
          lifecycle,
          users: ['s3', 'elasticfilesystem', 'backup', 'rds'],
        });
        publish(this, `Key${plan.id}`, exportNames.key(space, plan.id), key.keyArn);
        return [plan.id, key];
      }),
    );
  }

  private keyOf(id: string): GovKey {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`${this.node.path}: no key ${id}`);
    return key;
  }

  private createStores({ plan, target, space }: StorageStackProps): void {
    const records = imported(exportNames.deliveryBucket(plan.region.id, space.tenant));
    for (const store of Object.values(space.storage.stores)) {
      const keyPlan = space.storage.keys[store.key];
      new ObjectStore(this, `store-${store.id}`, {
        store,
        name: bucketName(store, this.account),
        key: this.keyOf(store.key),
        lifecycle: space.lifecycle,
        records,
        backup: space.storage.backup.selection,
        copy: keyPlan === undefined ? null : secondCopy(target, this.account, store, keyPlan),
      });
    }
  }

  private createFiles({ target, space }: StorageStackProps): void {
    if (!offers(target, 'storage.files')) return;
    for (const files of Object.values(space.storage.files)) {
      const made = new Files(this, `files-${files.id}`, {
        files,
        key: this.keyOf(files.key),
        network: networkOf(space),
        zones: space.network.zones,
        lifecycle: space.lifecycle,
        backup: space.storage.backup.selection,
      });
      publish(this, `Files${files.id}`, exportNames.files(space.id, files.id), made.fileSystem.ref);
      publish(this, `AccessPoint${files.id}`, exportNames.accessPoint(space.id, files.id), made.accessPoint.ref);
    }
  }

  private createBackup({ target, space }: StorageStackProps): void {
    const plan = space.storage.backup;
    const backup = new Backup(this, 'backup', {
      backup: plan,
      key: this.keyOf(plan.key),
      lifecycle: space.lifecycle,
      copy:
        plan.secondSite && target.secondSite.enabled ? { vaultName: secondVault(plan), region: target.secondSite.region } : null,
      restoreTests: offers(target, 'storage.restoreTest'),
    });
    publish(this, 'Vault', exportNames.vault(space.id), backup.vault.backupVaultName);
  }
}
