import type { CloudInit } from './cloud-init';
import { dataFolder } from './host-volume';

/** Mark for the object store of the project `logs`. */
export const recordsMark = 'recordsUrl';

export interface RecordsProps {
  readonly container: string;
  /** Folder of this service in it. */
  readonly folder: string;
}

/**
 * Ships every finished day of the journals that a service's hosts sent here, into a container of the region that
 * this host may write and not read. A day that failed is tried again, and days missed are made good.
 */
export const hostRecords = ({ container, folder }: RecordsProps): CloudInit => ({
  packages: ['curl', 'zstd'],
  files: [
    { path: '/usr/local/sbin/ship-records', mode: '0755', content: ship(`@${recordsMark}@/${container}/${folder}`) },
    {
      path: '/etc/systemd/system/ship-records.service',
      mode: '0644',
      content:
        '[Unit]\nDescription=Ship records to the region\nAfter=network-online.target\n\n[Service]\nType=oneshot\nExecStart=/usr/local/sbin/through-proxy /usr/local/sbin/ship-records\nRestart=on-failure\nRestartSec=15min\n',
    },
    {
      path: '/etc/systemd/system/ship-records.timer',
      mode: '0644',
      content:
        '[Unit]\nDescription=Ship records to the region\n\n[Timer]\nOnCalendar=*-*-* 00:10:00 UTC\nPersistent=true\nRandomizedDelaySec=20min\n\n[Install]\nWantedBy=timers.target\n',
    },
  ],
  commands: ['systemctl daemon-reload', 'systemctl enable --now ship-records.timer'],
});

const ship = (url: string): string => `#!/bin/bash
set -euo pipefail
last=${dataFolder}/shipped-until
today=$(date --utc +%F)
day=$([ -s "$last" ] && cat "$last" || date --utc --date=yesterday +%F)
file=$(mktemp /var/tmp/records-XXXXXX)
trap 'rm -f "$file"' EXIT
while [[ $day < $today ]]; do
  next=$(date --utc --date="$day + 1 day" +%F)
  journalctl --directory=${dataFolder}/journals --utc --since "$day" --until "$next" --output=export | zstd --quiet --stdout >"$file"
  curl --fail --silent --show-error --upload-file "$file" --header "X-Auth-Token: $(host-cloud token)" "${url}/$day-$(date +%s).zst"
  echo "$next" >"$last"
  day=$next
done
`;
