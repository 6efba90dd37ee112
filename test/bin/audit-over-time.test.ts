import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { controlIds } from '../../lib/controls/audit/catalogue';
import type { AuditReport } from '../../lib/report/audit/report';
import { change, smallRegion } from './region';
import { sgc } from './terminal';

const reportIn = (folder: string): AuditReport =>
  JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as AuditReport;

/** A region on one cloud, audited once. */
const auditedRegion = async (): Promise<string> => {
  const folder = smallRegion('openstack');
  expect((await sgc(folder, ['audit', 'small.yaml', '--out', 'old'])).code).toBe(0);
  return folder;
};

describe('sgc audit --baseline', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await auditedRegion();
  });

  test('says that nothing has changed, and that the earlier audit was this one', async () => {
    const { code, out } = await sgc(folder, ['audit', 'small.yaml', '--baseline', 'old', '--out', 'new']);
    expect(code).toBe(0);
    expect(out).toContain(`since 2026-11-22: 0 lost, 0 gained, 0 moved, ${controlIds.length} as they were`);
    expect(readdirSync(path.join(folder, 'new'))).toContain('changes.csv');
    expect(reportIn(path.join(folder, 'new')).baseline).toMatchObject({ at: '2026-11-22', changes: [] });
    expect(await sgc(folder, ['verify', 'new'])).toMatchObject({ code: 0 });
  });

  test('takes the file alone, and names the control, the region and the resource', async () => {
    const file = path.join(folder, 'earlier.json');
    const text = readFileSync(path.join(folder, 'old/report.json'), 'utf8');
    const older = JSON.parse(text) as {
      targets: { verdicts: { control: string; verdict: string; evidence: { result: string; says: string }[] }[] }[];
    };
    const verdict = older.targets[0]?.verdicts.find(({ control }) => control === 'storage.volumesEncrypted');
    if (verdict === undefined) throw new Error('no such control');
    verdict.verdict = 'violated';
    verdict.evidence.forEach((one) => Object.assign(one, { result: 'broken', says: 'encryption of volume: none' }));
    writeFileSync(file, JSON.stringify(older));
    const { code, out } = await sgc(folder, ['audit', 'small.yaml', '--baseline', 'earlier.json', '--out', 'new']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /violated → \w+: storage\.volumesEncrypted gained evidence in Demo town on openstack because small-\S+#\S+ changed/,
    );
  });

  test.each([
    ['nowhere', 'SGC6407', 1],
    ['small.yaml', 'SGC6407', 1],
    ['damaged', 'SGC6404', 1],
    ['other', '--baseline is an audit of elsewhere, and this is small', 2],
  ])('%s is refused with %s', async (named, said, wanted) => {
    if (named === 'damaged') {
      await sgc(folder, ['audit', 'small.yaml', '--out', 'damaged']);
      change(path.join(folder, 'damaged'), 'report.json', 'satisfied', 'Satisfied');
    }
    const text = readFileSync(path.join(folder, 'old/report.json'), 'utf8');
    writeFileSync(path.join(folder, 'other'), text.replace('"id": "small"', '"id": "elsewhere"'));
    const { code, err } = await sgc(folder, ['audit', 'small.yaml', '--baseline', named, '--out', 'never']);
    expect({ code, told: err.includes(said), written: readdirSync(folder).includes('never') }).toEqual({
      code: wanted,
      told: true,
      written: false,
    });
  });
});

describe('records beside the blueprint', () => {
  const write = (folder: string, entries: string, more = ''): void =>
    writeFileSync(path.join(folder, 'small.records.yaml'), `records: 1\nsince: 2026-11-01\n${more}entries:${entries}\n`);
  const drill =
    '\n  - { kind: restoreDrill, day: 2026-11-02, target: openstack, of: town-production, result: passed, by: it, proof: T-1 }';

  test('are in every output, and what is overdue is a problem on that day', async () => {
    const folder = smallRegion('openstack');
    write(folder, drill, 'every: { keyRotation: 365 }\n');
    const fine = await sgc(folder, ['audit', 'small.yaml', '--out', 'out']);
    expect(fine).toMatchObject({ code: 0, err: expect.not.stringContaining('SGC') as string });
    expect(fine.out).toContain('records: 1 from 2025-11-22 to 2026-11-22 in small.records.yaml; 0 of');
    expect(readdirSync(path.join(folder, 'out'))).toContain('records.csv');
    expect(await sgc(folder, ['verify', 'out'])).toMatchObject({ code: 0 });
    const later = await sgc(folder, ['audit', 'small.yaml', '--out', 'out', '--at', '2026-12-24', '--since', '2026-12-01']);
    expect(later.code).toBe(1);
    expect(later.err).toMatch(/small\.records\.yaml:5:\d+: SGC3211/);
    expect(later.out).toMatch(/overdue +restoreDrill +openstack\/town-production +due 2026-12-03 +last 2026-11-02/);
    expect(reportIn(path.join(folder, 'out')).records).toMatchObject({ from: '2026-12-01', acts: [], older: 1 });
  });

  test('are checked with the blueprint, and stop nothing else', async () => {
    const folder = smallRegion('openstack');
    write(folder, drill.replace('town-', 'twon-'));
    const { code, err } = await sgc(folder, ['check', 'small.yaml']);
    expect(code).toBe(1);
    expect(err).toMatch(/small\.records\.yaml:4:\d+: SGC3213/);
    expect((await sgc(folder, ['synth', 'small.yaml'])).code).toBe(0);
    expect((await sgc(folder, ['check', 'small.records.yaml'])).code).toBe(0);
  });

  test('that cannot be read are told before anything is written', async () => {
    const folder = smallRegion('openstack');
    write(folder, ' nonsense');
    for (const command of [['audit'], ['synth', '--audit'], ['check']])
      expect(await sgc(folder, [...command, 'small.yaml'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('small.records.yaml:3') as string,
      });
    expect(readdirSync(folder)).not.toContain('sgc.out');
  });
});
