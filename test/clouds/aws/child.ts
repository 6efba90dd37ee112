import { type ChildProcess, spawn } from 'node:child_process';

/*
 * Programs that run beside a proof. Each reads its standard input and ends when that closes, so that none outlives
 * us, however we end; here the ones of ours are asked, and made, to stop.
 */
const running = new Set<ChildProcess>();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

/** Calls back when we end, however that is; returns what forgets it again. */
export const whenWeEnd = (listener: () => void): (() => void) => {
  process.on('exit', listener);
  return () => process.off('exit', listener);
};

/** Starts a program that is stopped with us at the latest. */
export const started = (
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  output: 'pipe' | number,
): ChildProcess => {
  const child = spawn(program, [...args], { env, stdio: ['pipe', output, output === 'pipe' ? 'inherit' : output] });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
};

/** Closes a program's input and waits for its end; makes it end where it does not. */
export const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(patience);
};
