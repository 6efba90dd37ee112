import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { virtualEnvironment } from '../toolchain';
import { started, stopped } from './child';
import { forgetFolder, workFolder } from './work-folder';

const own = path.join(__dirname, 'emulator');

/** AWS on 127.0.0.1, in memory: everything in it is gone when it stops. */
export interface Emulator {
  readonly url: string;
  /** Folder of the Python that has AWS's SDK too. */
  readonly programs: string;
  /** What it has printed so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

interface Engine {
  readonly name: 'ministack' | 'moto';
  /** Answers as soon as the server does. */
  readonly ping: string;
  readonly start: (port: number) => { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };
}

/**
 * CloudFormation with change sets, updates, roll-backs and several accounts. Policies of roles, buckets and keys are
 * enforced from the first request; an account's number as the key is its root user, with this secret.
 */
const ministack: Engine = {
  name: 'ministack',
  ping: '_ministack/health',
  start: (port) => ({
    args: [path.join(own, 'serve.py')],
    env: { BIND_HOST: '127.0.0.1', GATEWAY_PORT: String(port), AUTH: 'true', AWS_SECRET_ACCESS_KEY: rootSecret },
  }),
};

/** One account, and another evaluation of policies. */
const moto = (account: string): Engine => ({
  name: 'moto',
  ping: 'moto-api/',
  start: (port) => ({ args: [path.join(own, 'serve_moto.py'), String(port)], env: { MOTO_ACCOUNT_ID: account } }),
});

export const rootSecret = 'root';

/** Starts one on a free port; undefined where Python cannot make an environment for it. */
const start = async ({ name, ping, start: how }: Engine): Promise<Emulator | undefined> => {
  const programs = virtualEnvironment(name, path.join(own, `${name}.txt`));
  if (programs === undefined) return undefined;
  const work = workFolder(name);
  const file = path.join(work, 'log');
  const port = await freePort();
  const { args, env } = how(port);
  const log = openSync(file, 'a');
  const child = started(
    path.join(programs, 'python'),
    args,
    { PATH: process.env.PATH, HOME: work, TMPDIR: work, PYTHONDONTWRITEBYTECODE: '1', ...env },
    log,
  );
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  const read = (): string => readFileSync(file, 'utf8');
  const stop = async (): Promise<void> => {
    await stopped(child);
    forgetFolder(work);
  };
  for (let tries = 300; tries > 0 && child.exitCode === null; tries -= 1) {
    if (await answers(`${url}/${ping}`)) return { url, programs, log: read, stop };
    await pause(100);
  }
  throw new Error(`${name} did not start: ${read().slice(-2000)}`);
};

export const startMinistack = (): Promise<Emulator | undefined> => start(ministack);
export const startMoto = (account: string): Promise<Emulator | undefined> => start(moto(account));

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
