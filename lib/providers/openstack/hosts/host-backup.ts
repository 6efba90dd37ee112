import type { BackupPlan } from '../../../plan/storage-plan';
import type { CloudInit, HostFile } from './cloud-init';
import { calendarOf } from '../hosting/jobs';

/** Mark for the address of the cloud's volume service, where it makes backups. */
export const volumesMark = 'volumesUrl';

export interface HostBackupProps {
  readonly backup: BackupPlan;
  /** Containers that are copied. */
  readonly containers: readonly string[];
  /** Whether the cloud's volume service makes backups. */
  readonly volumes: boolean;
}

/** The host that copies a space's objects into the backup project, asks for volume backups, and tries restores. */
export const hostBackup = ({ backup, containers, volumes }: HostBackupProps): CloudInit => ({
  packages: [],
  files: [
    { path: '/usr/local/sbin/backup-objects', mode: '0755', content: copy(containers) },
    ...scheduled('backup-objects', 'Copy objects into the backup project', backup.schedule),
    ...(backup.restoreTest.enabled
      ? [
          { path: '/usr/local/sbin/try-restore', mode: '0755', content: tryRestore(containers) },
          ...scheduled('try-restore', 'Read a sample back and compare it', backup.restoreTest.schedule),
        ]
      : []),
    ...(volumes
      ? [
          { path: '/usr/local/sbin/backup-volumes', mode: '0755', content: volumeBackup(backup) },
          ...scheduled('backup-volumes', 'Ask for backups of volumes', backup.schedule),
        ]
      : []),
  ],
  commands: [
    'systemctl daemon-reload',
    'systemctl enable --now backup-objects.timer',
    ...(backup.restoreTest.enabled ? ['systemctl enable --now try-restore.timer'] : []),
    ...(volumes ? ['systemctl enable --now backup-volumes.timer'] : []),
  ],
});

const scheduled = (name: string, title: string, schedule: string): readonly HostFile[] => [
  {
    path: `/etc/systemd/system/${name}.service`,
    mode: '0644',
    content: `[Unit]\nDescription=${title}\nAfter=network-online.target\n\n[Service]\nType=oneshot\nExecStart=/usr/local/sbin/through-proxy /usr/local/sbin/${name}\nTimeoutStartSec=12h\n`,
  },
  {
    path: `/etc/systemd/system/${name}.timer`,
    mode: '0644',
    content: `[Unit]\nDescription=${title}\n\n[Timer]\n${calendarOf({ schedule })
      .map((when) => `OnCalendar=${when}\n`)
      .join('')}Persistent=true\nRandomizedDelaySec=10min\n\n[Install]\nWantedBy=timers.target\n`,
  },
];

const each = (containers: readonly string[], line: (name: string) => string): string =>
  containers.map((name) => `${line(name)} || failed=1\n`).join('');

const copy = (containers: readonly string[]): string => `#!/bin/bash
# Adds and replaces, never deletes: what is deleted at the source stays in the backup.
set -uo pipefail
failed=0
${each(containers, (name) => `archive copy store:${name} backup:objects/${name} --stats-one-line`)}exit $failed
`;

const tryRestore = (containers: readonly string[]): string => `#!/bin/bash
# Reads 50 objects of each store back from the backup, decrypted, and compares them byte by byte.
set -uo pipefail
failed=0
sample() {
  archive lsf --files-only --recursive "backup:objects/$1" | shuf -n 50 >"/run/sample-$1"
  archive check "store:$1" "backup:objects/$1" --download --one-way --files-from-raw "/run/sample-$1"
}
${each(containers, (name) => `sample ${name}`)}exit $failed
`;

const volumeBackup = (backup: BackupPlan): string => `#!/usr/bin/python3
"""Asks for a backup of every volume that carries the space's mark. The credential cannot delete one."""
import datetime, json, subprocess, sys, urllib.parse, urllib.request

ROOT = '@${volumesMark}@'.rstrip('/')
TOKEN = subprocess.run(['host-cloud', 'token'], check=True, capture_output=True, text=True).stdout


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(ROOT + path, method=method, data=data, headers={'X-Auth-Token': TOKEN, 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


mark = urllib.parse.quote(str({'${backup.selection.tag}': '${backup.selection.value}'}))
day = datetime.date.today().isoformat()
for volume in call('GET', '/volumes/detail?metadata=' + mark)['volumes']:
    said = call('POST', '/backups', {'backup': {'volume_id': volume['id'], 'name': volume['name'] + '-' + day, 'force': True}})
    print(said['backup']['id'], volume['name'], file=sys.stderr)
`;
