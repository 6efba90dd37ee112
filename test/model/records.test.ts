import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseRecords } from '../../lib/model/descriptor';

const head = 'records: 1\nsince: 2026-01-01\n';
const drill = '{ kind: restoreDrill, day: 2026-10-02, target: aws, of: city-production, result: passed, by: it, proof: T-1 }';
const problemsOf = (text: string) => {
  const parsed = parseRecords('town.records.yaml', text);
  return parsed.ok ? [] : parsed.problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
};

test('every kind of record is read, and knows its line', () => {
  const parsed = parseRecords(
    'town.records.yaml',
    `${head}every: { restoreDrill: 90 }
entries:
  - ${drill}
  - { kind: accessReview, day: 2026-10-03, of: region, result: failed, by: it, proof: T-2, note: two accounts too many }
  - { kind: keyRotation, day: 2026-10-04, target: aws, of: sign-in, by: it, proof: T-3 }
  - { kind: exceptionReview, day: 2026-10-05, control: a.b, resource: aws/x/y, result: kept, by: it, proof: T-4 }
`,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.value.value.entries.map(({ kind }) => kind)).toEqual([
    'restoreDrill',
    'accessReview',
    'keyRotation',
    'exceptionReview',
  ]);
  expect(parsed.value.locate(['entries', 2])).toMatchObject({ file: 'town.records.yaml', line: 7 });
});

test.each([
  ['an act written twice', `entries:\n  - ${drill}\n  - ${drill.replace('T-1', 'T-9')}`, ['SGC2611 5:5']],
  ['a kind that there is not', `entries:\n  - { kind: party, day: 2026-10-02 }`, ['SGC2004 4:13']],
  ['a day that there is not', `entries:\n  - ${drill.replace('2026-10-02', '2026-02-30')}`, ['SGC2006 4:32']],
  ['a key that is misspelt', `entries:\n  - ${drill.replace('proof', 'prof')}`, ['SGC2001 4:102']],
  ['an interval of no days', `every: { accessReview: 0 }\nentries: []`, ['SGC2005 3:24']],
  ['no entries at all', '', ['SGC2002 1:1']],
])('%s is told with its place', (_, text, wanted) => {
  expect(problemsOf(`${head}${text}\n`)).toEqual(wanted);
});

test('the example of docs/audit.md is a file of records', () => {
  const text = readFileSync(path.join(__dirname, '../../docs/audit.md'), 'utf8');
  const example = /^```yaml records\n([\s\S]*?)^```/m.exec(text)?.[1] ?? '';
  expect(example).toContain('restoreDrill');
  expect(parseRecords('example.yaml', example)).toMatchObject({ ok: true });
});
