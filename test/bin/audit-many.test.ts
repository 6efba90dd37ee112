import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { controlIds } from '../../lib/controls/audit/catalogue';
import type { RollUp } from '../../lib/report/audit/roll-up/roll-up';
import { smallRegion } from './region';
import { sgc } from './terminal';

/** Two regions beside each other, of which the second has no budget of its own name. */
const twoRegions = (): string => {
  const folder = smallRegion('openstack');
  for (const file of ['small.yaml', 'small.lock.json']) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    writeFileSync(
      path.join(folder, file.replace('small', 'other')),
      text.replace(/region: small/, 'region: other').replace('"region": "small"', '"region": "other"'),
    );
  }
  return folder;
};

const rollUpIn = (folder: string): RollUp => JSON.parse(readFileSync(path.join(folder, 'roll-up.json'), 'utf8')) as RollUp;

test('a folder of blueprints gives a package for each and a roll-up over them, all under one statement', async () => {
  const folder = twoRegions();
  const { code, out, err } = await sgc(folder, ['audit', '.', '--reference', 'small.yaml', '--out', 'out']);
  expect({ code, err: err.includes('SGC') }).toEqual({ code: 0, err: false });
  expect(out).toContain(`2 regions: ${controlIds.length} controls, judged on 2026-11-22`);
  expect(readdirSync(path.join(folder, 'out')).sort()).toEqual([
    'index.html',
    'other',
    'roll-up.csv',
    'roll-up.json',
    'small',
    'statement.dsse.json',
  ]);
  const { regions, deviations, reference } = rollUpIn(path.join(folder, 'out'));
  expect(regions.map(({ id, folder: own }) => [id, own])).toEqual([
    ['other', 'other'],
    ['small', 'small'],
  ]);
  expect(reference.blueprint).toBe('small.yaml');
  expect(deviations).toEqual([]);
  expect(await sgc(folder, ['verify', 'out'])).toMatchObject({ code: 0 });
  expect(await sgc(folder, ['verify', 'out/other'])).toMatchObject({ code: 0 });

  writeFileSync(path.join(folder, 'out/other/controls.csv'), 'changed');
  writeFileSync(path.join(folder, 'out/small/added.txt'), 'added');
  const damaged = await sgc(folder, ['verify', 'out']);
  expect(damaged.err).toContain(`${path.join('out', 'other/controls.csv')}: SGC6404`);
  expect(damaged.err).toContain(`${path.join('out', 'small/added.txt')}: SGC6405`);
});

test('each region is compared with its own earlier package; a new one has none', async () => {
  const folder = twoRegions();
  await sgc(folder, ['audit', 'small.yaml', '--out', 'old/small']);
  await sgc(folder, ['audit', 'small.yaml', 'other.yaml', '--reference', 'small.yaml', '--baseline', 'old', '--out', 'out']);
  expect(rollUpIn(path.join(folder, 'out')).regions.map(({ id, changes }) => [id, changes])).toEqual([
    ['other', null],
    ['small', { lost: 0, gained: 0, moved: 0 }],
  ]);
});

test('all problems of all regions are told, and nothing is written', async () => {
  const folder = twoRegions();
  for (const file of ['small.yaml', 'other.yaml']) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    writeFileSync(path.join(folder, file), text.replace('tier: A2', 'tier: A9'));
  }
  const { code, err } = await sgc(folder, ['audit', 'small.yaml', 'other.yaml', '--reference', 'small.yaml', '--out', 'out']);
  expect(code).toBe(1);
  expect(err).toMatch(/small\.yaml:\d+:\d+: SGC2004/);
  expect(err).toMatch(/other\.yaml:\d+:\d+: SGC2004/);
  expect(readdirSync(folder).filter((name) => name.startsWith('out'))).toEqual([]);
});

test.each([
  [['small.yaml', 'small.yaml'], 'two blueprints are of the region small'],
  [['small.yaml', 'small.lock.json'], 'small.lock.json is no blueprint'],
  [['small.yaml', 'other.yaml', '--import', 'x.sarif'], '--import goes with one region'],
])('%j is wrong usage', async (args, message) => {
  const { code, err } = await sgc(twoRegions(), ['audit', ...args, ...(args.length === 2 ? ['--reference', 'small.yaml'] : [])]);
  expect({ code, told: err.includes(message) }).toEqual({ code: 2, told: true });
});
