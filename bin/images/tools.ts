import { createHash } from 'node:crypto';
import { onPath } from '../deploy/tools';
import { UsageError } from '../exit';
import type { Io } from '../io';

/** A kept tool that copies images between registries, byte for byte, with the logins that it has itself. */
export interface Tool {
  readonly name: string;
  readonly copy: (from: string, to: string) => readonly string[];
  readonly look: (to: string) => readonly string[];
  /** The digest in what `look` printed. */
  readonly digestIn: (printed: string) => string;
}

export const tools: readonly Tool[] = [
  {
    name: 'skopeo',
    copy: (from, to) => ['skopeo', 'copy', '--all', '--preserve-digests', `docker://${from}`, `docker://${to}`],
    look: (to) => ['skopeo', 'inspect', '--raw', `docker://${to}`],
    digestIn: (printed) => `sha256:${createHash('sha256').update(printed).digest('hex')}`,
  },
  {
    name: 'crane',
    copy: (from, to) => ['crane', 'copy', from, to],
    look: (to) => ['crane', 'digest', to],
    digestIn: (printed) => printed.trim(),
  },
  {
    name: 'oras',
    copy: (from, to) => ['oras', 'copy', from, to],
    look: (to) => ['oras', 'resolve', to],
    digestIn: (printed) => printed.trim(),
  },
];

/** The first of the tools that is installed; a usage error names them all. */
export const installedTool = (io: Pick<Io, 'env'>): Tool => {
  const found = tools.find(({ name }) => onPath(io, name) !== undefined);
  if (found !== undefined) return found;
  throw new UsageError(
    `none of ${tools.map(({ name }) => name).join(', ')} is installed; one of them copies the images (on Debian: apt-get install skopeo); --print shows the commands`,
  );
};
