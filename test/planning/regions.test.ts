import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { gather } from '../../bin/compare/gather';
import { compare } from '../../lib/planning/compare';
import type { Comparison } from '../../lib/planning/comparison';
import { emptyFolder } from '../bin/region';
import { terminalIo } from '../bin/terminal';
import { inventedRegion } from './invented';

const comparisonOf = (folder: string, file: string): Comparison => {
  const input = gather(terminalIo(folder), file, { weights: {}, seed: 1, draws: 200 });
  if (!input.ok) throw new Error(JSON.stringify(input.problems));
  return compare(input.value);
};

const numberOf = (comparison: Comparison, id: string): number => Number(comparison.figures[id]?.value);

/** Every number of the JSON stands in a figure with a source, or with figures from which it follows. */
const faultsIn = (comparison: Comparison): readonly string[] => {
  const { figures, ...rest } = JSON.parse(JSON.stringify(comparison)) as Comparison;
  const bare: string[] = [];
  const walk = (value: unknown, where: string): void => {
    if (typeof value === 'number' && where !== '/format') bare.push(`${where} is a bare number`);
    if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([key, inner]) => walk(inner, `${where}/${key}`));
  };
  walk(rest, '');
  return [
    ...bare,
    ...Object.entries(figures).flatMap(([id, figure]) => {
      if ('derivedFrom' in figure)
        return figure.derivedFrom
          .filter((from) => figures[from] === undefined)
          .map((from) => `${id} follows from ${from}, which is not there`);
      const told = figure.source.length > 3 && /^[0-9]{4}/.test(figure.date) && figure.confidence.length > 0;
      return told ? [] : [`${id} has no source, date or confidence`];
    }),
    ...Object.entries(figures).flatMap(([id, figure]) =>
      'derivedFrom' in figure && figure.value !== 'unknown' && figure.derivedFrom.length === 0 && Number(figure.value) !== 0
        ? [`${id} follows from nothing`]
        : [],
    ),
  ];
};

const cities = [
  ['bremerhaven', ['aws', 'openstack', 'sovereign'], 'EUR'],
  ['lecce', ['aws', 'openstack', 'sovereign'], 'EUR'],
  ['novi-sad', ['aws', 'home', 'sovereign'], 'EUR'],
  ['santander', ['aws', 'openstack', 'sovereign'], 'EUR'],
  ['stockport', ['aws'], 'GBP'],
] as const;

describe.each(cities)('%s', (city, targets, currency) => {
  let folder = '';
  let file = '';
  let comparison: Comparison;
  beforeAll(() => {
    folder = emptyFolder();
    file = inventedRegion(folder, `clips/${city}.yaml`, targets, currency);
    comparison = comparisonOf(folder, file);
  });

  test('no figure stands without source, date and confidence, or what it follows from', () => {
    expect(Object.keys(comparison.figures).length).toBeGreaterThan(200);
    expect(faultsIn(comparison)).toEqual([]);
  });

  test('staying is compared, and with the test books at least 95 % of the lines are priced', () => {
    expect(comparison.profiles.map(({ id }) => id)).toEqual([...targets, 'stay']);
    for (const { id, pricedShare, unpriced } of comparison.profiles)
      expect({ id, share: numberOf(comparison, pricedShare) >= 95, unpriced }).toEqual({ id, share: true, unpriced });
    expect(comparison.ranking.withheld).toEqual([]);
  });

  test('layers, tenants and fixed and variable parts add up to the total of a month', () => {
    for (const profile of comparison.profiles.filter(({ unpriced }) => unpriced.length === 0)) {
      const month = numberOf(comparison, profile.month).toFixed(2);
      const sum = (ids: readonly string[]): string => ids.reduce((all, id) => all + numberOf(comparison, id), 0).toFixed(2);
      expect(sum(Object.values(profile.layers))).toBe(month);
      expect(sum([profile.fixed, profile.variable])).toBe(month);
      for (const key of ['perHead', 'perUse', 'fixedAndVariable', 'shapley'] as const)
        expect(sum(Object.values(profile.tenants).map((shares) => shares[key]))).toBe(month);
    }
  });

  test('one price taken away is listed and widens the total', () => {
    const [profile] = comparison.profiles;
    const name = path.join(folder, 'prices', city === 'novi-sad' || city === 'lecce' ? 'aws-eu-south-1.yaml' : bookOf(city));
    const before = readFileSync(name, 'utf8');
    const book = parse(before) as { items: Record<string, unknown> };
    delete book.items['elb.alb.hour'];
    writeFileSync(name, stringify(book));
    const fewer = comparisonOf(folder, file);
    writeFileSync(name, before);
    expect(fewer.profiles[0]?.unpriced.map(({ item }) => item)).toContain('elb.alb.hour');
    expect(fewer.figures[profile?.month ?? '']?.high).toBe('unknown');
    expect(Number(fewer.figures[profile?.month ?? '']?.low)).toBeLessThan(Number(comparison.figures[profile?.month ?? '']?.low));
  });
});

const bookOf = (city: string): string =>
  ({ bremerhaven: 'aws-eu-central-1.yaml', santander: 'aws-eu-south-2.yaml', stockport: 'aws-eu-west-2.yaml' })[city] ?? '';

describe('Bremerhaven, by hand', () => {
  let comparison: Comparison;
  beforeAll(() => {
    const folder = emptyFolder();
    comparison = comparisonOf(folder, inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']));
  });

  test('the demand of the worked check is reproduced exactly', () => {
    const month = (service: string): number => numberOf(comparison, `transactions:stadt/${service}`);
    expect([month('residence') * 12, month('appointments') * 12, month('kindergarten') * 12]).toEqual([7200, 48000, 1440]);
  });

  test('the worked example of docs/planning.md is what the program says, to the cent', () => {
    const text = readFileSync(path.join(__dirname, '../../docs/planning.md'), 'utf8');
    const rows = [...text.matchAll(/^\| (aws|openstack) \| `([^`]+)` \| [^|]+ \| ([0-9.]+) \| [^|]+ \| ([0-9.]+) \|$/gm)];
    const sums = [...text.matchAll(/^\| (aws|openstack) \| \*\*sum\*\* .*\*\*([0-9.]+)\*\* \|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    const found = rows.map(([, profile, item = '', amount, cost]) => {
      const line = comparison.profiles
        .find(({ id }) => id === profile)
        ?.lines.find(
          (one) =>
            one.item === item.replace(' burst', '') &&
            one.service === 'residence' &&
            one.stage === 'production' &&
            one.layer === 'hosting' &&
            one.driver.includes('at their ceiling') === item.endsWith(' burst') &&
            !one.driver.includes('archived'),
        );
      const told = [comparison.figures[line?.quantity ?? '']?.value ?? '', comparison.figures[line?.cost ?? '']?.value ?? ''];
      return { profile, item, amount: item === 'balancer' || Number(told[0]) === Number(amount), cost: told[1], hand: cost };
    });
    expect(found.filter(({ amount, cost, hand }) => !amount || cost !== hand)).toEqual([]);
    for (const [, profile, sum] of sums)
      expect(
        rows
          .filter(([, one]) => one === profile)
          .reduce((all, row) => all + Number(row[4]), 0)
          .toFixed(2),
      ).toBe(sum);
  });
});

test('without prices and assumptions of its own a city is told what is missing, and nothing is ranked', () => {
  const root = path.join(__dirname, '../..');
  const comparison = comparisonOf(root, 'blueprints/clips/stockport.yaml');
  expect(faultsIn(comparison)).toEqual([]);
  expect(comparison.ranking.order).toEqual([]);
  expect(comparison.figures['month:aws']?.value).toBe('unknown');
  expect(comparison.profiles[0]?.unpriced.map(({ reason }) => reason)).toContain('no price book for this cloud');
});
