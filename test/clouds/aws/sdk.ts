import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { started, stopped } from './child';
import { type Emulator, rootSecret } from './emulator';

/** Whose credentials a request is signed with. */
export interface Login {
  readonly key: string;
  readonly secret: string;
  readonly token?: string;
}

/** An account's root user, as the emulator knows it. */
export const rootOf = (account: string): Login => ({ key: account, secret: rootSecret });

export interface Ask {
  readonly service: string;
  /** As the API calls it, such as DescribeVpcs. */
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly login: Login;
  /** Sent without TLS. */
  readonly plain?: boolean;
}

export type Answer =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** AWS's own SDK (for Python: it comes with the emulator), one program for the whole proof. */
export class Sdk {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private asked = 0;

  constructor({ programs, url }: Emulator) {
    this.child = started(
      path.join(programs, 'python'),
      [path.join(__dirname, 'emulator/sdk.py')],
      { PATH: process.env.PATH, AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true', PYTHONDONTWRITEBYTECODE: '1' },
      'pipe',
    );
    if (this.child.stdout === null) throw new Error('the SDK has no output');
    createInterface(this.child.stdout).on('line', (line) => this.heard(line));
  }

  /** One operation, all pages of it. */
  async try({ login, parameters = {}, ...rest }: Ask): Promise<Answer> {
    const id = (this.asked += 1);
    const answer = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.child.stdin?.write(`${JSON.stringify({ id, parameters, ...rest, ...login })}\n`);
    return answer;
  }

  /** The same where a refusal is a fault of the proof. */
  async ask<T>(ask: Ask): Promise<T> {
    const answer = await this.try(ask);
    if (!answer.ok) throw new Error(`${ask.service} ${ask.operation}: ${answer.code}: ${answer.message}`);
    return answer.value as T;
  }

  stop(): Promise<void> {
    return stopped(this.child);
  }

  private heard(line: string): void {
    const { id, value, code, message } = JSON.parse(line) as {
      id: number;
      value?: Record<string, unknown>;
      code: string;
      message: string;
    };
    this.waiting.get(id)?.(value === undefined ? { ok: false, code, message } : { ok: true, value });
    this.waiting.delete(id);
  }
}
