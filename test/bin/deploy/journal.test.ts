import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Journal } from '../../../bin/deploy/journal';
import { emptyFolder } from '../region';

const said = [
  'openstack_networking_network_v2.one: Creating...',
  'openstack_networking_network_v2.one: Creation complete after 2s [id=a-1]',
  'openstack_dns_recordset_v2.name: Still creating... [10s elapsed]',
  '\u001b[0m\u001b[1mopenstack_dns_recordset_v2.name: Creation complete after 12s [id=zone/set]\u001b[0m',
  'openstack_compute_volume_attach_v2.x: Modifications complete after 1s [id=no]',
  'openstack_identity_application_credential_v3.host: Creation complete after 0s [id=c-1]',
  '',
].join('\n');

const taken = (folder: string): unknown => JSON.parse(readFileSync(path.join(folder, 'sgc_adopt.tf.json'), 'utf8'));

test('what an engine called complete is taken over, whatever the pieces in which it said so', () => {
  const folder = emptyFolder();
  const journal = new Journal(folder);
  for (let at = 0; at < said.length; at += 7) journal.hear(said.slice(at, at + 7));
  expect(new Journal(folder).adopt()).toEqual(['openstack_identity_application_credential_v3.host']);
  expect(taken(folder)).toEqual({
    import: [
      { to: 'openstack_networking_network_v2.one', id: 'a-1' },
      { to: 'openstack_dns_recordset_v2.name', id: 'zone/set' },
      { to: 'openstack_identity_application_credential_v3.host', id: 'c-1' },
    ],
  });
});

test('an apply that ended by itself leaves nothing to take over', () => {
  const folder = emptyFolder();
  const journal = new Journal(folder);
  journal.hear(said);
  journal.close();
  expect(new Journal(folder).adopt()).toEqual([]);
  expect(existsSync(path.join(folder, 'sgc_adopt.tf.json'))).toBe(false);
});

test('a line that was cut off is left out', () => {
  const folder = emptyFolder();
  const journal = new Journal(folder);
  journal.hear(said);
  appendFileSync(path.join(folder, 'sgc-made.jsonl'), '{"address":"openstack_lb_p');
  expect(new Journal(folder).left).toHaveLength(3);
});
