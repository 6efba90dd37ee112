import { CommanderError } from 'commander';
import { programOf } from './program';
import { exit, UsageError } from './exit';
import { colorsOf, type Io } from './io';

const reportTo = 'https://github.com/shared-gov-cloud/shared-gov-cloud/issues';

/** What is done where nothing was asked for: all that can be shown without a cloud. */
const everything = ['synth', '--audit'];

/** Runs one command line; never throws. Returns the exit code: 0 fine, 1 problems in the input, 2 wrong usage, 70 our fault. */
export const main = async (argv: readonly string[], io: Io): Promise<number> => {
  try {
    let code: number = exit.fine;
    await programOf(io, (result) => {
      code = result;
    }).parseAsync(argv.length === 0 ? everything : argv, { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, io);
  }
};

const failure = (error: unknown, io: Io): number => {
  const { red } = colorsOf(io, 'err');
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.fine : exit.usage;
  if (error instanceof UsageError) {
    io.err(`${red('error:')} ${error.message}\n`);
    return exit.usage;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  io.err(`${red('internal error:')} ${message.split('\n')[0] ?? ''}\n`);
  io.err(
    `This is a fault of sgc, not of your files. Please report it at ${reportTo} with the command and the output of SGC_DEBUG=1.\n`,
  );
  if (io.env.SGC_DEBUG === '1') io.err(`${stack ?? ''}\n`);
  return exit.fault;
};
