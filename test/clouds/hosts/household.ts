import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a command said, and how it ended. */
export interface Said {
  readonly status: number;
  readonly text: string;
}

export interface StartOptions {
  /** Network namespace; the machine's own when absent. */
  readonly namespace?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Everything that the proof makes on this machine, undone in reverse order at its end. */
export class Household {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'prove-hosts-'));
  readonly logs = path.join(this.folder, 'log');
  private readonly undo: (() => void)[] = [];

  constructor() {
    mkdirSync(this.logs);
  }

  /** To be done at the end, after all that was made later. */
  later(undo: () => void): void {
    this.undo.push(undo);
  }

  /** A network namespace of our own, with its loopback up. */
  namespace(name: string): string {
    run('ip', ['netns', 'add', name]);
    this.later(() => run('ip', ['netns', 'del', name]));
    run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
    return name;
  }

  mount(...args: readonly string[]): void {
    run('mount', args);
    const where = args.at(-1) ?? '';
    this.later(() => run('umount', ['--lazy', where]));
  }

  /** A program that runs until `stop` or the end, as the head of a group of its own; its output goes to a log. */
  start(name: string, command: string, args: readonly string[], options: StartOptions = {}): Program {
    const log = openSync(path.join(this.logs, `${name}.log`), 'a');
    const [program, words] = within(options.namespace, command, args);
    const child = spawn(program, [...words], {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    closeSync(log);
    const started = new Program(child);
    this.later(() => started.kill('SIGKILL'));
    return started;
  }

  /** Undoes everything, whatever fails of it; says what failed. */
  end(keepFolder: boolean): readonly string[] {
    const failed: string[] = [];
    for (const undo of this.undo.splice(0).reverse()) {
      try {
        undo();
      } catch (error) {
        failed.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (!keepFolder) rmSync(this.folder, { recursive: true, force: true });
    return failed;
  }
}

/** A program that the household started. */
export class Program {
  readonly ended: Promise<number | null>;
  private over = false;

  constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => {
      const done = (code: number | null): void => {
        this.over = true;
        resolve(code);
      };
      child.on('close', done);
      child.on('error', () => done(-1));
    });
  }

  get running(): boolean {
    return !this.over;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Signals the whole group; nothing when it has ended. */
  kill(signal: NodeJS.Signals): void {
    if (this.over || this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** nsenter and not `ip netns exec`, which hides the control groups that guests need. */
const within = (namespace: string | undefined, command: string, args: readonly string[]): readonly [string, readonly string[]] =>
  namespace === undefined ? [command, args] : ['nsenter', [`--net=/run/netns/${namespace}`, '--', command, ...args]];

/** Runs a command to its end; throws what it said when it fails. */
export const run = (
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly namespace?: string } = {},
): string => {
  const [program, words] = within(options.namespace, command, args);
  try {
    return execFileSync(program, [...words], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
      ...(options.input === undefined ? {} : { input: options.input }),
    });
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new Error(`${command} ${args.join(' ').slice(0, 300)}: ${(stderr ?? '') + (stdout ?? '')}`.trim());
  }
};

/** Asks a command and takes whatever it says, failure included. */
export const ask = (
  command: string,
  args: readonly string[],
  options: { readonly namespace?: string; readonly seconds?: number; readonly input?: string } = {},
): Promise<Said> => {
  const [program, words] = within(options.namespace, command, args);
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...words],
      { encoding: 'utf8', timeout: (options.seconds ?? 60) * 1000, maxBuffer: 64 * 1024 * 1024, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ status, text: stdout + stderr });
      },
    );
    // Who ends early reads nothing.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
};

/** Holds this process up; for what is undone at the end, which cannot wait otherwise. */
export const sleepSync = (seconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Asks again and again until the answer is there; undefined when the time is over. */
export const until = async <T>(
  seconds: number,
  question: () => Promise<T | undefined> | T | undefined,
  every = 2,
): Promise<T | undefined> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    if (Date.now() > end) return undefined;
    await sleep(every);
  }
};
