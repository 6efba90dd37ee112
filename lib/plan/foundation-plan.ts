/** What the whole region shares: records, their keys, budget, alarms. */
export interface FoundationPlan {
  /** Prefix of every shared name: the region's id. */
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly logs: LogPlan;
  readonly detection: readonly ('threats' | 'configuration' | 'findings')[];
  readonly budget: { readonly monthly: number; readonly currency: string; readonly alertPercents: readonly number[] };
  readonly alarms: Readonly<Record<AlarmId, AlarmPlan>>;
  readonly contacts: { readonly operations: string; readonly security: string };
}

export interface LogPlan {
  /** Object store of the administrative trail: own key, locked. */
  readonly trailStore: string;
  /** Object store into which services deliver their records. */
  readonly deliveryStore: string;
  readonly retentionDays: number;
  readonly lock: 'governance' | 'compliance';
  /** Days for which records can be searched online. */
  readonly searchableDays: number;
}

export type AlarmId = 'root-use' | 'break-glass-use' | 'key-deletion' | 'trail-change' | 'policy-change' | 'failed-sign-in';

export interface AlarmPlan {
  readonly id: AlarmId;
  readonly title: string;
  /** Path of the run-book, relative to docs/. */
  readonly runbook: string;
  readonly recipient: string;
}
