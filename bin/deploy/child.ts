import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { Io } from '../io';

/** One command of an engine. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The same line as a person would type it where sgc was called. */
  readonly shown: string;
}

export interface Ended {
  readonly code: number;
  /** Standard output and error as they came, without colours. */
  readonly output: string;
  /** Standard output alone. */
  readonly result: string;
  readonly seconds: number;
  /** Whether somebody asked it to stop. */
  readonly interrupted: boolean;
  /** Whether something ended it from outside, so that it could not tidy up. */
  readonly killed: boolean;
  /** Whether people have seen the output. */
  readonly heard: boolean;
}

/** Whether people see a command's own words as they come. */
export type Voice = 'aloud' | 'silent';

/**
 * Runs a command in a process group of its own, so that the terminal's Ctrl-C does not reach it by itself: an engine
 * that gets a second signal gives up and can leave an empty state. Whatever asks us to stop becomes one SIGINT.
 */
export const run = (io: Io, command: Command, voice: Voice, listen: (text: string) => void = () => undefined): Promise<Ended> => {
  const started = io.milliseconds();
  io.err(`  $ ${command.shown}\n`);
  // Plans and states hold what is not for everybody.
  const mask = process.umask(0o077);
  const child = spawn(command.program, [...command.args], {
    cwd: io.cwd,
    env: { ...command.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.umask(mask);
  let output = '';
  let result = '';
  let interrupted = false;
  const hear = (text: string): void => {
    output += text;
    listen(text);
    if (voice === 'aloud') io.err(text);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result += text;
    hear(text);
  });
  child.stderr.setEncoding('utf8').on('data', hear);
  const forget = io.interrupts(() => {
    if (!interrupted) child.kill('SIGINT');
    io.err(interrupted ? patience : stopping);
    interrupted = true;
  });
  return new Promise((resolve) => {
    const end = (code: number, killed = false): void => {
      forget();
      resolve({
        code,
        output: stripVTControlCharacters(output),
        result: stripVTControlCharacters(result),
        seconds: (io.milliseconds() - started) / 1000,
        interrupted,
        killed,
        heard: voice === 'aloud',
      });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.on('close', (code) => end(code ?? 130, code === null));
  });
};

const stopping = 'Asked to stop. The engine finishes what it has begun and writes its state down; this can take minutes.\n';
const patience = 'It was asked already. Wait: a second signal could destroy the state.\n';
