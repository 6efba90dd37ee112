import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostPeers, peersMetadata, type Template } from '../../../../lib/providers/openstack/hosts/host-peers';

describe('Addresses of a role', () => {
  test('are one value of metadata', () => {
    expect(peersMetadata('entry', { 'entry-a-1': '10.0.0.7', 'entry-b-1': '10.0.4.9' })).toEqual({
      'peers.entry': 'entry-a-1=10.0.0.7 entry-b-1=10.0.4.9',
    });
  });

  test('are split so that no value is longer than Nova takes', () => {
    const hosts = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`part-sixteen-letters-b-${i + 10}`, '10.255.255.255']),
    );
    const values = peersMetadata('part-sixteen-letters', hosts);
    expect(Object.keys(values)).toEqual([
      'peers.part-sixteen-letters',
      'peers.part-sixteen-letters.1',
      'peers.part-sixteen-letters.2',
    ]);
    for (const value of Object.values(values)) expect(value.length).toBeLessThanOrEqual(255);
  });
});

/** Runs the real renderer against folders of the test instead of the host's own. */
const rendered = (
  template: Omit<Template, 'path' | 'owner' | 'mode'>,
  metadata: Record<string, string>,
  secrets: Record<string, string>,
) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'peers-'));
  const at = (...names: string[]): string => path.join(folder, ...names);
  try {
    for (const name of ['bin', 'secrets', 'done', 'templates']) mkdirSync(at(name));
    for (const [id, value] of Object.entries(secrets)) writeFileSync(at('secrets', id), `${value}\n`);
    writeFileSync(at('bin', 'host-cloud'), `#!/bin/sh\ncat <<'END'\n${JSON.stringify(metadata)}\nEND\n`);
    const { files } = hostPeers([{ ...template, path: at('out'), mode: '0640', owner: String(process.getuid?.()) }]);
    const script = files.find((file) => file.path === '/usr/local/sbin/render-peers')?.content ?? '';
    writeFileSync(at('templates', 'one'), (files[0]?.content ?? '').replace(/"owner":"(\d+)"/, '"owner":$1'));
    writeFileSync(
      at('bin', 'render'),
      script
        .replace('/run/service-secrets', at('secrets'))
        .replace('/var/lib/render-peers', at('done'))
        .replaceAll('/etc/render-peers', at('templates')),
    );
    for (const name of ['host-cloud', 'render']) chmodSync(at('bin', name), 0o755);
    const run = (): string => {
      execFileSync('python3', [at('bin', 'render')], {
        cwd: folder,
        env: { ...process.env, PATH: `${at('bin')}:${process.env.PATH}` },
        stdio: 'pipe',
      });
      return readFileSync(at('out'), 'utf8');
    };
    const first = run();
    return { first, second: run(), runs: readFileSync(at('ran'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('A template on a host', () => {
  const metadata = { self: 'db-a-1', 'peers.db': 'db-a-1=10.0.0.1 db-b-1=10.0.4.1', 'peers.db.1': 'db-a-2=10.0.0.2' };
  const content =
    'me {self} {self-address}\n  #each db server {name} {address}\n#each-other db not me: {name}\nall={{list db|{name}=http://{address}:2380|,}}\nkey={{secret:admin}}\n';

  test('is filled from peers and secrets, and what follows runs once', () => {
    const { first, second, runs } = rendered({ content, then: 'echo ran >>ran' }, metadata, { admin: 's3cret' });
    expect(first).toBe(
      'me db-a-1 10.0.0.1\n  server db-a-1 10.0.0.1\n  server db-b-1 10.0.4.1\n  server db-a-2 10.0.0.2\nnot me: db-b-1\nnot me: db-a-2\n' +
        'all=db-a-1=http://10.0.0.1:2380,db-b-1=http://10.0.4.1:2380,db-a-2=http://10.0.0.2:2380\nkey=s3cret\n',
    );
    expect(second).toBe(first);
    expect(runs).toBe('ran\n');
  });

  test('is not written while a secret is missing', () => {
    expect(() => rendered({ content, then: 'true' }, metadata, {})).toThrow();
  });
});
