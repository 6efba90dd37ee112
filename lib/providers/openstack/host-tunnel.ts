import type { ConnectionPlan } from '../../plan/network-plan';
import type { SpacePlan } from '../../plan/plan';
import type { CloudInit } from './cloud-init';

/**
 * A gateway with strongSwan. The pre-shared key is in no artefact: staff put it into /etc/swanctl/conf.d by the
 * console, and a unit takes it up.
 */
export const tunnelHost = (space: SpacePlan): CloudInit => ({
  packages: ['charon-systemd', 'strongswan-swanctl'],
  files: [
    { path: '/etc/swanctl/swanctl.conf', mode: '0640', content: swanctl(space) },
    { path: '/etc/sysctl.d/90-forward.conf', mode: '0644', content: 'net.ipv4.ip_forward = 1\n' },
    { path: '/etc/systemd/system/connection-keys.path', mode: '0644', content: keysPath },
    { path: '/etc/systemd/system/connection-keys.service', mode: '0644', content: keysService },
  ],
  commands: ['sysctl --system', 'systemctl daemon-reload', 'systemctl enable --now strongswan.service connection-keys.path'],
});

const swanctl = (space: SpacePlan): string => `connections {
${Object.values(space.network.connections)
  .map((connection) => connectionOf(space, connection))
  .join('\n')}
}
include conf.d/*.conf
`;

const connectionOf = (space: SpacePlan, { id, peer, remote }: ConnectionPlan): string => `  ${id} {
    version = 2
    remote_addrs = ${peer}
    proposals = aes256gcm16-prfsha384-ecp384
    dpd_delay = 30s
    rekey_time = 8h
    local {
      auth = psk
      id = ${space.name}
    }
    remote {
      auth = psk
      id = ${peer}
    }
    children {
      ${id} {
        local_ts = ${space.network.cidr}
        remote_ts = ${remote.join(',')}
        esp_proposals = aes256gcm16-ecp384
        rekey_time = 1h
        start_action = trap
        dpd_action = restart
      }
    }
  }`;

const keysPath = `[Unit]
Description=Look for the keys of the connections

[Path]
PathChanged=/etc/swanctl/conf.d

[Install]
WantedBy=multi-user.target
`;

const keysService = `[Unit]
Description=Take up the keys of the connections

[Service]
Type=oneshot
ExecStart=/usr/sbin/swanctl --load-all
`;
