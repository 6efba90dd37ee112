import { createInterface, type Interface } from 'node:readline';
import { UsageError } from './exit';

let lines: AsyncIterator<string> | undefined;
let terminal: Interface | undefined;

/** Asks one question on standard output and returns the next line of standard input. */
export const ask = async (question: string): Promise<string> => {
  terminal ??= createInterface({ input: process.stdin });
  lines ??= terminal[Symbol.asyncIterator]();
  process.stdout.write(question);
  const line = await lines.next();
  if (line.done === true) throw new UsageError('the answers ended before the questions; use --answers FILE');
  return line.value;
};

/** Lets the process end: nothing more will be asked. */
export const stopAsking = (): void => terminal?.close();
