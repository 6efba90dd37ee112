import type { CloudInit } from './cloud-init';
import { unitsOf } from './host-secrets';

export interface HostReleaseProps {
  /** Object container with `<part>.json` and `<part>.json.sig`. */
  readonly container: string;
  /** Full name of the service; a manifest of another service is refused. */
  readonly service: string;
  /** Parts that run on this host. */
  readonly parts: readonly string[];
  /** Ed25519 public key (PEM); empty: no release is accepted. */
  readonly key: string;
}

/**
 * Follows the signed manifests of the host's parts. A manifest is JSON: service, part, serial (only ever grows,
 * so that an old one cannot be played back), image by digest, port, health. No artefact of ours names a released
 * image, so a release touches neither Terraform nor a server.
 */
export const hostRelease = (props: HostReleaseProps): CloudInit => ({
  packages: ['openssl', 'podman'],
  files: [
    { path: '/etc/release/key.pem', mode: '0644', content: props.key.trim() === '' ? '' : `${props.key.trim()}\n` },
    {
      path: '/etc/release/settings.json',
      mode: '0644',
      content: `${JSON.stringify({ container: props.container, service: props.service, parts: props.parts })}\n`,
    },
    { path: '/usr/local/sbin/follow-release', mode: '0755', content: follow },
    ...unitsOf('follow-release', 'Pull what the signed manifests name', 'OnBootSec=20s', '60s'),
  ],
  commands: ['mkdir -p /var/lib/release', 'systemctl daemon-reload', 'systemctl enable --now follow-release.timer'],
});

const follow = `#!/usr/bin/python3
"""Checks each part's manifest, pulls the image it names, and restarts the part."""
import json, os, pathlib, re, subprocess, sys, tempfile

SETTINGS = json.load(open('/etc/release/settings.json'))
STATE = pathlib.Path('/var/lib/release')
KEY = '/etc/release/key.pem'


def fetch(part, folder):
    for name in (part + '.json', part + '.json.sig'):
        done = subprocess.run(['objects', 'copyto', 'store:' + SETTINGS['container'] + '/' + name, os.path.join(folder, name)])
        if done.returncode != 0 or not os.path.exists(os.path.join(folder, name)):
            return None
    return os.path.join(folder, part + '.json')


def signed(manifest):
    check = ['openssl', 'pkeyutl', '-verify', '-pubin', '-inkey', KEY, '-rawin', '-in', manifest, '-sigfile', manifest + '.sig']
    return os.path.getsize(KEY) > 0 and subprocess.run(check, stdout=subprocess.DEVNULL).returncode == 0


def accepted(part, manifest):
    said = json.load(open(manifest))
    known = STATE / (part + '.json')
    serial = json.loads(known.read_text())['serial'] if known.exists() else 0
    ok = (
        said.get('service') == SETTINGS['service']
        and said.get('part') == part
        and isinstance(said.get('serial'), int)
        and re.fullmatch(r'[a-z0-9./:_-]+@sha256:[0-9a-f]{64}', said.get('image', ''))
        and isinstance(said.get('port'), int)
        and re.fullmatch(r'/[A-Za-z0-9/._-]*', said.get('health', '/'))
    )
    return said if ok and said['serial'] > serial else None


failed = False
for part in SETTINGS['parts']:
    with tempfile.TemporaryDirectory() as folder:
        manifest = fetch(part, folder)
        if manifest is None:
            continue
        if not signed(manifest):
            print(part, 'is not signed by our key', file=sys.stderr)
            failed = True
            continue
        said = accepted(part, manifest)
        if said is None:
            continue
        if subprocess.run(['podman', 'pull', '--quiet', said['image']]).returncode != 0:
            failed = True
            continue
        (STATE / (part + '.fresh')).write_text(json.dumps(said))
        (STATE / (part + '.fresh')).rename(STATE / (part + '.json'))
        # Jobs have another unit and wait for their timer.
        subprocess.run(['systemctl', 'restart', '--no-block', 'part-' + part + '.service'], stderr=subprocess.DEVNULL)
        subprocess.run(['podman', 'image', 'prune', '--force'], stdout=subprocess.DEVNULL)
sys.exit(1 if failed else 0)
`;
