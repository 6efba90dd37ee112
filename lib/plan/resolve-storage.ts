import type { Blueprint, DataClass } from '../model/blueprint';
import { nameOf } from './name';
import type { FilesPlan, KeyPlan, StoragePlan, StorePlan } from './storage-plan';

const daysPerYear = 366;
/** Keys rotate yearly; a deleted key can be brought back for a month, the longest AWS KMS allows. */
const rotationDays = 365;
const deletionWindowDays = 30;

/** The region's own stores of one tenant in one stage; `name` is the prefix of the space. */
export const resolveStorage = (blueprint: Blueprint, name: string, tenant: string): StoragePlan => {
  const own = Object.entries(blueprint.storage)
    .filter(([, store]) => store.tenant === tenant)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const objects = own.filter(([, store]) => store.kind !== 'files');
  const files = own.filter(([, store]) => store.kind === 'files');
  return {
    keys: Object.fromEntries([
      ...[...new Set(own.map(([, store]) => store.dataClass))]
        .sort()
        .map((dataClass) => [keyIdOf(dataClass), keyOf(name, keyIdOf(dataClass), dataClass)]),
      ['backup', keyOf(name, 'backup', 'C3')],
    ]),
    stores: Object.fromEntries(objects.map(([id, store]) => [id, storeOf(blueprint, nameOf('bucket', name, id), id, store)])),
    files: Object.fromEntries(
      files.map(([id, store]): [string, FilesPlan] => [
        id,
        {
          id,
          name: nameOf('generic', name, id),
          dataClass: store.dataClass,
          key: keyIdOf(store.dataClass),
          sizeGiB: store.sizeGiB,
        },
      ]),
    ),
    backup: {
      name: nameOf('vault', name, 'backup'),
      retentionDays: blueprint.recovery.backupRetentionDays,
      lock: blueprint.logging.lock,
      schedule: '0 2 * * *',
      continuous: true,
      restoreTest: { enabled: true, schedule: '0 4 1 * *' },
      secondSite: true,
      key: 'backup',
      selection: { tag: 'backup', value: name },
    },
  };
};

/** A key for one class of data, named by the space and what it protects. */
export const keyOf = (name: string, id: string, dataClass: DataClass): KeyPlan => ({
  id,
  dataClass,
  name: nameOf('generic', name, id),
  rotationDays,
  deletionWindowDays,
});

const keyIdOf = (dataClass: DataClass): string => dataClass.toLowerCase();

const storeOf = (blueprint: Blueprint, name: string, id: string, store: Blueprint['storage'][string]): StorePlan => ({
  ...objectStore(blueprint, name, id, store.dataClass, keyIdOf(store.dataClass), store.sizeGiB, store.retention.years),
  writeOnce: { need: store.retention.writeOnce ?? 'none', mode: blueprint.logging.lock },
});

/** An object store with the rules of its data class; documents of e-services are such stores too. */
export const objectStore = (
  blueprint: Blueprint,
  name: string,
  id: string,
  dataClass: DataClass,
  key: string,
  sizeGiB: number,
  retentionYears: number,
): StorePlan => ({
  id,
  name,
  dataClass,
  key,
  sizeGiB,
  retentionDays: retentionYears * daysPerYear,
  writeOnce: { need: 'none', mode: blueprint.logging.lock },
  versioned: true,
  oldVersionDays: oldVersionDaysOf(blueprint, dataClass, retentionYears),
  coldAfterDays: 90,
  secondSite: true,
});

/** What was overwritten or deleted can be brought back: personal data for as long as the record must be kept. */
const oldVersionDaysOf = (blueprint: Blueprint, dataClass: DataClass, retentionYears: number): number => {
  const least = Math.max(blueprint.recovery.backupRetentionDays, 30);
  return dataClass === 'C2' || dataClass === 'C3' ? Math.max(least, retentionYears * daysPerYear) : least;
};
