import type { QueuePlan } from '../../../plan/service-plan';
import type { CloudInit } from './cloud-init';
import type { Template } from './host-peers';
import { dataFolder } from './host-volume';

export const queuePorts = { amqp: 5672, discovery: 4369, cluster: 25672, metrics: 15692 } as const;
export const queueRole = 'queue';
/** Members that hold each message: three, so that one may fail. */
export const queueHosts = 3;
export const queueUser = 'service';

/** A message broker host: RabbitMQ, whose replicated queues survive the loss of one of three hosts. */
export const hostQueue = (queues: readonly QueuePlan[]): CloudInit => ({
  packages: ['rabbitmq-server'],
  files: [
    { path: '/etc/rabbitmq/enabled_plugins', mode: '0644', content: '[rabbitmq_prometheus].\n' },
    { path: '/etc/rabbitmq/definitions.json', mode: '0644', content: `${JSON.stringify(definitions(queues), null, 1)}\n` },
    { path: '/usr/local/sbin/apply-broker', mode: '0755', content: apply },
    { path: '/usr/local/sbin/start-broker', mode: '0755', content: start },
  ],
  commands: [`install -d -o rabbitmq -g rabbitmq -m 0750 ${dataFolder}/rabbitmq`],
});

/** The cluster follows its peers; the password of its one user and the cookie follow the broker's secret. */
export const queueTemplates = (secret: string, queues: readonly QueuePlan[]): readonly Template[] => [
  {
    path: '/etc/rabbitmq/hosts',
    mode: '0644',
    owner: 'root',
    content: `#each ${queueRole} {address} {name}\n`,
    then: 'start-broker',
  },
  {
    path: '/etc/rabbitmq/rabbitmq.conf',
    mode: '0644',
    owner: 'root',
    content: `listeners.tcp.default = {self-address}:${queuePorts.amqp}
loopback_users = none
cluster_formation.peer_discovery_backend = classic_config
#each ${queueRole} cluster_formation.classic_config.nodes.{name} = rabbit@{name}
cluster_partition_handling = pause_minority
load_definitions = /etc/rabbitmq/definitions.json
prometheus.tcp.port = ${queuePorts.metrics}
consumer_timeout = ${Math.max(...queues.map((queue) => queue.visibilitySeconds)) * 1000}
`,
    then: 'start-broker',
  },
  {
    path: '/etc/rabbitmq/rabbitmq-env.conf',
    mode: '0644',
    owner: 'root',
    // Named by us, since the cloud's name of the host is set again at every boot.
    content: `NODENAME=rabbit@{self}\nMNESIA_BASE=${dataFolder}/rabbitmq\nUSE_LONGNAME=false\n`,
    then: 'start-broker',
  },
  // A cookie of its own kind, so that the password of the user does not join the cluster.
  {
    path: '/etc/rabbitmq/cookie-source',
    mode: '0600',
    owner: 'root',
    content: `{{secret:${secret}-cluster}}`,
    then: 'start-broker',
  },
  { path: '/etc/rabbitmq/password', mode: '0600', owner: 'root', content: `{{secret:${secret}}}`, then: 'apply-broker' },
];

/** Each queue has its dead letters beside it: a message goes there after its last try or when it is too old. */
const definitions = (queues: readonly QueuePlan[]) => ({
  vhosts: [{ name: 'service' }],
  queues: queues.flatMap((queue) => [queueOf(queue.id), queueOf(`${queue.id}-dead`)]),
  policies: queues.flatMap((queue) => [
    policyOf(queue.id, {
      'delivery-limit': queue.maxReceives,
      'dead-letter-exchange': '',
      'dead-letter-routing-key': `${queue.id}-dead`,
      'message-ttl': milliseconds(queue),
    }),
    policyOf(`${queue.id}-dead`, { 'message-ttl': milliseconds(queue) }),
  ]),
});

const queueOf = (name: string) => ({
  vhost: 'service',
  name,
  durable: true,
  auto_delete: false,
  arguments: { 'x-queue-type': 'quorum' },
});

const policyOf = (name: string, definition: Readonly<Record<string, string | number>>) => ({
  vhost: 'service',
  name,
  pattern: `^${name}$`,
  'apply-to': 'queues',
  priority: 0,
  definition,
});

const milliseconds = (queue: QueuePlan): number => queue.retentionDays * 86_400_000;

const start = `#!/bin/bash
# Starts the broker once all that it needs is there; each of its files calls this.
set -euo pipefail
cd /etc/rabbitmq
for file in hosts cookie-source rabbitmq.conf rabbitmq-env.conf; do [ -s "$file" ] || exit 0; done
sed -i '/ # broker$/d' /etc/hosts
sed -n '/./s/$/ # broker/p' hosts >>/etc/hosts
umask 077
sha256sum <cookie-source | cut -c 1-40 >/var/lib/rabbitmq/cookie.fresh
chown rabbitmq:rabbitmq /var/lib/rabbitmq/cookie.fresh && chmod 0400 /var/lib/rabbitmq/cookie.fresh
mv /var/lib/rabbitmq/cookie.fresh /var/lib/rabbitmq/.erlang.cookie
systemctl enable rabbitmq-server
systemctl restart rabbitmq-server
`;

const apply = `#!/bin/bash
# Sets the password from standard input, so that no process list shows it.
set -euo pipefail
rabbitmqctl await_startup --timeout 60
rabbitmqctl list_users --quiet | grep -q '^${queueUser}\\b' || rabbitmqctl add_user ${queueUser} </etc/rabbitmq/password
rabbitmqctl change_password ${queueUser} </etc/rabbitmq/password
rabbitmqctl set_permissions --vhost service ${queueUser} '^$' '.*' '.*'
rabbitmqctl delete_user guest || true
`;
