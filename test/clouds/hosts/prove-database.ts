import type { Findings } from '../openstack/findings';
import type { Guest } from './guest';
import { sleep, until } from './household';
import type { Stage } from './stage';
import type { Visitor } from './visitor';

/** Who is the primary, as the database's own hosts say; undefined while nobody is. */
export const primaryOf = async (stage: Stage): Promise<Guest | undefined> => {
  for (const guest of stage.those('data-')) {
    if (!guest.running) continue;
    const { status } = await guest.exec(
      `curl --noproxy '*' -sf -m 5 -o /dev/null http://${guest.addresses[0] ?? ''}:8008/primary`,
      15,
    );
    if (status === 0) return guest;
  }
  return undefined;
};

/** Whether a copy follows so closely that no commit is acknowledged without it. */
export const hasCopy = async (primary: Guest): Promise<true | undefined> => {
  const { text } = await primary.exec(
    `runuser -u postgres -- psql -XAtc "select count(*) from pg_stat_replication where sync_state = 'sync'" postgres`,
    30,
  );
  return text.trim() === '1' ? true : undefined;
};

export const provePair = async (findings: Findings, stage: Stage): Promise<Guest | undefined> => {
  const primary = await until(1200, () => primaryOf(stage), 5);
  if (primary === undefined) {
    findings.failed('database', 'a primary is elected', 'none within 20 min');
    return undefined;
  }
  findings.proved('database', 'a primary is elected', primary.short);
  const copied = await until(600, () => hasCopy(primary), 5);
  if (copied === undefined)
    findings.failed(
      'database',
      'a copy follows synchronously',
      (await primary.exec('patronictl -c /etc/patroni/config.yml list', 30)).text,
    );
  else findings.proved('database', 'a copy follows synchronously');
  return primary;
};

/** Notes that the service has acknowledged, posted one after the other until told to stop. */
class Writer {
  readonly acknowledged: string[] = [];
  /** When each was. */
  readonly moments: number[] = [];
  private going = true;
  private readonly done: Promise<void>;

  constructor(private readonly visitor: Visitor) {
    this.done = this.write();
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.done;
  }

  private async write(): Promise<void> {
    for (let i = 0; this.going; i += 1) {
      const text = `note-${Date.now()}-${i}`;
      const { status } = await this.visitor.visit('/api/notes', ['--data', text]);
      if (status === 200) {
        this.acknowledged.push(text);
        this.moments.push(Date.now());
      }
      await sleep(0.5);
    }
  }
}

/** Posts while `happen` happens, until posts succeed again; what was acknowledged must be there afterwards. */
export const proveNothingLost = async (
  findings: Findings,
  stage: Stage,
  visitor: Visitor,
  part: string,
  what: string,
  limitMinutes: number,
  happen: () => Promise<void>,
): Promise<void> => {
  const writer = new Writer(visitor);
  await until(60, () => (writer.acknowledged.length >= 5 ? true : undefined));
  await happen();
  const moment = Date.now();
  const again = await until(limitMinutes * 60, () =>
    writer.moments.filter((one) => one > moment + 2000).length >= 3 ? true : undefined,
  );
  await writer.stop();
  if (again === undefined) {
    findings.failed(part, `${what}: writes go on`, `not within ${limitMinutes} min`);
    return;
  }
  const gap = writer.moments.reduce((longest, one, i) => Math.max(longest, one - (writer.moments[i - 1] ?? one)), 0);
  findings.proved(
    part,
    `${what}: writes go on`,
    `longest pause ${Math.round(gap / 1000)} s; the tier allows ${limitMinutes} min`,
  );
  const primary = await until(120, () => primaryOf(stage));
  const { text } = (await primary?.exec(`runuser -u postgres -- psql -XAtc 'select text from note' service`, 60)) ?? { text: '' };
  const kept = new Set(text.split('\n'));
  findings.expectNone(
    part,
    `${what}: no acknowledged row is lost`,
    writer.acknowledged.filter((note) => !kept.has(note)),
    `${writer.acknowledged.length} rows`,
  );
};
