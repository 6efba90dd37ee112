import type { ServicePlan } from '../../../plan/service-plan';
import { alarmRoutes, alarmRules } from '../hosting/alarms';
import type { CloudInit } from './cloud-init';
import { databasePorts } from './host-database';
import type { Template } from './host-peers';
import { queuePorts, queueRole } from './host-queue';
import { dataFolder } from './host-volume';

export const watchPorts = { host: 9100, journal: 19_532 } as const;
export const opsRole = 'ops';

/** Port on the watching host at which its own forwarder takes mail. */
export const mailForwardPort = 2525;

/** The host that watches a service: measures, alarms, and everybody's journals for as long as the plan says. */
export const hostWatch = (service: ServicePlan, recipient: string): CloudInit => ({
  packages: ['prometheus', 'prometheus-alertmanager', 'systemd-journal-remote'],
  files: [
    { path: '/etc/prometheus/alarms.yml', mode: '0644', content: alarmRules(service) },
    {
      path: '/etc/prometheus/alertmanager.yml',
      mode: '0644',
      content: alarmRoutes(service, recipient, `127.0.0.1:${mailForwardPort}`),
    },
    {
      path: '/etc/default/prometheus',
      mode: '0644',
      content: `ARGS="--storage.tsdb.path=${dataFolder}/prometheus --storage.tsdb.retention.time=${service.logDays}d --web.listen-address=127.0.0.1:9090"\n`,
    },
    {
      path: '/etc/default/prometheus-alertmanager',
      mode: '0644',
      content: 'ARGS="--cluster.listen-address= --web.listen-address=127.0.0.1:9093"\n',
    },
    { path: '/etc/systemd/journal-remote.conf.d/service.conf', mode: '0644', content: '[Remote]\nSplitMode=host\nMaxUse=20G\n' },
    { path: '/etc/systemd/system/systemd-journal-remote.service.d/service.conf', mode: '0644', content: journalUnit },
    {
      path: '/etc/systemd/system/systemd-journal-remote.socket.d/service.conf',
      mode: '0644',
      content: `[Socket]\nListenStream=\nListenStream=${watchPorts.journal}\n`,
    },
    { path: '/etc/tmpfiles.d/journals.conf', mode: '0644', content: `e ${dataFolder}/journals - - - ${service.logDays}d\n` },
  ],
  commands: [
    `install -d -o prometheus -g prometheus ${dataFolder}/prometheus`,
    `install -d -o systemd-journal-remote -g systemd-journal-remote ${dataFolder}/journals`,
    'systemctl daemon-reload',
    'systemctl enable --now systemd-journal-remote.socket',
    'systemctl restart prometheus-alertmanager',
  ],
});

const journalUnit = `[Service]
ExecStart=
ExecStart=/lib/systemd/systemd-journal-remote --listen-http=-3 --output=${dataFolder}/journals/
ReadWritePaths=${dataFolder}/journals
`;

/** What is measured follows the hosts of every role. */
export const watchTemplate = (roles: readonly string[], databaseRoles: readonly string[], queue: boolean): Template => ({
  path: '/etc/prometheus/prometheus.yml',
  mode: '0644',
  owner: 'root',
  content: `global: { scrape_interval: 30s, evaluation_interval: 30s }
rule_files: [/etc/prometheus/alarms.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:9093'] }] }] }
scrape_configs:
  - job_name: hosts
    static_configs:
${roles.map((role) => targets(role, watchPorts.host)).join('\n')}
${databaseRoles.map((role) => `  - job_name: ${role}\n    static_configs:\n${targets(role, databasePorts.metrics)}\n`).join('')}${
    queue
      ? `  - job_name: ${queueRole}\n    metrics_path: /metrics/per-object\n    static_configs:\n${targets(queueRole, queuePorts.metrics)}\n`
      : ''
  }`,
  then: 'systemctl restart prometheus',
});

const targets = (role: string, port: number): string =>
  `    #each ${role} - { targets: ['{address}:${port}'], labels: { role: '${role}', host: '{name}' } }`;

/** Every other host sends its journal there, and shows its units to the alarms. */
export const hostWatched: CloudInit = {
  packages: ['prometheus-node-exporter', 'systemd-journal-remote'],
  files: [
    {
      path: '/etc/default/prometheus-node-exporter',
      mode: '0644',
      content:
        'ARGS="--collector.systemd --collector.systemd.unit-include=(part-.+|job-.+|patroni|etcd|rabbitmq-server|apache2|haproxy|postfix|base-backup|apply-roles|make-secrets|fetch-secrets|render-peers|renew-certificate|follow-release|documents-token)\\\\.service"\n',
    },
    {
      // By itself it gives up after five tries in a second, and the other end may be longer in coming.
      path: '/etc/systemd/system/systemd-journal-upload.service.d/again.conf',
      mode: '0644',
      content: '[Unit]\nStartLimitIntervalSec=0\n\n[Service]\nRestart=always\nRestartSec=15\n',
    },
  ],
  commands: ['systemctl daemon-reload', 'systemctl restart prometheus-node-exporter'],
};

export const journalTemplate: Template = {
  path: '/etc/systemd/journal-upload.conf',
  mode: '0644',
  owner: 'root',
  content: `[Upload]\n#each ${opsRole} URL=http://{address}:${watchPorts.journal}\n`,
  then: 'systemctl enable systemd-journal-upload && systemctl restart systemd-journal-upload',
};
