import type { ServiceAlarmPlan } from '../../../plan/service-plan';
import type { Compute } from './compute';
import type { Database } from './database';
import type { Entry } from './entry';
import type { Queue } from './queue';

/** What an alarm of a service can look at. */
export interface Watchable {
  readonly entry: Entry;
  readonly compute: Compute;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly databases: ReadonlyMap<string, Database>;
  readonly certificateArn: string;
}

/** One metric of the cloud. */
export interface Measure {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** How one alarm of the plan is measured here; `id` sets apart those of the same alarm. */
export interface Watch {
  readonly id: string;
  /** One value, or several as a share of another one in percent. */
  readonly measured:
    | { readonly kind: 'value'; readonly value: Measure }
    | { readonly kind: 'percent'; readonly parts: readonly Measure[]; readonly of: Measure };
  readonly threshold: number;
  readonly when: 'above' | 'below';
  readonly periods: number;
  readonly periodSeconds: number;
  /** What silence means: nothing was asked, or nothing answers. */
  readonly silence: 'notBreaching' | 'breaching';
}

const usual = { id: '', when: 'above', periods: 1, periodSeconds: 300, silence: 'notBreaching' } as const;
const gibibyte = 1024 ** 3;

/** A metric of the entry. */
export const atEntry = ({ entry }: Pick<Watchable, 'entry'>, metric: string, statistic: string): Measure => ({
  namespace: 'AWS/ApplicationELB',
  metric,
  statistic,
  dimensions: { LoadBalancer: entry.loadBalancer.attrLoadBalancerFullName },
});

const atQueue = (metric: string, queueName: string): Measure => ({
  namespace: 'AWS/SQS',
  metric,
  statistic: 'Maximum',
  dimensions: { QueueName: queueName },
});

/** Free bytes of a database. */
export const freeSpace = ({ instance }: Database): Measure => ({
  namespace: 'AWS/RDS',
  metric: 'FreeStorageSpace',
  statistic: 'Minimum',
  dimensions: { DBInstanceIdentifier: instance.ref },
});

type Watches = (all: Watchable, threshold: number) => readonly Watch[];

/** Metrics of each alarm of the plan, whose threshold has the unit that its title names. */
export const watches: Readonly<Record<ServiceAlarmPlan['id'], Watches>> = {
  unhealthy: (all, threshold) =>
    [...all.compute.routes].map(([id, route]) => {
      const entry = atEntry(all, 'UnHealthyHostCount', 'Maximum');
      const value = { ...entry, dimensions: { ...entry.dimensions, TargetGroup: route.targets.attrTargetGroupFullName } };
      return { ...usual, id, threshold, measured: { kind: 'value', value }, periods: 2, silence: 'breaching' };
    }),
  errors: (all, threshold) => {
    const parts = ['HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count'].map((metric) => atEntry(all, metric, 'Sum'));
    return [{ ...usual, threshold, measured: { kind: 'percent', parts, of: atEntry(all, 'RequestCount', 'Sum') }, periods: 2 }];
  },
  slow: (all, threshold) => [
    { ...usual, threshold, measured: { kind: 'value', value: atEntry(all, 'TargetResponseTime', 'p95') }, periods: 3 },
  ],
  certificate: ({ certificateArn }, threshold) => {
    const value = {
      namespace: 'AWS/CertificateManager',
      metric: 'DaysToExpiry',
      statistic: 'Minimum',
      dimensions: { CertificateArn: certificateArn },
    };
    // Certificates are measured once a day.
    return [{ ...usual, threshold, measured: { kind: 'value', value }, when: 'below', periodSeconds: 86_400 }];
  },
  'queue-age': ({ queues }, threshold) =>
    [...queues].map(([id, { queue }]) => ({
      ...usual,
      id,
      threshold,
      measured: { kind: 'value', value: atQueue('ApproximateAgeOfOldestMessage', queue.queueName) },
    })),
  'dead-letters': ({ queues }, threshold) =>
    [...queues].map(([id, { deadLetters }]) => ({
      ...usual,
      id,
      threshold,
      measured: { kind: 'value', value: atQueue('ApproximateNumberOfMessagesVisible', deadLetters.queueName) },
    })),
  'database-space': ({ databases }, percent) =>
    [...databases].map(([id, database]) => {
      const threshold = (percent / 100) * database.plan.sizeGiB * gibibyte;
      return {
        ...usual,
        id,
        threshold,
        measured: { kind: 'value', value: freeSpace(database) },
        when: 'below',
        silence: 'breaching',
      };
    }),
};
