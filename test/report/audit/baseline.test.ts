import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { changesCsv } from '../../../lib/report/audit/changes-csv';
import type { BaselineEntry } from '../../../lib/report/audit/baseline-entry';
import type { AuditReport } from '../../../lib/report/audit/report';
import { sarifOf } from '../../../lib/report/audit/sarif';
import { audited, auditedTarget } from '../../audited';
import { type Edit, edited } from '../../conformance/edits';
import { type Synthesized, synthesized } from '../../conformance/synthesized';
import { planOf } from '../../plans';
import { tries } from '../../property';

const plan = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
});

let aws: Synthesized;
let before: AuditReport;

beforeAll(() => {
  aws = synthesized(plan, 'aws');
  before = audited(plan, [auditedTarget(aws)]);
});

const opened: Edit = {
  type: 'AWS::RDS::DBInstance',
  artefact: 'city-production-appointments',
  change: (database) => (database.PubliclyAccessible = true),
};
const gone: Edit = { type: 'AWS::RDS::DBInstance', artefact: 'city-production-appointments', remove: true };

const earlier = (report: AuditReport) => ({ report, sha256: 'of the earlier file' });
const since = (old: AuditReport, ...edits: readonly Edit[]): AuditReport =>
  audited(
    plan,
    [
      auditedTarget(
        aws,
        edits.reduce((sources, edit) => edited(sources, edit), aws.sources),
      ),
    ],
    {
      earlier: earlier(old),
    },
  );
const baselineOf = ({ baseline }: AuditReport): BaselineEntry => {
  if (baseline === null) throw new Error('no baseline');
  return baseline;
};

const database = 'reference-city-production-appointments#datadatabaseslotsInstance69078179';

test('nothing has changed where nothing was changed', () => {
  expect(baselineOf(since(before))).toEqual({
    at: '2026-11-28',
    catalogueVersion: before.catalogue.version,
    sha256: 'of the earlier file',
    changes: [],
    unchanged: before.catalogue.controls.length,
    targets: { gone: [], fresh: [] },
    controls: { gone: [], fresh: [] },
  });
});

test('a control that lost its evidence says in which region, and because of which resource', () => {
  const { changes, unchanged } = baselineOf(since(before, opened));
  expect(changes).toHaveLength(1);
  expect(unchanged).toBe(before.catalogue.controls.length - 1);
  expect(changes[0]).toMatchObject({
    target: 'aws',
    control: 'storage.databasePrivate',
    kind: 'lost',
    before: 'satisfied',
    now: 'violated',
    says: `storage.databasePrivate lost its evidence in Musterstadt und Landkreis on aws because ${database} changed (exposure of database: no (PubliclyAccessible) → exposure of database: yes (PubliclyAccessible))`,
    causes: [{ kind: 'changed', resource: database, file: 'reference-city-production-appointments.template.json' }],
  });
  expect(changes[0]?.causes[0]?.line).toBeGreaterThan(1);
});

test('what was repaired is gained, by the same resource', () => {
  const { changes } = baselineOf({ ...since(since(before, opened)) });
  expect(changes).toMatchObject([
    {
      control: 'storage.databasePrivate',
      kind: 'gained',
      before: 'violated',
      now: 'satisfied',
      causes: [{ kind: 'changed', resource: database }],
    },
  ]);
});

test('a resource that went is named where it stood', () => {
  const onlyOne: Edit = { type: 'AWS::RDS::DBInstance', remove: true, all: true };
  const { changes } = baselineOf(since(before, onlyOne));
  const change = changes.find(({ control }) => control === 'storage.databasePrivate');
  expect(change).toMatchObject({ kind: 'lost', before: 'satisfied', now: 'notApplicable' });
  expect(change?.causes.every(({ kind, line, now }) => kind === 'gone' && line > 1 && now === '')).toBe(true);
});

test('a verdict that stands for other reasons has moved', () => {
  const another: Edit = { ...opened, artefact: 'county-production-residence' } as Edit;
  const { changes } = baselineOf(since(since(before, opened), opened, another));
  expect(changes).toMatchObject([{ control: 'storage.databasePrivate', kind: 'moved', before: 'violated', now: 'violated' }]);
  expect(changes[0]?.causes.map(({ resource }) => resource)).toEqual([
    expect.stringMatching(/^reference-county-production-residence#/),
  ]);
});

test('evidence that goes while others still show it changes no verdict', () => {
  const { changes } = baselineOf(since(before, gone));
  expect(changes.filter(({ control }) => control === 'storage.databasePrivate')).toEqual([]);
});

test('an exception that ended is the cause, not the resource', () => {
  const register = (expires: string) => ({
    entries: [
      {
        control: 'storage.databasePrivate',
        resource: `aws/${database.replace('#', '/')}`,
        reason: 'a trial',
        owner: 'it',
        ticket: 'T-1',
        compensating: 'none',
        review: '2027-01-01',
        expires,
      },
    ],
    locate: () => ({ file: 'municipal.yaml', line: 1, column: 1 }),
  });
  const region = (expires: string) => ({ blueprint: 'municipal.yaml', plan, register: register(expires), book: null });
  const target = auditedTarget(aws, edited(aws.sources, opened));
  const excused = audited(plan, [target], { region: region('2027-06-30') });
  const { changes } = baselineOf(audited(plan, [target], { region: region('2026-06-30'), earlier: earlier(excused) }));
  expect(changes).toMatchObject([
    {
      control: 'storage.databasePrivate',
      kind: 'lost',
      causes: [{ kind: 'exception', resource: database, now: 'exposure of database: yes (PubliclyAccessible), not excused' }],
    },
  ]);
});

test('targets and controls that only one of the two has are named', () => {
  const older = {
    ...before,
    targets: before.targets.map((target) => ({ ...target, id: 'cloud-of-old' })),
    catalogue: { ...before.catalogue, controls: before.catalogue.controls.slice(1) },
  };
  expect(baselineOf(since(older))).toMatchObject({
    changes: [],
    targets: { gone: ['cloud-of-old'], fresh: ['aws'] },
    controls: { gone: [], fresh: [before.catalogue.controls[0]?.id] },
  });
});

test('gains and losses change places when the two audits do', () => {
  const edits: readonly Edit[] = [
    opened,
    gone,
    { type: 'AWS::S3::Bucket', change: (bucket) => delete bucket.BucketEncryption },
    { type: 'AWS::KMS::Key', change: (key) => (key.EnableKeyRotation = false) },
    { type: 'AWS::CloudTrail::Trail', remove: true },
  ];
  const mirror = { lost: 'gained', gained: 'lost', moved: 'moved' } as const;
  const shape = (report: AuditReport, turned: boolean): readonly string[] =>
    baselineOf(report)
      .changes.map(({ control, kind, before: was, now }) =>
        turned ? [control, mirror[kind], now, was].join(' ') : [control, kind, was, now].join(' '),
      )
      .sort();
  fc.assert(
    fc.property(fc.subarray([...edits]), fc.subarray([...edits]), (one, other) => {
      const [a, b] = [since(before, ...one), since(before, ...other)];
      expect(shape(since(a, ...other), false)).toEqual(shape(since(b, ...one), true));
    }),
    tries(6),
  );
});

describe('in SARIF', () => {
  const resultsOf = (report: AuditReport, old: AuditReport) =>
    (
      JSON.parse(JSON.stringify(sarifOf(report, old))) as {
        runs: { baselineGuid: string; results: { ruleId: string; kind: string; baselineState: string }[] }[];
      }
    ).runs[0] ?? { baselineGuid: '', results: [] };

  test('every result says whether it is new, and the whole is what the schema asks for', () => {
    const now = since(before, opened);
    const { results, baselineGuid } = resultsOf(now, before);
    const of = (state: string) =>
      results.filter((one) => one.baselineState === state).map(({ ruleId, kind }) => `${ruleId} ${kind}`);
    expect(of('new')).toEqual(['storage.databasePrivate fail']);
    expect(of('updated')).toEqual(['storage.databasePrivate informational']);
    expect(of('absent')).toEqual([]);
    expect(of('unchanged')).toHaveLength(results.length - 2);
    expect(baselineGuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(resultsOf(before, now).results.filter((one) => one.baselineState === 'absent')).toMatchObject([
      { ruleId: 'storage.databasePrivate', kind: 'fail' },
    ]);
    const validator = new Ajv2020({ strict: false, allErrors: true });
    addFormats(validator);
    const validate = validator.compile(
      JSON.parse(readFileSync(path.join(__dirname, '../../schema/sarif-2.1.0.json'), 'utf8')) as object,
    );
    for (const [one, other] of [
      [now, before],
      [before, now],
    ] as const) {
      validate(JSON.parse(JSON.stringify(sarifOf(one, other))));
      expect((validate.errors ?? []).slice(0, 5)).toEqual([]);
    }
  });

  test('without an earlier report nothing is said of it', () => {
    expect(JSON.stringify(sarifOf(before))).not.toMatch(/baseline/);
  });
});

test('the spreadsheet has one line for each cause', () => {
  const lines = changesCsv(since(before, opened)).trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^lost,aws,storage\.databasePrivate,Databases have no public address,critical,satisfied,violated,changed,reference-city-production-appointments#/,
  );
});
