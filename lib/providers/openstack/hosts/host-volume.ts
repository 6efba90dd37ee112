import type { CloudInit } from './cloud-init';

/** Where the data volume of a host is mounted. */
export const dataFolder = '/var/lib/service-data';

/** Mark for the id of the volume, which outlives the server. */
export const volumeMark = 'volumeId';

/** Mounts the host's data volume; makes a file system only on a disk that has none. */
export const hostVolume: CloudInit = {
  packages: ['e2fsprogs'],
  files: [
    {
      path: '/usr/local/sbin/mount-data',
      mode: '0755',
      content: `#!/bin/bash
# The volume is attached after the server boots; its serial is its id, of which virtio keeps 20 characters.
set -euo pipefail
id=@${volumeMark}@
for _ in $(seq 120); do
  disk=$(ls /dev/disk/by-id/*"\${id:0:20}"* 2>/dev/null | grep -v -- -part | head -n 1 || true)
  [ -n "$disk" ] && break
  sleep 5
done
[ -n "$disk" ] || { echo 'the data volume is not attached' >&2; exit 1; }
# Only a disk that was read and holds nothing at all is formatted; 2 is "nothing found", anything else stops here.
status=0
blkid --probe "$disk" >/dev/null || status=$?
[ "$status" = 0 ] || { [ "$status" = 2 ] && [ -z "$(wipefs --no-act "$disk")" ] && mkfs.ext4 -q -L service-data "$disk"; }
mkdir -p ${dataFolder}
mount -o nodev,nosuid "$disk" ${dataFolder}
`,
    },
    {
      path: '/etc/systemd/system/service-data.service',
      mode: '0644',
      content: `[Unit]
Description=Mount the data volume
DefaultDependencies=no
After=local-fs.target
Before=patroni.service etcd.service rabbitmq-server.service prometheus.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/mount-data
TimeoutStartSec=15min

[Install]
WantedBy=multi-user.target
`,
    },
  ],
  commands: ['systemctl daemon-reload', 'systemctl enable --now service-data.service'],
};
