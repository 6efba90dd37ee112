import { parse } from 'yaml';
import { joinCloudInit, renderCloudInit, userData } from '../../../../lib/providers/openstack/hosts/cloud-init';

const init = {
  packages: ['curl'],
  files: [{ path: '/etc/a', mode: '0600', content: 'x=@credentialId@ ${HOME} %{REQUEST_URI}\n' }],
  commands: ['true'],
};

describe('The first boot of a host', () => {
  test('is a cloud-config in which nobody logs in and packages start nothing', () => {
    const text = renderCloudInit(init);
    const document = parse(text) as Record<string, unknown>;
    expect(text.split('\n')[0]).toBe('#cloud-config');
    expect(document.ssh_pwauth).toBe(false);
    expect(document.users).toEqual([
      { name: 'nologin', system: true, lock_passwd: true, no_create_home: true, shell: '/usr/sbin/nologin' },
    ]);
    expect((document.write_files as { path: string }[])[0]?.path).toBe('/usr/sbin/policy-rc.d');
    expect(document.runcmd).toEqual(['/usr/local/sbin/install-packages curl', 'rm /usr/sbin/policy-rc.d', 'true']);
  });

  test('leaves it to its own loop to try again for packages, which gives up on a try that hangs', () => {
    const files = (parse(renderCloudInit(init)) as { write_files: { path: string; content: string }[] }).write_files;
    const script = files.find((file) => file.path === '/usr/local/sbin/install-packages')?.content ?? '';
    expect(script).toContain("once='--option Acquire::Retries=0'\n");
    expect(script).toContain(
      'until timeout 15m apt-get update --error-on=any --quiet $once && apt-get install --yes --quiet $once ',
    );
  });

  test('joins parts: packages once and sorted, files and commands in order', () => {
    const joined = joinCloudInit(init, {
      packages: ['bash', 'curl'],
      files: [{ path: '/etc/b', mode: '0644', content: '' }],
      commands: ['false'],
    });
    expect(joined.packages).toEqual(['bash', 'curl']);
    expect(joined.files.map((file) => file.path)).toEqual(['/etc/a', '/etc/b']);
    expect(joined.commands).toEqual(['true', 'false']);
  });

  test('reaches Terraform with its own marks quoted and ours filled in', () => {
    expect(userData('a=@credentialId@ ${HOME} %{X}', { credentialId: '${cred.id}' })).toBe('a=${cred.id} $${HOME} %%{X}');
  });

  test.each([
    ['a mark without a value', 'a=@credentialId@', {}, 'user data has no value for @credentialId@'],
    ['a value without a mark', 'a', { credentialId: 'x' }, 'user data has no mark for credentialId'],
  ])('refuses %s', (_, text, values, message) => {
    expect(() => userData(text, values)).toThrow(message);
  });
});
