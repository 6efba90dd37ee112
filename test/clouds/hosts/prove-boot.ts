import type { Findings } from '../openstack/findings';
import type { ContainerGuest } from './guest';
import { until } from './household';
import type { Stage } from './stage';

/** First boots: minutes of one core each, most of them Debian's package manager. */
const limitSeconds = 2400;

/** Starts guests and waits until their user data have run to the end; then looks for what failed of it. */
export const proveBoot = async (
  findings: Findings,
  stage: Stage,
  what: string,
  guests: readonly ContainerGuest[],
): Promise<void> => {
  const started = Date.now();
  await stage.start(guests);
  const times: string[] = [];
  const wrong: string[] = [];
  await Promise.all(
    guests.map(async (guest) => {
      const done = await until(limitSeconds, () => finished(guest), 10);
      if (done === undefined)
        wrong.push(`${guest.short}: ${(await guest.exec('tail -n 3 /var/log/cloud-init-output.log')).text.slice(-200)}`);
      else {
        times.push(`${guest.short} ${Math.round((Date.now() - started) / 1000)} s`);
        wrong.push(...(await failures(guest)));
      }
    }),
  );
  findings.expectNone('boot', `${what}: the synthesized user data run to their end`, wrong, times.join(', '));
};

const finished = async (guest: ContainerGuest): Promise<true | undefined> => {
  const { text } = await guest.exec('test -e /var/lib/cloud/instance/boot-finished && echo finished', 30);
  return text.includes('finished') ? true : undefined;
};

/** What cloud-init could not do, by its own word. */
const failures = async (guest: ContainerGuest): Promise<readonly string[]> => {
  const { text } = await guest.exec('cloud-init status --long', 60);
  return text.includes('status: error') ? [`${guest.short}: ${text.slice(text.indexOf('detail:')).trim()}`] : [];
};

/** Units that must run, by the beginning of the host's name. */
const units: Readonly<Record<string, readonly string[]>> = {
  'provider-egress': ['squid', 'unbound', 'egress-allow.timer'],
  data: ['etcd', 'patroni', 'prometheus-postgres-exporter', 'base-backup.timer'],
  witness: ['etcd'],
  entry: ['apache2', 'postfix', 'renew-certificate.timer'],
  ops: ['prometheus', 'prometheus-alertmanager', 'haproxy', 'systemd-journal-remote.socket'],
  'part-calendar': ['haproxy', 'part-calendar', 'follow-release.timer'],
};
const everywhere = ['metadata-guard', 'reboot-in-turn.timer'];
const watched = ['prometheus-node-exporter', 'systemd-journal-upload'];

/** What must run, runs; also after a reboot. */
export const proveUnits = async (
  findings: Findings,
  part: string,
  guests: readonly ContainerGuest[],
  seconds: number,
): Promise<void> => {
  const wrong = await Promise.all(
    guests.map(async (guest) => {
      const own = Object.entries(units).find(([start]) => guest.short.startsWith(start))?.[1] ?? [];
      const wanted = [...everywhere, ...own, ...(/egress|ops/.test(guest.short) ? [] : watched)];
      const asked = `for unit in ${wanted.join(' ')}; do systemctl is-active --quiet $unit || echo $unit; done`;
      const all = await until(seconds, async () => ((await guest.exec(asked, 60)).text.trim() === '' ? true : undefined), 10);
      return all === true ? [] : [`${guest.short}: ${(await guest.exec(asked, 60)).text.trim().split('\n').join(' ')}`];
    }),
  );
  findings.expectNone(part, 'every unit that the user data start is running', wrong.flat(), `${guests.length} hosts`);
};
