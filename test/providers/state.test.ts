import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Blueprint } from '../../lib/model/blueprint';
import { type Stateful, statefulIn, statefulProblems } from '../../lib/evidence/stateful';
import type { Lock } from '../../lib/plan/lock';
import { updateLock } from '../../lib/plan/lock-update';
import { loadProvider } from '../../lib/providers/registry';
import { synthesizeAll } from '../artefacts';
import { referenceBlueprint, resolved } from '../plans';
import { tries } from '../property';

type Draft = ReturnType<typeof referenceBlueprint>;

/** Ordinary edits of a living region; none of them may touch what holds state and stays. */
const edits: Readonly<Record<string, (draft: Draft) => void>> = {
  'add a tenant': (draft) => {
    draft.tenants['village'] = { name: 'Village', inhabitants: 900 };
    for (const target of Object.values(draft.targets))
      if (target.accounts !== undefined) target.accounts['village'] = '777788889999';
  },
  'add an e-service': (draft) => {
    draft.hosting['directory'] = { tenant: 'city', service: 'directory@1', host: 'data.city.reference.example', tier: 'A2' };
  },
  'add a store': (draft) => {
    draft.storage['maps'] = { tenant: 'county', dataClass: 'C1', sizeGiB: 50, retention: { years: 1 } };
  },
  'write things in another order': (draft) => {
    draft.tenants = Object.fromEntries(Object.entries(draft.tenants).reverse());
    draft.hosting = Object.fromEntries(Object.entries(draft.hosting).reverse());
    draft.storage = Object.fromEntries(Object.entries(draft.storage).reverse());
  },
  'grow tenfold': (draft) => {
    for (const tenant of Object.values(draft.tenants)) tenant.inhabitants = Math.min(tenant.inhabitants * 10, 2_000_000);
    for (const bound of Object.keys(draft.quota) as (keyof Draft['quota'])[]) draft.quota[bound] *= 10;
  },
  'keep records longer': (draft) => {
    for (const store of Object.values(draft.storage)) store.retention.years = Math.min(store.retention.years + 5, 50);
  },
  'release an image': (draft) => {
    const hosted = draft.hosting['residence'];
    if (hosted !== undefined) hosted.images = { web: `registry.example/residence@sha256:${'a'.repeat(64)}` };
  },
  'let more out': (draft) => {
    if (!draft.network.egress.allow.includes('maps.example')) draft.network.egress.allow.push('maps.example');
  },
};

const stateOf = (blueprint: Blueprint, lock: Lock): Record<string, Stateful> => {
  const plan = resolved('reference/municipal.yaml', (draft) => Object.assign(draft, structuredClone(blueprint)), lock);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems, null, 2));
  // One target of each provider: partitions differ in what they lack, not in what holds state.
  const targets = Object.fromEntries(Object.entries(plan.value.targets).filter(([id]) => id !== 'sovereign'));
  return Object.fromEntries(
    synthesizeAll({ ...plan.value, targets }).map(({ target, provider, folder, artefacts }) => [
      target,
      Object.fromEntries(
        artefacts.map(({ name, file }) => [
          name,
          statefulIn(JSON.parse(readFileSync(path.join(folder, file), 'utf8')), loadProvider(provider).statefulTypes),
        ]),
      ),
    ]),
  );
};

const given = (blueprint: Blueprint, previous?: Lock): Lock => {
  const lock = updateLock(blueprint, previous, 'x.yaml');
  if (!lock.ok) throw new Error(JSON.stringify(lock.problems));
  return lock.value;
};

test('no sequence of ordinary edits replaces or removes what holds state', () => {
  const first = referenceBlueprint();
  const firstLock = given(first);
  const before = stateOf(first, firstLock);
  expect(
    Object.values(before)
      .map((artefacts) => Object.values(artefacts).flatMap((resources) => Object.keys(resources)).length)
      .every((count) => count > 40),
  ).toBe(true);
  const sequences = fc.uniqueArray(fc.constantFrom(...Object.keys(edits)), {
    minLength: 4,
    maxLength: Object.keys(edits).length,
  });
  fc.assert(
    fc.property(sequences, (names) => {
      const draft = structuredClone(first);
      let lock = firstLock;
      for (const name of names) {
        edits[name]?.(draft);
        lock = given(draft, lock);
      }
      const now = stateOf(draft, lock);
      const problems = Object.entries(before).flatMap(([target, state]) =>
        statefulProblems({ lock: 'x', blueprint: 'x.yaml' }, target, state, now[target] ?? {}),
      );
      expect(problems.map((problem) => problem.message)).toEqual([]);
    }),
    tries(5),
  );
});

test('a removed e-service and a moved address are seen', () => {
  const first = referenceBlueprint();
  const lock = given(first);
  const before = stateOf(first, lock);
  const without = structuredClone(first);
  delete without.hosting['appointments'];
  const gone = stateOf(without, lock);
  const moved = stateOf(first, { ...lock, spaces: { ...lock.spaces, 'city-production': '10.64.240.0/20' } });
  const codes = (now: Record<string, Stateful>, target: string): string[] => [
    ...new Set(
      statefulProblems({ lock: 'x', blueprint: 'x.yaml' }, target, before[target] ?? {}, now[target] ?? {}).map(
        (problem) => problem.code,
      ),
    ),
  ];
  for (const target of Object.keys(before)) {
    expect([target, codes(gone, target)]).toEqual([target, ['SGC6001']]);
    expect([target, codes(moved, target)]).toEqual([target, ['SGC6002']]);
  }
});
