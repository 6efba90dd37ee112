import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { s3Gateway } from '../toolchain';
import { controlPlane } from './control-plane';

/** A server that keeps states, with locks. */
export interface StateServer {
  readonly name: string;
  /** Its own data and processes; or why it cannot run here. */
  readonly start: (work: string) => Promise<StartedServer | string>;
}

export interface StartedServer {
  /** `options.stateBackend` of a target. */
  readonly backend: unknown;
  /** What the engine needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** States that could be read there without the key. */
  readonly plain: () => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const run = (program: string, args: readonly string[]): string =>
  execFileSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Debian's PostgreSQL, in a folder and at a port of its own. */
export const postgres: StateServer = {
  name: 'pg',
  start: async () => {
    controlPlane.install('postgresql');
    const [version] = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse() : [];
    if (version === undefined) return 'PostgreSQL is not installed';
    const programs = `/usr/lib/postgresql/${version}/bin`;
    const folder = mkdtempSync(path.join(tmpdir(), 'prove-pg-'));
    const data = path.join(folder, 'data');
    const port = await freePort();
    run('chown', ['postgres', folder]);
    const as = (...command: readonly string[]): string => run('runuser', ['-u', 'postgres', '--', ...command]);
    as(`${programs}/initdb`, '-D', data, '-A', 'trust', '--no-sync');
    const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${folder} -c fsync=off`;
    as(`${programs}/pg_ctl`, '-D', data, '-w', '-l', path.join(folder, 'log'), '-o', options, 'start');
    const url = `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
    const ask = (question: string): string => run(`${programs}/psql`, ['-At', url, '-c', question]);
    return {
      backend: { kind: 'pg' },
      env: { PG_CONN_STR: url },
      plain: () => {
        const schemas = ask("select table_schema from information_schema.tables where table_name = 'states'").trim().split('\n');
        const readable = schemas.filter((schema) => ask(`select data from "${schema}".states`).includes('"resources"'));
        return Promise.resolve(readable);
      },
      stop: () => {
        as(`${programs}/pg_ctl`, '-D', data, '-m', 'immediate', '-w', 'stop');
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    };
  },
};

/** An S3 gateway on a folder, which takes conditional writes; with TLS, since nothing else is accepted. */
export const s3Server: StateServer = {
  name: 's3',
  start: async (work) => {
    const program = s3Gateway();
    if (program === undefined) return 'Go is not installed, which builds the S3 server';
    const folder = path.join(work, 's3');
    const bucket = path.join(folder, 'data/states');
    mkdirSync(bucket, { recursive: true });
    const [certificate, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=proof', '-addext', 'subjectAltName=IP:127.0.0.1'];
    run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      ...subject,
      '-keyout',
      key,
      '-out',
      certificate,
    ]);
    chmodSync(key, 0o600);
    const port = await freePort();
    const access = { id: 'proof', secret: randomBytes(24).toString('base64url') };
    const child = spawn(
      program,
      [
        '--port',
        `127.0.0.1:${port}`,
        '--cert',
        certificate,
        '--key',
        key,
        '--region',
        'proof',
        '--quiet',
        'posix',
        '--sidecar',
        path.join(folder, 'meta'),
        path.join(folder, 'data'),
      ],
      { env: { PATH: process.env.PATH, ROOT_ACCESS_KEY: access.id, ROOT_SECRET_KEY: access.secret }, stdio: 'ignore' },
    );
    mkdirSync(path.join(folder, 'meta'), { recursive: true });
    await answering(port, child);
    return {
      backend: { kind: 's3', bucket: 'states', region: 'proof', endpoint: `https://127.0.0.1:${port}`, conditionalPut: true },
      env: { AWS_ACCESS_KEY_ID: access.id, AWS_SECRET_ACCESS_KEY: access.secret, AWS_CA_BUNDLE: certificate },
      plain: () =>
        Promise.resolve(
          readdirSync(bucket, { recursive: true, encoding: 'utf8' })
            .filter((name) => name.endsWith('.tfstate'))
            .filter((name) => readFileSync(path.join(bucket, name), 'utf8').includes('"resources"')),
        ),
      stop: async () => {
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill();
        await ended;
      },
    };
  },
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const answering = async (port: number, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the S3 server ended with ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the S3 server does not answer');
};
