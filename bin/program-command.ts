import type { Command } from 'commander';
import type { Io } from './io';

/** How a command says how it ended. */
export type Ended = (code: number) => void;

/** Adds a command to what there is to type. */
export type Add = (program: Command, io: Io, ended: Ended) => void;

export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
