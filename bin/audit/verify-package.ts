import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileProblem, type Problem } from '../../lib/model/problem';
import {
  artefactsPrefix,
  type Envelope,
  isSignedBy,
  type Statement,
  statementIn,
  type Subject,
} from '../../lib/report/audit/statement';
import { sha256 } from '../../lib/report/audit/uuid';
import { envelopeFile, publicKeyFile } from './package';

/** What a package proves, and everything that is not as it was signed. */
export interface Verification {
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly artefacts: number;
  /** Id of the key that signed; empty where nothing is signed. */
  readonly keyid: string;
  readonly statement: Statement | undefined;
}

/** Compares every file of a package, and the artefacts where they are given, with the digests of the statement. */
export const verifyPackage = (
  folder: string,
  shown: string,
  publicKey: string | undefined,
  artefacts: string | undefined,
): Verification => {
  const at = (name: string): string => path.join(shown, name);
  const envelope = envelopeIn(path.join(folder, envelopeFile));
  const statement = envelope === undefined ? undefined : statementIn(envelope);
  if (envelope === undefined || statement === undefined)
    return {
      problems: [forged(at(envelopeFile), 'it holds no statement')],
      files: 0,
      artefacts: 0,
      keyid: '',
      statement: undefined,
    };
  const own = statement.subject.filter(({ name }) => !name.startsWith(artefactsPrefix));
  const outer = statement.subject.filter(({ name }) => name.startsWith(artefactsPrefix));
  return {
    statement,
    keyid: envelope.signatures[0]?.keyid ?? '',
    files: own.length,
    artefacts: artefacts === undefined ? 0 : outer.length,
    problems: [
      ...signatureProblems(envelope, publicKey ?? keyIn(folder), at(envelopeFile)),
      ...own.flatMap((subject) => changed(path.join(folder, subject.name), at(subject.name), subject)),
      ...strangers(folder, own).map((name) => missing(at(name), 'the statement does not name it')),
      ...(artefacts === undefined
        ? []
        : outer.flatMap((subject) => {
            const file = path.join(artefacts, subject.name.slice(artefactsPrefix.length));
            return changed(file, file, subject);
          })),
    ],
  };
};

const envelopeIn = (file: string): Envelope | undefined => {
  try {
    const envelope = JSON.parse(readFileSync(file, 'utf8')) as Envelope;
    return typeof envelope.payload === 'string' && Array.isArray(envelope.signatures) ? envelope : undefined;
  } catch {
    return undefined;
  }
};

const keyIn = (folder: string): string | undefined => {
  const file = path.join(folder, publicKeyFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
};

const signatureProblems = (envelope: Envelope, key: string | undefined, file: string): readonly Problem[] => {
  if (envelope.signatures.length === 0) return key === undefined ? [] : [forged(file, 'it bears no signature')];
  if (key === undefined) return [forged(file, 'it is signed, and there is no public key to check it by')];
  try {
    return isSignedBy(envelope, key) ? [] : [forged(file, 'its signature is not by this key over these bytes')];
  } catch (error) {
    return [forged(file, error instanceof Error ? error.message : 'the key cannot be read')];
  }
};

const forged = (file: string, reason: string): Problem =>
  fileProblem(
    file,
    'SGC6406',
    reason,
    'the statement as it was signed',
    'take the package anew from whoever made it, or name the right key with --key',
  );

const changed = (file: string, shown: string, { digest }: Subject): readonly Problem[] => {
  if (!existsSync(file)) return [missing(shown, 'the statement names it, and it is not there')];
  const found = sha256(readFileSync(file));
  return found === digest.sha256
    ? []
    : [
        fileProblem(
          shown,
          'SGC6404',
          `its SHA-256 is ${found}, and ${digest.sha256} was signed`,
          'exactly the bytes that were audited',
          'take the file anew from whoever made it, or audit again',
        ),
      ];
};

const missing = (file: string, reason: string): Problem =>
  fileProblem(
    file,
    'SGC6405',
    reason,
    'exactly the files that the statement names',
    'take the package anew from whoever made it',
  );

const strangers = (folder: string, own: readonly Subject[]): readonly string[] => {
  const known = new Set([...own.map(({ name }) => name), envelopeFile, publicKeyFile]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !known.has(name))
    .sort();
};
