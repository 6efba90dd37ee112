import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { change, emptyFolder, regionFolder } from './region';
import { sgc } from './terminal';

const problemsIn = (out: string): readonly Record<string, unknown>[] =>
  (JSON.parse(out) as { problems: Record<string, unknown>[] }).problems;

test('a blueprint without a fault is fine', async () => {
  expect(await sgc(regionFolder(), ['check', 'municipal.yaml'])).toEqual({
    code: 0,
    out: 'fine: municipal.yaml\nunknown of cloud scs-reference, counted as absent: readerRole\n',
    err: '',
  });
});

test('a fault is told with its place, what is allowed and the repair, on standard error', async () => {
  const folder = regionFolder();
  change(folder, 'municipal.yaml', 'country: DE', 'contry: DE');
  const said = await sgc(folder, ['check', 'municipal.yaml']);
  expect(said.code).toBe(1);
  expect(said.out).toBe('');
  expect(said.err).toMatch(/^municipal\.yaml:\d+:1: SGC\d{4} .*contry/m);
  expect(said.err).toMatch(/^ {4}repair: {2}.*country/m);
});

test('the JSON has exactly the documented fields, also when there is nothing to say', async () => {
  const folder = regionFolder();
  expect(JSON.parse((await sgc(folder, ['check', 'municipal.yaml', '--json'])).out)).toEqual({ problems: [] });
  change(folder, 'municipal.yaml', 'country: DE', 'country: Germany');
  const said = await sgc(folder, ['check', 'municipal.yaml', '--json']);
  expect(said.code).toBe(1);
  const [first] = problemsIn(said.out);
  expect(Object.keys(first ?? {})).toEqual(['file', 'line', 'column', 'code', 'message', 'allowed', 'repair']);
});

test('acceptances that lapse are told on the day asked for, at the line of their day', async () => {
  const folder = regionFolder();
  const codes = async (...more: string[]) =>
    problemsIn((await sgc(folder, ['check', 'municipal.yaml', '--json', ...more])).out).map((problem) => problem.code);
  expect(await codes()).toEqual([]);
  expect(await codes('--at', '2027-12-31')).toEqual(['SGC3201']);
  expect(new Set(await codes('--at', '2028-01-01'))).toEqual(new Set(['SGC3201']));
});

test.each(['2027-02-30', 'tomorrow', '2027-1-1'])('%s is no day', async (day) => {
  expect((await sgc(regionFolder(), ['check', 'municipal.yaml', '--at', day])).code).toBe(2);
});

test.each([
  ['a file that is not there', 'missing.yaml', 'SGC1020'],
  ['a folder', '.', 'SGC1021'],
])('%s is a problem', async (_, name, code) => {
  const said = await sgc(emptyFolder(), ['check', name, '--json']);
  expect(said.code).toBe(1);
  expect(problemsIn(said.out).map((problem) => problem.code)).toEqual([code]);
});

test('a profile behind a link that leads out of the folder is not read', async () => {
  const [folder, elsewhere] = [regionFolder(), emptyFolder()];
  writeFileSync(path.join(elsewhere, 'secret.yaml'), 'blueprint: 1\n');
  symlinkSync(path.join(elsewhere, 'secret.yaml'), path.join(folder, 'parent.yaml'));
  change(folder, 'municipal.yaml', 'extends: reference/defaults', 'extends: parent');
  const said = await sgc(folder, ['check', 'municipal.yaml', '--json']);
  expect(said.code).toBe(1);
  expect(said.out).toContain('leads out of the folder');
});

test('a file of a gigabyte is refused without being read', async () => {
  const folder = emptyFolder();
  const { openSync, ftruncateSync, closeSync } = await import('node:fs');
  const file = openSync(path.join(folder, 'huge.yaml'), 'w');
  ftruncateSync(file, 1024 ** 3);
  closeSync(file);
  expect(problemsIn((await sgc(folder, ['check', 'huge.yaml', '--json'])).out).map((problem) => problem.code)).toEqual([
    'SGC1001',
  ]);
});

test('clouds and e-services are checked by what they are', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'cloud.yaml'), 'cloud: x\nprovider: aws\n');
  writeFileSync(path.join(folder, 'service.yaml'), 'service: x\n');
  const said = await sgc(folder, ['check', 'cloud.yaml', 'service.yaml', '--json']);
  expect(new Set(problemsIn(said.out).map((problem) => problem.file))).toEqual(new Set(['cloud.yaml', 'service.yaml']));
});

test('what nobody knows of a cloud is said, of its profile and of every region on it', async () => {
  const folder = regionFolder();
  mkdirSync(path.join(folder, 'clouds'));
  const profile = readFileSync(path.join(__dirname, '../../blueprints/clouds/scs-reference.yaml'), 'utf8');
  writeFileSync(path.join(folder, 'clouds/scs-reference.yaml'), profile.replace('trove: false', 'trove: unknown'));
  const remark = 'unknown of cloud scs-reference, counted as absent: trove, readerRole\n';
  expect((await sgc(folder, ['check', 'clouds/scs-reference.yaml'])).out).toBe(`fine: clouds/scs-reference.yaml\n${remark}`);
  expect((await sgc(folder, ['check', 'municipal.yaml'])).out).toBe(`fine: municipal.yaml\n${remark}`);
  expect((await sgc(folder, ['plan', 'municipal.yaml'])).out).toContain(
    '  unknown of this cloud, counted as absent: trove, readerRole\n',
  );
});

test('a missing lock and a stale one say what to run', async () => {
  const folder = regionFolder();
  change(
    folder,
    'municipal.yaml',
    '  staging: { data: synthetic, scale: small }',
    '  staging: { data: synthetic, scale: small }\n  training: { data: synthetic, scale: small }',
  );
  expect((await sgc(folder, ['check', 'municipal.yaml'])).err).toContain('SGC4010');
  const { rmSync } = await import('node:fs');
  rmSync(path.join(folder, 'municipal.lock.json'));
  expect((await sgc(folder, ['check', 'municipal.yaml'])).err).toContain('run `sgc lock municipal.yaml`');
});

test('faults of the form, of references and of needs are told in one run', async () => {
  const folder = regionFolder();
  change(folder, 'municipal.yaml', 'currency: EUR', 'currency: eur');
  change(folder, 'municipal.yaml', 'archive: { tenant: county', 'archive: { tenant: kounty');
  change(folder, 'municipal.yaml', 'service: residence@1', 'service: residense@1');
  change(folder, 'municipal.yaml', 'cloud: scs-reference', 'cloud: scs-referense');
  const said = problemsIn((await sgc(folder, ['check', 'municipal.yaml', '--json'])).out);
  expect(said.map((problem) => problem.code)).toEqual(['SGC2301', 'SGC2101', 'SGC2006', 'SGC2201']);
});

describe('planning files and price books', () => {
  const planning = [
    'planning: 1',
    'date: 2026-11-28',
    'currency: EUR',
    'staff: { hourlyRate: { low: 9, expected: 5, high: 7 }, hours: {} }',
    'profiles:',
    '  openstak: { prices: [city-works] }',
    '  aws: { prices: [aws-eu-central-1, cityworks] }',
    '',
  ].join('\n');
  const places = (out: string) => problemsIn(out).map(({ file, line, column, code }) => [file, line, column, code]);

  test('are read when they are given', async () => {
    const folder = regionFolder();
    writeFileSync(path.join(folder, 'some.planning.yaml'), planning);
    writeFileSync(path.join(folder, 'book.yaml'), 'prices: Book\ntitle: B\nclouds: []\nregion: r\ncurrency: euro\nitems: {}\n');
    const said = await sgc(folder, ['check', 'some.planning.yaml', 'book.yaml', '--json']);
    expect(said.code).toBe(1);
    expect(places(said.out)).toEqual([
      ['book.yaml', 1, 9, 'SGC2006'],
      ['book.yaml', 5, 11, 'SGC2006'],
      ['some.planning.yaml', 4, 42, 'SGC2601'],
    ]);
  });

  test('are read with the blueprint beside which they lie, and names in them must stand for something', async () => {
    const folder = regionFolder();
    writeFileSync(path.join(folder, 'municipal.planning.yaml'), planning.replace('low: 9', 'low: 2'));
    mkdirSync(path.join(folder, 'prices'));
    writeFileSync(
      path.join(folder, 'prices/city-works.yaml'),
      'prices: city-works\nclouds: []\nregion: r\ncurrency: EUR\nitems: {}\n',
    );
    const said = await sgc(folder, ['check', 'municipal.yaml', '--json']);
    expect(said.code).toBe(1);
    expect(problemsIn(said.out).map(({ code, repair }) => [code, repair])).toEqual([
      ['SGC2603', 'write `openstack`'],
      ['SGC2604', 'write `city-works`'],
      ['SGC2002', expect.any(String)],
    ]);
    // The same is told by the command that compares.
    const compared = await sgc(folder, ['compare', 'municipal.yaml']);
    expect(compared.code).toBe(1);
    expect(compared.err).toContain('SGC2603');
  });
});
