import type { CloudInit, HostFile } from './cloud-init';

/**
 * A configuration file of a host, rendered there from its peers and secrets, again whenever they change, so
 * that a new peer or a rotated secret replaces no server. A line `#each ROLE LINE` is repeated for each host of
 * the role with {name} and {address}, `#each-other` for all but this host; {{list ROLE|ITEM|SEPARATOR}} does so
 * within a line; {{secret:ID}} is the value of a secret, {self} and {self-address} are this host.
 */
export interface Template {
  readonly path: string;
  readonly mode: '0600' | '0640' | '0644';
  readonly owner: string;
  readonly content: string;
  /** Run after the file changed. */
  readonly then: string;
}

/** Hosts in one value of server metadata: Nova keeps 255 characters, and the longest word has 43. */
const hostsPerValue = 5;

/** Addresses of a role's hosts as server metadata, which Nova changes in place. */
export const peersMetadata = (role: string, hosts: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const words = Object.entries(hosts).map(([id, address]) => `${id}=${address}`);
  const chunks = Array.from({ length: Math.ceil(words.length / hostsPerValue) }, (_, i) =>
    words.slice(i * hostsPerValue, (i + 1) * hostsPerValue),
  );
  return Object.fromEntries(chunks.map((chunk, i) => [i === 0 ? `peers.${role}` : `peers.${role}.${i}`, chunk.join(' ')]));
};

/** Keeps a host's configuration in step with its peers and secrets. */
export const hostPeers = (templates: readonly Template[]): CloudInit => ({
  packages: ['python3'],
  files: [
    ...templates.map(templateFile),
    { path: '/usr/local/sbin/render-peers', mode: '0755', content: renderer },
    { path: '/etc/systemd/system/render-peers.service', mode: '0644', content: service },
    { path: '/etc/systemd/system/render-peers.timer', mode: '0644', content: timer },
  ],
  commands: ['systemctl daemon-reload', 'render-peers || true', 'systemctl enable --now render-peers.timer'],
});

const templateFile = (template: Template): HostFile => ({
  path: `/etc/render-peers/${template.path.slice(1).replaceAll('/', '_')}`,
  mode: '0600',
  content: `${JSON.stringify({ path: template.path, mode: template.mode, owner: template.owner, then: template.then })}\n${template.content}`,
});

const renderer = `#!/usr/bin/python3
"""Renders every file under /etc/render-peers; says what changed and runs what follows from it."""
import hashlib, json, os, pathlib, re, shutil, subprocess, sys

SECRETS = pathlib.Path('/run/service-secrets')
DONE = pathlib.Path('/var/lib/render-peers')


def peers():
    meta = json.loads(subprocess.run(['host-cloud', 'metadata'], check=True, capture_output=True).stdout)
    roles = {}
    for key in sorted(meta):
        if key.startswith('peers.'):
            roles.setdefault(key.split('.')[1], []).extend(word.split('=') for word in meta[key].split())
    return roles, meta.get('self', '')


def render(text, roles, own):
    lines = []
    for line in text.split('\\n'):
        each = re.match(r'(\\s*)#each(-other)? (\\S+) (.*)', line)
        if not each:
            lines.append(line)
            continue
        for name, address in roles.get(each[3], []):
            if not (each[2] and name == own):
                lines.append(each[1] + each[4].replace('{name}', name).replace('{address}', address))
    text = '\\n'.join(lines).replace('{self}', own).replace('{self-address}', own_address(roles, own))
    joined = lambda m: m[3].join(m[2].replace('{name}', n).replace('{address}', a) for n, a in roles.get(m[1], []))
    text = re.sub(r'\\{\\{list ([^|\\s]+)\\|([^|\\n]+)\\|([^|}\\n]*)\\}\\}', joined, text)
    return re.sub(r'\\{\\{secret:([\\w-]+)\\}\\}', lambda m: (SECRETS / m[1]).read_text().strip(), text)


def own_address(roles, own):
    return next((a for hosts in roles.values() for n, a in hosts if n == own), '')


def write(target, text):
    path = pathlib.Path(target['path'])
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + '.fresh')
    with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), 'w') as file:
        file.write(text)
    shutil.chown(fresh, target['owner'], target['owner'])
    fresh.chmod(int(target['mode'], 8))
    fresh.rename(path)


def bring(source, roles, own):
    head, _, body = source.read_text().partition('\\n')
    target, text = json.loads(head), render(body, roles, own)
    digest, done = hashlib.sha256(text.encode()).hexdigest(), DONE / source.name
    if done.exists() and done.read_text() == digest:
        return
    write(target, text)
    subprocess.run(target['then'], shell=True, check=True)
    done.write_text(digest)


DONE.mkdir(parents=True, exist_ok=True)
roles, own = peers()
failed = False
for source in sorted(pathlib.Path('/etc/render-peers').iterdir()):
    try:
        bring(source, roles, own)
    except (OSError, LookupError, subprocess.CalledProcessError) as error:
        print(source.name, error, file=sys.stderr)
        failed = True
sys.exit(1 if failed else 0)
`;

const service = `[Unit]
Description=Render configuration from peers and secrets
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/render-peers
`;

const timer = `[Unit]
Description=Follow changes of peers and secrets

[Timer]
OnBootSec=30s
OnUnitActiveSec=60s
AccuracySec=10s

[Install]
WantedBy=timers.target
`;
