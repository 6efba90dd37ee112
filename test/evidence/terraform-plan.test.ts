import { changesInPlan } from '../../lib/evidence/terraform-plan';

const volume = 'openstack_blockstorage_volume_v3';

const planWith = (...changes: readonly (readonly [address: string, actions: readonly string[], mode?: string])[]): string =>
  JSON.stringify({
    format_version: '1.2',
    resource_changes: changes.map(([address, actions, mode = 'managed']) => ({
      address,
      mode,
      type: address.replace(/^data\./, '').split('.')[0],
      change: { actions },
    })),
  });

test.each([
  [['create'], 'create'],
  [['update'], 'update'],
  [['delete'], 'delete'],
  [['delete', 'create'], 'replace'],
  [['create', 'delete'], 'replace'],
  [['create', 'forget'], 'replace'],
  [['forget'], 'leave'],
])('%j is read as %s', (actions, action) => {
  expect(changesInPlan(planWith([`${volume}.data-a`, actions]))).toEqual([{ id: 'data-a', type: volume, action }]);
});

test('what stays as it is, and what is only read, is no change', () => {
  const data = `data.${volume}.found`;
  expect(changesInPlan(planWith([`${volume}.data-a`, ['no-op']], [data, ['read'], 'data']))).toEqual([]);
});

test('instances of one resource keep what tells them apart', () => {
  expect(changesInPlan(planWith([`${volume}.data["a"]`, ['delete']]))).toEqual([
    { id: 'data["a"]', type: volume, action: 'delete' },
  ]);
});

test('a plan without changes is empty', () => {
  expect(changesInPlan(JSON.stringify({ format_version: '1.2' }))).toEqual([]);
});

test.each([
  ['an action that we do not know', planWith([`${volume}.a`, ['create']], [`${volume}.b`, ['vanish']])],
  ['no JSON', 'Error: nothing to show'],
  ['something else', '{}'],
])('%s cannot be read', (_, json) => {
  expect(changesInPlan(json)).toBeUndefined();
});
