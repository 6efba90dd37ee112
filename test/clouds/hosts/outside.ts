import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Household, run } from './household';
import { authority } from './images';
import { type Keystone, startServices } from './services';

/*
 * What lies outside the region: the cloud's interfaces, a name server, a registry, an authority for certificates and
 * the way to Debian's mirrors. Each is a real server; only the names, and who signs the certificates, are ours.
 */
export const namespace = 'sgc-cloud';
export const hosts = {
  identity: 'identity.cloud.test',
  objects: 'objects.cloud.test',
  keys: 'keys.cloud.test',
  registry: 'registry.cloud.test',
  acme: 'acme.cloud.test',
} as const;

/** Networks for documentation (RFC 5737): outside, and the cloud's name server; the link to this machine is for benchmarks (RFC 2544). */
export const outside = {
  router: '203.0.113.1',
  front: '203.0.113.3',
  mirrors: '203.0.113.4',
  acme: '203.0.113.5',
  prefix: '203.0.113.',
} as const;
const link = { machine: '198.18.0.1', cloud: '198.18.0.2' } as const;
export const outsideBridge = 'outside';

export const endpoints = {
  identity: `https://${hosts.identity}:5000/v3`,
  'object-store': `https://${hosts.objects}:8080`,
  'key-manager': `https://${hosts.keys}:9311`,
} as const;

export interface OutsideProps {
  readonly house: Household;
  readonly nameserver: string;
  /** Public host of the service, and its address. */
  readonly service: { readonly host: string; readonly address: string };
  readonly programs: { readonly pebble: string };
  /** Folder in which Debian's packages stay for the next run. */
  readonly packages: string;
}

export const startOutside = async (props: OutsideProps): Promise<Keystone> => {
  const { house } = props;
  const folder = path.join(house.folder, 'outside');
  mkdirSync(folder);
  wires(props);
  certificates(folder);
  names(props);
  mirrors(props, folder);
  registry(props, folder);
  front(props, folder);
  acme(props, folder);
  return startServices({ house, namespace, address: link.cloud, endpoints });
};

/** Where this machine reaches the object store, without TLS. */
export const objectStore = `http://${link.cloud}:8080`;
export const keyManager = `http://${link.cloud}:9311`;
export const plainRegistry = `${link.cloud}:5001`;

const wires = ({ house, nameserver }: OutsideProps): void => {
  house.namespace(namespace);
  const ip = (...words: readonly string[]): string => run('ip', ['-n', namespace, ...words]);
  run('ip', ['link', 'add', 'sgc-link', 'type', 'veth', 'peer', 'name', 'machine', 'netns', namespace]);
  house.later(() => run('ip', ['link', 'del', 'sgc-link']));
  run('ip', ['addr', 'add', `${link.machine}/30`, 'dev', 'sgc-link']);
  run('ip', ['link', 'set', 'sgc-link', 'up']);
  ip('addr', 'add', `${link.cloud}/30`, 'dev', 'machine');
  ip('link', 'set', 'machine', 'up');
  ip('link', 'add', outsideBridge, 'type', 'bridge');
  for (const address of [outside.router, outside.front, outside.mirrors, outside.acme])
    ip('addr', 'add', `${address}/24`, 'dev', outsideBridge);
  ip('addr', 'add', `${nameserver}/32`, 'dev', outsideBridge);
  ip('link', 'set', outsideBridge, 'up');
};

/** One authority for every name outside; guests trust it as they trust the public ones. */
const certificates = (folder: string): void => {
  const openssl = (...words: readonly string[]): string => run('openssl', words);
  const at = (name: string): string => path.join(folder, name);
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=cloud.test', '-keyout', at('front.key'), '-out', at('front.csr'));
  writeFileSync(
    at('names'),
    `subjectAltName=${Object.values(hosts)
      .map((name) => `DNS:${name}`)
      .join(',')}\n`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    at('front.csr'),
    '-CA',
    authority.certificate,
    '-CAkey',
    authority.key,
    '-CAserial',
    at('serial'),
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    at('names'),
    '-out',
    at('front.pem'),
  );
  run('sh', ['-c', `cat ${at('front.pem')} ${at('front.key')} >${at('front-both.pem')}`]);
};

const names = ({ house, nameserver, service }: OutsideProps): void => {
  const known: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.values(hosts).map((host) => [host, host === hosts.acme ? outside.acme : outside.front])),
    'deb.debian.org': outside.mirrors,
    'security.debian.org': outside.mirrors,
    'not-listed.cloud.test': outside.front,
    [service.host]: service.address,
  };
  house.start(
    'names',
    'dnsmasq',
    [
      ...[
        '--keep-in-foreground',
        '--no-resolv',
        '--no-hosts',
        '--bind-interfaces',
        `--listen-address=${nameserver}`,
        '--user=root',
        '--pid-file=',
      ],
      ...['--log-facility=-', ...Object.entries(known).map(([name, address]) => `--host-record=${name},${address}`)],
    ],
    { namespace },
  );
};

/** Debian's mirrors through a cache on this machine, which fetches what it has not; the signatures are Debian's own. */
const mirrors = ({ house, packages }: OutsideProps, folder: string): void => {
  mkdirSync(packages, { recursive: true });
  const settings = path.join(folder, 'mirrors');
  mkdirSync(settings);
  writeFileSync(
    path.join(settings, 'acng.conf'),
    `CacheDir: ${packages}\nLogDir: ${house.logs}\nPort: 3142\nBindAddress: ${link.machine}\nForeGround: 1\nExThreshold: 30\nPidFile: ${folder}/mirrors.pid\nSocketPath: ${folder}/mirrors.socket\n`,
  );
  house.start('mirrors', 'apt-cacher-ng', ['-c', settings]);
};

const registry = ({ house }: OutsideProps, folder: string): void => {
  writeFileSync(
    path.join(folder, 'registry.yml'),
    `version: 0.1\nstorage: { filesystem: { rootdirectory: ${folder}/registry } }\nhttp: { addr: "0.0.0.0:5001", secret: proof }\nlog: { level: warn }\n`,
  );
  house.start('registry', 'docker-registry', ['serve', path.join(folder, 'registry.yml')], { namespace });
};

/** TLS for all of them. */
const front = ({ house }: OutsideProps, folder: string): void => {
  const crt = path.join(folder, 'front-both.pem');
  const secure = (name: string, port: number, to: string): string =>
    `listen ${name}\n  bind ${outside.front}:${port} ssl crt ${crt}\n  http-request set-header X-Forwarded-Proto https\n  server ${name} ${to}\n`;
  writeFileSync(
    path.join(folder, 'front.cfg'),
    `defaults
  mode http
  timeout connect 5s
  timeout client 5m
  timeout server 5m

${secure('identity', 5000, `${link.cloud}:5000`)}
${secure('objects', 8080, `${link.cloud}:8080`)}
${secure('keys', 9311, `${link.cloud}:9311`)}
${secure('registry', 443, '127.0.0.1:5001')}
listen mirrors
  bind ${outside.mirrors}:80
  http-request set-path /%[req.hdr(host)]%[path]
  server cache ${link.machine}:3142
`,
  );
  house.start('front', 'haproxy', ['-f', path.join(folder, 'front.cfg')], { namespace });
};

/** Let's Encrypt's own test server: real ACME, real validation over HTTP. */
const acme = ({ house, nameserver, programs }: OutsideProps, folder: string): void => {
  const settings = path.join(folder, 'pebble.json');
  const at = (name: string): string => path.join(folder, name);
  writeFileSync(
    settings,
    JSON.stringify({
      pebble: {
        listenAddress: `${outside.acme}:443`,
        managementListenAddress: `${outside.acme}:15000`,
        certificate: at('front.pem'),
        privateKey: at('front.key'),
        httpPort: 80,
        tlsPort: 443,
        profiles: { default: { description: 'as usual', validityPeriod: 7_776_000 } },
      },
    }),
  );
  house.start('acme', programs.pebble, ['-config', settings, '-dnsserver', `${nameserver}:53`], {
    namespace,
    env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' },
  });
};
