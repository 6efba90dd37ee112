import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../lib/providers/provider';
import { refuseClaimed } from './claim';
import { UsageError } from './exit';

const markName = 'sgc.json';

/** What stands in `sgc.json` beside the artefacts of one target. */
export interface Manifest {
  readonly region: string;
  readonly target: string;
  readonly artefacts: readonly CountedArtefact[];
  /** Every file that was written, so that whatever else lies there is known to be someone else's. */
  readonly files: readonly string[];
}

export interface CountedArtefact extends Artefact {
  /** Resources in it; data sources are not counted. */
  readonly resources: number;
}

/** Artefacts of one target that stand beside the old ones until they take their place. */
export interface Staged {
  readonly manifest: Manifest;
  /** Puts them in the place of the old ones. */
  readonly commit: () => void;
  /** Leaves the old ones as they are. */
  readonly discard: () => void;
}

/**
 * Writes the artefacts of a target beside the old ones; committing swaps the two, so that no one ever sees
 * half of them. What is not ours in the old folder (Terraform's state, its lock file) moves over.
 * Throws a usage error where the folder holds other people's files.
 */
export const stageArtefacts = (
  folder: string,
  names: Pick<Manifest, 'region' | 'target'>,
  write: (into: string) => readonly Artefact[],
): Staged => {
  const fresh = `${folder}.new`;
  refuseClaimed(folder);
  finishSwap(folder);
  refuseStrangers(folder);
  const discard = (): void => rmSync(fresh, { recursive: true, force: true });
  discard();
  mkdirSync(fresh, { recursive: true });
  try {
    const manifest = manifestOf(fresh, names, write(fresh));
    writeFileSync(path.join(fresh, markName), `${JSON.stringify(manifest, null, 2)}\n`);
    return { manifest, discard, commit: () => swap(fresh, folder) };
  } catch (error) {
    discard();
    throw error;
  }
};

const manifestOf = (folder: string, names: Pick<Manifest, 'region' | 'target'>, artefacts: readonly Artefact[]): Manifest => ({
  ...names,
  artefacts: artefacts.map((artefact) => ({ ...artefact, resources: resourcesIn(path.join(folder, artefact.file)) })),
  files: [...filesBelow(folder), markName].sort(),
});

const swap = (fresh: string, folder: string): void => {
  refuseClaimed(folder);
  if (existsSync(folder)) renameSync(folder, oldOf(folder));
  renameSync(fresh, folder);
  finishSwap(folder);
};

const oldOf = (folder: string): string => `${folder}.old`;

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, markName), 'utf8')) as Manifest;

/** Completes a swap, also one that was interrupted: other people's files leave the old folder before it goes. */
const finishSwap = (folder: string): void => {
  const old = oldOf(folder);
  if (!existsSync(old)) return;
  if (!existsSync(folder)) return renameSync(old, folder);
  const ours = new Set([...manifestIn(old).files, ...manifestIn(folder).files]);
  for (const file of filesBelow(old).filter((name) => !ours.has(name))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    renameSync(path.join(old, file), path.join(folder, file));
  }
  rmSync(old, { recursive: true });
};

const refuseStrangers = (folder: string): void => {
  if (!existsSync(folder) || existsSync(path.join(folder, markName)) || readdirSync(folder).length === 0) return;
  throw new UsageError(`${folder} holds files that sgc did not write; choose another folder with --out, or empty it`);
};

/** Files and links below a folder, relative, sorted. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

interface Template {
  readonly Resources?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const resourcesIn = (file: string): number => {
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  return (
    Object.keys(template.Resources ?? {}).length +
    Object.values(template.resource ?? {}).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0)
  );
};
