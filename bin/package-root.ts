import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const name = 'shared-gov-cloud';

interface PackageFile {
  readonly name?: string;
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readPackage = (folder: string): PackageFile =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile;

const find = (folder: string): string => {
  if (existsSync(path.join(folder, 'package.json')) && readPackage(folder).name === name) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error(`no package ${name} above ${__dirname}`);
  return find(parent);
};

/** Folder of this package, whether it runs from source or compiled. */
export const packageRoot = find(__dirname);

export const packageFile = readPackage(packageRoot);

/** The catalogue that comes with the package: reference profiles, clouds, e-services. */
export const catalogue = path.join(packageRoot, 'blueprints');
