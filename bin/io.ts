import pc from 'picocolors';

/** What the command line knows of the world; tests bring their own. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly cwd: string;
  /** Whether people read standard output, and standard error, on a terminal. */
  readonly terminal: { readonly out: boolean; readonly err: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Today as YYYY-MM-DD. */
  readonly today: () => string;
  readonly milliseconds: () => number;
  /** Asks whoever sits at the terminal; fails where nobody does. */
  readonly ask: (question: string) => Promise<string>;
  /** Calls back at each signal that asks us to stop, instead of stopping; the function returned undoes that. */
  readonly interrupts: (listener: () => void) => () => void;
}

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for what is read on a terminal; none for a pipe, a dumb terminal, or where NO_COLOR is set. */
export const colorsOf = (io: Pick<Io, 'terminal' | 'env'>, stream: 'out' | 'err'): Colors =>
  pc.createColors(io.terminal[stream] && !io.env.NO_COLOR && io.env.TERM !== 'dumb');

/** Runs a step and says on standard error what it was and, once it is over, how long it took. */
export const step = <T>(io: Io, label: string, work: () => T): T => {
  const start = io.milliseconds();
  if (io.terminal.err) io.err(`  … ${label}`);
  const value = work();
  const seconds = ((io.milliseconds() - start) / 1000).toFixed(1);
  io.err(io.terminal.err ? `\r\u001b[K  ✓ ${label}  ${seconds} s\n` : `${label}: ${seconds} s\n`);
  return value;
};
