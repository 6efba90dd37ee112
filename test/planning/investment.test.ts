import { readFileSync } from 'node:fs';
import path from 'node:path';
import Decimal from 'decimal.js';
import fc from 'fast-check';
import { parsePlanning } from '../../lib/model/descriptor';
import type { InvestmentTerms } from '../../lib/model/investment';
import type { Problem } from '../../lib/model/problem';
import { cashFlowOf, type Costs, type Terms } from '../../lib/planning/cash-flow';
import { compare } from '../../lib/planning/compare';
import { investmentOf } from '../../lib/planning/investment';
import { investmentInput } from '../../lib/planning/investment-input';
import type { Investment } from '../../lib/planning/investment-result';
import { tries } from '../property';
import { comparing, input, line, once, profile } from './hand';

const docs = readFileSync(path.join(__dirname, '../../docs/planning.md'), 'utf8');

const investing = (terms: InvestmentTerms, unpriced = false): Investment => {
  const city = profile('openstack', [line('all', 'month'), ...(unpriced ? [line('more', null)] : [])], {
    once: [once('setup', 'setup'), once('migration', 'migration'), once('parallel', 'months'), once('exit', 'exit')],
  });
  const comparison = compare(
    comparing(
      [city, profile('stay', [line('today', 'today')])],
      [
        input('month', 2500, 3000, 4000),
        input('today', 4000),
        input('setup', 20000, 30000, 45000),
        input('migration', 20000),
        input('months', 2),
        input('exit', 10000),
      ],
      {},
      3,
    ),
  );
  return investmentOf(comparison, investmentInput(terms, { file: 'r.planning.yaml', date: '2026-11-28' }, 'EUR'));
};

const example = (): InvestmentTerms => {
  const text = /<!-- example: investment -->\s+```yaml\n([^]*?)```/.exec(docs)?.[1] ?? '';
  const parsed = parsePlanning('docs/planning.md', `planning: 1\ndate: 2026-11-28\ncurrency: EUR\nyears: 3\n${text}`);
  if (!parsed.ok || parsed.value.value.investment === undefined) throw new Error(JSON.stringify(parsed));
  return parsed.value.value.investment;
};

const cash = { years: 3, discountPercent: new Decimal(4), sources: [], provider: null } satisfies Terms;
const costs = (change: Partial<Costs> = {}): Costs => ({
  invested: [{ kind: 'setup', year: 0, cost: new Decimal(1000) }],
  month: new Decimal(10),
  parallel: new Decimal(0),
  leaving: new Decimal(0),
  ...change,
});

describe('the example of docs/planning.md', () => {
  const investment = investing(example());
  const value = (id: string): string => investment.figures[id]?.value ?? '';

  test('is what the program says, to the cent', () => {
    const rows = [...docs.matchAll(/^\| (public|private) \| (\d{4}) \| ([0-9.|\s-]+) \|$/gm)];
    expect(rows).toHaveLength(8);
    for (const [, financing = '', year = '', cells = ''] of rows)
      expect({ financing, year, cells: cells.split('|').map((cell) => cell.trim()) }).toEqual({
        financing,
        year,
        cells: ['investment', 'operation', 'once', 'funding', 'net', 'present'].map((what) =>
          value(`invest:openstack/${financing}/${year}/${what}`),
        ),
      });
    const sums = [...docs.matchAll(/^\| (public|private) \| \*\*sum\*\* .*\| \*\*([0-9.]+)\*\* \| \*\*([0-9.]+)\*\* \|$/gm)];
    expect(sums).toHaveLength(2);
    for (const [, financing = '', net, present] of sums)
      expect([value(`invest:openstack/${financing}/net`), value(`invest:openstack/${financing}/presentValue`)]).toEqual([
        net,
        present,
      ]);
  });

  test('names what grants and others pay, and the loss against staying', () => {
    expect([value('invest:openstack/public/grantShare'), value('invest:openstack/public/coFundingShare')]).toEqual([
      '40.3',
      '10.0',
    ]);
    expect(value('invest:stay/public/presentValue')).toBe('133204.38');
    expect(value('invest:openstack/public/gain')).toBe('-14535.60');
    // By a provider nothing is granted here.
    expect(value('invest:openstack/private/grantShare')).toBe('0.0');
  });

  test('has a range wherever the costs have one', () => {
    const { low, high } = investment.figures['invest:openstack/public/2027/investment'] ?? {};
    expect([low, high]).toEqual(['40000.00', '65000.00']);
    // The ceiling of the grant is reached either way.
    expect(investment.figures['invest:openstack/public/funding/erdf']).toMatchObject({ low: '24000.00', high: '25000.00' });
  });
});

describe('an investment', () => {
  test('without rate, grants and items is what a comparison says over the years', () => {
    const terms = { firstYear: 2027, discountPercent: 0 };
    const { figures } = investing(terms);
    const compared = { value: '176000.00', low: '148000.00', high: '227000.00' };
    expect(figures['invest:openstack/public/net']).toMatchObject(compared);
    expect(figures['invest:openstack/public/presentValue']).toMatchObject(compared);
  });

  test('keeps a lower bound and loses the upper one where a price is unknown', () => {
    const whole = investing(example());
    const open = investing(example(), true);
    for (const id of ['invest:openstack/public/presentValue', 'invest:openstack/private/net']) {
      expect(open.figures[id]?.high).toBe('unknown');
      expect(Number(open.figures[id]?.low)).toBe(Number(whole.figures[id]?.low));
    }
    expect(open.profiles[0]?.unknown).toContain('no price');
    expect(open.figures['invest:openstack/public/gain']?.low).toBe('unknown');
    // What is known stays known.
    expect(open.figures['invest:openstack/public/2027/net']?.high).toBe(whole.figures['invest:openstack/public/2027/net']?.high);
  });

  test('has no figure without a source, or figures from which it follows', () => {
    const { figures } = investing(example());
    for (const [id, figure] of Object.entries(figures)) {
      if ('derivedFrom' in figure)
        expect({ id, lost: figure.derivedFrom.filter((from) => figures[from] === undefined) }).toEqual({ id, lost: [] });
      else
        expect({ id, source: figure.source, date: figure.date }).toEqual({
          id,
          source: expect.stringMatching(/../),
          date: '2026-11-28',
        });
    }
  });
});

describe('money over years', () => {
  const euros = fc.integer({ min: 0, max: 100_000_000 }).map((cents) => new Decimal(cents).div(100));
  const kinds = fc.constantFrom('setup' as const, 'migration' as const, 'items' as const);
  const invested = fc.array(fc.record({ kind: kinds, year: fc.integer({ min: 0, max: 3 }), cost: euros }), { maxLength: 5 });
  const percents = fc.integer({ min: 0, max: 2000 }).map((one) => new Decimal(one).div(100));

  test('a provider without margin and with our own rate costs what we would pay ourselves', () => {
    fc.assert(
      fc.property(euros, percents, fc.integer({ min: 1, max: 3 }), (setup, rate, contractYears) => {
        const all = costs({ invested: [{ kind: 'setup', year: 0, cost: setup }] });
        const own = cashFlowOf(all, { ...cash, discountPercent: rate });
        const provider = {
          carries: ['setup' as const],
          contractYears,
          costOfCapitalPercent: rate,
          marginPercent: new Decimal(0),
        };
        const fee = cashFlowOf(all, { ...cash, discountPercent: rate, provider });
        // Whole cents, year by year.
        expect(fee.presentValue.minus(own.presentValue).abs().toNumber()).toBeLessThanOrEqual(0.05);
      }),
      tries(200),
    );
  });

  test('what others pay and what remains is all that is spent, whatever the ceiling and the delay', () => {
    fc.assert(
      fc.property(invested, percents, fc.option(euros), fc.integer({ min: 0, max: 5 }), (all, percent, atMost, delayYears) => {
        const source = { id: 's', percent, of: ['setup' as const, 'items' as const], atMost, delayYears };
        const flow = cashFlowOf(costs({ invested: all }), { ...cash, sources: [source] });
        const spent = all.reduce((sum, { cost }) => sum.plus(cost), new Decimal(360));
        expect(flow.net.plus(flow.funded.s ?? 0).toFixed(2)).toBe(spent.toFixed(2));
        if (atMost !== null) expect(flow.funded.s?.lte(atMost)).toBe(true);
      }),
      tries(200),
    );
  });

  test('more cost, a lower grant or a dearer provider never make it cheaper', () => {
    fc.assert(
      fc.property(invested, euros, percents, percents, fc.option(euros), (all, more, percent, less, atMost) => {
        const source = { id: 's', percent: Decimal.max(percent, less), of: ['setup' as const], atMost, delayYears: 1 };
        const terms: Terms = { ...cash, sources: [source] };
        const base = cashFlowOf(costs({ invested: all }), terms).presentValue;
        const dearer = [...all, { kind: 'setup' as const, year: 0, cost: more }];
        // Half a cent of each year and payment.
        const cents = 0.02 * (all.length + 4);
        expect(
          cashFlowOf(costs({ invested: dearer }), terms)
            .presentValue.minus(base)
            .toNumber(),
        ).toBeGreaterThanOrEqual(-cents);
        const poorer: Terms = { ...cash, sources: [{ ...source, percent: Decimal.min(percent, less) }] };
        expect(
          cashFlowOf(costs({ invested: all }), poorer)
            .presentValue.minus(base)
            .toNumber(),
        ).toBeGreaterThanOrEqual(-cents);
      }),
      tries(200),
    );
  });

  test('a higher rate never raises the worth of costs to come', () => {
    fc.assert(
      fc.property(invested, percents, percents, (all, a, b) => {
        const worth = (rate: Decimal): number =>
          cashFlowOf(costs({ invested: all }), { ...cash, discountPercent: rate }).presentValue.toNumber();
        expect(worth(Decimal.max(a, b))).toBeLessThanOrEqual(worth(Decimal.min(a, b)));
      }),
      tries(100),
    );
  });
});

describe('terms that contradict themselves', () => {
  const problemsOf = (investment: string): readonly Problem[] => {
    const parsed = parsePlanning('r.planning.yaml', `planning: 1\ndate: 2026-11-28\ncurrency: EUR\nyears: 3\n${investment}`);
    return parsed.ok ? [] : parsed.problems;
  };

  test('are told with their place, all at once', () => {
    const problems = problemsOf(`investment:
  firstYear: 2027
  discountPercent: 3
  items:
    racks: { title: Racks, profile: stay, year: 4, cost: 10 }
  funding:
    erdf: { title: Fund, kind: grant, percent: 85, of: [setup, migration] }
    state: { title: State, kind: coFunding, percent: 20, of: [migration] }
  private: { carries: [setup], contractYears: 5, costOfCapitalPercent: 5, marginPercent: 8 }
`);
    expect(problems.map(({ code, line: at, column, message }) => `${at}:${column} ${code} ${message}`)).toEqual([
      '9:49 SGC2622 year 4 lies behind the 3 years that are looked at',
      '12:54 SGC2621 105 % of migration are paid by others (public financing)',
      '13:47 SGC2622 year 5 lies behind the 3 years that are looked at',
    ]);
  });

  test('do not find fault with thirds', () => {
    expect(
      problemsOf(`investment:
  firstYear: 2027
  discountPercent: 3
  funding:
    a: { title: A, kind: grant, percent: 33.3, of: [setup] }
    b: { title: B, kind: coFunding, percent: 66.7, of: [setup] }
`),
    ).toEqual([]);
  });
});
