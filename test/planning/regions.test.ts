import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { gather } from '../../bin/compare/gather';
import { compare } from '../../lib/planning/compare';
import type { Comparison } from '../../lib/planning/comparison';
import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { type Language } from '../../lib/report/compare/language/language';
import { speakIn } from '../../lib/report/compare/language/tongue';
import { renderPage } from '../../lib/report/compare/page';
import { emptyFolder } from '../bin/region';
import { terminalIo } from '../bin/terminal';
import { inventedRegion } from './invented';

const inputOf = (folder: string, file: string, profiles?: readonly string[]): ComparisonInput => {
  const asked = { weights: {}, seed: 1, draws: 200, ...(profiles === undefined ? {} : { profiles }) };
  const input = gather(terminalIo(folder), file, asked);
  if (!input.ok) throw new Error(JSON.stringify(input.problems));
  return input.value;
};

const comparisonOf = (...asked: Parameters<typeof inputOf>): Comparison => compare(inputOf(...asked));

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
      const sure = ['high', 'medium', 'own', 'assumption', 'counted'].includes(figure.confidence);
      const told = figure.source.length > 3 && /^[0-9]{4}/.test(figure.date) && sure;
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
  // The blueprint names the first alone; the others are known clouds, looked at as if it did.
  ['stockport', ['aws', 'scs-reference', 'aws-eusc-de-east-1'], 'GBP'],
] as const;

describe.each(cities)('%s', (city, targets, currency) => {
  let folder = '';
  let file = '';
  let comparison: Comparison;
  beforeAll(() => {
    folder = emptyFolder();
    file = inventedRegion(folder, `clips/${city}.yaml`, targets, currency);
    comparison = comparisonOf(folder, file, targets);
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
    expect(comparison.nextSteps).toEqual([]);
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
    const fewer = comparisonOf(folder, file, targets);
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

  test('twice the inhabitants cost no profile less, in anything', () => {
    const folder = emptyFolder();
    const file = inventedRegion(folder, 'clips/bremerhaven.yaml', ['aws', 'openstack', 'sovereign']);
    const name = path.join(folder, file);
    writeFileSync(name, readFileSync(name, 'utf8').replace('inhabitants: 120000', 'inhabitants: 240000'));
    const larger = comparisonOf(folder, file);
    expect(numberOf(larger, 'inhabitants:stadt')).toBe(240000);
    for (const { id, fixed, variable, month } of comparison.profiles)
      for (const figure of [fixed, variable, month])
        expect({ id, figure, more: numberOf(larger, figure) >= numberOf(comparison, figure) }).toEqual({
          id,
          figure,
          more: true,
        });
    expect(numberOf(larger, 'variable:aws')).toBeGreaterThan(numberOf(comparison, 'variable:aws'));
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

test('a price in a currency without a rate says which rate to give, where, and what it would price', () => {
  const root = path.join(__dirname, '../..');
  const comparison = comparisonOf(root, 'blueprints/clips/bremerhaven.yaml');
  expect(comparison.ratesMissing).toEqual([
    {
      from: 'USD',
      to: 'EUR',
      profiles: ['aws'],
      repair:
        'Write into blueprints/clips/bremerhaven.planning.yaml, under rates, what one USD is worth in EUR, with its day and source: ' +
        `- { from: USD, to: EUR, rate: …, date: ${comparison.date}, source: … }`,
    },
  ]);
  expect(comparison.nextSteps[0]).toBe(comparison.ratesMissing[0]?.repair);
  expect(comparison.nextSteps.join('\n')).toMatch(/price book for Sovereign Cloud Stack.*AWS European Sovereign Cloud/);
  expect(comparison.nextSteps.join('\n')).toContain('stay.items');
  expect(comparison.nextSteps.join('\n')).toContain('profiles.aws.licences');
});

describe('a known cloud that the blueprint does not name', () => {
  let comparison: Comparison;
  beforeAll(() => {
    const folder = emptyFolder();
    const file = inventedRegion(folder, 'clips/stockport.yaml', ['aws', 'scs-reference', 'aws-eusc-de-east-1'], 'GBP');
    comparison = comparisonOf(folder, file, ['aws', 'scs-reference', 'aws-eusc-de-east-1']);
  });

  test('is counted and priced, told what forbids it, and never ranked', () => {
    const [aws, scs, sovereign] = comparison.profiles;
    expect(aws?.refused).toEqual([]);
    expect(scs?.refused).toContain('its machines stand in DE; the region allows GB');
    expect(sovereign?.refused).toEqual([
      'its machines stand in DE; the region allows GB',
      'it has 2 failure zones; the region wants 3',
    ]);
    expect(numberOf(comparison, scs?.month ?? '')).toBeGreaterThan(0);
    expect(comparison.ranking.order.map(({ profile }) => profile).sort()).toEqual(['aws', 'stay']);
    expect(comparison.sensitivity.between).not.toBeNull();
  });

  test('one that nobody knows is told with those that are known', () => {
    const root = path.join(__dirname, '../..');
    expect(() => inputOf(root, 'blueprints/clips/stockport.yaml', ['aws', 'nowhere'])).toThrow(
      /no profile nowhere; .*known clouds are .*scs-reference/,
    );
  });
});

test('real data of a country that keeps them at home are refused abroad, and the comparison goes on', () => {
  const folder = emptyFolder();
  const file = inventedRegion(folder, 'clips/novi-sad.yaml', ['home', 'scs-reference']);
  const written = path.join(folder, file);
  const blueprint = parse(readFileSync(written, 'utf8')) as { dataset: string; targets: Record<string, unknown> };
  const { home } = blueprint.targets;
  writeFileSync(written, stringify({ ...blueprint, dataset: 'real', targets: { home } }));
  const [, abroad] = comparisonOf(folder, file, ['home', 'scs-reference']).profiles;
  expect(abroad?.refused).toEqual(['the law of RS keeps real data at home']);
});

describe('the page in every language', () => {
  let input: ComparisonInput;
  beforeAll(() => {
    const folder = emptyFolder();
    input = inputOf(folder, inventedRegion(folder, 'reference/municipal.yaml', ['aws', 'openstack']), [
      'aws',
      'openstack',
      'openstack-modest',
    ]);
  });

  const textsOf = (language: Language): readonly string[] => {
    const page = renderPage(input, compare(input, speakIn(language)), language, [], '');
    const shown = page.slice(page.indexOf('<body>'), page.indexOf('<script'));
    return [...shown.matchAll(/>([^<]+)</g)].map(([, text = '']) => text.replace(/\s+/g, ' ').trim());
  };

  /** Names, sources and the region's own words: plain strings, which no language changes. */
  const names = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null || 'say' in value) return [];
    return Object.values(value).flatMap(names);
  };

  test.each(['de', 'it', 'es'] as const)('%s has no English sentence left', (language) => {
    const english = new Set(textsOf('en'));
    const own = names(input);
    const left = textsOf(language).filter(
      (text) =>
        english.has(text) && /[a-z]{3,} [a-z]{3,}/.test(text) && !own.some((name) => name.replaceAll("'", '&#39;') === text),
    );
    expect([...new Set(left)]).toEqual([]);
  });
});
