import { demandOf, instancesOf, replicasOf, sizes } from '../../lib/plan/sizing';

const assumptions = {
  busiestMonth: 0.15,
  busiestDay: 0.08,
  busiestHour: 0.14,
  burstShare: 0.2,
  requestsPerTransaction: 40,
  peakFactor: 3,
  requestsPerSecondPerVcpu: 25,
};

// The worked check of the demand model: a city of 120,000.
test.each([
  ['ES-01', 6_000, false, 7_200, 12.096, 0.403],
  ['ES-03', 40_000, false, 48_000, 80.64, 2.688],
  ['ES-05', 1_200, true, 1_440, 288, 9.6],
  ['ES-10 with a due date', 45_000, true, 54_000, 10_800, 360],
])('%s has the load of the worked check', (_name, transactionsPer100k, burst, yearly, hourly, perSecond) => {
  expect(demandOf(120_000, { transactionsPer100k, burst }, assumptions)).toEqual({
    transactionsPerYear: yearly,
    peakHourTransactions: hourly,
    peakRequestsPerSecond: perSecond,
  });
});

test('the tier sets the floor, the peak the ceiling', () => {
  expect(instancesOf(0.4, sizes.xs, 'A1', 2, 'full', assumptions)).toEqual({ min: 1, max: 2 });
  expect(instancesOf(0.4, sizes.xs, 'A2', 2, 'full', assumptions)).toEqual({ min: 2, max: 3 });
  expect(instancesOf(360, sizes.xs, 'A2', 2, 'full', assumptions)).toEqual({ min: 2, max: 15 });
  expect(instancesOf(360, sizes.m, 'A3', 3, 'full', assumptions)).toEqual({ min: 3, max: 8 });
  expect(instancesOf(360, sizes.m, 'A3', 3, 'small', assumptions)).toEqual({ min: 1, max: 2 });
});

test('more inhabitants never get less capacity', () => {
  const ceilings = [0, 1_000, 50_000, 120_000, 1_000_000, 10_000_000].map((inhabitants) => {
    const demand = demandOf(inhabitants, { transactionsPer100k: 45_000, burst: true }, assumptions);
    return instancesOf(demand.peakRequestsPerSecond, sizes.s, 'A2', 2, 'full', assumptions).max;
  });
  expect(ceilings).toEqual([...ceilings].sort((a, b) => a - b));
  expect(new Set(ceilings).size).toBeGreaterThan(3);
});

test('a database has a second copy as soon as its tier must survive a zone', () => {
  expect([replicasOf('A1', 'full'), replicasOf('A2', 'full'), replicasOf('A3', 'full'), replicasOf('A3', 'small')]).toEqual([
    1, 2, 2, 1,
  ]);
});
