import { spawn } from 'node:child_process';
import type { Run } from './region';

/**
 * Types commands at a terminal, and answers yes to what asks whether to apply. The terminal is `script`'s, since a
 * command that asks looks whether anybody is there.
 */
export const type = (commands: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>>): Promise<Run> =>
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
