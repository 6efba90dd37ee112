import { spawnSync } from 'node:child_process';
import { Findings } from '../openstack/findings';
import { proveSchema } from './user-data';

/*
 * Proves that the hosts of the reference region run from exactly the user data that is synthesized. Usage:
 *
 *   npm run prove:hosts [-- --parts schema]
 */
const valueOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const has = (command: string): boolean => spawnSync('which', [command], { stdio: 'ignore' }).status === 0;

const main = async (): Promise<number> => {
  const findings = new Findings();
  const parts = valueOf('parts')?.split(',') ?? ['schema'];
  if (!has('cloud-init')) {
    console.log('SKIPPED: the proof of the hosts cannot run here: cloud-init is not installed');
    return process.env.CI === undefined ? 0 : 1;
  }
  if (parts.includes('schema')) await proveSchema(findings);
  findings.print();
  return findings.failures === 0 ? 0 : 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
