import type { Action } from '../../lib/evidence/change';
import { lossProblems } from '../../lib/evidence/loss';

const volume = 'openstack_blockstorage_volume_v3';
const losing = {
  file: 'x/cdk.tf.json',
  target: 'openstack',
  artefact: 'demo-fees',
  types: { [volume]: [] },
  released: new Set<string>(),
};
const change = (action: Action, type = volume) => ({ id: 'data-a', type, action });

test.each([
  ['delete', 'SGC6003'],
  ['leave', 'SGC6003'],
  ['replace', 'SGC6004'],
  ['may-replace', 'SGC6004'],
] as const)('to %s what holds state is refused with its name', (action, code) => {
  const [problem, ...others] = lossProblems(losing, [change(action)]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ file: 'x/cdk.tf.json', line: 0, column: 0, code });
  expect(problem?.message).toContain(`${volume} openstack/demo-fees/data-a holds state`);
  expect(problem?.repair).toContain('--release openstack/demo-fees/data-a');
});

test.each(['create', 'update'] as const)('to %s it is fine', (action) => {
  expect(lossProblems(losing, [change(action)])).toEqual([]);
});

test('what holds no state may go', () => {
  expect(lossProblems(losing, [change('delete', 'openstack_compute_instance_v2')])).toEqual([]);
});

test('a release lets exactly its own resource through', () => {
  const changes = [change('delete'), { id: 'data-b', type: volume, action: 'delete' as const }];
  const problems = lossProblems({ ...losing, released: new Set(['openstack/demo-fees/data-a']) }, changes);
  expect(problems.map(({ message }) => message)).toEqual([
    `${volume} openstack/demo-fees/data-b holds state and would be deleted`,
  ]);
  expect(
    lossProblems({ ...losing, released: new Set(['openstack/demo-taxes/data-a', 'aws/demo-fees/data-b']) }, changes),
  ).toHaveLength(2);
});
