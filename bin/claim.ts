import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { UsageError } from './exit';

/**
 * Who deploys from a folder. While somebody does, nobody may put other artefacts in its place: an engine whose folder
 * goes away under it can no longer write its state.
 */
interface Holder {
  readonly host: string;
  readonly pid: number;
}

const fileOf = (folder: string): string => `${folder}.deploying`;

/** Claims a folder for this process until the function returned is called; a usage error names who has it. */
export const claim = (folder: string): (() => void) => {
  refuseClaimed(folder);
  const file = fileOf(folder);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.pid } satisfies Holder), { flag: 'wx' });
  return () => rmSync(file, { force: true });
};

/** A usage error where another process that still runs deploys from the folder. */
export const refuseClaimed = (folder: string): void => {
  const holder = holderOf(folder);
  if (holder === undefined || (holder.host === hostname() && holder.pid === process.pid)) return;
  if (holder.host === hostname() && !runs(holder.pid)) return;
  throw new UsageError(
    `process ${holder.pid} on ${holder.host} deploys from ${folder}; wait until it is over, or choose another folder with --out` +
      (holder.host === hostname() ? '' : `; if it is dead for certain, remove ${fileOf(folder)}`),
  );
};

const holderOf = (folder: string): Holder | undefined =>
  existsSync(fileOf(folder)) ? (JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Holder) : undefined;

const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
