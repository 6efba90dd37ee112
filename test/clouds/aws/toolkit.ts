import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Emulator } from './emulator';
import type { Login } from './sdk';

export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** The CDK's command line, the version that package.json pins, against the emulator and nothing else. */
export class Toolkit {
  private readonly home = mkdtempSync(path.join(tmpdir(), 'cdk-home-'));

  constructor(
    private readonly emulator: Emulator,
    private readonly region: string,
  ) {}

  bootstrap(login: Login, places: readonly string[], trusted: string): Promise<Run> {
    const policy = 'arn:aws:iam::aws:policy/AdministratorAccess';
    return this.run(login, ['bootstrap', ...places, '--trust', trusted, '--cloudformation-execution-policies', policy]);
  }

  /** Deploys stacks and what they wait for; `--force` lets CloudFormation itself say that nothing changes. */
  deploy(login: Login, assembly: string, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.run(login, ['deploy', '--app', assembly, ...stacks, '--require-approval', 'never', ...options]);
  }

  destroy(login: Login, assembly: string, stacks: readonly string[], ...options: readonly string[]): Promise<Run> {
    return this.run(login, ['destroy', '--app', assembly, ...stacks, '--force', ...options]);
  }

  forget(): void {
    rmSync(this.home, { recursive: true, force: true });
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
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, output, seconds: (performance.now() - start) / 1000 }));
    });
  }

  private environment({ key, secret, token }: Login): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      AWS_ENDPOINT_URL: this.emulator.url,
      AWS_ACCESS_KEY_ID: key,
      AWS_SECRET_ACCESS_KEY: secret,
      ...(token === undefined ? {} : { AWS_SESSION_TOKEN: token }),
      AWS_REGION: this.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_VALIDATION: 'false',
      NODE_NO_WARNINGS: '1',
    };
  }
}
