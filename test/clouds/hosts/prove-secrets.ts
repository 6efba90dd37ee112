import type { Findings } from '../openstack/findings';
import type { ContainerGuest } from './guest';
import { ask } from './household';
import type { HostsRegion } from './region';

/** Where a secret may lie: what needs it for its own start, readable by its owner alone. */
const known: readonly RegExp[] = [
  // PostgreSQL's own configuration: Patroni knows no reference.
  /^etc\/patroni\/(config\.yml|roles\.sql)$/,
  /^var\/lib\/service-data\/postgresql\//,
  /^etc\/cloud-access\/archive-key(\.offered)?$/,
];

/** Looks for the value of each secret in every file that the guests wrote, journals included. */
export const proveSecrets = async (
  findings: Findings,
  guests: readonly ContainerGuest[],
  region: HostsRegion,
  machine: string,
): Promise<void> => {
  const values = new Map<string, string>();
  const unseen: string[] = [];
  for (const guest of guests) {
    const { wanted, held } = await secretsOf(guest);
    for (const [id, value] of held) if (value.length > 20) values.set(value, id);
    for (const id of wanted)
      if ((held.get(id)?.length ?? 0) <= 20) unseen.push(`${guest.short}: ${id} was not fetched, or is too short to look for`);
  }
  const wrong: string[] = [];
  for (const guest of guests) {
    const { text } = await ask(
      'grep',
      ['-r', '-l', '-a', '-F', ...[...values.keys()].flatMap((value) => ['-e', value]), guest.written],
      { seconds: 600 },
    );
    for (const file of text.split('\n').filter(Boolean)) {
      const inside = file.slice(guest.written.length + 1);
      const { text: mode } = await ask('stat', ['-c', '%a', file]);
      const isPrivate = /00$/.test(mode.trim());
      if (!known.some((pattern) => pattern.test(inside)) || !isPrivate) wrong.push(`${guest.short}: ${inside} (${mode.trim()})`);
    }
  }
  const what = `${values.size} secrets of ${region.service.id} lie in memory, and on disk only where their program needs them`;
  findings.expectNone('secrets', what, values.size === 0 ? [`none was seen on ${machine}`] : [...unseen, ...wrong]);
};

interface GuestSecrets {
  /** Ids of what the host is to fetch. */
  readonly wanted: readonly string[];
  /** What lies in its memory, by id. */
  readonly held: ReadonlyMap<string, string>;
}

/** Fetched anew, until nothing fails: right after a start the first ones may have found no way out yet. */
const secretsOf = async (guest: ContainerGuest): Promise<GuestSecrets> => {
  const { text } = await guest.exec(
    `if [ -e /etc/service-secrets.list ]; then
      for try in {1..24}; do systemctl start fetch-secrets.service && break; sleep 5; done
      while read -r id rest; do echo "wanted $id"; done </etc/service-secrets.list
    fi
    cd /run/service-secrets 2>/dev/null && for id in *; do echo "held $id $(cat "$id")"; done`,
    300,
  );
  const lines = text.split('\n').map((line) => line.split(' '));
  return {
    wanted: lines.flatMap(([word, id = '']) => (word === 'wanted' ? [id] : [])),
    held: new Map(lines.flatMap(([word, id = '', value = '']) => (word === 'held' ? [[id, value]] : []))),
  };
};
