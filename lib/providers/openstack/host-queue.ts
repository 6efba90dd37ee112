import type { QueuePlan } from '../../plan/service-plan';
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
    {
      path: '/etc/rabbitmq/rabbitmq-env.conf',
      mode: '0644',
      content: `MNESIA_BASE=${dataFolder}/rabbitmq\nUSE_LONGNAME=false\n`,
    },
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
    then: 'start-broker names',
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
    then: 'true',
  },
  // A cookie of its own kind, so that the password of the user does not join the cluster.
  {
    path: '/etc/rabbitmq/cookie-source',
    mode: '0600',
    owner: 'root',
    content: `{{secret:${secret}-cluster}}`,
    then: 'start-broker cookie',
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
# start-broker names|cookie: starts the broker once it knows both its peers and its cookie.
set -euo pipefail
if [ "$1" = names ]; then
  sed -i '/ # broker$/d' /etc/hosts
  sed 's/$/ # broker/' /etc/rabbitmq/hosts | grep -v '^ ' >>/etc/hosts
  hostname "$(awk -v own="$(hostname -I | cut -d ' ' -f 1)" '$1 == own { print $2 }' /etc/rabbitmq/hosts)"
else
  umask 077
  sha256sum </etc/rabbitmq/cookie-source | cut -c 1-40 >/var/lib/rabbitmq/.erlang.cookie
  chown rabbitmq:rabbitmq /var/lib/rabbitmq/.erlang.cookie && chmod 0400 /var/lib/rabbitmq/.erlang.cookie
fi
[ -s /etc/rabbitmq/hosts ] && [ -s /etc/rabbitmq/cookie-source ] && [ -s /etc/rabbitmq/rabbitmq.conf ] || exit 0
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
