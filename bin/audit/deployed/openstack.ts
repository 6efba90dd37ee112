import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Found } from '../../../lib/report/audit/deployed';
import type { AuditedFile } from '../../../lib/report/audit/input';
import { type Ended, run } from '../../deploy/child';
import { terraformEnvironment } from '../../deploy/terraform';
import { shownFrom } from '../../files';
import type { Io } from '../../io';
import type { Running } from './aws';

/** Every state as its backend keeps it; `folder` is what `sgc deploy` wrote for the target, where the engine knows its backends. */
export const runningOnOpenstack = async (
  io: Io,
  program: string,
  folder: string,
  files: readonly AuditedFile[],
): Promise<Running> => {
  const found = new Map<string, Found>();
  for (const { file, source } of files) found.set(source.name, await stateOf(io, program, path.join(folder, path.dirname(file))));
  return { found, strangers: [] };
};

const stateOf = async (io: Io, program: string, folder: string): Promise<Found> => {
  const shown = shownFrom(io.cwd, folder) || '.';
  if (!existsSync(folder))
    return { kind: 'unseen', reason: `${shown} is not there: run \`sgc synth\`, or name the folder that \`sgc deploy\` wrote` };
  const engine = (...args: readonly string[]): Promise<Ended> =>
    run(
      io,
      {
        program,
        args: [`-chdir=${shown}`, ...args],
        env: terraformEnvironment(io),
        shown: `${path.basename(program)} -chdir=${shown} ${args.join(' ')}`,
      },
      'silent',
    );
  const init = await engine('init', '-input=false', '-no-color');
  if (init.code !== 0) return { kind: 'unseen', reason: lastLine(init) };
  const pulled = await engine('state', 'pull');
  if (pulled.code !== 0) return { kind: 'unseen', reason: lastLine(pulled) };
  return pulled.result.trim() === '' ? { kind: 'absent' } : { kind: 'there', text: pulled.result, status: '' };
};

/** What an engine said of its failure, in one line. */
const lastLine = ({ output }: Ended): string => {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^[\s│╷╵]+/, '').trim())
    .filter((line) => line !== '');
  return lines.find((line) => line.startsWith('Error')) ?? lines.at(-1) ?? 'the engine said nothing';
};
