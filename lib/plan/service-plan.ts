import type { DataClassId } from './plan';
import type { KeyPlan, StorePlan } from './storage-plan';

/** One e-service in one space. */
export interface ServicePlan {
  /** The blueprint's hosting id. */
  readonly id: string;
  /** `<region>-<tenant>-<stage>-<id>`. */
  readonly name: string;
  /** Descriptor as `name@version`. */
  readonly descriptor: string;
  readonly title: string;
  readonly host: string;
  readonly tier: TierPlan;
  /** Zones over which what it keeps is spread where hosts keep it; zones that were added since are not among them. */
  readonly zones: readonly string[];
  readonly dataClass: DataClassId;
  /** The service's own key: it lives and dies with the service's data. */
  readonly key: KeyPlan;
  readonly signIn: 'citizens' | 'staff' | 'none';
  readonly mail: { readonly enabled: boolean; readonly sender: string };
  /** Long-running containers behind the entry, by part. */
  readonly web: Readonly<Record<string, WebPlan>>;
  readonly workers: Readonly<Record<string, WorkerPlan>>;
  readonly jobs: Readonly<Record<string, JobPlan>>;
  readonly databases: Readonly<Record<string, DatabasePlan>>;
  /** Object stores for its documents, by part. */
  readonly documents: Readonly<Record<string, StorePlan>>;
  readonly queues: Readonly<Record<string, QueuePlan>>;
  readonly secrets: Readonly<Record<string, SecretPlan>>;
  readonly demand: DemandPlan;
  readonly logDays: number;
  readonly alarms: Readonly<Record<string, ServiceAlarmPlan>>;
  /** Links (ids in `plan.links`) in which this service calls, or is called. */
  readonly calls: readonly string[];
  readonly answers: readonly string[];
  readonly waf: { readonly requestsPer5MinutesPerAddress: number };
}

export interface TierPlan {
  readonly id: 'A1' | 'A2' | 'A3';
  readonly availabilityPercent: number;
  readonly rtoMinutes: number;
  readonly rpoMinutes: number;
}

export interface SizePlan {
  readonly id: 'xs' | 's' | 'm' | 'l' | 'xl';
  readonly vcpus: number;
  readonly memoryGiB: number;
}

interface ContainerPlan {
  readonly id: string;
  readonly name: string;
  /** registry/name@sha256:… */
  readonly image: string;
  /** false while the default image says "not installed yet". */
  readonly released: boolean;
  readonly size: SizePlan;
  readonly port: number;
  /** Whether it reaches the service's databases, documents and queues: everything but a web part that has an api part before its data. */
  readonly reachesData: boolean;
}

export interface WebPlan extends ContainerPlan {
  readonly kind: 'web' | 'api';
  /** Path prefix at the entry; `/` for the web part. */
  readonly path: string;
  readonly health: string;
  /** Rules of the entry are ordered by this; unique within the service. */
  readonly priority: number;
  readonly instances: InstancesPlan;
}

export interface WorkerPlan extends ContainerPlan {
  readonly queue: string;
  readonly instances: InstancesPlan;
}

export interface JobPlan extends ContainerPlan {
  /** Five cron fields, UTC. */
  readonly schedule: string;
}

export interface InstancesPlan {
  readonly min: number;
  readonly max: number;
}

export interface DatabasePlan {
  readonly id: string;
  readonly name: string;
  readonly engine: 'postgresql';
  readonly version: string;
  readonly size: SizePlan;
  readonly sizeGiB: number;
  readonly maxSizeGiB: number;
  readonly replicas: number;
  readonly pointInTimeDays: number;
  readonly port: number;
}

export interface QueuePlan {
  readonly id: string;
  readonly name: string;
  readonly visibilitySeconds: number;
  readonly retentionDays: number;
  readonly maxReceives: number;
}

export interface SecretPlan {
  readonly id: string;
  readonly name: string;
  /** database: made and rotated with its database; session: signs sessions; sign-in: the client's secret at the issuer, filled by staff; broker: password of the message broker where it is self-run. */
  readonly purpose: 'database' | 'session' | 'sign-in' | 'broker';
  readonly rotationDays: number;
}

/** From the demand model: inhabitants × transactions × shares. Figures are the region's own assumptions. */
export interface DemandPlan {
  readonly transactionsPerYear: number;
  readonly peakHourTransactions: number;
  readonly peakRequestsPerSecond: number;
}

export interface ServiceAlarmPlan {
  readonly id: 'unhealthy' | 'errors' | 'slow' | 'queue-age' | 'dead-letters' | 'database-space' | 'certificate';
  readonly title: string;
  readonly runbook: string;
  readonly threshold: number;
}
