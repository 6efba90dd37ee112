import type { Blueprint } from '../../lib/model/blueprint';
import { type Problem, type Result, succeed } from '../../lib/model/problem';
import { type Lock, releaseFromLock, renderLock } from '../../lib/plan/lock';
import { updateLock } from '../../lib/plan/lock-update';
import { checkInput } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { exit, UsageError } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { loadRegion, lockFileOf, readLock, writeLock } from '../workspace';

/** Gives addresses to what is new in a blueprint and writes the lock beside it. */
export const runLock = (io: Io, file: string): number => {
  const locked = lockFor(io, file);
  if (!locked.ok) return refuse(io, locked.problems);
  const { before, after } = locked.value;
  if (before !== undefined && renderLock(before) === renderLock(after)) {
    io.out(`${lockFileOf(file)} is up to date\n`);
    return exit.fine;
  }
  writeLock(io.cwd, file, after);
  io.out(`${lockFileOf(file)} written\n${changes(io, before, after)}Commit it together with the blueprint.\n`);
  return exit.fine;
};

/** Gives the addresses of something that was removed and destroyed back for use. */
export const runRelease = (io: Io, file: string, id: string): number => {
  const lock = readLock(io.cwd, file);
  if (!lock.ok) return refuse(io, lock.problems);
  const released = lock.value === undefined ? undefined : releaseFromLock(lock.value, id);
  if (released === undefined) {
    const tombstones = Object.keys({ ...lock.value?.released.spaces, ...lock.value?.released.links });
    throw new UsageError(`${lockFileOf(file)} holds nothing removed called ${id}; it holds ${tombstones.join(', ') || 'none'}`);
  }
  writeLock(io.cwd, file, released);
  io.out(`${lockFileOf(file)} written: the addresses of ${id} may be given again\n`);
  return exit.fine;
};

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

const lockFor = (io: Io, file: string): Result<{ before: Lock | undefined; after: Lock }> => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) return region;
  const problems = checkInput({ ...region.value, policies });
  if (problems.length > 0) return { ok: false, problems };
  const before = readLock(io.cwd, file);
  if (!before.ok) return before;
  return withBefore(region.value.blueprint.value, before.value, file);
};

const withBefore = (
  blueprint: Blueprint,
  before: Lock | undefined,
  file: string,
): Result<{ before: Lock | undefined; after: Lock }> => {
  const after = updateLock(blueprint, before, file);
  return after.ok ? succeed({ before, after: after.value }) : after;
};

const changes = (io: Io, before: Lock | undefined, after: Lock): string => {
  const { green, yellow } = colorsOf(io, 'out');
  const old = { ...before?.spaces, ...before?.links };
  const now = { ...after.spaces, ...after.links };
  const lines = [
    ...Object.entries(now)
      .filter(([id]) => !(id in old))
      .map(([id, cidr]) => `  ${green('+')} ${id}  ${cidr}`),
    ...Object.entries(old)
      .filter(([id]) => !(id in now))
      .map(([id, cidr]) => `  ${yellow('-')} ${id}  ${cidr}, kept until \`sgc lock release\``),
  ];
  return lines.map((line) => `${line}\n`).join('');
};
