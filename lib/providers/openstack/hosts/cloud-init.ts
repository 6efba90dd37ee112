import { stringify } from 'yaml';

/** A file that the host writes at its first boot. `content` may hold `@name@` marks, filled by `userData`. */
export interface HostFile {
  readonly path: string;
  /** Octal, such as `0644`. */
  readonly mode: string;
  readonly content: string;
}

/** What a host becomes at its first boot. Parts are joined: the base first, then the role. */
export interface CloudInit {
  readonly packages: readonly string[];
  readonly files: readonly HostFile[];
  /** Run once, in order, after the packages are there. */
  readonly commands: readonly string[];
}

/** Nova takes 65,535 bytes of user data after base64 (nova, `user_data` column). */
export const userDataLimit = 65_535;

export const joinCloudInit = (...parts: readonly CloudInit[]): CloudInit => ({
  packages: [...new Set(parts.flatMap((part) => part.packages))].sort(),
  files: parts.flatMap((part) => part.files),
  commands: parts.flatMap((part) => part.commands),
});

/** The cloud-config document of a host; no secret is in it, only marks. */
export const renderCloudInit = (init: CloudInit): string =>
  `#cloud-config\n${yaml(head)}write_files:\n${[noStart, installer, ...init.files].map(writtenFile).join('')}${yaml(commandsOf(init))}`;

const yaml = (value: unknown): string => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });

const head = {
  // Nobody logs in: a host is renewed, not repaired. An empty list is not allowed.
  users: [{ name: 'nologin', system: true, lock_passwd: true, no_create_home: true, shell: '/usr/sbin/nologin' }],
  ssh_pwauth: false,
  // Names that we add must survive a reboot.
  manage_etc_hosts: false,
  disable_root: true,
};

/** Most files are the same on many hosts, and writing YAML is the slowest part of a state: each text is written once. */
const known = new Map<string, string>();

/** An item of `write_files`, which cloud-init writes before the packages come, so that they keep ours. */
const writtenFile = ({ path, mode, content }: HostFile): string => {
  const key = `${mode} ${path}\n${content}`;
  const text = known.get(key) ?? yaml([{ path, permissions: mode, owner: 'root:root', content }]).replace(/^(?=.)/gm, '  ');
  if (known.size >= 1000) known.clear();
  known.set(key, text);
  return text;
};

const commandsOf = (init: CloudInit) => ({
  runcmd: [`${installer.path} ${init.packages.join(' ')}`, `rm ${noStart.path}`, ...init.commands],
});

/**
 * Tries until it succeeds: the way out may come up after the hosts that need it, and mirrors fail now and then. Debian 12's
 * apt can wait for ever for what it wants to try again itself, so only the loop does.
 */
const installer: HostFile = {
  path: '/usr/local/sbin/install-packages',
  mode: '0755',
  content: `#!/bin/bash
export DEBIAN_FRONTEND=noninteractive
once='--option Acquire::Retries=0'
until timeout 15m apt-get update --error-on=any --quiet $once && apt-get install --yes --quiet $once --option Dpkg::Options::=--force-confold "$@"; do
  echo 'packages are not there yet; trying again' >&2
  sleep 15
done
`,
};

/** Packages must not start what has not been configured; the commands do so when it has. */
const noStart: HostFile = { path: '/usr/sbin/policy-rc.d', mode: '0755', content: '#!/bin/sh\nexit 101\n' };

/**
 * Terraform's spelling of a text: its template marks are quoted, then each `@name@` becomes the given
 * expression. Throws when a mark has no value, or a value no mark.
 */
export const userData = (text: string, values: Readonly<Record<string, string>>): string => {
  const quoted = text.replace(/([$%])\{/g, '$1$1{');
  const used = new Set<string>();
  const filled = quoted.replace(/@([a-z][a-zA-Z0-9]*)@/g, (_, mark: string) => {
    used.add(mark);
    const value = values[mark];
    if (value === undefined) throw new Error(`user data has no value for @${mark}@`);
    return value;
  });
  const unused = Object.keys(values).filter((key) => !used.has(key));
  if (unused.length > 0) throw new Error(`user data has no mark for ${unused.join(', ')}`);
  return filled;
};
