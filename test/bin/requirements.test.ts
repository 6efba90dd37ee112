import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Requirement } from '../../lib/preflight/requirement';
import type { Line } from '../../lib/preflight/verdict';
import { smallRegion } from './region';
import { sgc } from './terminal';

const folder = smallRegion('aws', 'openstack');
const requirements = (...argv: readonly string[]) => sgc(folder, ['requirements', 'small.yaml', ...argv]);

test('prints the sheet of each target, and writes it with drivers and sources', async () => {
  const { code, out } = await requirements();
  expect(code).toBe(0);
  for (const title of ['Quotas', 'Certificates', 'People', 'Contracts', 'Private addresses and gateways'])
    expect(out).toContain(title);
  expect(out).toMatch(/^aws {2}AWS Europe/m);
  expect(out).toMatch(/^ {2}town-production +servers +\d+ +of \d+$/m);
  const written = path.join(folder, 'sgc.out/small/requirements');
  expect(readdirSync(written).sort()).toEqual(['requirements.csv', 'requirements.json', 'requirements.xlsx', 'sgc.json']);
  const { requirements: all } = JSON.parse(readFileSync(path.join(written, 'requirements.json'), 'utf8')) as {
    requirements: Requirement[];
  };
  expect(readFileSync(path.join(written, 'requirements.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(all.length + 1);
});

test('is what preflight says of the same blueprint', async () => {
  const sheet = JSON.parse((await requirements('--target', 'openstack', '--json')).out) as { requirements: Requirement[] };
  const preflight = await sgc(folder, ['preflight', 'small.yaml', '--target', 'openstack', '--offline', '--json']);
  const { lines } = JSON.parse(preflight.out) as { lines: Line[] };
  const servers = ({ item }: { item: string }): boolean => item === 'servers';
  expect(sheet.requirements.filter(servers).map(({ where, need, granted }) => [where, need, granted])).toEqual(
    lines.filter(servers).map(({ account, need, limit }) => [account, need, limit]),
  );
});

test('a planning file with faults is told, and nothing is written or printed', async () => {
  writeFileSync(path.join(folder, 'bad.yaml'), 'planning: 1\ndate: 2026-11-28\ncurrency: EUR\nprofiles: { opnstack: {} }\n');
  const { code, out, err } = await requirements('--planning', 'bad.yaml', '--out', 'elsewhere');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('bad.yaml:4:13: SGC2603 no target and no known cloud is called opnstack');
  expect(readdirSync(folder)).not.toContain('elsewhere');
  expect((await requirements('--target', 'nope')).code).toBe(2);
});
