import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { egressUserData } from '../../../../lib/providers/openstack/hosts/host-egress';
import { plan, targetWith } from '../synthesis';

const text = egressUserData({
  egress: plan.egress,
  cloud: targetWith().cloud,
  cloudPorts: [5000],
  clients: ['10.64.2.0/24'],
  addresses: ['10.64.2.10', '10.64.6.10'],
  relay: null,
});

interface Written {
  readonly path: string;
  readonly content?: string;
}

const written = (parse(text) as { write_files: readonly Written[] }).write_files;
const contentOf = (name: string): string | undefined => written.find((file) => file.path === name)?.content;

/** Runs the real script in a folder of the test, with a service manager that notes what it is asked and knows two daemons. */
class Proxy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'egress-'));

  constructor() {
    for (const name of ['bin', 'squid', 'unbound', 'up']) mkdirSync(this.at(name));
    for (const list of ['squid/exact', 'squid/wild', 'squid/cloud', 'unbound/egress'])
      writeFileSync(this.at(`${list}.list`), contentOf(`/etc/${list}.list`) ?? 'never written');
    const script = (contentOf('/usr/local/sbin/egress-allow') ?? '')
      .replaceAll('/etc/', `${this.folder}/`)
      .replace(/http:[^']*meta_data.json/, `file://${this.at('meta.json')}`);
    this.program('egress-allow', script);
    this.program(
      'systemctl',
      `#!/bin/sh
echo "$*" >>${this.at('asked')}
case "$1" in
  is-active) test -e ${this.at('up')}/"$3" ;;
  reload-or-restart) test ! -e ${this.at('broken')} -o "$2" != squid && touch ${this.at('up')}/"$2" ;;
esac
`,
    );
  }

  at(name: string): string {
    return path.join(this.folder, name);
  }

  private program(name: string, text: string): void {
    writeFileSync(this.at(`bin/${name}`), text);
    chmodSync(this.at(`bin/${name}`), 0o755);
  }

  look(allow: string): { readonly status: number | null; readonly restarted: readonly string[] } {
    rmSync(this.at('asked'), { force: true });
    writeFileSync(this.at('meta.json'), JSON.stringify({ meta: { 'allow-000': allow, 'cloud-000': 'cloud.example' } }));
    const { status } = spawnSync(this.at('bin/egress-allow'), {
      env: { ...process.env, PATH: `${this.at('bin')}:${process.env.PATH ?? ''}` },
    });
    const asked = existsSync(this.at('asked')) ? readFileSync(this.at('asked'), 'utf8').split('\n') : [];
    return { status, restarted: asked.filter((line) => line.startsWith('reload')).map((line) => line.split(' ')[1] ?? '') };
  }

  stops(daemon: string): void {
    rmSync(this.at(`up/${daemon}`));
  }
}

const able = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;

describe('The lists of a proxy', () => {
  test('exist and allow nothing before the metadata were read', () => {
    expect(
      ['/etc/squid/exact.list', '/etc/squid/wild.list', '/etc/squid/cloud.list', '/etc/unbound/egress.list'].map(contentOf),
    ).toEqual(['', '', '', '']);
  });

  (able ? test : test.skip)('are made of the metadata, and only what changes is told to the daemons', () => {
    const proxy = new Proxy();
    try {
      expect(proxy.look('a.example *.b.example')).toEqual({ status: 0, restarted: ['squid', 'unbound'] });
      expect(readFileSync(proxy.at('squid/exact.list'), 'utf8')).toBe('a.example\n');
      expect(readFileSync(proxy.at('unbound/egress.list'), 'utf8').split('\n')).toContain('local-zone: "b.example." transparent');
      expect(proxy.look('a.example *.b.example')).toEqual({ status: 0, restarted: [] });
    } finally {
      rmSync(proxy.folder, { recursive: true });
    }
  });

  (able ? test : test.skip)(
    'come with a daemon that stopped being started again, also where nothing changed and the other does not start',
    () => {
      const proxy = new Proxy();
      try {
        proxy.look('a.example');
        proxy.stops('unbound');
        expect(proxy.look('a.example')).toEqual({ status: 0, restarted: ['unbound'] });
        writeFileSync(proxy.at('broken'), '');
        proxy.stops('squid');
        proxy.stops('unbound');
        expect(proxy.look('a.example')).toEqual({ status: 1, restarted: ['squid', 'unbound'] });
      } finally {
        rmSync(proxy.folder, { recursive: true });
      }
    },
  );
});

test('the resolver of the allow-list does not become that of the proxy itself', () => {
  const unit = written.find((file) => file.path === '/etc/systemd/system/unbound-resolvconf.service');
  // systemd takes an empty unit for a masked one, and the package that comes later does not bring it back.
  expect(unit?.content ?? 'missing').toBe('');
});
