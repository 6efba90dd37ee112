import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** How it ended, and everything that stood on the screen. */
export interface Typed {
  readonly status: number | null;
  readonly seconds: number;
  readonly output: string;
}

/** A region's repository as somebody new has it: the programs of its packages are where `npm ci` puts them. */
export const repository = (folder: string, programs: Readonly<Record<string, string>>): void => {
  const bin = path.join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, program] of Object.entries(programs)) symlinkSync(program, path.join(bin, name));
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
};

/**
 * Types commands at a terminal, and answers yes to what asks whether to apply. The terminal is `script`'s, since a
 * command that asks looks whether anybody is there.
 */
export const type = (
  commands: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Typed> =>
  new Promise((resolve, reject) => {
    const started = Date.now();
    const all = ['-qefc', ['set -e', ...commands].join('\n'), '/dev/null'];
    const child = spawn('script', all, { cwd, env: { ...env, SHELL: '/bin/sh', TERM: 'dumb', NO_COLOR: '1' } });
    let output = '';
    let answered = 0;
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      for (const asked = (output.match(/to stop\) |Enter a value: /g) ?? []).length; answered < asked; answered++)
        child.stdin.write('yes\n');
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, seconds: (Date.now() - started) / 1000, output }));
  });
