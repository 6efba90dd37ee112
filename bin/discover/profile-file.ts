import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../exit';
import { isInside } from '../files';
import { defaultBlueprint, rootsOf } from '../workspace';

/** Where the profile of a cloud is read, and where it is written, both absolute. */
export interface ProfileFile {
  /** Undefined where there is none yet. */
  readonly from: string | undefined;
  readonly to: string;
}

/** The file asked for, else the one in the region's own folder; a profile of the package serves as the beginning of an own one. */
export const profileFileOf = (cwd: string, cloud: string, out: string | undefined): ProfileFile => {
  const roots = rootsOf(cwd, defaultBlueprint(cwd));
  const [first = cwd] = roots;
  // Without a blueprint of one's own the first folder is the package's.
  const own = isInside(cwd, first) ? first : cwd;
  const [to, ...others] = [own, ...roots].map((root) => path.join(root, 'clouds', `${cloud}.yaml`));
  const target = out === undefined ? (to ?? '') : path.resolve(cwd, out);
  return { from: [target, to ?? '', ...others].find((file) => existsSync(file)), to: target };
};

/** Puts a file in the place of the old one, so that no one ever sees half of it. Throws a usage error where it may not. */
export const writeProfile = (file: string, shown: string, text: string): void => {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new UsageError(`${shown} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`);
  }
};
