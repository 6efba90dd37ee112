import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Journal } from '../../../bin/deploy/journal';
import { emptyFolder } from '../region';

const said = [
  'openstack_networking_network_v2.one: Creating...',
  'openstack_networking_port_v2.two: Creating...',
  'openstack_networking_network_v2.one: Creation complete after 2s [id=a-1]',
  'openstack_dns_recordset_v2.name: Still creating... [10s elapsed]',
  '\u001b[0m\u001b[1mopenstack_dns_recordset_v2.name: Creation complete after 12s [id=zone/set]\u001b[0m',
  'openstack_compute_volume_attach_v2.x: Modifications complete after 1s [id=no]',
  'openstack_identity_application_credential_v3.host: Creation complete after 0s [id=c-1]',
  '',
].join('\n');

const journalIn = (folder: string, text: string): Journal => {
  const journal = new Journal(folder);
  for (let at = 0; at < text.length; at += 7) journal.hear(text.slice(at, at + 7));
  return new Journal(folder);
};

const taken = (folder: string): unknown => JSON.parse(readFileSync(path.join(folder, 'sgc_adopt.tf.json'), 'utf8'));

test('what an engine called complete is taken over, whatever the pieces in which it said so', () => {
  const folder = emptyFolder();
  const journal = journalIn(folder, said);
  expect(journal.adopt([{ address: 'openstack_networking_port_v2.two', id: 'p-1' }])).toEqual([
    'openstack_identity_application_credential_v3.host',
  ]);
  expect(taken(folder)).toEqual({
    import: [
      { to: 'openstack_networking_network_v2.one', id: 'a-1' },
      { to: 'openstack_dns_recordset_v2.name', id: 'zone/set' },
      { to: 'openstack_identity_application_credential_v3.host', id: 'c-1' },
      { to: 'openstack_networking_port_v2.two', id: 'p-1' },
    ],
  });
  journal.tidy();
  expect(existsSync(path.join(folder, 'sgc_adopt.tf.json'))).toBe(false);
});

test('what was begun and never called complete is in doubt', () => {
  expect(journalIn(emptyFolder(), said).inDoubt).toEqual(['openstack_networking_port_v2.two']);
});

test('a security group whose making was cut short may let everything out, so it is made again; a whole one is kept', () => {
  const folder = emptyFolder();
  const journal = journalIn(folder, 'openstack_networking_secgroup_v2.whole: Creation complete after 1s [id=g-1]\n');
  expect(journal.adopt([{ address: 'openstack_networking_secgroup_v2.cut', id: 'g-2' }])).toEqual([
    'openstack_networking_secgroup_v2.cut',
  ]);
  expect(taken(folder)).toEqual({
    import: [
      { to: 'openstack_networking_secgroup_v2.whole', id: 'g-1' },
      { to: 'openstack_networking_secgroup_v2.cut', id: 'g-2' },
    ],
  });
});

test('an apply that ended by itself leaves nothing to take over', () => {
  const folder = emptyFolder();
  journalIn(folder, said).close('Apply complete!');
  expect(new Journal(folder).adopt([])).toEqual([]);
  expect(existsSync(path.join(folder, 'sgc_adopt.tf.json'))).toBe(false);
});

test('a rule that the cloud has already is taken over the next time, by the id that it names', () => {
  const folder = emptyFolder();
  const id = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';
  journalIn(folder, said).close(
    [
      '╷',
      '│ Error: Error creating openstack_networking_secgroup_rule_v2: Expected HTTP response code [201 202] when accessing',
      `│ [POST http://net/v2.0/security-group-rules], but got 409 instead: {"NeutronError": {"message": "Security group rule already exists. Rule id is ${id}."}}`,
      '│ ',
      '│   with openstack_networking_secgroup_rule_v2.groups_queue_to-queue-4369_3ACCB036,',
      '│   on cdk.tf.json line 3, in resource:',
      '╵',
    ].join('\n'),
  );
  expect(new Journal(folder).left).toEqual([
    { address: 'openstack_networking_secgroup_rule_v2.groups_queue_to-queue-4369_3ACCB036', id },
  ]);
});

const failed = (text: string, address: string): string =>
  ['╷', `│ Error: ${text}`, '│ ', `│   with ${address},`, '│   on cdk.tf.json line 3, in resource:', '╵'].join('\n');

test('what a provider forgets, because a request after its making failed, is taken over by the id that the error tells', () => {
  const folder = emptyFolder();
  const [group, port, gone] = ['1', '2', '3'].map((digit) => `3f2504e0-4f89-11d3-9a0c-0305e82c330${digit}`);
  journalIn(folder, said).close(
    [
      failed(
        `Error deleting a default rule for openstack_networking_secgroup_v2 ${group}: Expected HTTP response code [202 204], but got 500`,
        'openstack_networking_secgroup_v2.backup_group_1A',
      ),
      failed(
        `Error waiting for openstack_networking_port_v2 ${port} to become available: 500`,
        'openstack_networking_port_v2.host_2B',
      ),
      failed(`Error waiting for openstack_networking_port_v2 ${gone} to Delete:  500`, 'openstack_networking_port_v2.old_3C'),
      failed('Error creating openstack_networking_network_v2: 500', 'openstack_networking_network_v2.app_4D'),
    ].join('\n'),
  );
  const journal = new Journal(folder);
  expect(journal.adopt([])).toEqual(['openstack_networking_secgroup_v2.backup_group_1A']);
  expect(taken(folder)).toEqual({
    import: [
      { to: 'openstack_networking_secgroup_v2.backup_group_1A', id: group },
      { to: 'openstack_networking_port_v2.host_2B', id: port },
    ],
  });
});

test('a line that was cut off is left out', () => {
  const folder = emptyFolder();
  journalIn(folder, said);
  appendFileSync(path.join(folder, 'sgc-made.jsonl'), '{"address":"openstack_lb_p');
  expect(new Journal(folder).left).toHaveLength(3);
});
