import type { DataClassId } from './plan';

/** The region's own stores of one space. What belongs to an e-service lives in the service's own artefact. */
export interface StoragePlan {
  /** One key for each class of data in these stores, by lower-case class (`c2`), and `backup` for the vault. */
  readonly keys: Readonly<Record<string, KeyPlan>>;
  readonly stores: Readonly<Record<string, StorePlan>>;
  readonly files: Readonly<Record<string, FilesPlan>>;
  readonly backup: BackupPlan;
}

export interface KeyPlan {
  readonly id: string;
  readonly dataClass: DataClassId;
  readonly name: string;
  readonly rotationDays: number;
  readonly deletionWindowDays: number;
}

export interface StorePlan {
  /** The blueprint's storage id, or `<service>-<part>` for a service's documents. */
  readonly id: string;
  readonly name: string;
  readonly dataClass: DataClassId;
  /** Id of its key: in `storage.keys`, or the service's own key. */
  readonly key: string;
  readonly sizeGiB: number;
  readonly retentionDays: number;
  readonly writeOnce: { readonly need: 'required' | 'preferred' | 'none'; readonly mode: 'governance' | 'compliance' };
  readonly versioned: boolean;
  /** Days after which an overwritten version goes. */
  readonly oldVersionDays: number;
  /** Days after which objects move to a cheaper class. */
  readonly coldAfterDays: number;
  readonly secondSite: boolean;
}

export interface FilesPlan {
  readonly id: string;
  readonly name: string;
  readonly dataClass: DataClassId;
  readonly key: string;
  readonly sizeGiB: number;
}

export interface BackupPlan {
  readonly name: string;
  readonly retentionDays: number;
  readonly lock: 'governance' | 'compliance';
  /** Cron, UTC: five fields. */
  readonly schedule: string;
  readonly continuous: boolean;
  readonly restoreTest: { readonly enabled: boolean; readonly schedule: string };
  readonly secondSite: boolean;
  /** Id of the vault's key in `storage.keys`. */
  readonly key: string;
  /** Tag by which every stateful resource of the space is selected. */
  readonly selection: { readonly tag: string; readonly value: string };
}
