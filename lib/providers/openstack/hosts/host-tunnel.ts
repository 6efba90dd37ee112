import type { ConnectionPlan } from '../../../plan/network-plan';
import type { SpacePlan } from '../../../plan/plan';
import { nameOf } from '../../../plan/name';
import type { CloudInit } from './cloud-init';
import type { Template } from './host-peers';
import type { HostSecret } from './host-secrets';

/** Id of a connection's key among the host's secrets, and its name where staff file it. */
export const connectionSecrets = (space: SpacePlan): readonly HostSecret[] =>
  Object.keys(space.network.connections).map((id) => ({ id: `psk-${id}`, name: nameOf('secret', space.name, id, 'psk') }));

/** A gateway with strongSwan. The pre-shared keys are in no artefact: staff file them, and the host fetches them. */
export const tunnelHost = (space: SpacePlan): CloudInit => ({
  packages: ['charon-systemd', 'strongswan-swanctl'],
  files: [
    { path: '/etc/swanctl/swanctl.conf', mode: '0640', content: swanctl(space) },
    { path: '/etc/sysctl.d/90-forward.conf', mode: '0644', content: 'net.ipv4.ip_forward = 1\n' },
  ],
  commands: ['sysctl --system', 'systemctl enable --now strongswan.service'],
});

/** One file of keys for each connection, written when its secret is there. */
export const tunnelTemplates = (space: SpacePlan): readonly Template[] =>
  Object.values(space.network.connections).map(({ id, peer }) => ({
    path: `/etc/swanctl/conf.d/${id}.conf`,
    mode: '0600',
    owner: 'root',
    content: `secrets {\n  ike-${id} {\n    id-own = ${space.name}\n    id-peer = ${peer}\n    secret = "{{secret:psk-${id}}}"\n  }\n}\n`,
    then: 'swanctl --load-all',
  }));

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
