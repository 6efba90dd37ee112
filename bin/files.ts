import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fail, fileProblem, type Problem, type Result, succeed } from '../lib/model/problem';

const maximumBytes = 1_048_576;

/** Reads a text file that a person named; whatever is in the way is a problem that says so. */
export const readText = (file: string, shown: string): Result<string> => {
  if (!existsSync(file))
    return fail([fileProblem(shown, 'SGC1020', 'there is no such file', 'the path of a file', 'check the path')]);
  const fault = unreadable(file, shown);
  if (fault !== undefined) return fail([fault]);
  try {
    return succeed(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail([
      fileProblem(
        shown,
        'SGC1021',
        `the file cannot be read (${codeOf(error)})`,
        'a file that you may read',
        'check its permissions',
      ),
    ]);
  }
};

/** Reads a file below a folder; a link that leads out of the folder is a problem. */
export const readBelow = (root: string, relative: string, shown: string): Result<string> => {
  const file = path.join(root, relative);
  return existsSync(file) && !isInside(realpathSync(root), realpathSync(file))
    ? fail([
        fileProblem(
          shown,
          'SGC1022',
          'the path leads out of the folder of the blueprints',
          'files below that folder',
          'copy the file into the folder',
        ),
      ])
    : readText(file, shown);
};

/** How a path is shown: relative to where the command was called, as long as that is shorter. */
export const shownFrom = (cwd: string, file: string): string => {
  const relative = path.relative(cwd, file);
  return relative.startsWith(path.join('..', '..')) ? file : relative;
};

export const isInside = (root: string, file: string): boolean => {
  const relative = path.relative(root, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
};

const unreadable = (file: string, shown: string): Problem | undefined => {
  const stat = statSync(file);
  if (!stat.isFile()) return fileProblem(shown, 'SGC1021', 'this is not a file', 'a regular file', 'name the file itself');
  if (stat.size > maximumBytes) {
    return fileProblem(
      shown,
      'SGC1001',
      `the file has ${stat.size} bytes`,
      `at most ${maximumBytes} bytes`,
      'check that this is the right file; a region fits in far less',
    );
  }
  return undefined;
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown error';
