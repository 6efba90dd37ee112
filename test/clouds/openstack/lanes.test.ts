import { personOf, together, wavesOf } from './lanes';
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

test('a lane that fails is told once the others have ended', async () => {
  const ended: string[] = [];
  const wave = ['slow', 'bad', 'slower'].map((who) => ({ who, states: [] }));
  const work = async ({ who }: { readonly who: string }): Promise<void> => {
    if (who === 'bad') throw new Error('bad');
    for (let turns = 0; turns < who.length; turns += 1) await Promise.resolve();
    ended.push(who);
  };
  await expect(together(wave, work)).rejects.toThrow('bad');
  expect(ended).toEqual(['slow', 'slower']);
});

test('what the lanes say comes in their order', async () => {
  const wave = ['b', 'a'].map((who) => ({ who, states: [] }));
  expect(await together(wave, ({ who }) => Promise.resolve(who))).toEqual(['b', 'a']);
});
