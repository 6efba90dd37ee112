import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
// Programs that write into a folder are ended before it goes.
import './child';

const made = new Set<string>();

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

process.on('exit', () => made.forEach(remove));

/** A temporary folder that goes when it is forgotten, and with us at the latest, however we end. */
export const workFolder = (name: string): string => {
  const folder = mkdtempSync(path.join(tmpdir(), `${name}-`));
  made.add(folder);
  return folder;
};

export const forgetFolder = (folder: string): void => {
  made.delete(folder);
  remove(folder);
};
