import type { CloudInit } from './cloud-init';
import type { Template } from './host-peers';

/** A way from containers on this host to hosts of another role, by TCP and through whichever of them answers. */
export interface Forward {
  readonly name: string;
  /** Port at which containers on this host find it. */
  readonly port: number;
  readonly to:
    | { readonly kind: 'role'; readonly role: string; readonly port: number }
    | { readonly kind: 'address'; readonly address: string; readonly port: number };
  /** HTTP question that only the right host answers with 200, such as PostgreSQL's primary. */
  readonly ask?: { readonly port: number; readonly path: string };
}

/** Address of the host inside the containers' network; shared address space (RFC 6598), so no region owns it. */
export const containerGateway = '100.127.255.1';
export const containerNetwork = '100.127.255.0/24';

/** HAProxy on the host itself: an application knows one address, and failover is not its business. */
export const hostForward: CloudInit = { packages: ['haproxy'], files: [], commands: [] };

export const forwardTemplate = (forwards: readonly Forward[]): Template => ({
  path: '/etc/haproxy/haproxy.cfg',
  mode: '0644',
  owner: 'root',
  then: 'systemctl enable haproxy && systemctl reload-or-restart haproxy',
  content: `global
  log /dev/log local0 notice
  user haproxy
  group haproxy

defaults
  mode tcp
  log global
  timeout connect 5s
  timeout client 1h
  timeout server 1h

${forwards.map(section).join('\n')}`,
});

const section = (forward: Forward): string => {
  const check =
    forward.ask === undefined ? '  option tcp-check' : `  option httpchk GET ${forward.ask.path}\n  http-check expect status 200`;
  const checkPort = forward.ask === undefined ? '' : ` port ${forward.ask.port}`;
  const servers =
    forward.to.kind === 'role'
      ? `  #each ${forward.to.role} server {name} {address}:${forward.to.port} check inter 2s fall 3 rise 2 on-marked-down shutdown-sessions${checkPort}`
      : `  server ${forward.name} ${forward.to.address}:${forward.to.port} check inter 5s`;
  return `listen ${forward.name}\n  bind ${containerGateway}:${forward.port}\n  bind 127.0.0.1:${forward.port}\n${check}\n${servers}\n`;
};
