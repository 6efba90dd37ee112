import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { Comparison } from '../../lib/planning/comparison';
import type { Investment } from '../../lib/planning/investment-result';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { sgc } from './terminal';

const city = (investment?: object): string => {
  const folder = emptyFolder();
  inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']);
  const file = path.join(folder, 'bremerhaven.planning.yaml');
  const planning = parse(readFileSync(file, 'utf8')) as object;
  if (investment !== undefined) writeFileSync(file, stringify({ ...planning, investment }));
  return folder;
};

const plain = { firstYear: 2027, discountPercent: 0 };

test('a real city: without rate and grants, what compare says over the years; files in one folder', async () => {
  const folder = city(plain);
  const argv = ['bremerhaven.yaml', '--profiles', 'openstack', '--json'];
  const investment = JSON.parse((await sgc(folder, ['invest', ...argv])).out) as Investment;
  const comparison = JSON.parse((await sgc(folder, ['compare', ...argv, '--draws', '1'])).out) as Comparison;
  const { value, low, high } = comparison.figures['years:openstack'] ?? {};
  expect(Number(value)).toBeGreaterThan(0);
  expect(investment.figures['invest:openstack/public/net']).toMatchObject({ value, low, high });
  const said = await sgc(folder, ['invest', 'bremerhaven.yaml', '--profiles', 'openstack']);
  expect(said.code).toBe(0);
  expect(said.out).toContain('openstack, public financing');
  expect(said.out).not.toContain('private financing');
  const out = path.join(folder, 'sgc.out/bremerhaven/invest');
  expect(readdirSync(out).sort()).toEqual([
    'cash-flow.csv',
    'figures.csv',
    'invest.json',
    'invest.xlsx',
    'sgc.json',
    'summary.csv',
  ]);
  expect(JSON.parse(readFileSync(path.join(out, 'invest.json'), 'utf8'))).toEqual(investment);
});

test('what is missing or strange is told before anything is calculated', async () => {
  const none = await sgc(city(), ['invest', 'bremerhaven.yaml', '--profiles', 'openstack']);
  expect(none.code).toBe(1);
  expect(none.err).toMatch(/^bremerhaven\.planning\.yaml: SGC2623 /m);
  const items = { racks: { title: 'Racks', profile: 'opnstack', cost: 1 } };
  const strange = await sgc(city({ ...plain, items }), ['invest', 'bremerhaven.yaml']);
  expect(strange.code).toBe(1);
  expect(strange.err).toMatch(/bremerhaven\.planning\.yaml:\d+:\d+: SGC2624 the blueprint has no opnstack/);
  expect(strange.err).toContain('sovereign, aws, openstack, stay');
  expect(strange.out).toBe('');
});
