import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';

/*
 * The tools of others that judge what we wrote. Each is installed or built once, from pinned sources, into the
 * user's cache; where the language it needs is missing, it is undefined and the test says loudly that it was skipped.
 */

const has = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, [...args], { stdio: 'ignore' }).status === 0;

const quiet = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string =>
  execFileSync(command, [...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 256 * 1024 * 1024 });

/**
 * Folder of programs in a virtual environment of their own, made anew when the list of requirements changes;
 * undefined without Python 3 and its venv module.
 */
export const virtualEnvironment = (name: string, requirements: string): string | undefined => {
  if (!has('python3', '-c', 'import venv, ensurepip')) return undefined;
  return quiet(path.join(__dirname, 'python-environment'), [name, requirements]).trim();
};

/** cfn-lint; undefined where Python cannot make an environment. */
export const cfnLint = (): string | undefined => {
  const programs = virtualEnvironment('cfn-lint', path.join(__dirname, 'cfn-lint/requirements.txt'));
  return programs === undefined ? undefined : path.join(programs, 'cfn-lint');
};

/** A Terraform-compatible program and the environment in which it finds the provider without a network. */
export interface Engine {
  readonly name: 'terraform' | 'tofu';
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Terraform where it is installed, OpenTofu built from its Go module; none without Go, which builds the provider. */
export const engines = (): readonly Engine[] => {
  if (!has('go', 'version')) return [];
  const config = /TF_CLI_CONFIG_FILE=(.*)/.exec(quiet(path.join(__dirname, 'openstack-provider'), ['build']))?.[1];
  const env = { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const tofu: Engine = { name: 'tofu', program: quiet(path.join(__dirname, 'opentofu-build'), []).trim(), env };
  return has('terraform', 'version') ? [{ name: 'terraform', program: 'terraform', env }, tofu] : [tofu];
};

/** An S3 server on a folder, which takes conditional writes; undefined without Go. */
export const s3Gateway = (): string | undefined =>
  has('go', 'version') ? quiet(path.join(__dirname, 's3-gateway-build'), []).trim() : undefined;

export const run = quiet;

/** Says on the terminal what did not run, and why. */
export const skippedLoudly = (what: string, missing: string): void => {
  process.stderr.write(`\nSKIPPED: ${what}: ${missing} is not installed on this machine\n`);
};
