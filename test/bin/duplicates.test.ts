import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { Duplicates } from '../../lib/planning/duplicates';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { sgc } from './terminal';

const siem = (tenant: string, monthly?: unknown, capability = 'siem') => ({
  tenant,
  capability,
  title: `SIEM of ${tenant}`,
  monthly,
});

const region = (purchases: object, change: (text: string) => string = (text) => text): string => {
  const folder = emptyFolder();
  inventedRegion(folder, 'reference/municipal.yaml', ['aws', 'openstack', 'sovereign']);
  const own = path.join(folder, 'municipal.planning.yaml');
  writeFileSync(own, stringify({ ...(parse(readFileSync(own, 'utf8')) as object), purchases }));
  const file = path.join(folder, 'municipal.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return folder;
};

const found = async (folder: string, ...files: readonly string[]): Promise<Duplicates> => {
  const said = await sgc(folder, ['duplicates', ...files, '--profiles', 'openstack', '--json']);
  expect(said.err).not.toContain('SGC');
  return JSON.parse(said.out) as Duplicates;
};
const group = ({ duplicates }: Duplicates, capability: string) => duplicates.find((one) => one.capability === capability);
const saving = (all: Duplicates, capability: string) => {
  const { value, low, high } = all.figures[group(all, capability)?.savings[0]?.saving ?? ''] ?? {};
  return [value, low, high];
};

test('two SIEMs are reported, and the dearer one would stay', async () => {
  const all = await found(
    region({ a: siem('city', { low: 300, expected: 500, high: 900 }), b: siem('county', 700), c: siem('city', 9, 'lone-wolf') }),
    'municipal.yaml',
  );
  expect(all.duplicates.map(({ capability }) => capability)).toEqual(['siem']);
  expect(group(all, 'siem')?.buyers.map(({ tenant }) => tenant)).toEqual(['city', 'county']);
  // 300 beside 700; 500 beside 700; 900 beside 700.
  expect(saving(all, 'siem')).toEqual(['500.00', '300.00', '700.00']);
});

test('what the cloud brings anyway need not be bought at all', async () => {
  const all = await found(region({ a: siem('city', 500, 'logging.archive') }), 'municipal.yaml');
  expect(group(all, 'logging.archive')?.buyers.map(({ tenant }) => tenant)).toEqual(['city', 'shared']);
  expect(saving(all, 'logging.archive')).toEqual(['500.00', '500.00', '500.00']);
});

test('without a price the saving is unknown, and never nothing', async () => {
  expect(saving(await found(region({ a: siem('city'), b: siem('county') }), 'municipal.yaml'), 'siem')).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('the same e-service of two tenants, and the shared parts of two regions, are found with what is fixed of their cost', async () => {
  const folder = region({});
  for (const end of ['yaml', 'planning.yaml']) cpSync(path.join(folder, `municipal.${end}`), path.join(folder, `other.${end}`));
  const other = path.join(folder, 'other.yaml');
  writeFileSync(other, readFileSync(other, 'utf8').replace('region: reference', 'region: other'));
  expect((await sgc(folder, ['lock', 'other.yaml'])).code).toBe(0);
  const all = await found(folder, 'municipal.yaml', 'other.yaml');
  expect(all.duplicates.map(({ capability }) => capability)).toEqual([
    'appointments',
    'kindergarten-application',
    'residence',
    'shared foundation',
    'shared network',
  ]);
  const { buyers = [], savings = [] } = group(all, 'residence') ?? {};
  expect(buyers.map(({ region: id }) => id)).toEqual(['reference', 'other']);
  // Both are the same, so one of them is saved.
  const [first, second] = buyers.map(({ costs }) => all.figures[costs[0]?.cost ?? '']?.value);
  expect(Number(first)).toBeGreaterThan(0);
  expect([second, all.figures[savings[0]?.saving ?? '']?.value]).toEqual([first, first]);
  for (const figure of Object.values(all.figures))
    if ('derivedFrom' in figure) expect(figure.derivedFrom.filter((from) => all.figures[from] === undefined)).toEqual([]);
});

test('prints and writes; a purchase of nobody is a problem with its place', async () => {
  const folder = region({ a: siem('city', 500), b: siem('county', 700) });
  const said = await sgc(folder, ['duplicates', 'municipal.yaml', '--profiles', 'openstack']);
  expect(said.out).toMatch(/^1 capability is paid for more than once$/m);
  expect(said.out).toContain('saving 500.00 EUR/month');
  expect(readdirSync(path.join(folder, 'sgc.out/duplicates')).sort()).toEqual([
    'duplicates.csv',
    'duplicates.json',
    'duplicates.xlsx',
    'figures.csv',
    'sgc.json',
  ]);
  const strange = await sgc(region({ a: siem('village', 500) }), ['duplicates', 'municipal.yaml']);
  expect({ code: strange.code, out: strange.out }).toEqual({ code: 1, out: '' });
  expect(strange.err).toMatch(/municipal\.planning\.yaml:\d+:\d+: SGC2624 the blueprint has no village/);
});
