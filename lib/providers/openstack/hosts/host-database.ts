import { nameOf } from '../../../plan/name';
import type { DatabasePlan, ServicePlan } from '../../../plan/service-plan';
import type { CloudInit } from './cloud-init';
import { unitsOf, type BornSecret } from './host-secrets';
import { dataFolder } from './host-volume';
import type { Template } from './host-peers';

/** Name of the role and of the database that the service uses. */
export const databaseUser = 'service';

export const databasePorts = { sql: 5432, health: 8008, quorumClient: 2379, quorumPeer: 2380, metrics: 9187 } as const;

/** Roles of hosts: those that hold the data, and those that vote on which of them is the primary. */
export const databaseRoles = (database: DatabasePlan) => ({ data: `data-${database.id}`, quorum: `quorum-${database.id}` });

/** Passwords that only the database's own hosts know; they stay, since a cluster with two minds about them has no copies. */
export const databaseSecrets = (service: ServicePlan, database: DatabasePlan): readonly BornSecret[] =>
  ['admin', 'replication'].map((id) => ({
    id: `${database.id}-${id}`,
    name: nameOf('secret', service.name, database.id, id),
    rotationDays: null,
  }));

const binaries = (database: DatabasePlan): string => `/usr/lib/postgresql/${database.version}/bin`;

/** A database host: PostgreSQL under Patroni, which holds elections in etcd and promotes a copy by itself. */
export const hostDatabase = (database: DatabasePlan, archived: boolean): CloudInit => ({
  packages: ['curl', 'patroni', 'postgresql-common', 'postgresql-client-common', 'prometheus-postgres-exporter', 'sudo', 'zstd'],
  files: [
    // No cluster of the package's own: Patroni makes the only one.
    { path: '/etc/postgresql-common/createcluster.conf', mode: '0644', content: 'create_main_cluster = false\n' },
    {
      path: '/etc/default/prometheus-postgres-exporter',
      mode: '0644',
      content: 'DATA_SOURCE_NAME="user=prometheus host=/var/run/postgresql dbname=postgres"\n',
    },
    { path: '/usr/local/sbin/archive-wal', mode: '0755', content: archiveWal(database) },
    { path: '/usr/local/sbin/fetch-wal', mode: '0755', content: fetchWal(database) },
    { path: '/etc/sudoers.d/archive', mode: '0440', content: sudoers },
    { path: '/usr/local/sbin/base-backup', mode: '0755', content: baseBackup(database) },
    { path: '/usr/local/sbin/apply-roles', mode: '0755', content: applyRoles },
    { path: '/usr/local/sbin/restore-database', mode: '0755', content: restore(database) },
    ...unitsOf('apply-roles', 'Keep the role of the service and its password', 'OnBootSec=3min', '5min'),
    ...(archived ? unitsOf('base-backup', 'Base backup, by the primary only', 'OnBootSec=30min', '1d') : []),
  ],
  commands: [
    installPostgresql(database),
    `install -d -o postgres -g postgres -m 0700 ${dataFolder}/postgresql`,
    'install -d -m 0755 /etc/patroni',
    `[ -s /etc/patroni/server.key ] || openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj /CN=database -keyout /etc/patroni/server.key -out /etc/patroni/server.crt`,
    'chown postgres:postgres /etc/patroni/server.key /etc/patroni/server.crt && chmod 0600 /etc/patroni/server.key',
    'systemctl daemon-reload',
    'systemctl enable --now prometheus-postgres-exporter',
    `systemctl enable --now apply-roles.timer${archived ? ' base-backup.timer' : ''}`,
  ],
});

/** From the distribution where it has the version, else from PostgreSQL's own archive, whose key the distribution brings. */
const installPostgresql = ({ version }: DatabasePlan): string =>
  `install="apt-get install -y -o Dpkg::Options::=--force-confold postgresql-${version}"; for _ in $(seq 30); do $install && break; through-proxy /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y; $install && break; sleep 60; done`;

export interface DatabaseNetworks {
  /** Networks of the hosts that hold the data. */
  readonly data: readonly string[];
  /** Networks of the hosts that use it. */
  readonly clients: readonly string[];
}

/** What follows the database's peers and secrets. */
export const databaseTemplates = (
  database: DatabasePlan,
  archiveSeconds: number | null,
  networks: DatabaseNetworks,
): readonly Template[] => [
  {
    path: '/etc/patroni/config.yml',
    mode: '0600',
    owner: 'postgres',
    content: patroni(database, archiveSeconds, networks),
    then: 'systemctl enable patroni && systemctl reload-or-restart patroni',
  },
  {
    path: '/etc/patroni/roles.sql',
    mode: '0600',
    owner: 'postgres',
    content: rolesOf(database),
    then: 'systemctl start apply-roles',
  },
];

const patroni = (
  database: DatabasePlan,
  archiveSeconds: number | null,
  networks: DatabaseNetworks,
): string => `scope: ${database.id}
name: {self}
restapi:
  listen: '{self-address}:${databasePorts.health}'
  connect_address: '{self-address}:${databasePorts.health}'
  authentication: { username: patroni, password: '{{secret:${database.id}-admin}}' }
  allowlist: [ ${networks.data.join(', ')} ]
  allowlist_include_members: true
etcd3: { hosts: '{{list ${databaseRoles(database).quorum}|{address}:${databasePorts.quorumClient}|,}}' }
bootstrap:
  dcs:
    ttl: 30
    loop_wait: 10
    retry_timeout: 10
    maximum_lag_on_failover: 1048576
    synchronous_mode: ${database.replicas > 1}
    failsafe_mode: true
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        wal_level: replica
        password_encryption: scram-sha-256
        ssl: 'on'
        ssl_min_protocol_version: TLSv1.2
        ssl_cert_file: /etc/patroni/server.crt
        ssl_key_file: /etc/patroni/server.key
        log_connections: 'on'
        log_disconnections: 'on'
${
  archiveSeconds === null
    ? "        archive_mode: 'off'"
    : `        archive_mode: 'on'
        archive_command: sudo -n /usr/local/sbin/archive-wal %f
        archive_timeout: ${archiveSeconds}`
}
  initdb: [ encoding: UTF8, data-checksums, auth-local: peer, auth-host: scram-sha-256 ]
postgresql:
  listen: '{self-address},127.0.0.1:${databasePorts.sql}'
  connect_address: '{self-address}:${databasePorts.sql}'
  data_dir: ${dataFolder}/postgresql/${database.version}
  bin_dir: ${binaries(database)}
  use_unix_socket: true
  pgpass: /run/postgresql/pgpass
  authentication:
    superuser: { username: postgres, password: '{{secret:${database.id}-admin}}', sslmode: require }
    replication: { username: replicator, password: '{{secret:${database.id}-replication}}', sslmode: require }
  pg_hba:
    - local all postgres peer
    - local replication postgres peer
    - local postgres prometheus peer
    - hostssl all postgres 127.0.0.1/32 scram-sha-256
    - hostssl replication replicator 127.0.0.1/32 scram-sha-256
${networks.data.flatMap((cidr) => [`    - hostssl replication replicator ${cidr} scram-sha-256`, `    - hostssl all postgres ${cidr} scram-sha-256`]).join('\n')}
${networks.clients.map((cidr) => `    - hostssl ${databaseUser} ${databaseUser} ${cidr} scram-sha-256`).join('\n')}
`;

const rolesOf = (database: DatabasePlan): string => `SET log_statement = 'none';
SELECT 'CREATE ROLE ${databaseUser} LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${databaseUser}') \\gexec
SELECT 'CREATE ROLE prometheus LOGIN IN ROLE pg_monitor' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'prometheus') \\gexec
ALTER ROLE ${databaseUser} PASSWORD '{{secret:${database.id}}}';
SELECT 'CREATE DATABASE ${databaseUser} OWNER ${databaseUser}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${databaseUser}') \\gexec
`;

const primaryOnly = `curl --noproxy '*' --silent --fail --output /dev/null "http://$(hostname -I | cut -d ' ' -f 1):${databasePorts.health}/primary" || exit 0`;

const applyRoles = `#!/bin/bash
set -euo pipefail
${primaryOnly}
runuser -u postgres -- psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --file /etc/patroni/roles.sql postgres
`;

/** Seconds after which an archived object goes: the retention, and the week that the oldest base backup needs. */
const keepSeconds = (database: DatabasePlan): number => (database.pointInTimeDays + 8) * 86_400;

/** PostgreSQL may run these two as root and nothing else; they take the name of a log segment only. */
const sudoers = 'postgres ALL=(root) NOPASSWD: /usr/local/sbin/archive-wal, /usr/local/sbin/fetch-wal\n';

const segmentOnly = `[[ "$1" =~ ^[0-9A-F]{8}([0-9A-F]{16})?(\\.[0-9A-F]{8}\\.backup|\\.history|\\.partial)?$ ]] || { echo "not a log segment: $1" >&2; exit 1; }`;

const archiveWal = (database: DatabasePlan): string => `#!/bin/bash
# Anything but 0 makes PostgreSQL try again.
set -euo pipefail
${segmentOnly}
exec archive copyto "${dataFolder}/postgresql/${database.version}/pg_wal/$1" "backup:${database.id}/wal/$1" --header-upload "X-Delete-After: ${keepSeconds(database)}"
`;

const fetchWal = (database: DatabasePlan): string => `#!/bin/bash
set -euo pipefail
${segmentOnly}
file=$(mktemp /var/tmp/fetch-wal-XXXXXX)
trap 'rm -f "$file"' EXIT
archive cat "backup:${database.id}/wal/$1" >"$file"
# To an object store a name that is not there is an empty folder, and rclone says nothing; PostgreSQL would ask for ever.
[ -s "$file" ] || { echo "not in the archive: $1" >&2; exit 1; }
cat "$file"
`;

const baseBackup = (database: DatabasePlan): string => `#!/bin/bash
set -euo pipefail
${primaryOnly}
name=$(date --utc +%Y%m%dT%H%M%SZ)
runuser -u postgres -- ${binaries(database)}/pg_basebackup --pgdata - --format tar --wal-method fetch --checkpoint fast | zstd --quiet |
  archive rcat "backup:${database.id}/base/$name.tar.zst" --header-upload "X-Delete-After: ${keepSeconds(database)}"
`;

const restore = (database: DatabasePlan): string => `#!/bin/bash
# restore-database TIME FOLDER: the database as it was at TIME (UTC, 2027-01-31 12:00:00), into an empty folder.
set -euo pipefail
time=$1 folder=$2
stamp=$(date --utc --date "$time UTC" +%Y%m%dT%H%M%SZ)
base=$(archive lsf "backup:${database.id}/base" | sort | awk -v t="$stamp.tar.zst" '$0 <= t' | tail -n 1)
[ -n "$base" ] || { echo "no base backup before $time" >&2; exit 1; }
install -d -o postgres -g postgres -m 0700 "$folder"
archive cat "backup:${database.id}/base/$base" | zstd --decompress --quiet | runuser -u postgres -- tar --extract --directory "$folder"
cat >>"$folder/postgresql.auto.conf" <<END
restore_command = 'sudo -n /usr/local/sbin/fetch-wal %f > %p'
recovery_target_time = '$time UTC'
recovery_target_action = 'promote'
END
runuser -u postgres -- touch "$folder/recovery.signal"
`;
