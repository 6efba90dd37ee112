import type { Resource } from '../../lib/evidence/resource';
import { secretFacts } from '../../lib/evidence/secret-facts';

const resource = (text: string): Resource => ({
  id: 'a#host',
  type: 'compute_instance_v2',
  artefact: { id: 'a', name: 'a', kind: 'other', tenant: '', space: '', account: '', region: '' },
  properties: { user_data: text },
  kept: false,
  pointer: '/resource/compute_instance_v2/host',
  constructPath: '',
  maybe: '',
});

const isSeen = (text: string): boolean => secretFacts(resource(text)).length > 0;

test.each([
  'url=postgresql://app:hunter2secret@db.internal/app',
  'url=postgresql+psycopg://app:hunter2secret@db.internal/app',
  'url=s3://KEY:hunter2secret@store.internal/bucket',
  'chpasswd: root:hunter2',
])('a secret is seen in %s', (text) => {
  expect(isSeen(text)).toBe(true);
});

test.each([
  'url=postgresql://app@db.internal/app',
  'url=postgresql://app:${password}@db.internal/app',
  'url=https://registry.internal:5000/image@sha256:abc',
  'cat /etc/passwd',
])('none is seen in %s', (text) => {
  expect(isSeen(text)).toBe(false);
});
