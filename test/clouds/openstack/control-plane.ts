import { execFileSync, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

/** The OpenStack control plane of this machine; see the script beside this file. */
const script = path.join(__dirname, 'control-plane.sh');

const run = (command: string): string =>
  execFileSync(script, [command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

export const controlPlane = {
  /** Why this machine cannot run it; undefined where it can. */
  lacks: (): string | undefined => {
    const { status, stdout } = spawnSync(script, ['able'], { encoding: 'utf8' });
    return status === 0 ? undefined : stdout.trim();
  },
  up: (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = spawn(script, ['up'], { stdio: ['ignore', 'inherit', 'inherit'] });
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error('the control plane did not start'))));
    }),
  /** Installs Debian packages without starting what they bring, where they are missing. */
  install: (...packages: readonly string[]): void =>
    void execFileSync(script, ['install', ...packages], { stdio: ['ignore', 'inherit', 'inherit'] }),
  /** What the logs of the services say that went wrong; they are gone once it is wiped. */
  complaints: (): string => run('complaints').trim(),
  wipe: (): void => void run('wipe'),
  /** With entries `admin` and `tenant`. */
  cloudsFile: (): string => path.join(run('folder').trim(), 'clouds.yaml'),
} as const;
