import type { Findings } from '../openstack/findings';
import { outside } from './outside';
import type { Guest } from './guest';
import type { Stage } from './stage';

/** What must not get through; the first word is who tries, in vain. */
export const proveFlows = async (findings: Findings, stage: Stage): Promise<void> => {
  const address = (short: string): string => stage.guest(short).addresses[0] ?? '';
  const entry = stage.guest('entry-a-1');
  const database = stage.guest('data-slots-a-1');
  const calendar = stage.guest('part-calendar-a-1');
  const refused: readonly (readonly [string, Guest, string, number])[] = [
    ['entry to database', entry, address('data-slots-a-1'), 5432],
    ['entry to votes', entry, address('witness-slots-a-1'), 2379],
    ['application to votes', calendar, address('data-slots-b-1'), 2379],
    ['application to its twin', calendar, address('part-calendar-b-1'), 8080],
    ['database to application', database, address('part-calendar-a-1'), 8080],
    ['database to the outside', database, outside.front, 443],
    ['application to the outside, past the proxies', calendar, outside.front, 443],
    ['application to a proxy, past the balancer', calendar, stage.guest('provider-egress-a-1').addresses[1] ?? '', 3128],
    ['entry to the outside, past the proxies', entry, outside.front, 443],
  ];
  const open: string[] = [];
  for (const [what, from, to, port] of refused) if (await reaches(from, to, port)) open.push(`${what}: ${to}:${port}`);
  findings.expectNone('flows', `${refused.length} flows outside the plan are refused`, open);
  const allowed: readonly (readonly [string, Guest, string, number])[] = [
    ['entry to application', entry, address('part-calendar-a-1'), 8080],
    ['application to database', calendar, address('data-slots-a-1'), 8008],
    ['database to votes', database, address('witness-slots-a-1'), 2379],
  ];
  const closed: string[] = [];
  for (const [what, from, to, port] of allowed) if (!(await reaches(from, to, port))) closed.push(`${what}: ${to}:${port}`);
  findings.expectNone('flows', `${allowed.length} flows of the plan pass`, closed);
  const through = (url: string): Promise<{ readonly status: number; readonly text: string }> =>
    calendar.exec(`through-proxy curl -s -m 20 -o /dev/null -w '%{http_code}' ${url}`, 40);
  const unlisted = await through('https://not-listed.cloud.test/');
  findings.expectNone(
    'flows',
    'a name that is not listed is refused by the proxies',
    unlisted.status !== 0 ? [] : [unlisted.text],
  );
  const resolved = await calendar.exec('getent hosts not-listed.cloud.test', 30);
  findings.expectNone('flows', 'a name that is not listed is not resolved', resolved.status !== 0 ? [] : [resolved.text]);
  const guarded = await calendar.exec(
    'runuser -u nobody -- curl -s -m 5 http://169.254.169.254/openstack/latest/meta_data.json',
    30,
  );
  findings.expectNone(
    'flows',
    'nobody but root asks the metadata service',
    guarded.status !== 0 ? [] : [guarded.text.slice(0, 100)],
  );
};

const reaches = async (from: Guest, to: string, port: number): Promise<boolean> =>
  (await from.exec(`timeout 4 bash -c '</dev/tcp/${to}/${port}'`, 20)).status === 0;
