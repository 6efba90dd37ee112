import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Household, run, until } from './household';

/*
 * Keystone, Swift and Barbican from Debian's packages, with nothing around them: the three services of a cloud that
 * hosts ask at run time. Their data are files in the household's folder.
 */
export const region = 'RegionOne';
const password = 'proof';

/** Where they listen, inside the namespace of the cloud. */
export interface ServicesProps {
  readonly house: Household;
  readonly namespace: string;
  readonly address: string;
  /** Public address of each, by type; projects of Swift are joined to it. */
  readonly endpoints: Readonly<Record<'identity' | 'object-store' | 'key-manager', string>>;
}

const login = (address: string): string => `auth_type = password
auth_url = http://${address}:5000
username = service
password = ${password}
project_name = service
user_domain_name = Default
project_domain_name = Default
region_name = ${region}
`;

export const startServices = async (props: ServicesProps): Promise<Keystone> => {
  const { house, namespace, address } = props;
  const folder = path.join(house.folder, 'cloud');
  for (const part of ['etc', 'swift/disk', 'fernet', 'credential', 'state'])
    mkdirSync(path.join(folder, part), { recursive: true });
  configure(folder, props);
  const env = { HOME: path.join(folder, 'etc'), PYTHONWARNINGS: 'ignore' };
  const keystone = (...words: readonly string[]): void =>
    void run('/usr/bin/python3', [
      ...['-c', 'import sys; from keystone.cmd.manage import main; sys.argv[0] = "keystone-manage"; sys.exit(main())'],
      ...['--config-file', path.join(folder, 'etc/keystone.conf'), ...words],
    ]);
  keystone('db_sync');
  // Else whoever reads keeps the others from writing.
  run('/usr/bin/python3', [
    '-c',
    `import sqlite3; sqlite3.connect('${folder}/state/keystone.db').execute('pragma journal_mode=wal')`,
  ]);
  keystone('fernet_setup', '--keystone-user', 'root', '--keystone-group', 'root');
  keystone('credential_setup', '--keystone-user', 'root', '--keystone-group', 'root');
  const inside = `http://${address}:5000/v3`;
  keystone(
    ...['bootstrap', '--bootstrap-password', password, '--bootstrap-region-id', region],
    ...['--bootstrap-public-url', props.endpoints.identity, '--bootstrap-internal-url', inside, '--bootstrap-admin-url', inside],
  );
  const web = (name: string, port: number, file: string): void =>
    void house.start(
      name,
      'uwsgi',
      [
        ...['--plugin', 'python3', '--http-socket', `${address}:${port}`, '--wsgi-file', file, '--master', '--die-on-term'],
        ...['--processes', '2', '--threads', '1', '--post-buffering', '65535', '--buffer-size', '65535'],
        ...['--add-header', 'Connection: close', '--disable-logging'],
      ],
      { namespace, env },
    );
  web('keystone', 5000, '/usr/bin/keystone-wsgi-public');
  web('barbican', 9311, '/usr/bin/barbican-wsgi-api');
  for (const part of ['account', 'container', 'object', 'proxy'])
    house.start(`swift-${part}`, `swift-${part}-server`, [path.join(folder, `etc/swift-${part}.conf`), '-v'], { namespace, env });
  for (const [port, where] of [
    [5000, '/v3'],
    [8080, '/healthcheck'],
    [9311, '/'],
  ] as const)
    if ((await until(90, () => answers(`http://${address}:${port}${where}`))) === undefined)
      throw new Error(`the service at port ${port} did not come up; see ${house.logs}`);
  const cloud = new Keystone(`http://${address}:5000/v3`);
  await cloud.furnish(props.endpoints);
  return cloud;
};

const answers = async (url: string): Promise<true | undefined> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).status < 500 ? true : undefined;
  } catch {
    return undefined;
  }
};

const configure = (folder: string, { address, endpoints }: ServicesProps): void => {
  const etc = (name: string, text: string): void => writeFileSync(path.join(folder, 'etc', name), text);
  const token = `[keystone_authtoken]\nwww_authenticate_uri = http://${address}:5000\n${login(address)}`;
  etc(
    'keystone.conf',
    `[database]\nconnection = sqlite:///${folder}/state/keystone.db\n[identity]\npassword_hash_rounds = 4\n[fernet_tokens]\nkey_repository = ${folder}/fernet\n[credential]\nkey_repository = ${folder}/credential\n`,
  );
  etc(
    'barbican.conf',
    `[DEFAULT]
sql_connection = sqlite:///${folder}/state/barbican.db
db_auto_create = true
host_href = ${endpoints['key-manager']}
[queue]
enable = false
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[simple_crypto_plugin]
kek = dGhpcnR5X3R3b19ieXRlX2tleWJsYWhibGFoYmxhaGg=
${token}`,
  );
  for (const [part, port] of [
    ['account', 6202],
    ['container', 6201],
    ['object', 6200],
  ] as const) {
    etc(
      `swift-${part}.conf`,
      `[DEFAULT]\nbind_ip = ${address}\nbind_port = ${port}\nworkers = 0\nuser = root\nswift_dir = ${folder}/etc\ndevices = ${folder}/swift\nmount_check = false\nfallocate_reserve = 0\nlog_address = /dev/null\n[pipeline:main]\npipeline = ${part}-server\n[app:${part}-server]\nuse = egg:swift#${part}\n`,
    );
    const ring = path.join(folder, 'etc', `${part}.builder`);
    run('swift-ring-builder', [ring, 'create', '4', '1', '1']);
    const device = ['--region', '1', '--zone', '1', '--ip', address, '--port', String(port), '--device', 'disk', '--weight', '1'];
    run('swift-ring-builder', [ring, 'add', ...device]);
    run('swift-ring-builder', [ring, 'rebalance']);
  }
  const plain = ['catch_errors', 'healthcheck', 'listing_formats', 'slo', 'dlo', 'copy', 'symlink'];
  etc(
    'swift-proxy.conf',
    `[DEFAULT]
bind_ip = ${address}
bind_port = 8080
workers = 0
user = root
swift_dir = ${folder}/etc
log_address = /dev/null
[pipeline:main]
pipeline = catch_errors healthcheck listing_formats authtoken keystoneauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = http://${address}:5000
delay_auth_decision = true
${login(address)}[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin,member
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
${plain.map((filter) => `[filter:${filter}]\nuse = egg:swift#${filter}\n`).join('')}`,
  );
};

/** An administrator's hands on the services. */
export class Keystone {
  private token = '';

  constructor(private readonly root: string) {}

  /** The account of the services, their roles, and the catalogue. */
  async furnish(endpoints: ServicesProps['endpoints']): Promise<void> {
    this.token = await this.signIn({ name: 'admin', password, domain: { id: 'default' } }, 'admin');
    const project = await this.project('service');
    const user = await this.user('service', password, project);
    await this.grant(project, user, ['service', 'admin']);
    for (const role of ['creator', 'load-balancer_member']) await this.role(role);
    for (const [type, url] of [
      ['object-store', `${endpoints['object-store']}/v1/AUTH_%(tenant_id)s`],
      ['key-manager', endpoints['key-manager']],
    ] as const) {
      const { service } = await this.ask<{ service: Id }>('POST', '/services', { service: { type, name: type } });
      for (const kind of ['public', 'internal', 'admin'])
        await this.ask('POST', '/endpoints', { endpoint: { service_id: service.id, interface: kind, region_id: region, url } });
    }
  }

  /** Id of a project, made when it is not there. */
  project(name: string): Promise<string> {
    return this.one('project', name, { domain_id: 'default' });
  }

  role(name: string): Promise<string> {
    return this.one('role', name, {});
  }

  user(name: string, secret: string, project: string): Promise<string> {
    return this.one('user', name, { domain_id: 'default', password: secret, default_project_id: project });
  }

  async grant(project: string, user: string, roles: readonly string[]): Promise<void> {
    for (const role of roles) await this.ask('PUT', `/projects/${project}/users/${user}/roles/${await this.role(role)}`);
  }

  /** An application credential of a user in the project, as Terraform's provider makes it. */
  async credential(
    user: { readonly id: string; readonly password: string },
    project: string,
    body: Record<string, unknown>,
  ): Promise<{ readonly id: string; readonly secret: string }> {
    const own = await this.signIn({ id: user.id, password: user.password }, project);
    const roles = (body.roles as readonly string[]).map((name) => ({ name }));
    const application = { name: body.name, description: body.description, unrestricted: body.unrestricted, roles };
    const made = await this.ask<{ application_credential: { id: string; secret: string } }>(
      'POST',
      `/users/${user.id}/application_credentials`,
      { application_credential: application },
      own,
    );
    return made.application_credential;
  }

  async signIn(user: Readonly<Record<string, unknown>>, project: string): Promise<string> {
    const identity = { methods: ['password'], password: { user } };
    const scope = { project: /^[0-9a-f]{32}$/.test(project) ? { id: project } : { name: project, domain: { id: 'default' } } };
    const answer = await asked(`${this.root}/auth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ auth: { identity, scope } }),
    });
    const token = answer.headers.get('X-Subject-Token');
    if (token === null) throw new Error(`no token: ${await answer.text()}`);
    return token;
  }

  private async one(kind: 'project' | 'role' | 'user', name: string, extra: Readonly<Record<string, string>>): Promise<string> {
    const found = await this.ask<Record<string, readonly Id[]>>('GET', `/${kind}s?name=${encodeURIComponent(name)}`);
    const known = found[`${kind}s`]?.[0];
    if (known !== undefined) return known.id;
    const made = await this.ask<Record<string, Id>>('POST', `/${kind}s`, { [kind]: { name, ...extra } });
    return made[kind]?.id ?? '';
  }

  private async ask<T>(method: string, where: string, body?: unknown, token = this.token): Promise<T> {
    const answer = await asked(`${this.root}${where}`, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }
}

/** uWSGI keeps no connection, and says so too late for whoever already asks the next question by it. */
const asked = async (url: string, question: RequestInit): Promise<Response> => {
  for (let tries = 5; ; tries -= 1) {
    try {
      return await fetch(url, question);
    } catch (error) {
      if (tries === 0) throw error;
    }
  }
};

interface Id {
  readonly id: string;
}
