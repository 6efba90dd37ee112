import { stringify } from 'yaml';
import type { ServiceAlarmPlan, ServicePlan } from '../../../plan/service-plan';
import { dataFolder } from '../hosts/host-volume';

/** When each alarm rings, in Prometheus' words; the figures are the plan's. */
const expressions: Readonly<Record<ServiceAlarmPlan['id'], (threshold: number) => string>> = {
  unhealthy: (hosts) =>
    `(count(node_systemd_unit_state{name=~"part-.+",state="active"} == 0) or vector(0)) + (count(node_systemd_unit_state{state="failed"} == 1) or vector(0)) + (count(up == 0) or vector(0)) >= ${hosts}`,
  errors: (percent) => `100 * sum(entry_errors) / (sum(entry_answers) > 0) > ${percent}`,
  slow: (seconds) => `max(entry_seconds_p95) > ${seconds}`,
  // The broker does not tell a message's age: what never became empty for so long holds one that old.
  'queue-age': (seconds) => `min_over_time(rabbitmq_queue_messages_ready{queue!~".+-dead"}[${seconds}s]) > 0`,
  'dead-letters': (messages) => `max by (queue) (rabbitmq_queue_messages_ready{queue=~".+-dead"}) >= ${messages}`,
  'database-space': (percent) =>
    `100 * node_filesystem_avail_bytes{role=~"data-.+",mountpoint="${dataFolder}"} / node_filesystem_size_bytes{role=~"data-.+",mountpoint="${dataFolder}"} < ${percent}`,
  certificate: (days) => `(min(entry_certificate_end_seconds) - time()) / 86400 < ${days}`,
};

/** Minutes for which it must hold, so that a restart does not ring. */
const patience: Readonly<Record<ServiceAlarmPlan['id'], number>> = {
  unhealthy: 5,
  errors: 5,
  slow: 10,
  'queue-age': 0,
  'dead-letters': 0,
  'database-space': 15,
  certificate: 60,
};

/** Alarm rules of a service; each names its run-book. */
export const alarmRules = (service: ServicePlan): string =>
  stringify(
    {
      groups: [
        {
          name: service.name,
          rules: Object.values(service.alarms).map((alarm) => ({
            alert: alarm.id,
            expr: expressions[alarm.id](alarm.threshold),
            for: `${patience[alarm.id]}m`,
            labels: { service: service.name },
            annotations: { summary: alarm.title, runbook: alarm.runbook },
          })),
        },
      ],
    },
    { lineWidth: 0 },
  );

/** Alarms go by mail, through the entry hosts, to whoever operates the region. */
export const alarmRoutes = (service: ServicePlan, recipient: string, smarthost: string): string =>
  stringify(
    {
      global: { smtp_smarthost: smarthost, smtp_from: `alarms@${service.host}`, smtp_require_tls: false },
      route: { receiver: 'operations', group_by: ['alertname'], group_wait: '30s', repeat_interval: '12h' },
      receivers: [{ name: 'operations', email_configs: [{ to: recipient, send_resolved: true }] }],
    },
    { lineWidth: 0 },
  );
