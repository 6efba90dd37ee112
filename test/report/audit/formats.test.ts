import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parseRecords } from '../../../lib/model/descriptor';
import { controlsCsv } from '../../../lib/report/audit/csv';
import { assessmentResultsOf, componentDefinitionOf } from '../../../lib/report/audit/oscal';
import type { AuditReport } from '../../../lib/report/audit/report';
import { sarifOf } from '../../../lib/report/audit/sarif';
import { audited, auditedTarget } from '../../audited';
import { edited } from '../../conformance/edits';
import { synthesized } from '../../conformance/synthesized';
import { planOf } from '../../plans';

const plan = planOf('reference/municipal.yaml', (blueprint) => {
  delete (blueprint.stages as Record<string, unknown>).staging;
});

const schema = (file: string): object => JSON.parse(readFileSync(path.join(__dirname, '../../schema', file), 'utf8')) as object;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const faults = (validate: ValidateFunction, value: unknown): readonly string[] =>
  validate(plain(value)) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);

/** One drill in time, one that failed, and everything else never done. */
const records = () => {
  const parsed = parseRecords(
    'municipal.records.yaml',
    `records: 1
since: 2026-10-01
entries:
  - { kind: restoreDrill, day: 2026-11-20, target: aws, of: city-production, result: passed, by: it, proof: T-1 }
  - { kind: restoreDrill, day: 2026-11-21, target: aws, of: county-production, result: failed, by: it, proof: T-2 }
`,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

let report: AuditReport;
let oscal: ValidateFunction;
let sarif: ValidateFunction;

beforeAll(() => {
  const aws = synthesized(plan, 'aws');
  const openstack = synthesized(plan, 'openstack');
  const tampered = edited(aws.sources, {
    type: 'AWS::RDS::DBInstance',
    change: (database) => (database.PubliclyAccessible = true),
  });
  const register = { entries: [], locate: () => ({ file: 'municipal.yaml', line: 1, column: 1 }) };
  const book = { file: 'municipal.records.yaml', records: records(), from: '2025-11-28' };
  report = audited(plan, [auditedTarget(aws, tampered), auditedTarget(openstack)], {
    region: { blueprint: 'municipal.yaml', plan, register, book },
  });
  const draft7 = new Ajv({ strict: false, allErrors: true });
  addFormats(draft7);
  oscal = draft7.compile(schema('oscal-complete.json'));
  const draft2020 = new Ajv2020({ strict: false, allErrors: true });
  addFormats(draft2020);
  sarif = draft2020.compile(schema('sarif-2.1.0.json'));
});

test('the seed of the sample follows from the artefacts alone', () => {
  const digests = report.targets.flatMap(({ artefacts }) => artefacts.map(({ sha256 }) => sha256));
  expect(report.sampleSeed).toBe(createHash('sha256').update(digests.join('')).digest('hex'));
});

describe('SARIF', () => {
  test('is what the official schema asks for', () => {
    expect(faults(sarif, sarifOf(report)).slice(0, 10)).toEqual([]);
  });

  test('a result without a message would be refused', () => {
    const broken = plain(sarifOf(report)) as { runs: { results: { message?: unknown }[] }[] };
    delete broken.runs[0]?.results[0]?.message;
    expect(faults(sarif, broken)).not.toEqual([]);
  });

  test('tells what passed, what does not apply, what only the operator can, and what fails', () => {
    const { runs } = plain(sarifOf(report)) as { runs: { results: { kind: string; level: string; ruleId: string }[] }[] };
    const kinds = new Set(runs[0]?.results.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['fail', 'notApplicable', 'pass', 'review']));
    const failing = runs[0]?.results.filter(({ kind }) => kind === 'fail') ?? [];
    expect([...new Set(failing.map(({ ruleId, level }) => `${ruleId} ${level}`))]).toEqual([
      'storage.databasePrivate error',
      'records.restoreDrill warning',
    ]);
    expect(runs[0]?.results.filter(({ kind, level }) => kind !== 'fail' && level !== 'none')).toEqual([]);
  });

  test('tells what people wrote down, at the line of the last record', () => {
    const { runs } = plain(sarifOf(report)) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; kind: string; message: { text: string }; locations?: object[] }[];
      }[];
    };
    const results = runs[0]?.results.filter(({ ruleId }) => ruleId === 'records.restoreDrill') ?? [];
    expect(results.map(({ ruleIndex }) => runs[0]?.tool.driver.rules[ruleIndex]?.id)).toEqual(
      results.map(() => 'records.restoreDrill'),
    );
    expect(results.slice(0, 2)).toMatchObject([
      { kind: 'pass', locations: [{ physicalLocation: { region: { startLine: 4 } } }] },
      { kind: 'fail', message: { text: expect.stringContaining('aws/county-production: failed; last on 2026-11-21') as string } },
    ]);
  });

  test('relates rules to the frameworks', () => {
    const { runs } = plain(sarifOf(report)) as {
      runs: {
        taxonomies: { name: string; taxa: { id: string }[] }[];
        tool: { driver: { rules: { id: string; relationships: { target: { id: string } }[] }[] } };
      }[];
    };
    const rule = runs[0]?.tool.driver.rules.find(({ id }) => id === 'identity.secondFactor');
    expect(rule?.relationships.map(({ target }) => target.id)).toContain('IA-2(1)');
    expect(runs[0]?.taxonomies.find(({ name }) => name === 'nist-800-53r5')?.taxa.map(({ id }) => id)).toContain('IA-2(1)');
  });
});

describe('OSCAL', () => {
  test('the component definition is what NIST asks for', () => {
    expect(faults(oscal, componentDefinitionOf(report)).slice(0, 10)).toEqual([]);
  });

  test('the assessment results are what NIST asks for', () => {
    expect(faults(oscal, assessmentResultsOf(report)).slice(0, 10)).toEqual([]);
  });

  test('results without a start would be refused', () => {
    const broken = plain(assessmentResultsOf(report)) as { 'assessment-results': { results: { start?: string }[] } };
    delete broken['assessment-results'].results[0]?.start;
    expect(faults(oscal, broken)).not.toEqual([]);
  });

  test('what is violated is not satisfied, and leads to resource, line and digest', () => {
    const results = plain(assessmentResultsOf(report)) as {
      'assessment-results': {
        results: {
          observations: { title: string; 'relevant-evidence'?: { props: { name: string; value: string }[] }[] }[];
          findings: { title: string; target: { status: { state: string } } }[];
        }[];
      };
    };
    const [aws] = results['assessment-results'].results;
    expect(aws?.findings.find(({ title }) => title === 'storage.databasePrivate')?.target.status.state).toBe('not-satisfied');
    const [first] = aws?.observations.find(({ title }) => title === 'storage.databasePrivate')?.['relevant-evidence'] ?? [];
    const value = (name: string): string => first?.props.find((one) => one.name === name)?.value ?? '';
    expect(value('resource')).toMatch(/#.*Instance/);
    expect(Number(value('line'))).toBeGreaterThan(1);
    expect(value('sha256')).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('OSCAL examines records, and finds what is late', () => {
  const { 'assessment-results': all } = plain(assessmentResultsOf(report)) as {
    'assessment-results': {
      results: {
        title: string;
        observations: { methods: string[]; description: string }[];
        findings: { description: string }[];
      }[];
    };
  };
  const result = all.results.at(-1);
  expect(result?.title).toBe('records: municipal.records.yaml');
  expect(result?.observations.every(({ methods }) => methods[0] === 'EXAMINE')).toBe(true);
  expect(result?.findings.map(({ description }) => description)).toContain(
    'restoreDrill of aws/county-production: failed; last on 2026-11-21; due on 2026-11-01; the plan: restores are tried at 0 4 1 * *',
  );
});

describe('CSV', () => {
  test('has one line for each control and target', () => {
    const lines = controlsCsv(report).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + report.catalogue.controls.length * report.targets.length);
  });

  test('shows a formula as text', () => {
    const [target] = report.targets;
    const verdicts =
      target?.verdicts.slice(0, 1).map((verdict) => ({ ...verdict, reason: '=HYPERLINK("https://evil.example")' })) ?? [];
    const hostile = target === undefined ? report : { ...report, targets: [{ ...target, verdicts }] };
    expect(controlsCsv(hostile)).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  });
});

test('the same artefacts give the same report, to the byte', () => {
  const aws = synthesized(plan, 'aws');
  const once = JSON.stringify(audited(plan, [auditedTarget(aws)]));
  expect(JSON.stringify(audited(plan, [auditedTarget(synthesized(plan, 'aws'))]))).toBe(once);
});
