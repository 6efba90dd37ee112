import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostRelease } from '../../../../lib/providers/openstack/hosts/host-release';

const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const image = `registry.example/app@sha256:${'a'.repeat(64)}`;
const manifest = { service: 'region-city-production-desk', part: 'form', serial: 3, image, port: 8081, health: '/health' };

/** The host's own script, with folders and tools of the test. */
class Bench {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'release-'));

  constructor(key = publicKey) {
    for (const name of ['bin', 'store', 'state']) mkdirSync(this.at(name));
    const { files } = hostRelease({ container: 'desk-release', service: manifest.service, parts: ['form'], key });
    const content = (file: string): string => files.find((one) => one.path === file)?.content ?? '';
    writeFileSync(this.at('key.pem'), content('/etc/release/key.pem'));
    writeFileSync(this.at('settings.json'), content('/etc/release/settings.json'));
    const script = content('/usr/local/sbin/follow-release')
      .replace('/etc/release/settings.json', this.at('settings.json'))
      .replace('/etc/release/key.pem', this.at('key.pem'))
      .replace('/var/lib/release', this.at('state'));
    writeFileSync(this.at('follow'), script);
    this.tool('objects', `cp ${this.at('store')}/$(basename "$2") "$3"`);
    this.tool('podman', `echo podman "$@" >>${this.at('log')}`);
    this.tool('systemctl', `echo systemctl "$@" >>${this.at('log')}`);
  }

  release(said: object, key = keys.privateKey): this {
    const text = JSON.stringify(said);
    writeFileSync(this.at('store', 'form.json'), text);
    writeFileSync(this.at('store', 'form.json.sig'), sign(null, Buffer.from(text), key));
    return this;
  }

  follow(): { readonly status: number | null; readonly log: string; readonly state: string } {
    const env = { ...process.env, PATH: `${this.at('bin')}:${process.env.PATH}` };
    const { status } = spawnSync('python3', [this.at('follow')], { env });
    const read = (name: string): string => (existsSync(this.at(name)) ? readFileSync(this.at(name), 'utf8') : '');
    return { status, log: read('log'), state: read('state/form.json') };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private tool(name: string, line: string): void {
    writeFileSync(this.at('bin', name), `#!/bin/sh\n${line}\n`);
    chmodSync(this.at('bin', name), 0o755);
  }

  private at(...names: string[]): string {
    return path.join(this.folder, ...names);
  }
}

const opensslVerifies = ((): boolean => {
  try {
    return Number(/OpenSSL (\d+)/.exec(execFileSync('openssl', ['version']).toString())?.[1]) >= 3;
  } catch {
    return false;
  }
})();

(opensslVerifies ? describe : describe.skip)('A release', () => {
  let bench: Bench;
  afterEach(() => bench.remove());

  test('that is signed is pulled by digest and started', () => {
    bench = new Bench().release(manifest);
    const { status, log, state } = bench.follow();
    expect(status).toBe(0);
    expect(log.split('\n')[0]).toBe(`podman pull --quiet ${image}`);
    expect(log).toContain('systemctl restart --no-block part-form.service');
    expect(JSON.parse(state)).toEqual(manifest);
  });

  test('is taken once, and an old one is not played back', () => {
    bench = new Bench().release(manifest);
    bench.follow();
    expect(bench.follow().log.match(/pull/g)).toHaveLength(1);
    expect(
      bench
        .release({ ...manifest, serial: 2 })
        .follow()
        .log.match(/pull/g),
    ).toHaveLength(1);
    expect(
      bench
        .release({ ...manifest, serial: 4 })
        .follow()
        .log.match(/pull/g),
    ).toHaveLength(2);
  });

  test.each([
    ['by another key', manifest, generateKeyPairSync('ed25519').privateKey, publicKey, 1],
    ['where no key is known', manifest, keys.privateKey, '', 1],
    ['for another service', { ...manifest, service: 'other' }, keys.privateKey, publicKey, 0],
    ['for another part', { ...manifest, part: 'api' }, keys.privateKey, publicKey, 0],
    ['without a digest', { ...manifest, image: 'registry.example/app:latest' }, keys.privateKey, publicKey, 0],
  ])('signed %s is refused', (_, said, signer, known, expected) => {
    bench = new Bench(known).release(said, signer);
    const { status, log, state } = bench.follow();
    expect({ status, log, state }).toEqual({ status: expected, log: '', state: '' });
  });

  test('leaves the host as it is while there is none', () => {
    bench = new Bench();
    expect(bench.follow()).toEqual({ status: 0, log: '', state: '' });
  });
});
