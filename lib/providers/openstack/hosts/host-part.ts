import { placeholderImage, placeholderPort } from '../../../plan/placeholder-image';
import type { CloudInit, HostFile } from './cloud-init';
import { containerGateway, containerNetwork } from './host-forward';

export interface HostPart {
  readonly id: string;
  /** web shows a page until its first release; the others wait. */
  readonly kind: 'web' | 'worker' | 'job';
  /** GiB that the container may take of the host. */
  readonly memoryGiB: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Names that the container finds at an address, such as the other end of a link. */
  readonly hosts: Readonly<Record<string, string>>;
  /** systemd calendar expressions of a job, UTC. */
  readonly calendar: readonly string[];
  /** Page until the first release. */
  readonly title: string;
}

/** Port of every host of a web part, whatever the container's own; so a release changes no rule and no balancer. */
export const partPort = 8080;

/** Runs parts of a service as containers by digest under systemd, without rights on the host. */
export const hostParts = (parts: readonly HostPart[]): CloudInit => ({
  packages: ['podman', 'curl'],
  files: [
    { path: '/usr/local/sbin/run-part', mode: '0755', content: runPart },
    { path: '/usr/local/sbin/part-setting', mode: '0755', content: partSetting },
    { path: '/etc/placeholder/default.conf', mode: '0644', content: placeholderSite },
    ...parts.flatMap(partFiles),
  ],
  commands: [
    `podman network exists service || podman network create --subnet ${containerNetwork} --gateway ${containerGateway} service`,
    'systemctl daemon-reload',
    ...parts.map((part) => `systemctl enable --now ${part.kind === 'job' ? `job-${part.id}.timer` : `part-${part.id}.service`}`),
  ],
});

const partFiles = (part: HostPart): readonly HostFile[] => [
  { path: `/etc/parts/${part.id}.env`, mode: '0644', content: lines(part.environment, (key, value) => `${key}=${value}`) },
  {
    path: `/etc/parts/${part.id}.hosts`,
    mode: '0644',
    content: lines(part.hosts, (name, address) => `--add-host=${name}:${address}`),
  },
  { path: `/etc/placeholder/${part.id}.html`, mode: '0644', content: placeholderPage(part.title) },
  ...(part.kind === 'job'
    ? jobUnits(part)
    : [{ path: `/etc/systemd/system/part-${part.id}.service`, mode: '0644', content: partUnit(part) }]),
];

const lines = (map: Readonly<Record<string, string>>, line: (key: string, value: string) => string): string =>
  Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${line(key, value)}\n`)
    .join('');

const partUnit = (part: HostPart): string => `[Unit]
Description=${part.kind} part ${part.id}
After=network-online.target
Wants=network-online.target

[Service]
${part.kind === 'web' ? '' : `ExecCondition=/usr/bin/test -s /var/lib/release/${part.id}.json\n`}ExecStart=/usr/local/sbin/run-part ${part.kind} ${part.id} ${part.memoryGiB}g
ExecStop=/usr/bin/podman stop --ignore --time 30 ${part.id}
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const jobUnits = (part: HostPart): readonly HostFile[] => [
  {
    path: `/etc/systemd/system/job-${part.id}.service`,
    mode: '0644',
    content: `[Unit]
Description=job ${part.id}
After=network-online.target

[Service]
Type=oneshot
ExecCondition=/usr/bin/test -s /var/lib/release/${part.id}.json
ExecStart=/usr/local/sbin/run-part job ${part.id} ${part.memoryGiB}g
TimeoutStartSec=6h
`,
  },
  {
    path: `/etc/systemd/system/job-${part.id}.timer`,
    mode: '0644',
    content: `[Unit]
Description=schedule of job ${part.id}

[Timer]
${part.calendar.map((when) => `OnCalendar=${when}\n`).join('')}Persistent=true

[Install]
WantedBy=timers.target
`,
  },
];

const partSetting = `#!/usr/bin/python3
import json, sys
print(json.load(open('/var/lib/release/' + sys.argv[1] + '.json'))[sys.argv[2]])
`;

const runPart = `#!/bin/bash
# run-part KIND ID MEMORY: the released container, or the page that says there is none yet.
set -euo pipefail
kind=$1 id=$2 memory=$3
guard=(--rm --replace --name "$id" --network service --read-only --tmpfs /tmp --cap-drop all
  --security-opt no-new-privileges --pids-limit 512 --memory "$memory" --log-driver journald)
if [ -s "/var/lib/release/$id.json" ]; then
  image=$(part-setting "$id" image)
  port=$(part-setting "$id" port)
  mapfile -t names <"/etc/parts/$id.hosts"
  publish=()
  [ "$kind" = web ] && publish=(--publish "${partPort}:$port")
  exec podman run "\${guard[@]}" "\${names[@]}" "\${publish[@]}" --env-file "/etc/parts/$id.env" --env "PORT=$port" \\
    --volume /run/service-secrets:/run/secrets:ro "$image"
fi
through-proxy podman pull --quiet ${placeholderImage}
exec podman run "\${guard[@]}" --publish ${partPort}:${placeholderPort} \\
  --volume "/etc/placeholder/$id.html:/usr/share/nginx/html/index.html:ro" \\
  --volume /etc/placeholder/default.conf:/etc/nginx/conf.d/default.conf:ro ${placeholderImage}
`;

const placeholderSite = `server {
  listen ${placeholderPort};
  root /usr/share/nginx/html;
  location / { try_files /index.html =503; }
}
`;

const placeholderPage = (title: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${escape(title)}</title>
<body><h1>${escape(title)}</h1><p>This service is not installed yet.</p></body></html>
`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
