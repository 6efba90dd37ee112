import type { Findings } from '../openstack/findings';
import { sleep, until } from './household';
import { primaryOf } from './prove-database';
import type { HostsRegion } from './region';
import type { Stage } from './stage';

/** A base backup and log segments in the object store, encrypted; and the database as it was at a moment between two rows. */
export const proveBackup = async (findings: Findings, stage: Stage, region: HostsRegion): Promise<void> => {
  const primary = await until(300, () => primaryOf(stage));
  if (primary === undefined) return findings.failed('backup', 'a primary to back up', 'none');
  const sql = async (text: string): Promise<string> =>
    (await primary.exec(`runuser -u postgres -- psql -XAtc "${text}" service`, 120)).text.trim();
  const backup = await until(
    600,
    async () => ((await primary.exec('systemctl start base-backup', 600)).status === 0 ? true : undefined),
    20,
  );
  if (backup === undefined)
    return findings.failed(
      'backup',
      'a base backup is made',
      (await primary.exec('journalctl -u base-backup --no-pager -n 5 --output cat')).text,
    );
  await sql("create table if not exists moment (name text); insert into moment values ('before')");
  await sleep(2);
  const moment = await sql("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')");
  await sleep(3);
  await sql("insert into moment values ('after')");
  const last = await sql('select pg_walfile_name(pg_switch_wal())');
  const archived = await until(
    300,
    async () => ((await sql('select last_archived_wal from pg_stat_archiver')) >= last ? true : undefined),
    5,
  );
  const container = `${region.space.name}-backup`;
  const objects = await stage.objects.list('backup', container);
  const seen = (folder: string): number => objects.filter(({ name }) => name.includes(`/slots/${folder}/`)).length;
  findings.expectNone(
    'backup',
    'base backup and log segments are in the object store of another project',
    archived === true && seen('base') > 0 && seen('wal') > 0
      ? []
      : [`archived ${String(archived)}, base ${seen('base')}, log ${seen('wal')}`],
    `${seen('base')} base, ${seen('wal')} segments`,
  );
  const readable: string[] = [];
  for (const { name } of objects.slice(0, 5)) {
    const head = (await stage.objects.get('backup', `${container}/${name}`)).subarray(0, 8).toString('latin1');
    if (!head.startsWith('RCLONE')) readable.push(name);
  }
  findings.expectNone('backup', 'what lies there is encrypted', readable);
  await proveRestore(findings, stage, moment);
};

/** On the copy's host, beside the running database, at another port. */
const proveRestore = async (findings: Findings, stage: Stage, moment: string): Promise<void> => {
  const primary = await primaryOf(stage);
  const other = stage.those('data-').find((guest) => guest.running && guest !== primary) ?? primary;
  if (other === undefined) return findings.failed('backup', 'restore to a point in time', 'no host');
  const folder = '/var/lib/service-data/restored';
  const { status, text } = await other.exec(`restore-database '${moment}' ${folder}`, 600);
  if (status !== 0) return findings.failed('backup', 'restore to a point in time', text.slice(-300));
  const started = await other.exec(
    `runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -D ${folder} -w -t 300 -o '-p 5499 -c listen_addresses= -c unix_socket_directories=/tmp -c archive_mode=off' -l /tmp/restored.log start`,
    400,
  );
  const rows = await until(
    300,
    async () => {
      const { text: said } = await other.exec(
        `runuser -u postgres -- psql -h /tmp -p 5499 -XAtc "select not pg_is_in_recovery(), string_agg(name, ',') from moment" service`,
        60,
      );
      return said.startsWith('t|') ? said.trim().slice(2) : undefined;
    },
    5,
  );
  const log = rows === 'before' ? '' : (await other.exec('tail -n 5 /tmp/restored.log')).text;
  findings.expectNone(
    'backup',
    'restored to a moment between two rows, the first is there and the second is not',
    rows === 'before' ? [] : [`${rows ?? 'no answer'} ${started.text.slice(-100)} ${log}`],
    moment,
  );
  await other.exec(
    `runuser -u postgres -- /usr/lib/postgresql/15/bin/pg_ctl -D ${folder} -m immediate stop; rm -rf ${folder}`,
    120,
  );
};
