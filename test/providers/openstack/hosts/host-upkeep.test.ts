import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { renderCloudInit, type CloudInit } from '../../../../lib/providers/openstack/hosts/cloud-init';
import { hostReboot } from '../../../../lib/providers/openstack/hosts/host-reboot';
import { hostRecords } from '../../../../lib/providers/openstack/hosts/host-records';
import { mailRelayOf } from '../../../../lib/providers/openstack/hosting/mail-relay';

const script = (init: CloudInit, path: string): string => init.files.find((file) => file.path === path)?.content ?? '';

/** What a script would do on a host of that name, with its waiting and rebooting said instead of done. */
const turnOf = (name: string): string => {
  const dry = script(hostReboot, '/usr/local/sbin/reboot-in-turn')
    .replace('[ -e /run/reboot-required ] || exit 0', '')
    .replace('$(hostname --short)', name)
    .replace(/^sleep /m, 'echo ')
    .replace(/^for check[\s\S]*$/m, '');
  return spawnSync('bash', ['-c', dry], { encoding: 'utf8' }).stdout.trim();
};
const minutes = (name: string): number => Number(turnOf(name).replace('m', ''));

describe('Reboots for upgrades', () => {
  test('come in turn within a role, half an hour apart', () => {
    const [first, second, third] = ['x-data-a-1', 'x-data-b-1', 'x-data-a-2'].map(minutes);
    expect([(second ?? 0) - (first ?? 0), (third ?? 0) - (first ?? 0)]).toEqual([30, 120]);
  });

  test('find a turn for names that were cut short', () => {
    expect(minutes('a-name-that-was-cut-0a1b2c3d')).toBeLessThan(12 * 30);
  });
});

describe('Records', () => {
  const records = hostRecords({ container: 'region-records-space', folder: 'appointments' });

  test('go day by day into the folder of the service, by the address that the state fills in', () => {
    const ship = script(records, '/usr/local/sbin/ship-records');
    expect(ship).toContain('"@recordsUrl@/region-records-space/appointments/$day-$(date +%s).zst"');
    expect(spawnSync('bash', ['-n'], { input: ship }).status).toBe(0);
  });
});

describe('Packages', () => {
  const document = parse(renderCloudInit({ packages: ['b', 'a'], files: [], commands: ['true'] })) as {
    readonly runcmd: readonly string[];
    readonly packages?: unknown;
  };

  test('are tried until they are there, before anything else is done', () => {
    expect(document.runcmd[0]).toBe('/usr/local/sbin/install-packages b a');
    expect(document.runcmd.at(-1)).toBe('true');
    expect(document.packages).toBeUndefined();
  });
});

test.each([
  ['', null],
  ['smtp.example', { host: 'smtp.example', port: 587 }],
  ['smtp.example:25', { host: 'smtp.example', port: 25 }],
])('The relay %j is %j', (text, relay) => {
  expect(mailRelayOf(text)).toEqual(relay);
});
