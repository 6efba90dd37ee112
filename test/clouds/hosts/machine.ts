import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Debian's packages that the whole proof needs. */
const packages = [
  ...[
    'apt-cacher-ng',
    'cloud-init',
    'curl',
    'dnsmasq-base',
    'docker-registry',
    'haproxy',
    'iproute2',
    'mmdebstrap',
    'nftables',
    'openssl',
  ],
  ...['barbican-common', 'python3-keystone', 'swift-account', 'swift-container', 'swift-object', 'swift-proxy'],
  ...['systemd-container', 'uwsgi-core', 'uwsgi-plugin-python3'],
] as const;

const installed = (name: string): boolean =>
  spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}', name], { encoding: 'utf8' }).stdout?.startsWith('ii') === true;

/** Why this machine cannot run the proof; installs what is missing where it could. */
export const lacks = (hosts: boolean): string | undefined => {
  const wanted = hosts ? packages : (['cloud-init'] as const);
  const missing = wanted.filter((name) => !installed(name));
  if (!hosts && missing.length > 0) return 'cloud-init is not installed';
  if (!hosts) return undefined;
  if (process.getuid?.() !== 0) return 'it makes networks and mounts, and needs root';
  const version = existsSync('/etc/debian_version') ? readFileSync('/etc/debian_version', 'utf8').trim() : 'none';
  if (!version.startsWith('12')) return `it is written for Debian 12, and this is ${version}`;
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0)
    return 'Go, which builds the application and Pebble, is not installed';
  return missing.length === 0 ? undefined : install(missing);
};

/** Without starting what they bring. */
const install = (missing: readonly string[]): string | undefined => {
  console.log(`installing ${missing.join(', ')}`);
  const policy = '/usr/sbin/policy-rc.d';
  const shim = !existsSync(policy);
  if (shim) spawnSync('sh', ['-c', `printf '#!/bin/sh\\nexit 101\\n' >${policy}; chmod +x ${policy}`]);
  spawnSync('apt-get', ['update', '-qq']);
  const { status, stderr } = spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (shim) spawnSync('rm', ['-f', policy]);
  return status === 0 ? undefined : `apt-get install failed: ${stderr.trim().split('\n').at(-1) ?? ''}`;
};
