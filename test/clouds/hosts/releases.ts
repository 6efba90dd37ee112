import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { type Household, run } from './household';
import type { Objects } from './objects';
import { hosts, plainRegistry } from './outside';

const sources = path.join(__dirname, 'programs');
const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'shared-gov-cloud', 'hosts', 'programs');

/** A program of the pinned Go modules, built once. */
export const program = (name: 'pebble' | 'crane'): string => {
  const packages = {
    pebble: 'github.com/letsencrypt/pebble/v2/cmd/pebble',
    crane: 'github.com/google/go-containerregistry/cmd/crane',
  } as const;
  const built = path.join(cache, name);
  if (existsSync(built)) return built;
  mkdirSync(cache, { recursive: true });
  run('sh', ['-c', `cd ${sources} && go build -mod=mod -trimpath -o ${built} ${packages[name]}`]);
  return built;
};

/** Releases of the application of the proof: images in the registry, and signed manifests in the object store. */
export class Releases {
  private readonly key: KeyObject;
  /** What the blueprint names as its release key. */
  readonly publicKey: string;

  constructor(private readonly house: Household) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.key = privateKey;
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  /** Builds the application, pushes it, and returns its name by digest. */
  image(release: string): string {
    const folder = path.join(this.house.folder, `release-${release}`);
    mkdirSync(folder);
    const ldflags = `-s -w -X main.release=${release}`;
    run('sh', [
      '-c',
      `cd ${sources} && CGO_ENABLED=0 go build -mod=mod -trimpath -ldflags='${ldflags}' -o ${folder}/application ./application`,
    ]);
    run('tar', ['--create', '--file', `${folder}/layer.tar`, '--directory', folder, '--owner=0', '--group=0', 'application']);
    const tag = `${plainRegistry}/proof/application:${release}`;
    run(program('crane'), ['append', '--insecure', '--new_layer', `${folder}/layer.tar`, '--new_tag', tag]);
    run(program('crane'), ['mutate', '--insecure', '--entrypoint', '/application', '--user', '65534', '--tag', tag, tag]);
    const digest = run(program('crane'), ['digest', '--insecure', tag]).trim();
    return `${hosts.registry}/proof/application@${digest}`;
  }

  async publish(objects: Objects, container: string, manifest: Manifest, key: KeyObject = this.key): Promise<void> {
    const text = Buffer.from(JSON.stringify(manifest));
    // The signature first: hosts that ask between the two see an old manifest with a new signature, and wait.
    await objects.put('own', `${container}/${manifest.part}.json.sig`, sign(null, text, key));
    await objects.put('own', `${container}/${manifest.part}.json`, text);
  }
}

export interface Manifest {
  readonly service: string;
  readonly part: string;
  readonly serial: number;
  readonly image: string;
  readonly port: number;
  readonly health: string;
}
