import Decimal from 'decimal.js';
import fc from 'fast-check';
import { compare } from '../../lib/planning/compare';
import type { ComparisonInput, CostLine, ProfileInput } from '../../lib/planning/comparison-input';
import { exactly, type Input, inputsOf } from '../../lib/planning/input';
import { rateOf } from '../../lib/planning/pricing';
import { criteria, objectiveIds } from '../../lib/model/criteria';
import { countedCriteria, type Marks, orderOf, scoresOf } from '../../lib/planning/ranking';
import { type Component, mildestFor, shapley, sharesOf, sharingKeys } from '../../lib/planning/sharing';
import { runsPerMonth } from '../../lib/planning/aws-containers';
import { powerId, powerNames } from '../../lib/planning/energy';
import { frameworkWeightId } from '../../lib/planning/sovereignty';
import { tries } from '../property';

const input = (id: string, low: Decimal.Value, expected: Decimal.Value = low, high: Decimal.Value = expected): Input => ({
  id,
  label: id,
  unit: 'unit',
  low: new Decimal(low).toFixed(),
  expected: new Decimal(expected).toFixed(),
  high: new Decimal(high).toFixed(),
  source: 'test',
  date: '2026-11-28',
  confidence: 'own',
  editable: true,
});

const line = (id: string, price: string, change: Partial<CostLine> = {}): CostLine => ({
  id,
  item: id,
  unit: 'month',
  layer: 'hosting',
  tenant: 'shared',
  service: '',
  stage: '',
  base: exactly(1),
  factors: [],
  fixed: true,
  driver: id,
  machines: null,
  cost: [price],
  unknown: '',
  example: false,
  ...change,
});

const unknownLine = (id: string): CostLine => line(id, '', { cost: [], unknown: 'no price' });

const profile = (id: string, lines: readonly CostLine[], change: Partial<ProfileInput> = {}): ProfileInput => ({
  id,
  title: id,
  kind: id === 'stay' ? 'stay' : 'aws',
  cloud: id,
  refused: [],
  lines,
  once: [],
  seal: {},
  choices: [],
  carbon: { pue: null, grid: null, electricity: null, embodied: null },
  gaps: [],
  parity: null,
  controls: null,
  availability: [],
  zones: null,
  families: [],
  distance: null,
  access: [],
  residency: [],
  rebuild: [],
  notes: [],
  ...change,
});

const general = [
  ...['hoursPerMonth', 'demandFactor', 'vatPercent', 'years', 'cpuLoad', ...powerNames.map(powerId)].map((id) =>
    input(id, id === 'vatPercent' ? 20 : 1),
  ),
  ...criteria.map((id) => input(`weight:${id}`, id === 'cost' ? 1 : 0)),
  ...objectiveIds.map((id) => input(frameworkWeightId(id), 12.5)),
  input('seed', 7),
  input('draws', 500),
];

const comparing = (profiles: readonly ProfileInput[], inputs: readonly Input[]): ComparisonInput => ({
  region: { id: 'r', title: 'R', country: 'DE' },
  date: '2026-11-28',
  currency: 'EUR',
  planningFile: 'r.planning.yaml',
  framework: { name: 'Framework', version: '1', date: '2026', source: 'test', objectives: {} },
  languages: ['en'],
  inputs: inputsOf([...general, ...inputs]),
  tenants: [],
  services: [],
  profiles,
  seed: 7,
  draws: 500,
});

const compared = (profiles: readonly ProfileInput[], inputs: readonly Input[]) => {
  const { figures, ...rest } = compare(comparing(profiles, inputs));
  return { ...rest, of: (id: string) => figures[id] };
};

const money = fc.integer({ min: 0, max: 10_000_000 }).map((amount) => amount / 100);

describe('unknown prices', () => {
  test('are never zero: the total keeps its lower bound and loses its upper one', () => {
    const { of } = compared([profile('a', [line('x', 'p'), unknownLine('y')])], [input('p', 10, 12, 15)]);
    expect([of('month:a')?.value, of('month:a')?.low, of('month:a')?.high]).toEqual(['12.00', '10.00', 'unknown']);
    expect(of('cost:a/y')?.value).toBe('unknown');
  });

  test('never lower a total', () => {
    fc.assert(
      fc.property(fc.array(money, { minLength: 1, maxLength: 8 }), fc.nat(), (prices, at) => {
        const inputs = prices.map((price, index) => input(`p${index}`, price));
        const all = prices.map((_, index) => line(`x${index}`, `p${index}`));
        const known = compared([profile('a', all)], inputs).of('month:a');
        const fewer = compared([profile('a', [...all, unknownLine('more')])], inputs).of('month:a');
        expect(Number(fewer?.low)).toBeGreaterThanOrEqual(Number(known?.low));
        expect(fewer?.high).toBe('unknown');
        expect(at).toBeGreaterThanOrEqual(0);
      }),
      tries(50),
    );
  });

  test('below 80 % of priced lines nothing is ranked, and the reason is told', () => {
    const four = ['1', '2', '3', '4'].map((id) => line(id, 'p'));
    const enough = compared([profile('a', [...four, unknownLine('u')]), profile('stay', [line('s', 'p')])], [input('p', 1)]);
    expect(enough.ranking.order.map(({ profile: id }) => id)).toEqual(['stay', 'a']);
    const short = compared(
      [profile('a', [...four, unknownLine('u'), unknownLine('v')]), profile('stay', [line('s', 'p')])],
      [input('p', 1)],
    );
    expect(short.ranking.order).toEqual([]);
    expect(short.ranking.withheld).toEqual(['a: only 67 % of its lines have a known cost']);
  });

  test('what today costs is unknown, not nothing, where nobody wrote it', () => {
    const { of, ranking } = compared([profile('a', [line('x', 'p')]), profile('stay', [])], [input('p', 1)]);
    expect([of('month:stay')?.value, of('saving:a')?.low, of('saving:a')?.high]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(ranking.withheld).toContain('stay: what it costs today is not written in the planning file');
  });
});

describe('totals', () => {
  test('are the sum of the printed cents, tax on top, over the years with what comes once', () => {
    const lines = [line('x', 'third'), line('y', 'third'), line('z', 'third')];
    const once = [
      { id: 'setup' as const, title: 'setup', terms: [['once']], unknown: '' },
      { id: 'parallel' as const, title: 'parallel', terms: [['months']], unknown: '' },
    ];
    const { of } = compared(
      [profile('a', lines, { once }), profile('stay', [line('s', 'today')])],
      [input('third', '0.333'), input('once', 1000), input('months', 2), input('today', 50), input('years', 5)],
    );
    expect(of('month:a')?.value).toBe('0.99');
    expect(of('vat:a')?.value).toBe('1.19');
    expect(of('once:a/parallel')?.value).toBe('100.00');
    expect(of('years:a')?.value).toBe('1159.40');
  });

  test('more inhabitants never cost less', () => {
    fc.assert(
      fc.property(money, fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 1_000_000 }), (price, a, b) => {
        const cost = (people: number) =>
          Number(
            compared([profile('a', [line('x', 'p', { factors: ['people'] })])], [input('p', price), input('people', people)]).of(
              'month:a',
            )?.value,
          );
        expect(cost(Math.max(a, b))).toBeGreaterThanOrEqual(cost(Math.min(a, b)));
      }),
      tries(30),
    );
  });
});

describe('sharing keys', () => {
  const members = fc.array(
    fc.record({ inhabitants: fc.integer({ min: 0, max: 900_000 }), transactions: fc.integer({ min: 0, max: 90_000 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const membersOf = (all: readonly { inhabitants: number; transactions: number }[]) =>
    all.map((one, index) => ({
      id: `t${index}`,
      inhabitants: new Decimal(one.inhabitants),
      transactions: new Decimal(one.transactions),
    }));

  test('each sums exactly to the total', () => {
    fc.assert(
      fc.property(members, fc.array(fc.tuple(money, fc.boolean(), fc.nat()), { maxLength: 8 }), (people, costs) => {
        const own = membersOf(people);
        const components = costs.map(([cost, fixed, user]): Component => ({
          cost: new Decimal(cost),
          fixed,
          users: fixed ? own.map(({ id }) => id) : [own[user % own.length]?.id ?? ''],
        }));
        const total = costs.reduce((sum, [cost]) => sum.plus(cost), new Decimal(0));
        const shares = sharesOf(own, components);
        for (const key of sharingKeys)
          expect(
            Object.values(shares[key])
              .reduce((sum, one) => sum.plus(one), new Decimal(0))
              .toFixed(2),
          ).toBe(total.toFixed(2));
      }),
      tries(100),
    );
  });

  test('the Shapley value is that of all orders in which members could join', () => {
    const own = membersOf([1, 2, 3].map((inhabitants) => ({ inhabitants, transactions: 1 })));
    const components: Component[] = [
      { cost: new Decimal(90), users: ['t0', 't1', 't2'], fixed: true },
      { cost: new Decimal(30), users: ['t0', 't1'], fixed: true },
      { cost: new Decimal(7), users: ['t2'], fixed: false },
    ];
    const costOf = (coalition: readonly string[]): number =>
      components
        .filter(({ users }) => users.some((user) => coalition.includes(user)))
        .reduce((sum, { cost }) => sum + cost.toNumber(), 0);
    const orders = [
      ['t0', 't1', 't2'],
      ['t0', 't2', 't1'],
      ['t1', 't0', 't2'],
      ['t1', 't2', 't0'],
      ['t2', 't0', 't1'],
      ['t2', 't1', 't0'],
    ];
    const byOrders = own.map(({ id }) => {
      const added = orders.map(
        (order) => costOf(order.slice(0, order.indexOf(id) + 1)) - costOf(order.slice(0, order.indexOf(id))),
      );
      return added.reduce((sum, one) => sum + one, 0) / orders.length;
    });
    expect(shapley(own, components).map((value) => value.toNumber())).toEqual(byOrders);
  });

  test('the key that is mildest for the smallest is named', () => {
    const own = membersOf([
      { inhabitants: 1000, transactions: 900 },
      { inhabitants: 9000, transactions: 100 },
    ]);
    expect(mildestFor(own, sharesOf(own, [{ cost: new Decimal(100), users: ['t0', 't1'], fixed: true }]))).toBe('perHead');
  });
});

describe('ranking', () => {
  const marks: readonly Marks[] = [
    { cost: 100, sovereignty: 30, carbon: 5 },
    { cost: 140, sovereignty: 80, carbon: 9 },
    { cost: 90, sovereignty: 20, carbon: 50 },
  ];
  const weights = { cost: 5, sovereignty: 4, carbon: 1, parity: 0, controls: 0 };
  const order = (some: readonly Marks[], how = weights) => orderOf(scoresOf(some, how, countedCriteria(some, how)));

  test('does not depend on units', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.constantFrom('cost', 'sovereignty', 'carbon'),
        (factor, criterion) => {
          const other = marks.map((mark) => ({ ...mark, [criterion]: (mark[criterion as 'cost'] ?? 0) * factor }));
          expect(order(other)).toEqual(order(marks));
        },
      ),
      tries(50),
    );
  });

  test('a weight of zero takes all influence away', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 }), (carbon) => {
        const other = marks.map((mark, index) => ({ ...mark, carbon: carbon[index] ?? 0 }));
        const without = { ...weights, carbon: 0 };
        expect(countedCriteria(other, without)).toEqual(['cost', 'sovereignty']);
        expect(scoresOf(other, without, countedCriteria(other, without))).toEqual(
          scoresOf(marks, without, countedCriteria(marks, without)),
        );
      }),
      tries(50),
    );
  });

  test('what is not known of every profile does not count', () => {
    expect(countedCriteria([{ cost: 1, carbon: 2 }, { cost: 2 }], weights)).toEqual(['cost']);
  });

  test('a dominated profile is marked, and the cheaper assumption decides', () => {
    const result = compared(
      [profile('a', [line('x', 'cheap')]), profile('b', [line('x', 'dear')]), profile('stay', [line('x', 'dear')])],
      [input('cheap', 10, 20, 60), input('dear', 30)],
    );
    expect(result.profiles.map(({ dominatedBy }) => dominatedBy)).toEqual([null, 'a', 'a']);
    const [swing] = result.sensitivity.swings;
    expect(swing?.input).toBe('cheap');
    expect([result.of(swing?.low ?? '')?.value, result.of(swing?.high ?? '')?.value]).toEqual(['20.00', '-30.00']);
    // 30 = x
    expect(result.of(swing?.even ?? '')?.value).toBe('30.000');
    const [first] = result.ranking.order;
    // The triangle 10, 20, 60 lies below 30 with 1 - 30²/(50 × 40) = 0.55.
    expect(Number(result.of(first?.first ?? '')?.value)).toBeGreaterThan(48);
    expect(Number(result.of(first?.first ?? '')?.value)).toBeLessThan(62);
  });
});

test('a currency turned into another and back is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 100_000 }), (cents, rate) => {
      const planning = {
        planning: 1 as const,
        date: '2026-11-28',
        currency: 'EUR',
        rates: [{ from: 'USD', to: 'EUR', rate: rate / 10_000, date: '2026-11-28', source: 'test' }],
      };
      const there = rateOf('USD', 'EUR', planning, { file: 'f', date: '2026-11-28' });
      const back = rateOf('EUR', 'USD', planning, { file: 'f', date: '2026-11-28' });
      const amount = new Decimal(cents).div(100);
      expect(
        amount
          .times(there?.expected ?? 0)
          .times(back?.expected ?? 0)
          .toFixed(2),
      ).toBe(amount.toFixed(2));
    }),
    tries(100),
  );
  expect(rateOf('CHF', 'EUR', undefined, { file: 'f', date: '2026-11-28' })).toBeNull();
  expect(rateOf('EUR', 'EUR', undefined, { file: 'f', date: '2026-11-28' })).toBeUndefined();
});

test.each([
  ['cron(0 1 1 * ? *)', 1],
  ['cron(30 3 ? * 1 *)', 365 / 84],
  ['cron(0 * * * ? *)', 730],
  ['cron(*/15 8-17 * * ? *)', (4 * 10 * 365) / 12],
])('%s runs so often in a month', (expression, runs) => {
  expect(runsPerMonth(expression)).toBeCloseTo(runs, 6);
});

describe('chances', () => {
  const levels = (id: string, low: number, expected: number, high: number): readonly Input[] =>
    objectiveIds.map((objective) => input(`seal:${id}/${objective}`, low, expected, high));
  const sealOf = (id: string) => Object.fromEntries(objectiveIds.map((objective) => [objective, `seal:${id}/${objective}`]));
  const weighing = (criterion: string): readonly Input[] => criteria.map((id) => input(`weight:${id}`, id === criterion ? 1 : 0));

  test('follow the ranges of levels too: of two with the same range each is first about as often', () => {
    const result = compared(
      [profile('a', [line('x', 'p')], { seal: sealOf('a') }), profile('b', [line('x', 'p')], { seal: sealOf('b') })],
      [input('p', 1), ...levels('a', 0, 2, 4), ...levels('b', 0, 2, 4), ...weighing('sovereignty')],
    );
    const [first] = result.ranking.order;
    expect(Number(result.of(first?.first ?? '')?.value)).toBeGreaterThan(35);
    expect(Number(result.of(first?.first ?? '')?.value)).toBeLessThan(65);
  });

  test('follow the ranges of emissions, and name the assumption that turns the order', () => {
    const carbon = (id: string) => ({ pue: 'one', grid: 'one', electricity: `kwh:${id}`, embodied: null });
    const result = compared(
      [profile('a', [line('x', 'p')], { carbon: carbon('a') }), profile('b', [line('x', 'p')], { carbon: carbon('b') })],
      [input('p', 1), input('one', 1), input('kwh:a', 100, 200, 600), input('kwh:b', 300), ...weighing('carbon')],
    );
    expect(result.ranking.order.map(({ profile: id }) => id)).toEqual(['a', 'b']);
    const [first] = result.ranking.order;
    // The triangle 100, 200, 600 lies below 300 with 1 - 300²/(500 × 400) = 0.55.
    expect(Number(result.of(first?.first ?? '')?.value)).toBeGreaterThan(48);
    expect(Number(result.of(first?.first ?? '')?.value)).toBeLessThan(62);
    expect(result.sensitivity.movers.map(({ input: id }) => id)).toEqual(['kwh:a']);
    const [mover] = result.sensitivity.movers;
    expect([result.of(mover?.low ?? '')?.value, result.of(mover?.high ?? '')?.value]).toEqual(['100.0', '-100.0']);
    expect(result.of(mover?.even ?? '')?.value).toBe('300.000');
  });

  test('are the same for the same seed, and others for another', () => {
    const profiles = [profile('a', [line('x', 'p')]), profile('b', [line('x', 'q')])];
    const inputs = [input('p', 1, 2, 9), input('q', 2, 3, 4)];
    const chance = (seed: number) => compare({ ...comparing(profiles, inputs), seed }).figures['first:a']?.value;
    expect(chance(3)).toBe(chance(3));
    expect(new Set([1, 2, 3, 4, 5].map(chance)).size).toBeGreaterThan(1);
  });
});

test('what the region does not allow is shown, and takes no place from what it allows', () => {
  const refused = profile('forbidden', [line('x', 'cheap')], { refused: ['not here'] });
  const result = compared(
    [refused, profile('a', [line('x', 'dear')]), profile('stay', [line('x', 'dear')])],
    [input('cheap', 1), input('dear', 30)],
  );
  expect(result.ranking.order.map(({ profile: id }) => id)).toEqual(['a', 'stay']);
  expect(result.profiles.map(({ dominatedBy }) => dominatedBy)).toEqual([null, null, null]);
  expect(result.of('month:forbidden')?.value).toBe('1.00');
});

test('five years hold setting up, moving, running beside, and leaving with the stored data', () => {
  const stored = line('store', 'gb', { unit: 'GB-month', base: exactly(100) });
  const once = (['setup', 'migration', 'exit'] as const).map((id) => ({ id, title: id, terms: [[`once:${id}`]], unknown: '' }));
  const { of } = compared(
    [
      profile('a', [stored], {
        once: [
          ...once,
          { id: 'parallel', title: 'parallel', terms: [['months']], unknown: '' },
          { id: 'transfer', title: 'transfer', terms: [['out']], unknown: '' },
        ],
      }),
      profile('stay', [line('s', 'today')]),
    ],
    [
      input('gb', '0.1'),
      input('out', '0.5'),
      input('months', 3),
      input('today', 40),
      input('years', 5),
      input('once:setup', 1000),
      input('once:migration', 2000),
      input('once:exit', 500),
    ],
  );
  // 60 months × 10 + 1000 + 2000 + 500 + 3 months of today × 40 + 100 GB × 0.5
  expect(of('years:a')?.value).toBe('4270.00');
});
