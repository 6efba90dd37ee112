import type { Claim } from '../../lib/preflight/claim';
import type { Limit } from '../../lib/preflight/limit';
import { linesOf } from '../../lib/preflight/preflight';
import { lineOf, stops } from '../../lib/preflight/verdict';

const origin = { source: 'a page', date: '2026-11-22', confidence: 'high' as const };

const claimOf = (amount: number, offline: Limit): Claim => ({
  need: {
    place: { account: 'city', region: 'here' },
    id: 'quota/things',
    item: 'things',
    amount,
    parts: [
      { of: 'stack-a#one', amount: 1 },
      { of: 'stack-b#two', amount: amount - 2 },
      { of: 'stack-a#three', amount: 1 },
    ],
  },
  offline,
  advise: ({ kind }) => ({ by: 'operator', request: `do something about ${kind}` }),
});

test.each<[amount: number, limit: Limit, verdict: string, stopping: boolean]>([
  [8, { kind: 'bound', value: 10, ...origin }, 'fits', false],
  [9, { kind: 'bound', value: 10, ...origin }, 'tight', false],
  [10, { kind: 'bound', value: 10, ...origin }, 'tight', false],
  [11, { kind: 'bound', value: 10, ...origin }, 'exceeded', true],
  [11, { kind: 'bound', value: Infinity, ...origin }, 'fits', false],
  [1, { kind: 'bound', value: 0, ...origin }, 'exceeded', true],
  [10, { kind: 'length', value: 10, ...origin }, 'fits', false],
  [11, { kind: 'length', value: 10, ...origin }, 'exceeded', true],
  [1, { kind: 'presence', value: 1, ...origin }, 'fits', false],
  [1, { kind: 'presence', value: 0, ...origin }, 'missing', true],
  [1, { kind: 'unknown', reason: 'nobody answered', ...origin }, 'unknown', false],
  [1, { kind: 'duty', ...origin }, 'duty', false],
])('%d against %j: %s', (amount, limit, verdict, stopping) => {
  const line = lineOf('x', claimOf(amount, limit));
  expect(line.verdict).toBe(verdict);
  expect(stops(line)).toBe(stopping);
  expect(line.request).toBe(verdict === 'fits' ? '' : `do something about ${limit.kind}`);
});

test('a line has the documented shape, its parts artefact by artefact', () => {
  expect(lineOf('aws', claimOf(11, { kind: 'bound', value: 10, ...origin, confidence: 'low' }))).toEqual({
    target: 'aws',
    account: 'city',
    region: 'here',
    item: 'things',
    need: 11,
    limit: 10,
    verdict: 'exceeded',
    source: 'a page',
    date: '2026-11-22',
    confidence: 'low',
    request: 'do something about bound',
    by: 'operator',
    parts: [
      { of: 'stack-a', amount: 2 },
      { of: 'stack-b', amount: 9 },
    ],
  });
});

test('no bound is -1, no knowledge is null with its reason', () => {
  expect(lineOf('x', claimOf(3, { kind: 'bound', value: Infinity, ...origin })).limit).toBe(-1);
  const unknown = lineOf('x', claimOf(3, { kind: 'unknown', reason: 'nobody answered', ...origin }));
  expect(unknown).toMatchObject({ limit: null, source: 'nobody answered' });
});

test('lines come with the worst first, else in their order', () => {
  const kinds = ['fits', 'duty', 'exceeded', 'unknown', 'missing', 'tight'] as const;
  const limits: Readonly<Record<(typeof kinds)[number], Limit>> = {
    fits: { kind: 'bound', value: 100, ...origin },
    duty: { kind: 'duty', ...origin },
    exceeded: { kind: 'bound', value: 1, ...origin },
    unknown: { kind: 'unknown', reason: '', ...origin },
    missing: { kind: 'presence', value: 0, ...origin },
    tight: { kind: 'bound', value: 5, ...origin },
  };
  const lines = linesOf(
    'x',
    kinds.map((kind) => claimOf(5, limits[kind])),
    new Map(),
  );
  expect(lines.map(({ verdict }) => verdict)).toEqual(['exceeded', 'missing', 'unknown', 'duty', 'tight', 'fits']);
});
