import { undeclared } from '../../lib/controls/isolation';
import { crossing } from '../../lib/evidence/crossing';

const declared = {
  spaces: { 'a-live': { tenant: 'a' }, 'b-live': { tenant: 'b' } },
  links: { one: { from: { space: 'a-live' }, to: { space: 'b-live' }, port: 443 } },
};

const judged = (...way: Parameters<typeof crossing>): 'meant' | 'leak' =>
  undeclared([crossing(...way)], declared).length === 0 ? 'meant' : 'leak';

test.each<readonly ['meant' | 'leak', string, Parameters<typeof crossing>]>([
  ['meant', 'the declared link', ['endpoint', 'a-live', 'b-live', 'x', { ports: ['443'], through: 'link' }]],
  ['leak', 'the link backwards', ['endpoint', 'b-live', 'a-live', 'x', { ports: ['443'], through: 'link' }]],
  ['leak', 'the link on another port', ['endpoint', 'a-live', 'b-live', 'x', { ports: ['22'], through: 'link' }]],
  ['leak', 'the same ends without a private endpoint', ['endpoint', 'a-live', 'b-live', 'x', { ports: ['443'] }]],
  ['meant', 'the public entry', ['group', 'internet', 'a-live', 'x', { ports: ['443'], through: 'entry' }]],
  ['leak', 'the public entry on another port', ['group', 'internet', 'a-live', 'x', { ports: ['22'], through: 'entry' }]],
  ['leak', 'anything else from the internet', ['group', 'internet', 'a-live', 'x', { ports: ['443'] }]],
  ['meant', 'the way out', ['route', 'a-live', 'shared', 'x']],
  ['leak', 'a route to the other tenant', ['route', 'a-live', 'b-live', 'x']],
  ['meant', 'records that are added', ['policy', 'a', 'shared', 'x', { actions: ['s3:PutObject'] }]],
  ['leak', 'records that are read', ['policy', 'a', 'shared', 'x', { actions: ['s3:PutObject', 's3:GetObject'] }]],
  ['leak', 'an unknown party', ['key', 'unknown', 'a-live', 'x', { actions: ['read'] }]],
  ['meant', 'own staff', ['role', 'a', 'a-live', 'x', { actions: ['member'] }]],
  ['leak', "the other tenant's staff", ['role', 'b', 'a-live', 'x', { actions: ['member'] }]],
  ['leak', "the cloud's administrator", ['role', 'shared', 'a-live', 'x', { actions: ['admin'] }]],
])('%s: %s', (verdict, _, way) => {
  expect(judged(...way)).toBe(verdict);
});
