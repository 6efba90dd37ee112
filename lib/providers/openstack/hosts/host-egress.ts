import type { OpenstackCloud } from '../../../model/cloud';
import type { EgressPlan } from '../../../plan/network-plan';
import { type CloudInit, type HostFile, joinCloudInit, renderCloudInit } from './cloud-init';
import { baseHost } from './host-base';
import type { MailRelay } from '../hosting/mail-relay';

export interface EgressHost {
  readonly egress: EgressPlan;
  readonly cloud: OpenstackCloud;
  /** Ports of the cloud's own interfaces. */
  readonly cloudPorts: readonly number[];
  /** Whither mail is passed on; null: none is taken. */
  readonly relay: MailRelay | null;
  /** Networks from which clients come. */
  readonly clients: readonly string[];
  /** Where clients ask for names: the fixed addresses of all proxies, of which each host has one. */
  readonly addresses: readonly string[];
}

/**
 * User data of a proxy: names are resolved, and connections passed, only when they are listed. The list itself
 * is the server's metadata, which changes in place, so that a new name does not replace the proxies.
 */
export const egressUserData = (host: EgressHost): string =>
  renderCloudInit(joinCloudInit(baseHost({ proxy: null, resolver: null, timeServers: host.cloud.timeServers }), proxyHost(host)));

const proxyHost = (host: EgressHost): CloudInit => ({
  packages: ['openssl', 'python3', 'squid-openssl', 'unbound'],
  files: [
    file('/etc/squid/squid.conf', squid(host)),
    // Empty until the first look at the metadata: both daemons start, and refuse everything.
    ...['exact', 'wild', 'cloud'].map((list) => file(`/etc/squid/${list}.list`, '')),
    file('/etc/unbound/egress.list', ''),
    // Debian would make this resolver the proxy's own, which knows only what is listed; an empty unit is a masked one.
    file('/etc/systemd/system/unbound-resolvconf.service', ''),
    file('/etc/unbound/unbound.conf.d/egress.conf', unbound(host)),
    file('/etc/chrony/conf.d/egress.conf', chrony(host)),
    ...mailFiles(host.relay),
    { path: '/usr/local/sbin/egress-allow', mode: '0755', content: allowScript },
    file('/etc/systemd/system/egress-allow.service', allowService),
    file('/etc/systemd/system/egress-allow.timer', allowTimer),
  ],
  commands: [
    // Squid wants a certificate for looking at handshakes; nothing is ever signed with it.
    'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /CN=never-shown -keyout /etc/squid/peek.key -out /etc/squid/peek.crt',
    'chown proxy: /etc/squid/peek.key && chmod 0400 /etc/squid/peek.key',
    'systemctl daemon-reload',
    'systemctl enable --now egress-allow.timer',
    'systemctl restart chrony unbound squid',
    ...(host.relay === null ? [] : ['systemctl enable --now mail-relay.socket']),
  ],
});

const file = (path: string, content: string): HostFile => ({ path, mode: '0644', content });

/** Mail is passed on as it comes, encrypted between its two ends. */
const mailFiles = (relay: MailRelay | null): readonly HostFile[] =>
  relay === null
    ? []
    : [
        file(
          '/etc/systemd/system/mail-relay.socket',
          `[Unit]\nDescription=Take mail for the relay\n\n[Socket]\nListenStream=${relay.port}\n\n[Install]\nWantedBy=sockets.target\n`,
        ),
        file(
          '/etc/systemd/system/mail-relay.service',
          `[Unit]\nDescription=Pass mail on to the relay\n\n[Service]\nExecStart=/lib/systemd/systemd-socket-proxyd ${relay.host}:${relay.port}\nDynamicUser=true\nNoNewPrivileges=true\n`,
        ),
      ];

/** Private, local and documentation networks: a listed name must not lead back inside. */
const inside = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

const squid = ({
  egress,
  cloud,
  cloudPorts,
  clients,
}: EgressHost): string => `# Explicit proxy. A connection passes when its name is listed and the name in the TLS handshake is listed too.
http_port ${egress.proxyPort} ssl-bump tls-cert=/etc/squid/peek.crt tls-key=/etc/squid/peek.key generate-host-certificates=off
dns_nameservers ${cloud.nameservers.join(' ')}
visible_hostname egress
forwarded_for delete
cache deny all
coredump_dir /var/spool/squid
logformat flow %ts.%03tu %>a %ssl::>sni %rm %ru %>Hs %<st %<a
access_log stdio:/var/log/squid/access.log flow
acl clients src ${clients.join(' ')}
acl web_ports port ${egress.ports.join(' ')}
acl tls_ports port 443
acl cloud_ports port ${[...new Set([...egress.ports, ...cloudPorts])].sort((a, b) => a - b).join(' ')}
acl CONNECT method CONNECT
acl inside dst ${inside.join(' ')}
acl exact dstdomain -n "/etc/squid/exact.list"
acl wild dstdom_regex -n -i "/etc/squid/wild.list"
acl cloud dstdomain -n "/etc/squid/cloud.list"
acl exact_sni ssl::server_name "/etc/squid/exact.list"
acl wild_sni ssl::server_name_regex -i "/etc/squid/wild.list"
acl cloud_sni ssl::server_name "/etc/squid/cloud.list"
acl greeting at_step SslBump1
http_access deny !clients
http_access allow cloud cloud_ports
http_access deny !web_ports
http_access deny CONNECT !tls_ports
http_access deny inside
http_access allow exact
http_access allow wild
http_access deny all
ssl_bump peek greeting
ssl_bump splice exact_sni
ssl_bump splice wild_sni
ssl_bump splice cloud_sni
ssl_bump terminate all
`;

/**
 * Not on every address, where the image's own resolver already answers. Every zone is refused but the listed ones, which the script below writes; each question leaves a
 * line in the journal.
 */
const unbound = ({ cloud, clients, addresses }: EgressHost): string => `server:
${addresses.map((address) => `  interface: ${address}`).join('\n')}
  ip-freebind: yes
  do-ip6: no
${clients.map((client) => `  access-control: ${client} allow`).join('\n')}
  log-queries: yes
  log-replies: yes
  verbosity: 1
  hide-identity: yes
  hide-version: yes
  local-zone: "." refuse
  include: "/etc/unbound/egress.list"
forward-zone:
  name: "."
${cloud.nameservers.map((server) => `  forward-addr: ${server}`).join('\n')}
`;

const chrony = ({ clients }: EgressHost): string => clients.map((client) => `allow ${client}\n`).join('');

/** Turns the server's metadata into the lists of both daemons, tells them when something changed, and starts who stopped. */
const allowScript = `#!/usr/bin/python3
import json, pathlib, re, subprocess, sys, urllib.request

URL = 'http://169.254.169.254/openstack/latest/meta_data.json'
NAME = re.compile(r'(?:\\*\\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?')


def words(meta, prefix):
    found = {word for key, value in meta.items() if key.startswith(prefix) for word in value.split()}
    return sorted(word for word in found if NAME.fullmatch(word))


def write(path, lines):
    file, text = pathlib.Path(path), ''.join(line + '\\n' for line in lines)
    if file.exists() and file.read_text() == text:
        return False
    file.write_text(text)
    return True


meta = json.load(urllib.request.urlopen(URL, timeout=10)).get('meta', {})
listed, cloud = words(meta, 'allow-'), words(meta, 'cloud-')
exact = [name for name in listed if not name.startswith('*.')]
wild = [name[2:] for name in listed if name.startswith('*.')]
proxy = [
    write('/etc/squid/exact.list', exact),
    write('/etc/squid/wild.list', ['[.]' + re.escape(name) + '$' for name in wild]),
    write('/etc/squid/cloud.list', cloud),
]
zones = sorted(set(exact + wild + cloud))
names = write('/etc/unbound/egress.list', ['local-zone: "%s." transparent' % zone for zone in zones])
stopped = []
for daemon, changed in (('squid', any(proxy)), ('unbound', names)):
    if changed or subprocess.run(['systemctl', 'is-active', '--quiet', daemon]).returncode:
        subprocess.run(['systemctl', 'reset-failed', daemon])
        if subprocess.run(['systemctl', 'reload-or-restart', daemon]).returncode:
            stopped.append(daemon)
sys.exit(f'does not start: {stopped}' if stopped else 0)
`;

const allowService = `[Unit]
Description=Take the list of allowed names from the server's metadata
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/egress-allow
`;

const allowTimer = `[Unit]
Description=Look for a changed list of allowed names

[Timer]
OnBootSec=20
OnUnitActiveSec=60

[Install]
WantedBy=timers.target
`;

/** Longest value of a server's metadata (Nova). */
const metadataLimit = 255;

/** The allow-list as metadata values, packed; sorted, so that the same list gives the same values. */
export const allowMetadata = (allow: readonly string[]): Readonly<Record<string, string>> => {
  const packed: string[] = [];
  for (const name of [...new Set(allow)].sort()) {
    const last = packed.at(-1);
    if (last === undefined || last.length + 1 + name.length > metadataLimit) packed.push(name);
    else packed[packed.length - 1] = `${last} ${name}`;
  }
  return Object.fromEntries(packed.map((value, index) => [`allow-${String(index).padStart(3, '0')}`, value]));
};
