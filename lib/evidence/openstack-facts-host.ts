import type { Reader } from './aws-facts-network';
import { type Fact, fact, type Transport } from './fact';
import { hostText } from './host-text';
import { idleUnits } from './host-units';
import type { Resource } from './resource';
import { known, presentAt, type Seen, seenAs, seenAt, unseen } from './seen';

/** What hosts say by what they set up at their first boot: all of it is software that the region runs itself. */
export const openstackHostFacts: Readonly<Record<string, Reader>> = {
  compute_instance_v2: (host) => {
    const text = hostText(host);
    if (!text.known) return [fact('opaque', 'host', host, text, { at: 'user_data' }), remoteLogin(host, '')];
    return [
      remoteLogin(host, text.value),
      ...(text.value === '' ? [] : ofEveryHost(host, text.value)),
      ...roles.filter(({ when }) => when.test(text.value)).flatMap(({ facts }) => facts(host, text.value)),
    ];
  },
  compute_servergroup_v2: (group) => [
    fact(
      'spread',
      'container',
      group,
      seenAs(seenAt(group, 'policies'), (policies) => policies.includes('anti-affinity')),
      { at: 'policies' },
    ),
  ],
  compute_keypair_v2: (pair) => [fact('remoteLogin', 'host', pair, known(true))],
};

/** Software by which a host plays a part, told from the files that it writes. */
interface Role {
  readonly when: RegExp;
  readonly facts: (host: Resource, text: string) => readonly Fact[];
}

const at = { at: 'user_data', selfRun: true } as const;
const has = (text: string, pattern: RegExp): Seen<boolean> => known(pattern.test(text));

const ofEveryHost = (host: Resource, text: string): readonly Fact[] => [
  fact('updates', 'host', host, has(text, /Unattended-Upgrade "1"|unattended-upgrades enable/), at),
  fact('metadataGuard', 'host', host, known(guardsMetadata(text)), at),
  ...(text.includes('/etc/systemd/system/') ? [fact('running', 'host', host, known(idleUnits(text).length === 0), at)] : []),
];

/** Neither users of the host nor what it forwards for containers reach the metadata service. */
const guardsMetadata = (text: string): boolean =>
  /169\.254\.169\.254 meta skuid != 0 drop/.test(text) &&
  (!/podman run|docker run/.test(text) || /ip daddr 169\.254\.(0\.0\/16|169\.254) drop/.test(text));

/** Whether anybody can sign in to a host from outside, by a key pair, a password or the image's own service. */
const remoteLogin = (host: Resource, text: string): Fact => {
  const pair = presentAt(host, 'key_pair');
  const seen: Seen<boolean> = !pair.known
    ? pair
    : pair.value
      ? known(true)
      : text === ''
        ? unseen('the image decides who may sign in')
        : known(/ssh_pwauth:\s*(true|yes)|ssh_authorized_keys/.test(text) || !/disable --now ssh\.service/.test(text));
  return fact('remoteLogin', 'host', host, seen, at);
};

/** The oldest protocol that a web server still speaks. */
const serverTransport = (text: string): Transport => {
  if (!/SSLEngine On|listen 443 ssl/.test(text)) return 'plain text';
  const lines = [...text.matchAll(/SSLProtocol ([^\n]+)|ssl_protocols ([^;\n]+)/g)].map(
    ([, apache, nginx]) => apache ?? nginx ?? '',
  );
  const isModern = (line: string): boolean =>
    /^-all(\s+\+TLSv1\.[23])+\s*$/.test(line.trim()) || /^(TLSv1\.[23]\s*)+$/.test(line.trim());
  return lines.length > 0 && lines.every(isModern) ? 'TLS 1.2 or newer' : 'older TLS';
};

const roles: readonly Role[] = [
  {
    when: /<VirtualHost \*:443>|listen 443/,
    facts: (host, text) => [
      fact('transport', 'entry', host, known(serverTransport(text)), at),
      fact('filter', 'entry', host, has(text, /SecRuleEngine On\//), at),
      fact('logging', 'record store', host, has(text, /CustomLog |access_log \//), at),
      fact('logging', 'entry', host, has(text, /SecAuditLogType /), at),
      fact('integrity', 'entry', host, has(text, /RequestHeader unset X-Forwarded-For/), at),
    ],
  },
  {
    when: /<VirtualHost \*:80>|listen 80;/,
    facts: (host, text) => [
      fact(
        'transport',
        'entry',
        host,
        known(/RewriteRule \^ https:|return 30[18] https:/.test(text) ? 'a redirect only' : 'plain text'),
        at,
      ),
    ],
  },
  {
    when: /\/etc\/patroni\/config\.yml/,
    facts: (host, text) => [
      fact('transport', 'database', host, known(databaseTransport(text)), at),
      fact('retention', 'database', host, archiveDays(text), at),
      fact('logging', 'database', host, has(text, /log_connections: 'on'/), at),
      fact('integrity', 'database', host, known(/archive_command: sudo/.test(text) && /archive_mode: 'on'/.test(text)), at),
      fact('grant', 'database', host, known(asksEverybody(text) ? 'named callers' : 'anyone'), at),
    ],
  },
  {
    when: /podman run|docker run/,
    facts: (host, text) => [
      fact('boundary', 'container', host, known(/--cap-drop all/.test(text) && /no-new-privileges/.test(text)), at),
      fact('readOnly', 'container', host, has(text, /guard=\([^)]*--read-only/), at),
      fact('privilege', 'container', host, known(/--privileged/.test(text) || !/--cap-drop all/.test(text)), at),
      fact('rootUser', 'container', host, rootInContainer(text), { ...at, lost: imageDecides }),
      fact('logging', 'container', host, has(text, /--log-driver journald/), at),
      fact('pinning', 'image', host, pinnedImages(text), at),
      fact('signature', 'release', host, has(text, /'-verify', '-pubin'/), at),
    ],
  },
  {
    when: /journal-upload\.conf/,
    facts: (host, text) => [fact('logging', 'host', host, has(text, /\[Upload\][\s\S]{0,200}URL=/), at)],
  },
  {
    when: /\/etc\/squid\/squid\.conf/,
    facts: (host, text) => [fact('filter', 'network', host, known(allowsNamesOnly(text)), at)],
  },
  { when: /\/etc\/unbound\//, facts: (host, text) => [fact('logging', 'look-ups', host, has(text, /log-queries: yes/), at)] },
  {
    when: /\/etc\/swanctl\/swanctl\.conf/,
    facts: (host, text) => [fact('strongSuites', 'link', host, known(tunnelSuites(text)), at)],
  },
  {
    when: /alertmanager\.yml/,
    facts: (host, text) => [fact('alarm', 'alarm', host, has(text, /(email|webhook)_configs:/), at)],
  },
  {
    when: /\/usr\/local\/sbin\/try-restore/,
    facts: (host, text) => [fact('restoreTest', 'backup', host, has(text, /enable --now try-restore\.timer/), at)],
  },
  {
    when: /\/usr\/local\/sbin\/backup-/,
    facts: (host, text) => [
      fact(
        'backup',
        'backup',
        host,
        known(
          /enable --now backup-(objects|volumes)\.timer/.test(text) &&
            !idleUnits(text).some((unit) => unit.startsWith('backup-')),
        ),
        at,
      ),
    ],
  },
  {
    when: /\/etc\/postfix\/main\.cf/,
    facts: (host, text) => [fact('transport', 'mail', host, known(mailTransport(text)), at)],
  },
];

/** The proxy refuses what no rule names, and every rule that lets through names a list of names. */
const allowsNamesOnly = (text: string): boolean => {
  const lists = new Set([...text.matchAll(/^\s*acl (\S+) dst(?:domain|dom_regex)\b/gm)].map(([, name = '']) => name));
  const allowed = [...text.matchAll(/^\s*http_access allow ([^\n]+)$/gm)].map(([, names = '']) => names.trim().split(/\s+/));
  return (
    /^\s*http_access deny all\s*$/m.test(text) &&
    allowed.every((names) => names.some((name) => lists.has(name) || name === 'localhost'))
  );
};

/** Every way in asks for TLS: a plain `host` line lets in without. */
const databaseTransport = (text: string): Transport =>
  /\bssl: 'on'/.test(text) && /ssl_min_protocol_version: TLSv1\.[23]/.test(text) && !/^\s*- host\s/m.test(text)
    ? 'TLS 1.2 or newer'
    : 'plain text';

/** Every line of who may come in names a way to prove it, and so does the rule by which a new cluster is made. */
const asksEverybody = (text: string): boolean => {
  const methods = [
    ...[...text.matchAll(/^\s*- (?:host|hostssl|hostnossl|local)\s[^\n]*\s([a-z0-9-]+)\s*$/gm)].map(([, method = '']) => method),
    ...[...text.matchAll(/auth-(?:host|local): ([a-z0-9-]+)/g)].map(([, method = '']) => method),
    ...[...text.matchAll(/password_encryption: ([a-z0-9-]+)/g)].map(([, method = '']) => method),
  ];
  return methods.length > 0 && methods.every((method) => /^(scram-sha-256|cert|peer|gss)$/.test(method));
};

/** How long the archive of the database goes back: the store deletes it by itself after that many seconds. */
const archiveDays = (text: string): Seen<number> => {
  const seconds = [...text.matchAll(/X-Delete-After: (\d+)/g)].map(([, found]) => Number(found));
  return seconds.length === 0
    ? unseen('the host does not say how long its archive is kept')
    : known(Math.floor(Math.min(...seconds) / 86_400));
};

const mailTransport = (text: string): Transport => {
  if (!/smtp_tls_security_level = (encrypt|verify|secure)/.test(text)) return 'plain text';
  const [, bound] = /smtp_tls_mandatory_protocols = ([^\n]+)/.exec(text) ?? [];
  // Postfix itself refuses nothing newer than TLS 1.0 where no bound stands.
  return bound !== undefined && /^>=TLSv1\.[23]$/.test(bound.trim()) ? 'TLS 1.2 or newer' : 'older TLS';
};

const imageDecides = 'the image decides as whom it runs; whoever that is gets no rights by it';

/** A root without capabilities, who can gain none, is root of nothing. */
const rootInContainer = (text: string): Seen<boolean> =>
  /podman run [^\n]*--user (?!0|root)/.test(text) || (/--cap-drop all/.test(text) && /no-new-privileges/.test(text))
    ? known(false)
    : unseen('the image decides as whom it runs');

/** Every image that is pulled is named by its digest, and so is whatever a release names. */
const pinnedImages = (text: string): Seen<boolean> => {
  const pulled = [...text.matchAll(/(?:podman|docker) (?:pull|run) [^\n]*/g)].flatMap(
    ([line]) => line.match(/[a-z0-9./-]+\/[a-z0-9./_-]+[@:][^\s"']+/g) ?? [],
  );
  const named = pulled.filter((image) => !image.startsWith('/'));
  return known(
    named.every((image) => /@sha256:[0-9a-f]{64}$/.test(image)) &&
      (named.length > 0 || /@sha256:/.test(text)) &&
      (!text.includes('follow-release') || /@sha256:\[0-9a-f\]\{64\}/.test(text)),
  );
};

const tunnelSuites = (text: string): boolean => {
  const offered = [...text.matchAll(/(?:esp_)?proposals = ([^\n]+)/g)].map(([, suites = '']) => suites);
  return (
    /version = 2/.test(text) &&
    offered.length > 0 &&
    offered.every((suites) => suites.split(',').every((suite) => /^\s*aes(128|256)gcm16/.test(suite)))
  );
};
