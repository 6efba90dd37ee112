import Decimal from 'decimal.js';
import fc from 'fast-check';
import type { Tier } from '../../lib/model/blueprint';
import { objectiveIds } from '../../lib/model/criteria';
import { controlIds } from '../../lib/controls/audit/catalogue';
import { answerTo } from '../../lib/planning/backwards';
import { compare } from '../../lib/planning/compare';
import type { CostLine } from '../../lib/planning/comparison-input';
import { budgetVerdict } from '../../lib/planning/fit';
import { exactly, type Input } from '../../lib/planning/input';
import type { Interval } from '../../lib/planning/interval';
import { payerCosts } from '../../lib/planning/payer-cost';
import { inEnglish, told } from '../../lib/planning/phrase';
import { sharingKeys } from '../../lib/planning/sharing-keys';
import { type Choosable, fewestSteps } from '../../lib/planning/tier-search';
import { type Offer, rankOf, type Variant, type Wish } from '../../lib/planning/wish';
import { tries } from '../property';
import { comparing, input, line, profile } from './hand';

const nothing: Wish = { budget: null, minSeal: null, controls: null, payer: null };
const wishing = (change: Partial<Wish>): Wish => ({ ...nothing, ...change });
const upTo = (amount: number): Wish => wishing({ budget: exactly(amount) });

/** Two e-services and something shared; `costs` of the e-services as low, expected, high. */
const variant = (
  tier: Variant['tier'],
  tiers: Readonly<Record<string, Tier>>,
  costs: Readonly<Record<string, readonly [number, number, number]>>,
  more: readonly CostLine[] = [],
  inputs: readonly Input[] = [],
): Variant => ({
  partners: ['town'],
  tier,
  tiers,
  controls: { a: { met: controlIds, missing: [], open: [] } },
  input: comparing(
    [
      profile(
        'a',
        [line('shared', 'shared'), ...Object.keys(costs).map((id) => line(id, id, { service: id, tenant: 'town' })), ...more],
        { seal: Object.fromEntries(objectiveIds.map((id) => [id, `seal:${id}`])) },
      ),
    ],
    [
      input('shared', 100),
      ...objectiveIds.map((id) => input(`seal:${id}`, id === 'SOV-5' ? 2 : 3)),
      ...Object.entries(costs).map(([id, [low, expected, high]]) => input(id, low, expected, high)),
      ...inputs,
    ],
  ),
});

const written = variant('written', { x: 'A2', y: 'A2' }, { x: [50, 60, 80], y: [20, 20, 20] });
const lowest = variant('A1', { x: 'A1', y: 'A1' }, { x: [30, 35, 40], y: [10, 10, 10] });
const ask = (wish: Wish, variants: readonly Variant[] = [written, lowest], offers: readonly Offer[] = []) =>
  answerTo({ wish, variants, offers: { a: offers }, impossible: [] }).profiles[0];

describe('a budget', () => {
  test('fits when the dearest case stays within, may fit when the cheapest does, else not', () => {
    expect([200, 199.99, 170, 169.99].map((budget) => ask(upTo(budget), [written])?.verdict)).toEqual([
      'fits',
      'mayFit',
      'mayFit',
      'doesNotFit',
    ]);
  });

  test('never certainly fits where a price is unknown, and is certainly missed where what is known is too much', () => {
    const open = variant('written', { x: 'A2' }, { x: [50, 60, 80] }, [line('open', null)]);
    expect([1_000_000, 150, 149].map((budget) => ask(upTo(budget), [open])?.verdict)).toEqual(['mayFit', 'mayFit', 'doesNotFit']);
    expect(ask(upTo(1000), [open])?.reasons[0]?.text).toContain('without a known upper bound');
  });

  test('never certainly fits a profile of which nobody wrote what it costs', () => {
    const silent = { ...written, input: { ...written.input, profiles: [profile('a', []), profile('stay', [])] } };
    const { profiles, figures } = answerTo({ wish: upTo(5000), variants: [silent], offers: {}, impossible: [] });
    expect(profiles.map(({ verdict }) => verdict)).toEqual(['mayFit', 'mayFit']);
    expect(profiles.map(({ cost }) => figures[cost]?.value)).toEqual(['unknown', 'unknown']);
  });

  test('turned into another currency fits when it does at any rate', () => {
    const wish = wishing({ budget: { low: '190', expected: '200', high: '210' } });
    expect(ask(wish, [written])?.verdict).toBe('mayFit');
  });

  test('that is higher never fits less', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), fc.boolean())
      .map(([low, more, known]): Interval => ({
        low: new Decimal(low),
        expected: new Decimal(low),
        high: known ? new Decimal(low + more) : null,
      }));
    fc.assert(
      fc.property(interval, fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 500 }), (cost, budget, more) => {
        expect(rankOf(budgetVerdict(upTo(budget + more), cost))).toBeLessThanOrEqual(rankOf(budgetVerdict(upTo(budget), cost)));
      }),
      tries(200),
    );
  });

  test('that is missed is met with the fewest steps down', () => {
    // x alone comes down to 100 + 40 + 20, y alone to 100 + 80 + 10.
    expect(ask(upTo(190))?.change).toMatchObject({ verdict: 'fits', tiers: [{ service: 'x', from: 'A2', to: 'A1' }] });
    expect(ask(upTo(155))?.change?.tiers.map(({ service }) => service)).toEqual(['x', 'y']);
    // No way down is certain: 100 + 40 + 10 is the dearest case of the lowest tiers.
    expect(ask(upTo(145))?.change).toMatchObject({ verdict: 'mayFit' });
    expect(ask(upTo(139))?.change).toBeNull();
  });
});

test('the fewest steps, and among them the least cost, are those that trying everything finds', () => {
  const option = fc.record({ steps: fc.integer({ min: 0, max: 2 }), cost: fc.integer({ min: 0, max: 50 }), known: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(fc.array(option, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.integer({ min: 0, max: 120 }),
      fc.constantFrom('low' as const, 'high' as const),
      (all, limit, bound) => {
        const services: readonly Choosable[] = all.map((options, index) => ({
          service: `s${index}`,
          options: options.map(({ steps, cost, known }) => ({
            tier: 'A1',
            steps,
            cost: { low: new Decimal(cost), expected: new Decimal(cost), high: known ? new Decimal(cost) : null },
          })),
        }));
        const every = services.reduce<readonly (readonly [number, number])[]>(
          (sums, { options }) =>
            sums.flatMap(([steps, cost]) =>
              options.flatMap((one) =>
                one.cost[bound] === null ? [] : [[steps + one.steps, cost + (one.cost[bound]?.toNumber() ?? 0)] as const],
              ),
            ),
          [[0, 7]],
        );
        const [best] = every.filter(([, cost]) => cost <= limit).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const seven = { low: new Decimal(7), expected: new Decimal(7), high: new Decimal(7) };
        const found = fewestSteps(seven, services, bound, new Decimal(limit));
        expect(found === null ? undefined : [found.steps, found.cost[bound]?.toNumber()]).toEqual(best);
      },
    ),
    tries(200),
  );
});

describe('a level', () => {
  const offer = (id: Offer['id'], level: number | null, monthly: string | null): Offer => ({
    id,
    title: `take ${id}`,
    seal: level === null ? {} : { 'SOV-5': exactly(level) },
    monthly,
    setup: 'free',
  });
  const inputs = [input('free', 0), input('dear', 40), input('cheap', 5)];
  const start = variant('written', { x: 'A2' }, { x: [50, 60, 80] }, [], inputs);

  test('names what holds it down, and is met by the choice that costs least', () => {
    const answer = ask(
      wishing({ minSeal: 3 }),
      [start],
      [offer('images', 3, 'dear'), offer('keys', 4, 'cheap'), offer('names', null, 'free')],
    );
    expect(answer?.verdict).toBe('doesNotFit');
    expect(answer?.reasons[0]?.text).toBe('below level 3: SOV-5');
    expect(answer?.change).toMatchObject({ verdict: 'fits', choices: [{ id: 'keys' }], tiers: [] });
  });

  test('takes a choice of unknown cost only where there is no other', () => {
    const answer = ask(wishing({ minSeal: 3 }), [start], [offer('images', 3, null), offer('keys', 3, 'dear')]);
    expect(answer?.change?.choices.map(({ id }) => id)).toEqual(['keys']);
    expect(ask(wishing({ minSeal: 3 }), [start], [offer('images', 3, null)])?.change?.choices).toHaveLength(1);
  });

  test('that nobody judged may be met, and without a written choice nothing is promised', () => {
    const open = { ...start, input: { ...start.input, profiles: start.input.profiles.map((one) => ({ ...one, seal: {} })) } };
    expect(ask(wishing({ minSeal: 3 }), [open])?.verdict).toBe('mayFit');
    expect(ask(wishing({ minSeal: 3 }), [start])?.change).toBeNull();
  });

  test('and a budget are met together: the choice costs, so a tier comes down', () => {
    const down = variant('A1', { x: 'A1' }, { x: [30, 35, 40] }, [], inputs);
    const both = { ...upTo(180), minSeal: 3 };
    expect(ask(both, [start, down], [offer('images', 3, 'dear')])?.change).toMatchObject({
      verdict: 'fits',
      choices: [{ id: 'images' }],
      tiers: [{ service: 'x', to: 'A1' }],
    });
  });
});

test('controls that are missing stop it; those that nobody sees leave it open; others of no concern do nothing', () => {
  const looking = (met: readonly string[], missing: readonly string[], open: readonly string[] = []): Variant => ({
    ...written,
    controls: { a: { met, missing, open } },
  });
  const [first = '', second = '', ...rest] = controlIds;
  expect(ask(wishing({ controls: 'all' }), [looking(controlIds, [])])?.verdict).toBe('fits');
  expect(ask(wishing({ controls: 'all' }), [looking(rest, [])])?.verdict).toBe('fits');
  expect(ask(wishing({ controls: 'all' }), [looking(rest, [], [first])])?.verdict).toBe('mayFit');
  expect(ask(wishing({ controls: 'all' }), [looking(rest, [first])])?.reasons[0]?.text).toContain(
    `not shown by the artefacts: ${first}`,
  );
  expect(ask(wishing({ controls: [second] }), [looking([second], [first], rest)])?.verdict).toBe('fits');
  expect(ask(wishing({ controls: [first] }), [{ ...written, controls: {} }])?.verdict).toBe('mayFit');
});

describe('whose budget it is', () => {
  const shared = comparing(
    [
      profile('a', [
        line('common', 'p'),
        line('use', 'q', { fixed: false }),
        line('own', 'r', { tenant: 'town', service: 'x' }),
        line('theirs', 's', { tenant: 'county', service: 'y', fixed: false }),
      ]),
    ],
    [
      input('p', 90, 99.99, 120),
      input('q', 31.27),
      input('r', 17.5),
      input('s', 7.77),
      ...['town', 'county'].flatMap((id, index) => [
        input(`people:${id}`, 1000 + 2500 * index),
        input(`use:${id}`, 40 + 25 * index),
      ]),
    ],
    { tenants: ['town', 'county'].map((id) => ({ id, title: id, inhabitants: `people:${id}`, transactions: `use:${id}` })) },
  );
  const tiers = { x: 'A2', y: 'A2' } as const;
  const paid = (tenant: string, key: (typeof sharingKeys)[number]): number =>
    payerCosts({ input: told(shared, inEnglish), tiers }, 'a', wishing({ payer: { tenant, key } })).total.expected.toNumber();

  test.each(sharingKeys)('%s: payers together pay the total, and each what the comparison says', (key) => {
    const { figures } = compare(shared);
    expect(paid('town', key) + paid('county', key)).toBeCloseTo(Number(figures['month:a']?.value), 6);
    // The comparison shares whole cents.
    for (const tenant of ['town', 'county'])
      expect(Math.abs(paid(tenant, key) - Number(figures[`share:a/${tenant}/${key}`]?.value))).toBeLessThan(0.011);
  });

  test('by Shapley, what only others use needs no price', () => {
    const open = {
      ...shared,
      profiles: shared.profiles.map((one) => ({ ...one, lines: [...one.lines, line('open', null, { tenant: 'county' })] })),
    };
    const bound = (tenant: string) =>
      payerCosts({ input: told(open, inEnglish), tiers }, 'a', wishing({ payer: { tenant, key: 'shapley' } })).total.high;
    expect(bound('town')).not.toBeNull();
    expect(bound('county')).toBeNull();
  });
});

test('every figure of an answer follows from figures with a source', () => {
  const { figures } = answerTo({ wish: upTo(155), variants: [written, lowest], offers: {}, impossible: [] });
  expect(Object.keys(figures).length).toBeGreaterThan(5);
  for (const figure of Object.values(figures))
    if ('derivedFrom' in figure) expect(figure.derivedFrom.filter((from) => figures[from] === undefined)).toEqual([]);
    else expect(figure.source).not.toBe('');
});
