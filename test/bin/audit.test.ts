import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import type { AuditReport } from '../../lib/report/audit/report';
import { change, emptyFolder, regionFolder } from './region';
import { sgc } from './terminal';

/** A region small enough to be audited often: OpenStack alone. */
const reportIn = (folder: string): AuditReport =>
  JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as AuditReport;

const keys = (folder: string): void => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(path.join(folder, 'region.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(path.join(folder, 'region.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
};

const exception = (resource: string, more = ''): string =>
  `exceptions:\n  - { control: supply.imagesByDigest, resource: "${resource}", reason: a trial, owner: it, ticket: T-1, compensating: nobody uses it, review: 2027-01-01, expires: 2027-06-30${more} }\n`;

describe('sgc audit of a region', () => {
  let folder: string;
  let package1: string;
  beforeAll(async () => {
    folder = regionFolder();
    keys(folder);
    package1 = path.join(folder, 'out');
    const { code, err } = await sgc(folder, [
      'audit',
      'municipal.yaml',
      '--target',
      'openstack',
      '--key',
      'region.key',
      '--out',
      'out',
    ]);
    expect({ code, err: err.includes('SGC') }).toEqual({ code: 0, err: false });
  });

  test('writes every file of the package', () => {
    expect(readdirSync(package1).sort()).toEqual([
      'controls.csv',
      'index.html',
      'oscal-assessment-results.json',
      'oscal-component-definition.json',
      'report.json',
      'report.sarif',
      'statement.dsse.json',
      'statement.pub',
    ]);
  });

  test('rules on every control, and cites file, line and construct path', () => {
    const report = reportIn(package1);
    const [target] = report.targets;
    expect(report.catalogue.controls.length).toBeGreaterThanOrEqual(60);
    expect(target?.verdicts).toHaveLength(report.catalogue.controls.length);
    const evidence = target?.verdicts.find(({ control }) => control === 'storage.volumesEncrypted')?.evidence[0];
    const resource = target?.resources.find(({ id }) => id === evidence?.resource);
    expect(evidence?.line).toBeGreaterThan(1);
    expect(resource?.place.file).toMatch(/cdk\.tf\.json$/);
    expect(resource?.place.constructPath).toMatch(/^reference-/);
    expect(resource?.excerpt.length).toBeGreaterThan(1);
  });

  test('is verified with the public key, and any changed byte is named', async () => {
    expect(await sgc(folder, ['verify', 'out', '--key', 'region.pub'])).toMatchObject({ code: 0 });
    for (const file of readdirSync(package1).filter((name) => name !== 'statement.pub')) {
      const copy = path.join(emptyFolder(), 'copy');
      cpSync(package1, copy, { recursive: true });
      const bytes = readFileSync(path.join(copy, file));
      bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
      writeFileSync(path.join(copy, file), bytes);
      const { code, err } = await sgc(folder, ['verify', copy, '--key', 'region.pub']);
      expect({ file, code, named: err.includes(path.join(copy, file)) }).toEqual({ file, code: 1, named: true });
    }
  });

  test('is refused when a file was added, or signed by somebody else', async () => {
    const copy = path.join(emptyFolder(), 'copy');
    cpSync(package1, copy, { recursive: true });
    writeFileSync(path.join(copy, 'extra.txt'), 'more');
    expect((await sgc(folder, ['verify', copy])).err).toContain('SGC6405');
    const other = emptyFolder();
    keys(other);
    expect((await sgc(folder, ['verify', 'out', '--key', path.join(other, 'region.pub')])).err).toContain('SGC6406');
  });

  test('finds a changed artefact', async () => {
    const out = path.join(folder, 'artefacts');
    expect((await sgc(folder, ['synth', 'municipal.yaml', '--target', 'openstack', '--out', out])).code).toBe(0);
    expect((await sgc(folder, ['verify', 'out', '--artefacts', out])).code).toBe(0);
    const file = path.join(out, 'openstack/stacks/reference-egress/cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"direction"', '"Direction"'));
    const { code, err } = await sgc(folder, ['verify', 'out', '--artefacts', out]);
    expect(code).toBe(1);
    expect(err).toContain('SGC6404');
    expect(err).toContain('reference-egress/cdk.tf.json');
  });

  test('tells what is wrong with the register of exceptions', async () => {
    const own = regionFolder();
    change(own, 'municipal.yaml', 'budget:', `${exception('openstack/reference-egress/nothing')}budget:`);
    const { code, err } = await sgc(own, ['audit', 'municipal.yaml', '--target', 'openstack', '--out', 'out']);
    expect(code).toBe(1);
    expect(err).toMatch(/municipal\.yaml:\d+:\d+: SGC3207/);
    expect(reportIn(path.join(own, 'out')).exceptions).toMatchObject([{ state: 'stale', ticket: 'T-1', covers: 0 }]);
  });
});

describe('sgc check of the register', () => {
  test.each([
    ['openstack/reference-egress/x', 'SGC3204', 'supply.imagesByDigest', 'no.such'],
    ['openstack/*', 'SGC3205', '', ''],
    ['elsewhere/reference-egress/x', 'SGC3208', '', ''],
    ['openstack/reference-egress/x', 'SGC3203', 'review: 2027-01-01', 'review: 2026-01-01'],
    ['openstack/reference-egress/x', 'SGC3202', 'expires: 2027-06-30', 'expires: 2026-06-30'],
  ])('%s: %s', async (resource, code, from, to) => {
    const folder = regionFolder();
    change(folder, 'municipal.yaml', 'budget:', `${exception(resource).replace(from, to)}budget:`);
    expect((await sgc(folder, ['check', 'municipal.yaml'])).err).toContain(code);
  });
});

describe('sgc audit of a folder of somebody', () => {
  const write = (files: Readonly<Record<string, string>>): string => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'theirs'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'theirs', name), text);
    return folder;
  };

  test('reads what it can, says what it cannot, and takes in the reports of others', async () => {
    const sarif = {
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'checkov', version: '3' } },
          results: [{ ruleId: 'CKV_AWS_17', message: { text: 'public' }, locations: [] }],
        },
      ],
    };
    const folder = write({
      'db.yaml': 'Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      PubliclyAccessible: true\n',
      'broken.tf.json': '{ "resource": {',
      'checkov.sarif': JSON.stringify(sarif),
      'values.json': '{}',
    });
    const { code, out, err } = await sgc(folder, ['audit', 'theirs', '--out', 'out']);
    expect(code).toBe(1);
    expect(err).toContain('theirs/broken.tf.json');
    expect(out).toContain('storage.databasePrivate');
    const report = reportIn(path.join(folder, 'out'));
    expect(report.region).toBeNull();
    const verdict = report.targets[0]?.verdicts.find(({ control }) => control === 'storage.databasePrivate');
    expect(verdict).toMatchObject({
      verdict: 'violated',
      evidence: [{ line: 5, pointer: '/Resources/Db/Properties/PubliclyAccessible' }],
    });
    expect(report.targets[0]?.verdicts.find(({ control }) => control === 'residency.placesAllowed')?.verdict).toBe('undecidable');
    expect(report.imports).toMatchObject([
      { tool: 'checkov', findings: [{ rule: 'CKV_AWS_17', result: 'fail', controls: ['storage.databasePrivate'] }] },
    ]);
  });

  test('an empty folder is told', async () => {
    expect((await sgc(write({}), ['audit', 'theirs'])).err).toContain('SGC6402');
  });

  test.each([
    [['--framework', 'made-up'], 'no framework made-up'],
    [['--at', 'tomorrow'], '--at takes a day'],
    [['--key', 'theirs/db.yaml'], '--key takes an Ed25519'],
    [['--out', 'theirs'], 'holds files that sgc did not write'],
  ])('%j is wrong usage', async (options, message) => {
    const folder = write({ 'db.yaml': 'Resources: { Db: { Type: AWS::RDS::DBInstance } }\n' });
    const { code, err } = await sgc(folder, ['audit', 'theirs', ...options]);
    expect({ code, told: err.includes(message) }).toEqual({ code: 2, told: true });
  });
});

test('openssl makes keys that fit', async () => {
  const folder = emptyFolder();
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', path.join(folder, 'region.key')], { stdio: 'ignore' });
  writeFileSync(path.join(folder, 'a.yaml'), 'Resources: { Q: { Type: AWS::SQS::Queue } }\n');
  await sgc(folder, ['audit', 'a.yaml', '--key', 'region.key', '--out', 'out']);
  expect((await sgc(folder, ['verify', 'out'])).code).toBe(0);
});
