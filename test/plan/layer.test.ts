import { layerOf, layers } from '../../lib/plan/layer';

test.each([
  ['foundation', 'foundation'],
  ['foundation/operator', 'foundation'],
  ['foundation/records', 'foundation'],
  ['city', 'foundation'],
  ['egress', 'network'],
  ['city/egress', 'network'],
  ['link/city-kindergarten-county-residence-443-production', 'network'],
  ['city-production/network', 'network'],
  ['city-production/transit', 'network'],
  ['city-production/storage', 'storage'],
  ['city-production/storage/second-site', 'storage'],
  ['city-production/appointments', 'hosting'],
  ['city-production/appointments/preparation', 'hosting'],
  ['city-production/appointments/second-site', 'hosting'],
])('%s belongs to %s', (id, layer) => {
  expect(layerOf(id)).toBe(layer);
});

test('layers stand in the order in which they build on each other', () => {
  expect(layers).toEqual(['foundation', 'network', 'storage', 'hosting']);
});
