import { existsSync } from 'node:fs';
import path from 'node:path';
import { sortProblems } from '../../lib/model/problem';
import { envelopeFile } from '../audit/package';
import { verifyPackage } from '../audit/verify-package';
import { exit, UsageError } from '../exit';
import { readText } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';

interface VerifyOptions {
  readonly key?: string;
  readonly artefacts?: string;
}

/** Says whether a package of evidence is as it was signed, and names whatever is not. */
export const runVerify = (io: Io, named: string, options: VerifyOptions): number => {
  const folder = path.resolve(io.cwd, named);
  if (!existsSync(path.join(folder, envelopeFile)))
    throw new UsageError(`${named} is no package of evidence: it has no ${envelopeFile}`);
  const key = options.key === undefined ? undefined : readText(path.resolve(io.cwd, options.key), options.key);
  if (key !== undefined && !key.ok) {
    io.err(problemText(key.problems, io));
    return exit.problems;
  }
  const artefacts = options.artefacts === undefined ? undefined : path.resolve(io.cwd, options.artefacts);
  const found = verifyPackage(folder, named, key?.value, artefacts);
  if (found.problems.length > 0) {
    io.err(problemText(sortProblems(found.problems), io));
    return exit.problems;
  }
  const { green, yellow } = colorsOf(io, 'out');
  const by =
    found.keyid === ''
      ? yellow('not signed: whoever changed it could have changed the statement too')
      : key === undefined
        ? yellow(`signed by the key ${found.keyid.slice(0, 16)}… that lies beside it; give --key to know that it is yours`)
        : `signed by your key ${found.keyid.slice(0, 16)}…`;
  io.out(`${green('unchanged')}: ${found.files} files${found.artefacts > 0 ? `, ${found.artefacts} artefacts` : ''}\n${by}\n`);
  return exit.fine;
};
