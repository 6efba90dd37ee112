import { longestGap } from '../../../lib/controls/audit/duty';
import { parseRecords } from '../../../lib/model/descriptor';
import type { Records } from '../../../lib/model/records';
import type { Sourced } from '../../../lib/model/sourced';
import { recordsOf, dutyProblems, referenceProblems } from '../../../lib/report/audit/records';
import type { DutyEntry, RecordsEntry } from '../../../lib/report/audit/record-entry';
import { recordsCsv } from '../../../lib/report/audit/records-csv';
import { planOf } from '../../plans';
import { report } from './report-builder';

const plan = planOf('reference/municipal.yaml');

const book = (text: string): Sourced<Records> => {
  const parsed = parseRecords('town.records.yaml', `records: 1\nsince: 2026-10-01\n${text}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const exception = {
  control: 'hosting.entryKept',
  resource: 'aws/a/b',
  reason: 'a trial',
  owner: 'it',
  ticket: 'T-1',
  compensating: 'none',
  review: '2026-11-01',
  expires: '2027-06-30',
};

const judged = (
  text: string,
  { at = '2026-11-28', from = '2025-11-28', verdict = 'satisfied' as 'satisfied' | 'weaker' } = {},
): { readonly entry: RecordsEntry; readonly problems: readonly string[] } => {
  const records = { file: 'town.records.yaml', records: book(text), from };
  const entry = recordsOf(records, { plan, exceptions: [exception], at, verdictOf: () => verdict });
  return {
    entry,
    problems: dutyProblems(records, entry).map(({ code, line, message }) => `${code} ${line} ${message}`),
  };
};
const dutyIn = ({ duties }: RecordsEntry, kind: string, subject: string): DutyEntry => {
  const found = duties.find((duty) => duty.kind === kind && duty.subject === subject);
  if (found === undefined) throw new Error(`no duty ${kind} ${subject}`);
  return found;
};

const drill = (day: string, more = ''): string =>
  `  - { kind: restoreDrill, day: ${day}, target: aws, of: city-production, result: passed, by: it, proof: T-1${more} }\n`;

test('the plan decides what is due: drills of real data on each target, keys that no cloud renews', () => {
  const { entry } = judged('entries: []\n');
  const subjects = (kind: string) =>
    entry.duties.filter((duty) => duty.kind === kind).map(({ subject, everyDays }) => [subject, everyDays]);
  expect(subjects('restoreDrill')).toEqual(
    ['aws', 'openstack', 'sovereign'].flatMap((target) => [
      [`${target}/city-production`, 31],
      [`${target}/county-production`, 31],
    ]),
  );
  expect(subjects('accessReview')).toEqual([
    ['region', null],
    ['city', null],
    ['county', null],
  ]);
  expect(subjects('keyRotation').filter(([subject]) => !String(subject).endsWith('host-credentials'))).toEqual(
    ['aws', 'openstack', 'sovereign'].map((target) => [`${target}/sign-in`, 90]),
  );
  expect(subjects('exceptionReview')).toEqual([['hosting.entryKept aws/a/b', null]]);
});

test('keys are renewed by people where no resource shows that the cloud does it', () => {
  const { entry } = judged('entries: []\n', { verdict: 'weaker' });
  expect(dutyIn(entry, 'keyRotation', 'aws/keys')).toMatchObject({ everyDays: 365, due: '2027-10-01', state: 'open' });
  expect(dutyIn(entry, 'keyRotation', 'aws/secrets').everyDays).toBe(90);
});

test.each([
  ['never done, on the last day', '', '2026-11-01', 'open', '2026-11-01'],
  ['never done, a day later', '', '2026-11-02', 'overdue', '2026-11-01'],
  ['done in time', drill('2026-11-20'), '2026-11-28', 'kept', '2026-12-21'],
  ['done on the last day', drill('2026-10-28'), '2026-11-28', 'kept', '2026-11-28'],
  ['done too long ago', drill('2026-10-27'), '2026-11-28', 'overdue', '2026-11-27'],
  ['done later than the audit looks', drill('2026-12-20'), '2026-11-28', 'overdue', '2026-11-01'],
  [
    'failed after one that passed',
    drill('2026-11-01') + drill('2026-11-20').replace('passed', 'failed'),
    '2026-11-28',
    'failed',
    '2026-12-02',
  ],
  [
    'passed after one that failed',
    drill('2026-11-20') + drill('2026-11-01').replace('passed', 'failed'),
    '2026-11-28',
    'kept',
    '2026-12-21',
  ],
])('a drill %s', (_, entries, at, state, due) => {
  const { entry } = judged(entries === '' ? 'entries: []\n' : `entries:\n${entries}`, { at });
  expect(dutyIn(entry, 'restoreDrill', 'aws/city-production')).toMatchObject({ state, due });
});

test("the region's own interval takes the place of the plan's, and plans what the plan does not", () => {
  const { entry } = judged('every: { restoreDrill: 180, accessReview: 30 }\nentries: []\n');
  expect(dutyIn(entry, 'restoreDrill', 'aws/city-production')).toMatchObject({
    due: '2027-03-30',
    state: 'open',
    source: 'the file of records',
  });
  expect(dutyIn(entry, 'accessReview', 'city')).toMatchObject({ due: '2026-10-31', state: 'overdue' });
  expect(dutyIn(judged('entries: []\n').entry, 'accessReview', 'city')).toMatchObject({ due: '', state: 'unplanned' });
});

test('what is overdue or failed is a problem at its last record, else where the records begin', () => {
  const { problems } = judged(
    `every: { restoreDrill: 31, accessReview: 30, keyRotation: 1000 }\nentries:\n${drill('2026-10-02')}`,
  );
  expect(problems).toContain(
    'SGC3211 5 the restoreDrill of aws/city-production was due on 2026-11-02 (the file of records); the last was on 2026-10-02',
  );
  expect(problems).toContain('SGC3211 2 the accessReview of city was due on 2026-10-31 (the file of records); it was never done');
  expect(
    judged(`every: { keyRotation: 1000, restoreDrill: 1000 }\nentries:\n${drill('2026-11-20').replace('passed', 'failed')}`)
      .problems,
  ).toEqual(['SGC3212 5 the last restoreDrill of aws/city-production, on 2026-11-20, failed']);
});

test('only the period is shown, the newest first, and the rest is counted', () => {
  const { entry } = judged(`entries:\n${drill('2025-01-01')}${drill('2026-11-02')}${drill('2026-11-20')}${drill('2026-12-24')}`);
  expect(entry.acts.map(({ day, line }) => [day, line])).toEqual([
    ['2026-11-20', 6],
    ['2026-11-02', 5],
  ]);
  expect(entry.older).toBe(1);
});

test('an exception has its own day of review', () => {
  const reviewed = `entries:\n  - { kind: exceptionReview, day: 2026-10-30, control: hosting.entryKept, resource: aws/a/b, result: kept, by: it, proof: T-1 }\n`;
  expect(dutyIn(judged(reviewed).entry, 'exceptionReview', 'hosting.entryKept aws/a/b')).toMatchObject({
    last: '2026-10-30',
    due: '2026-11-01',
    state: 'overdue',
  });
});

test('what the blueprint does not have is told, unless it had it once', () => {
  const wrong = `entries:\n${drill('2026-11-20').replace('city', 'village').replace('aws', 'azure')}${drill('2027-01-01')}`;
  const told = (text: string) =>
    referenceProblems(book(text), plan, '2026-11-28').map(({ code, line, message }) => `${code} ${line} ${message}`);
  expect(told(wrong)).toEqual([
    'SGC3213 4 the blueprint has no azure',
    'SGC3213 4 the blueprint has no village-production',
    'SGC3214 5 2027-01-01 is after 2026-11-28',
  ]);
  expect(told(`gone: [azure, village-production]\n${wrong}`)).toEqual(['SGC3214 6 2027-01-01 is after 2026-11-28']);
});

test.each([
  ['0 2 * * *', 1],
  ['0 4 * * 1', 7],
  ['0 4 1 * *', 31],
  ['0 4 1 1 *', 366],
])('%s comes again within %i days', (schedule, days) => {
  expect(longestGap(schedule)).toBe(days);
});

test('the spreadsheet has one line for each duty and each act', () => {
  const { entry } = judged(`entries:\n${drill('2026-11-20', ', minutes: 95, note: "=1+1"')}`);
  const lines = recordsCsv({ ...report(), records: entry })
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(1 + entry.duties.length + 1);
  expect(lines.at(-1)).toBe("act,restoreDrill,aws/city-production,passed,2026-11-20,,,it,T-1,95,'=1+1,town.records.yaml,4");
});
