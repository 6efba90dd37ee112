import { personOf, wavesOf } from './lanes';
import type { State } from './region';

const state = (id: string): State => ({ id, name: id.replaceAll('/', '-'), file: '', resources: 1 });

const after: Readonly<Record<string, readonly string[]>> = {
  'a-demo/network': ['a', 'egress'],
  'b-demo/network': ['b', 'egress'],
  'a-demo/storage': ['a-demo/network'],
  'b-demo/storage': ['b-demo/network'],
  'a-demo/asks': ['a-demo/storage', 'b-demo/answers'],
  'b-demo/answers': ['b-demo/storage'],
};

const ids = [
  'foundation/operator',
  'foundation/domain',
  'foundation/quotas',
  'foundation/records',
  'egress',
  'a-demo/network',
  'b-demo/network',
  'a-demo/storage',
  'b-demo/storage',
  'link/a-b',
  'b-demo/answers',
  'a-demo/asks',
];

test('people of different spaces apply at once, and who asks another waits for the answer', () => {
  const waves = wavesOf(ids.map(state), (id) => after[id] ?? []);
  expect(waves.map((wave) => wave.map(({ who, states }) => `${who}: ${states.map(({ id }) => id).join(' ')}`))).toEqual([
    ['operator: foundation/operator'],
    ['manager: foundation/domain'],
    ['operator: foundation/quotas'],
    ['region: foundation/records egress link/a-b'],
    ['a-demo: a-demo/network a-demo/storage', 'b-demo: b-demo/network b-demo/storage b-demo/answers'],
    ['a-demo: a-demo/asks'],
  ]);
});

test('a state that changes alone is a wave of its own', () => {
  expect(wavesOf([state('a-demo/storage')], (id) => after[id] ?? [])).toEqual([
    [{ who: 'a-demo', states: [state('a-demo/storage')] }],
  ]);
});

test.each([
  ['foundation/quotas', 'operator'],
  ['foundation/domain', 'manager'],
  ['foundation/backup', 'region'],
  ['egress', 'region'],
  ['link/a-b', 'region'],
  ['a-demo/asks', 'a-demo'],
])('%s is applied by %s', (id, who) => expect(personOf(state(id))).toBe(who));
