import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import type { Comparison } from '../../lib/planning/comparison';
import type { Answer } from '../../lib/planning/wish';
import { inventedRegion } from '../planning/invented';
import { emptyFolder } from './region';
import { sgc } from './terminal';

const region = (change: (blueprint: string) => string = (text) => text, planning: object = {}): string => {
  const folder = emptyFolder();
  inventedRegion(folder, 'reference/municipal.yaml', ['aws', 'openstack', 'sovereign']);
  const [file, own] = [path.join(folder, 'municipal.yaml'), path.join(folder, 'municipal.planning.yaml')];
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  writeFileSync(own, stringify({ ...(parse(readFileSync(own, 'utf8')) as object), ...planning }));
  return folder;
};

const compare = (folder: string, ...argv: readonly string[]) =>
  sgc(folder, ['compare', 'municipal.yaml', '--profiles', 'openstack', '--draws', '1', ...argv]);
const monthIn = async (folder: string) => {
  const { figures } = JSON.parse((await compare(folder, '--json')).out) as Comparison;
  const { value = '', low = '', high = '' } = figures['month:openstack'] ?? {};
  return { value, low, high };
};

test('a change that is found is what the blueprint costs once it is written so', async () => {
  const before = await monthIn(region());
  const lower = await monthIn(region((text) => text.replace(/(appointments@1.*)tier: A2/, '$1tier: A1')));
  expect(Number(lower.high)).toBeLessThan(Number(before.high));
  const budget = Math.ceil(Number(lower.high));
  expect(budget).toBeLessThan(Number(before.high));
  const folder = region();
  const { answer } = JSON.parse((await compare(folder, '--budget', `${budget}EUR`, '--json')).out) as { answer: Answer };
  const [openstack] = answer.profiles;
  expect(openstack).toMatchObject({
    verdict: 'mayFit',
    change: { verdict: 'fits', tiers: [{ service: 'appointments', from: 'A2', to: 'A1' }] },
  });
  // A1 for all leaves those as they are that may have no less, so it is the same.
  expect(answer.figures[openstack?.change?.cost ?? '']).toMatchObject(lower);
  expect(answer.figures[openstack?.cost ?? '']).toMatchObject(before);
  const said = await compare(folder, '--budget', `${budget}EUR`);
  expect(said.code).toBe(0);
  expect(said.out).toContain('cheapest change, with which it fits: appointments A2 → A1');
  const page = readFileSync(path.join(folder, 'sgc.out/reference/compare/index.html'), 'utf8');
  expect(page).toContain('Rückwärts gefragt');
  expect(page).toContain('appointments: A2 → A1');
  expect(readFileSync(path.join(folder, 'sgc.out/reference/compare/answer.csv'), 'utf8')).toContain('appointments A2 → A1');
});

test('who shares is tried with whole blueprints, and a key changes what one pays', async () => {
  const folder = region();
  const asked = async (key: string) => {
    const said = await compare(folder, '--budget', '10', '--for', 'city', '--key', key, '--json');
    return (JSON.parse(said.out) as { answer: Answer }).answer;
  };
  const answer = await asked('perHead');
  expect(answer.impossible).toEqual([]);
  const tiers = answer.profiles[0]?.tiers.map(({ partners, tier }) => `${partners.join('+')} ${tier}`);
  expect(tiers).toEqual(expect.arrayContaining(['city+county written', 'city written', 'city A1']));
  const cost = (partners: string): number =>
    Number(
      answer.figures[
        answer.profiles[0]?.tiers.find((one) => one.partners.join('+') === partners && one.tier === 'written')?.cost ?? ''
      ]?.value,
    );
  // What all share is divided by two.
  expect(cost('city')).toBeGreaterThan(cost('city+county'));
  expect(answer.profiles[0]?.change).toBeNull();
});

test('a choice that the region wrote lifts a level at its cost', async () => {
  const own = parse(readFileSync(path.join(region(), 'municipal.planning.yaml'), 'utf8')) as { profiles: Record<string, object> };
  const seal = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`SOV-${n}`, n === 5 ? 1 : 3]));
  const images = { title: 'Own registry', seal: { 'SOV-5': 3 }, monthly: 120, setup: 4000 };
  const folder = region(undefined, { profiles: { openstack: { ...own.profiles.openstack, seal, choices: { images } } } });
  const { out } = await compare(folder, '--min-seal', '3');
  expect(out).toContain('seal does not fit: below level 3: SOV-5');
  expect(out).toContain('cheapest change, with which it fits: Own registry');
  expect(out).toMatch(/once 4000\.00$/m);
});

test.each([
  [['--budget', 'much'], '--budget takes an amount a month such as 5000EUR'],
  [['--budget', '5000CHF'], 'municipal.planning.yaml has no rate from CHF to EUR'],
  [['--min-seal', '5'], '--min-seal takes a level from 0 to 4'],
  [['--controls', 'network.flowlogs'], 'no control network.flowlogs'],
  [['--for', 'village', '--budget', '5000'], 'no administration village; the blueprint has city, county'],
  [['--for', 'city'], 'they need --budget'],
  [['--key', 'perUse', '--budget', '5000'], 'it needs --for'],
])('%j is told before anything is synthesized', async (argv, message) => {
  const { code, out, err } = await compare(region(), ...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(err).not.toMatch(/synthesize/);
});
