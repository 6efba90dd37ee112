import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { run } from './household';

/*
 * What a cloud offers as "Debian 12": Debian's own packages, those that its cloud images hold. Made once and kept in
 * the user's cache, and anew when this file changes. Besides, the authority that signs the names of the proof is trusted
 * there, and nothing else is ours.
 */
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'shared-gov-cloud', 'hosts');

export const packagesFolder = path.join(cache, 'packages');

const inImage = [
  ...['apparmor', 'bash-completion', 'ca-certificates', 'cloud-guest-utils', 'cloud-init', 'curl', 'dbus', 'initramfs-tools'],
  ...[
    'libnss-resolve',
    'libpam-systemd',
    'locales',
    'linux-image-cloud-amd64',
    'netplan.io',
    'openssh-server',
    'python3',
    'sudo',
  ],
  ...['systemd-resolved', 'systemd-timesyncd', 'unattended-upgrades', 'zstd'],
  // The proof's own way into virtual machines, since nobody can log in.
  'qemu-guest-agent',
];

export interface Authority {
  readonly certificate: string;
  readonly key: string;
}

export const authority: Authority = { certificate: path.join(cache, 'authority.pem'), key: path.join(cache, 'authority.key') };

/** With its updates, as an image of this month has them. */
const mirrors = [
  'deb http://deb.debian.org/debian bookworm main',
  'deb http://deb.debian.org/debian bookworm-updates main',
  'deb http://security.debian.org/debian-security bookworm-security main',
];

/** Folder with the root of the image. */
export const baseImage = (): string => {
  const recipe = createHash('sha256').update(readFileSync(__filename)).digest('hex').slice(0, 12);
  const root = path.join(cache, `root-${recipe}`);
  if (existsSync(root)) return root;
  const part = `${root}.part`;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  for (const old of readdirSync(cache).filter((name) => name.startsWith('root')))
    rmSync(path.join(cache, old), { recursive: true, force: true });
  run('mmdebstrap', ['--variant=important', `--include=${inImage.join(',')}`, 'bookworm', part, ...mirrors]);
  // Debian's cloud images leave the network to systemd, by way of netplan.
  run('chroot', [part, 'dpkg', '--purge', 'ifupdown']);
  run('chroot', [part, 'systemctl', 'enable', 'systemd-networkd']);
  sources(part);
  writeFileSync(path.join(part, 'etc/default/locale'), 'LANG=C.UTF-8\n');
  run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=Authority of the proof'],
    ...['-keyout', authority.key, '-out', authority.certificate],
  ]);
  run('cp', [authority.certificate, path.join(part, 'usr/local/share/ca-certificates/proof.crt')]);
  run('chroot', [part, 'update-ca-certificates']);
  renameSync(part, root);
  return root;
};

const sources = (root: string): void => {
  rmSync(path.join(root, 'etc/apt/sources.list'), { force: true });
  writeFileSync(
    path.join(root, 'etc/apt/sources.list.d/debian.sources'),
    `Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://security.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
  );
};

/** Kernel and first file system of the image, for virtual machines. */
export const kernelOf = (root: string): { readonly kernel: string; readonly initrd: string } => ({
  kernel: path.join(root, 'vmlinuz'),
  initrd: path.join(root, 'initrd.img'),
});
