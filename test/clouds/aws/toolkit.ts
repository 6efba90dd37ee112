import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sgc } from '../../bin/terminal';
import { whenWeEnd } from './child';
import type { Emulator } from './emulator';
import { type Login, rootOf } from './sdk';
import { forgetFolder, workFolder } from './work-folder';

export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** The CDK's command line, the version that package.json pins, against the emulator and nothing else. */
export class Toolkit {
  private readonly home = workFolder('cdk-home');

  constructor(
    private readonly emulator: Emulator,
    private readonly region: string,
  ) {}

  /** Profiles of the administrators of accounts, each called by its account's number. */
  writeProfiles(accounts: readonly string[]): void {
    this.writeLogins(Object.fromEntries(accounts.map((account) => [account, rootOf(account)])));
  }

  /** Profiles by their names. */
  writeLogins(logins: Readonly<Record<string, Login>>): void {
    const profiles = Object.entries(logins).map(([name, { key, secret, token }]) =>
      [
        `[profile ${name}]`,
        `aws_access_key_id=${key}`,
        `aws_secret_access_key=${secret}`,
        ...(token === undefined ? [] : [`aws_session_token=${token}`]),
        `region=${this.region}\n`,
      ].join('\n'),
    );
    mkdirSync(path.join(this.home, '.aws'), { recursive: true });
    writeFileSync(path.join(this.home, '.aws/config'), profiles.join('\n'), { mode: 0o600 });
  }

  /** Our own command line, which runs the CDK's; with profiles where nobody is logged in. */
  async sgc(login: Login | undefined, folder: string, words: readonly string[]): Promise<Run> {
    const start = performance.now();
    const { code, out, err } = await sgc(folder, words, {
      env: this.environment(login),
      milliseconds: () => performance.now(),
      interrupts: whenWeEnd,
    });
    return { status: code, output: `${err}${out}`, seconds: (performance.now() - start) / 1000 };
  }

  /** Deploys stacks and what they wait for; `--force` lets CloudFormation itself say that nothing changes. */
  deploy(login: Login, assembly: string, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.run(login, ['deploy', '--app', assembly, ...stacks, '--require-approval', 'never', ...options]);
  }

  destroy(login: Login, assembly: string, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.run(login, ['destroy', '--app', assembly, ...stacks, '--force', ...options]);
  }

  forget(): void {
    forgetFolder(this.home);
  }

  private run(login: Login, args: readonly string[]): Promise<Run> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [require.resolve('aws-cdk/bin/cdk'), ...args, '--ci', '--no-color', '--progress', 'events'],
        {
          cwd: this.home,
          env: this.environment(login),
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
      const forget = whenWeEnd(() => child.kill('SIGKILL'));
      child.on('error', reject);
      child.on('close', (status) => {
        forget();
        resolve({ status, output, seconds: (performance.now() - start) / 1000 });
      });
    });
  }

  environment(login: Login | undefined): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      TMPDIR: this.home,
      AWS_ENDPOINT_URL: this.emulator.url,
      ...(login === undefined ? {} : { AWS_ACCESS_KEY_ID: login.key, AWS_SECRET_ACCESS_KEY: login.secret }),
      ...(login?.token === undefined ? {} : { AWS_SESSION_TOKEN: login.token }),
      AWS_REGION: this.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_VALIDATION: 'false',
      NODE_NO_WARNINGS: '1',
    };
  }
}
