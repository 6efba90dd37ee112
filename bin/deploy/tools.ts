import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { packageFile, packageRoot } from '../package-root';

/** The engine of OpenStack's states: the one asked for, else OpenTofu, else Terraform; a usage error says how to get one. */
export const terraformProgram = (io: Io, wanted: 'terraform' | 'tofu' | undefined): string => {
  const candidates = wanted === undefined ? ['tofu', 'terraform'] : [wanted];
  const found = candidates.find((name) => onPath(io, name) !== undefined);
  if (found === undefined)
    throw new UsageError(`${candidates.join(' and ')} cannot be found; install OpenTofu (https://opentofu.org) or Terraform`);
  return found;
};

/** The first program of a name on the path; undefined where there is none. */
export const onPath = (io: Pick<Io, 'env'>, name: string): string | undefined =>
  (io.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The script of the CDK's command line: the region's own, else this package's. */
export const cdkScript = (io: Pick<Io, 'cwd'>): string => {
  try {
    return require.resolve('aws-cdk/bin/cdk', { paths: [io.cwd, packageRoot] });
  } catch {
    throw new UsageError(
      `the CDK's command line is not installed; run: npm install --save-dev aws-cdk@${packageFile.devDependencies['aws-cdk']}`,
    );
  }
};
