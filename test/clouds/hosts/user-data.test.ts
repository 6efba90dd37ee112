import { spawnSync } from 'node:child_process';
import { skippedLoudly } from '../toolchain';
import { plainText, refused, textsOf } from './user-data';

const able = spawnSync('/usr/bin/python3', ['-c', 'import cloudinit.config.schema'], { stdio: 'ignore' }).status === 0;

describe('User data as a server gets it', () => {
  test('has no quoted marks, and something for each expression', () => {
    expect(plainText('a=${cred.id} $${HOME} %%{X} $$')).toBe('a=0123456789abcdef0123456789abcdef ${HOME} %{X} $$');
  });

  test('is found by server', () => {
    const template = {
      resource: { openstack_compute_instance_v2: { x: { name: 'one', user_data: '$${A}' }, y: { name: 'two' } } },
    };
    expect(textsOf(JSON.stringify(template))).toEqual([{ server: 'one', text: '${A}' }]);
  });

  test('is refused by cloud-init where it breaks its schema, and only there', async () => {
    if (!able) return skippedLoudly('schema of user data', 'cloud-init');
    const wrong = await refused([
      { server: 'good', text: '#cloud-config\nruncmd: [ls]\n' },
      { server: 'bad', text: '#cloud-config\nwrite_files: [{ content: no path }]\n' },
    ]);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain('bad: ');
    expect(wrong[0]).toContain("'path' is a required property");
  });
});
