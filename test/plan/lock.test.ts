import fc from 'fast-check';
import type { Blueprint } from '../../lib/model/blueprint';
import { overlapsCidr } from '../../lib/model/cidr';
import { spaceIdsOf } from '../../lib/plan/ids';
import { parseLock, releaseFromLock, renderLock, type Lock } from '../../lib/plan/lock';
import { isCurrent, updateLock } from '../../lib/plan/lock-update';
import { referenceBlueprint } from '../plans';

const given = (blueprint: Blueprint, previous?: Lock): Lock => {
  const result = updateLock(blueprint, previous, 'x.yaml');
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join());
  return result.value;
};

const reference = referenceBlueprint();

const codes = (result: ReturnType<typeof updateLock> | ReturnType<typeof parseLock>): string[] =>
  result.ok ? [] : result.problems.map((problem) => problem.code);

/** The reference with other tenants, stages and zones; links and hosting would only distract. */
const withShape = (tenants: readonly string[], stages: readonly string[], zones: number): Blueprint => {
  return {
    ...reference,
    tenants: Object.fromEntries(tenants.map((id) => [id, { name: id, inhabitants: 1 }])),
    stages: Object.fromEntries(stages.map((id) => [id, {}])),
    network: { ...reference.network, zones, links: [] },
    hosting: {},
    storage: {},
    connectivity: {},
  };
};

test('the first lock gives the lowest blocks: egress, transit, then the spaces by name', () => {
  const lock = given(withShape(['north', 'south'], ['production', 'staging'], 2));
  expect(lock).toMatchObject({
    egress: '10.64.0.0/20',
    transit: '10.64.16.0/20',
    zones: ['a', 'b'],
    spaces: {
      'north-production': '10.64.32.0/20',
      'north-staging': '10.64.48.0/20',
      'south-production': '10.64.64.0/20',
      'south-staging': '10.64.80.0/20',
    },
  });
  expect(lock.prefix6).toMatch(/^fd[0-9a-f:]+::\/48$/);
});

test('an e-service keeps the zones over which its state is spread, until it is released', () => {
  const grown = (zones: number): Blueprint => ({ ...reference, network: { ...reference.network, zones } });
  const id = 'city-production/appointments';
  const before = given(grown(2));
  expect(before.spread[id]).toBe(2);
  const { appointments } = reference.hosting;
  if (appointments === undefined) throw new Error('no appointments');
  const blueprint = { ...grown(3), hosting: { ...reference.hosting, later: { ...appointments, host: 'later.example' } } };
  const after = given(blueprint, before);
  expect(after.zones).toEqual(['a', 'b', 'c']);
  expect(after.spread[id]).toBe(2);
  expect(after.spread['city-production/later']).toBe(3);
  const released = releaseFromLock(after, id);
  if (released === undefined) throw new Error('nothing released');
  expect(isCurrent(blueprint, released, 'x.yaml')).toEqual({ ok: true, value: false });
  expect(given(blueprint, released).spread[id]).toBe(3);
  expect(given(grown(3), after).spread).toHaveProperty('city-production/later', 3);
});

test('what is removed leaves a tombstone whose block returns only by release', () => {
  const before = given(withShape(['north', 'south'], ['production'], 1));
  const without = given(withShape(['south'], ['production'], 1), before);
  expect(without.released.spaces).toEqual({ 'north-production': '10.64.32.0/20' });
  const other = given(withShape(['east', 'south'], ['production'], 1), without);
  expect(other.spaces['east-production']).toBe('10.64.64.0/20');
  const released = releaseFromLock(without, 'north-production');
  expect(released?.released.spaces).toEqual({});
  expect(given(withShape(['east', 'south'], ['production'], 1), released).spaces['east-production']).toBe('10.64.32.0/20');
  expect(releaseFromLock(without, 'nobody')).toBeUndefined();
});

test('what holds state is signed off by resource, by artefact or by target', () => {
  const store = { type: 'AWS::S3::Bucket', replacedBy: {} };
  const lock = { ...given(reference), stateful: { aws: { one: { A: store, B: store }, two: { C: store } }, openstack: {} } };
  const left = (id: string) => releaseFromLock(lock, id)?.stateful;
  expect(left('aws/one/A')).toEqual({ aws: { one: { B: store }, two: { C: store } }, openstack: {} });
  expect(left('aws/one')).toEqual({ aws: { one: {}, two: { C: store } }, openstack: {} });
  expect(left('aws')).toEqual({ openstack: {} });
  expect(left('azure')).toBeUndefined();
});

test('what comes back gets its old block', () => {
  const before = given(withShape(['north', 'south'], ['production'], 1));
  const without = given(withShape(['south'], ['production'], 1), before);
  expect(given(withShape(['north', 'south'], ['production'], 1), without).spaces).toEqual(before.spaces);
});

test('addresses that are given cannot move, zones cannot go, a lock serves one region', () => {
  const shape = withShape(['north'], ['production'], 2);
  const lock = given(shape);
  expect(codes(updateLock({ ...shape, network: { ...shape.network, addresses: '10.80.0.0/16' } }, lock, 'x.yaml'))).toEqual([
    'SGC4005',
  ]);
  expect(codes(updateLock({ ...shape, network: { ...shape.network, zones: 1 } }, lock, 'x.yaml'))).toEqual(['SGC4008']);
  expect(codes(updateLock({ ...shape, region: 'other' }, lock, 'x.yaml'))).toEqual(['SGC4004']);
});

test('addresses too small for the tenants are a problem', () => {
  const shape = withShape(['a1', 'a2', 'a3'], ['production'], 1);
  expect(codes(updateLock({ ...shape, network: { ...shape.network, addresses: '10.64.0.0/18' } }, undefined, 'x.yaml'))).toEqual([
    'SGC4006',
  ]);
});

test('two branches that took the same block are found at the merge', () => {
  const base = given(withShape(['north'], ['production'], 1));
  const merged = { ...base, spaces: { ...base.spaces, 'east-production': '10.64.32.0/20' } };
  expect(codes(parseLock('x.lock.json', renderLock(merged)))).toEqual(['SGC4003']);
  expect(parseLock('x.lock.json', renderLock(base))).toEqual({ ok: true, value: base });
});

test.each([
  ['not JSON', '{', 'SGC4001'],
  ['conflict markers', '<<<<<<< HEAD\n{}', 'SGC4001'],
  ['another shape', '{"lock":1}', 'SGC4002'],
])('a lock with %s is a problem', (_name, text, code) => {
  expect(codes(parseLock('x.lock.json', text))).toContain(code);
});

test('under random edits no given address ever moves, none overlap, and rendering is stable', () => {
  const tenants = fc.uniqueArray(fc.constantFrom('t1', 't2', 't3', 't4', 't5', 't6'), { minLength: 1, maxLength: 6 });
  const stages = fc.uniqueArray(fc.constantFrom('production', 'staging'), { minLength: 1, maxLength: 2 });
  const edits = fc.array(fc.record({ tenants, stages, moreZones: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 2,
    maxLength: 12,
  });
  fc.assert(
    fc.property(edits, (sequence) => {
      const everGiven = new Map<string, string>();
      let lock: Lock | undefined;
      let zones = 1;
      for (const edit of sequence) {
        zones = Math.min(4, zones + edit.moreZones);
        const shape = withShape(edit.tenants, edit.stages, zones);
        const before = lock;
        lock = given(shape, lock);
        for (const id of spaceIdsOf(shape)) {
          const block = lock.spaces[id] ?? '';
          expect(everGiven.get(id) ?? block).toBe(block);
          everGiven.set(id, block);
        }
        expect(lock.zones.slice(0, before?.zones.length ?? 0)).toEqual(before?.zones ?? []);
        const blocks = [lock.egress, lock.transit, ...Object.values(lock.spaces), ...Object.values(lock.released.spaces)];
        expect(blocks.some((a, i) => blocks.slice(i + 1).some((b) => overlapsCidr(a, b)))).toBe(false);
        expect(isCurrent(shape, lock, 'x.yaml')).toEqual({ ok: true, value: true });
        expect(parseLock('x', renderLock(lock))).toEqual({ ok: true, value: lock });
      }
    }),
    { numRuns: 100, seed: 20261122 },
  );
});
