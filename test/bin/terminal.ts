import { main } from '../../bin/main';
import type { Io } from '../../bin/io';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a command knows of the world when nobody sits at a terminal, and nothing is listened to. */
export const terminalIo = (cwd: string): Io => ({
  out: () => undefined,
  err: () => undefined,
  cwd,
  terminal: { out: false, err: false },
  env: {},
  today: () => '2026-11-22',
  milliseconds: () => 0,
  ask: () => Promise.reject(new Error('nobody to ask')),
  interrupts: () => () => undefined,
});

/** Runs one command line inside this process, as if nobody sat at a terminal. */
export const sgc = async (cwd: string, argv: readonly string[], change: Partial<Io> = {}): Promise<Said> => {
  let out = '';
  let err = '';
  const io: Io = {
    ...terminalIo(cwd),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    ...change,
  };
  const code = await main(argv, io);
  return { code, out, err };
};
