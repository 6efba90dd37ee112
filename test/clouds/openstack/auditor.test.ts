import { planOf } from '../../plans';
import { support } from '../../../lib/providers/openstack/support';
import seen from './auditor-seen.json';

/*
 * `npm run prove:openstack` fails where a token of the auditor changes anything else than what stands in
 * auditor-seen.json; here the profile and the ledger are held to the same file.
 */
const words: Readonly<Record<string, string>> = {
  'block-storage': 'volumes',
  compute: 'servers',
  dns: 'names',
  image: 'images',
  network: 'networks',
  'shared-file-system': 'shares',
};

const cloudOf = () => {
  const target = planOf('reference/provider.yaml').targets[seen.cloud];
  if (target?.provider !== 'openstack') throw new Error(`${seen.cloud} is no target on OpenStack`);
  return target.cloud;
};

test('the profile names every service that let the auditor change something, and no other', () => {
  const { readerRole } = cloudOf().capabilities;
  expect(readerRole).toMatchObject({ value: false, origin: 'probe' });
  const { source } = readerRole as { readonly source: string };
  const named = Object.entries(words).filter(([, word]) => source.includes(word));
  expect(named.map(([service]) => service).sort()).toEqual([...seen.changed].sort());
});

test('the ledger says that services let the auditor change things, as they did', () => {
  expect(seen.changed.length).toBeGreaterThan(0);
  expect(support(cloudOf())['identity.staff'].lost).toContain('let the auditor and the planner change things');
});

test('a cloud in which they refuse has no such line', () => {
  const cloud = cloudOf();
  const heeding = { ...cloud, capabilities: { ...cloud.capabilities, readerRole: true } };
  expect(support(heeding)['identity.staff'].lost).not.toContain('auditor');
});
