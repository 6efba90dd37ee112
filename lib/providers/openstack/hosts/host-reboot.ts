import type { CloudInit } from './cloud-init';

/**
 * Upgrades that need a reboot get one at night, each host in its own turn: half an hour for each zone and number
 * within a role, and another minute for each role. Programs in /etc/reboot-in-turn.d may say "not now".
 */
export const hostReboot: CloudInit = {
  packages: [],
  files: [
    {
      path: '/usr/local/sbin/reboot-in-turn',
      mode: '0755',
      content: `#!/bin/bash
set -euo pipefail
[ -e /run/reboot-required ] || exit 0
name=$(hostname --short)
number() { printf %d "0x$(printf %s "$1" | sha256sum | cut -c1-6)"; }
if [[ $name =~ ^(.*)-([a-d])-([0-9]+)$ ]]; then
  role=\${BASH_REMATCH[1]}
  turn=$(( $(printf %d "'\${BASH_REMATCH[2]}") - 97 + 4 * (BASH_REMATCH[3] - 1) ))
else
  role=$name turn=$(( $(number "$name") % 12 ))
fi
sleep $(( turn * 30 + $(number "$role") % 30 ))m
for check in /etc/reboot-in-turn.d/*; do
  [ ! -x "$check" ] || "$check" || exit 0
done
exec systemctl reboot
`,
    },
    {
      path: '/etc/systemd/system/reboot-in-turn.service',
      mode: '0644',
      content:
        '[Unit]\nDescription=Reboot for upgrades, in turn\n\n[Service]\nType=oneshot\nTimeoutStartSec=infinity\nExecStart=/usr/local/sbin/reboot-in-turn\n',
    },
    {
      path: '/etc/systemd/system/reboot-in-turn.timer',
      mode: '0644',
      content:
        '[Unit]\nDescription=Look each night whether upgrades need a reboot\n\n[Timer]\nOnCalendar=*-*-* 00:30:00 UTC\n\n[Install]\nWantedBy=timers.target\n',
    },
  ],
  commands: ['systemctl daemon-reload', 'systemctl enable --now reboot-in-turn.timer'],
};
