import type { Plan, SpacePlan } from '../../../plan/plan';
import { joinCloudInit, type CloudInit } from './cloud-init';
import { hostReboot } from './host-reboot';
import { wayOut } from '../network/proxy-address';

export interface BaseHostProps {
  /** `http://address:port` of the only way out; null for the proxies themselves. */
  readonly proxy: string | null;
  /** Address of the resolver; null where the network says it. */
  readonly resolver: string | null;
  readonly timeServers: readonly string[];
}

/** What every host of ours gets: the one way out, time, upgrades, a local firewall, nobody's log-in. */
export const baseHost = (props: BaseHostProps): CloudInit => joinCloudInit(base(props), hostReboot);

const base = (props: BaseHostProps): CloudInit => ({
  packages: ['chrony', 'nftables', 'unattended-upgrades'],
  files: [
    { path: '/usr/local/sbin/through-proxy', mode: '0755', content: throughProxy(props.proxy) },
    ...(props.proxy === null ? [] : [{ path: '/etc/apt/apt.conf.d/80egress', mode: '0644', content: aptProxy(props.proxy) }]),
    ...(props.resolver === null ? [] : [{ path: resolverFile, mode: '0644', content: resolverOf(props.resolver) }]),
    { path: '/etc/apt/apt.conf.d/52upgrades', mode: '0644', content: upgrades },
    {
      path: '/etc/chrony/sources.d/cloud.sources',
      mode: '0644',
      content: props.timeServers.map((server) => `server ${server} iburst\n`).join(''),
    },
    { path: '/etc/nftables.d/metadata.nft', mode: '0644', content: metadataGuard },
    { path: '/etc/systemd/system/metadata-guard.service', mode: '0644', content: metadataGuardUnit },
    { path: '/etc/systemd/journald.conf.d/size.conf', mode: '0644', content: '[Journal]\nStorage=persistent\nSystemMaxUse=1G\n' },
    { path: '/etc/sysctl.d/80-host.conf', mode: '0644', content: sysctl },
  ],
  commands: [
    'sysctl --system',
    'systemctl daemon-reload',
    ...(props.resolver === null ? [] : useResolver(props.resolver)),
    'systemctl restart chrony',
    'systemctl disable --now ssh.service ssh.socket || true',
    'systemctl enable --now metadata-guard.service',
  ],
});

/** The base of a host in a space: proxy, names and time come from the space's one way out. */
export const spaceHost = (plan: Plan, space: SpacePlan): CloudInit =>
  baseHost({ proxy: proxyOf(plan, space), resolver: wayOut(space), timeServers: [wayOut(space)] });

/** Address of the proxy as programs take it. */
export const proxyOf = (plan: Plan, space: SpacePlan): string => `http://${wayOut(space)}:${plan.egress.proxyPort}`;

const resolverFile = '/etc/systemd/resolved.conf.d/way-out.conf';

/**
 * Told here and not by DHCP: systemd-networkd gives a resolver that DHCP names a route of its own by the gateway, or
 * on the very link where there is none, and so cuts edge and data hosts off from the way out.
 */
const resolverOf = (address: string): string => `[Resolve]\nDNS=${address}\nDomains=~.\n`;

/** An image without systemd-resolved has a plain file. */
const useResolver = (address: string): readonly string[] => [
  'systemctl try-restart systemd-resolved',
  `[ -L /etc/resolv.conf ] || echo 'nameserver ${address}' >/etc/resolv.conf`,
];

const aptProxy = (proxy: string): string => `Acquire::http::Proxy "${proxy}";\nAcquire::https::Proxy "${proxy}";\n`;

/** Runs a program with the way out in its environment; nothing else on the host has one. */
const throughProxy = (proxy: string | null): string =>
  [
    '#!/bin/bash',
    ...(proxy === null
      ? []
      : [
          `export http_proxy=${proxy} https_proxy=${proxy} HTTP_PROXY=${proxy} HTTPS_PROXY=${proxy}`,
          'export no_proxy=127.0.0.1,169.254.169.254,localhost NO_PROXY=127.0.0.1,169.254.169.254,localhost',
        ]),
    'exec "$@"',
    '',
  ].join('\n');

const upgrades = `APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "false";
`;

/** The metadata service hands out user data, and with it the host's credential: only root may ask, no container. */
const metadataGuard = `table inet metadata_guard
delete table inet metadata_guard
table inet metadata_guard {
  chain output {
    type filter hook output priority 0; policy accept;
    ip daddr 169.254.169.254 meta skuid != 0 drop
  }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip daddr 169.254.0.0/16 drop
  }
}
`;

const metadataGuardUnit = `[Unit]
Description=Keep everything but root from the metadata service
Before=network-pre.target
Wants=network-pre.target
DefaultDependencies=no

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f /etc/nftables.d/metadata.nft

[Install]
WantedBy=multi-user.target
`;

const sysctl = `kernel.dmesg_restrict = 1
kernel.kptr_restrict = 2
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.ip_nonlocal_bind = 1
net.ipv6.conf.all.accept_redirects = 0
`;
