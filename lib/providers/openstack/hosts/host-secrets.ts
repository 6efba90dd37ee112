import type { CloudInit } from './cloud-init';

export interface HostSecret {
  /** File name under /run/service-secrets, and the id in templates. */
  readonly id: string;
  /** Name in the secret store. */
  readonly name: string;
}

export interface BornSecret extends HostSecret {
  /** null: made once and never again, since something would become unreadable with it. */
  readonly rotationDays: number | null;
}

/** Fetches the named secrets into memory at boot and follows their rotation. They touch no disk and no artefact. */
export const hostSecrets = (secrets: readonly (HostSecret | BornSecret)[]): CloudInit => ({
  packages: [],
  files: [
    {
      path: '/etc/service-secrets.list',
      mode: '0600',
      content: secrets.map((secret) => `${secret.id} ${secret.name} ${isRotated(secret) ? 'current' : 'first'}\n`).join(''),
    },
    { path: '/usr/local/sbin/fetch-secrets', mode: '0755', content: fetch },
    ...unitsOf('fetch-secrets', 'Fetch the secrets of the service into memory', 'OnBootSec=10s', '2min'),
  ],
  commands: [
    'systemctl daemon-reload',
    'systemctl enable --now fetch-secrets.timer',
    'systemctl start fetch-secrets.service || true',
  ],
});

const isRotated = (secret: HostSecret | BornSecret): boolean => !('rotationDays' in secret) || secret.rotationDays !== null;

/** Makes each secret where there is none or it is too old; one host of a service does so, hence no two are born. */
export const bornSecrets = (secrets: readonly BornSecret[]): CloudInit => ({
  packages: [],
  files: [
    { path: '/usr/local/sbin/make-secrets', mode: '0755', content: make(secrets) },
    ...unitsOf('make-secrets', 'Make and rotate the secrets of the service', 'OnBootSec=5s', '1h'),
  ],
  commands: [
    'systemctl daemon-reload',
    'systemctl start make-secrets.service || true',
    'systemctl enable --now make-secrets.timer',
  ],
});

const make = (secrets: readonly BornSecret[]): string =>
  [
    '#!/bin/bash',
    'set -uo pipefail',
    'failed=0',
    ...secrets.map((secret) => `host-cloud secret-make ${secret.name} ${secret.rotationDays ?? 'once'} || failed=1`),
    'exit $failed',
    '',
  ].join('\n');

const fetch = `#!/bin/bash
# A store that does not answer leaves the old values in place.
set -uo pipefail
umask 022
mkdir -p /run/service-secrets
failed=0
while read -r id name which; do
  if value=$(host-cloud secret-get "$name" "$which"); then
    [ "$(cat "/run/service-secrets/$id" 2>/dev/null)" = "$value" ] && continue
    printf '%s' "$value" >"/run/service-secrets/.$id" && mv "/run/service-secrets/.$id" "/run/service-secrets/$id"
    systemctl try-restart 'part-*.service'
  else
    failed=1
  fi
done </etc/service-secrets.list
exit $failed
`;

/** When a timer first fires: after the boot, where an installation may have outlasted it already, or after its own start. */
type First = `${'OnBootSec' | 'OnActiveSec'}=${string}`;

/** A oneshot service and its timer. */
export const unitsOf = (name: string, title: string, first: First, every: string): CloudInit['files'] => [
  {
    path: `/etc/systemd/system/${name}.service`,
    mode: '0644',
    content: `[Unit]
Description=${title}
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/through-proxy /usr/local/sbin/${name}
`,
  },
  {
    path: `/etc/systemd/system/${name}.timer`,
    mode: '0644',
    content: `[Unit]
Description=${title}

[Timer]
${first}
OnUnitActiveSec=${every}

[Install]
WantedBy=timers.target
`,
  },
];
