import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { statefulProblems } from '../../lib/evidence/stateful';
import { fail, type Problem, type Result, succeed } from '../../lib/model/problem';
import { type Lock, releaseFromLock, renderLock, type StatefulBaseline } from '../../lib/plan/lock';
import { updateLock } from '../../lib/plan/lock-update';
import type { Plan } from '../../lib/plan/plan';
import { checkInput, resolve } from '../../lib/plan/resolve';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { policies } from '../../lib/providers/policies';
import { exit, UsageError } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { synthesizeTarget } from '../synthesis';
import { loadRegion, lockFileOf, readLock, writeLock } from '../workspace';

/** Gives addresses to what is new in a blueprint, notes what holds state, and writes both into the lock beside it. */
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

/** Signs off that something removed may go: its addresses may be given again, its state may be destroyed. */
export const runRelease = (io: Io, file: string, id: string): number => {
  const lock = readLock(io.cwd, file);
  if (!lock.ok) return refuse(io, lock.problems);
  const released = lock.value === undefined ? undefined : releaseFromLock(lock.value, id);
  if (released === undefined) {
    throw new UsageError(
      `${lockFileOf(file)} holds nothing called ${id} that could be released; it holds ${releasable(lock.value).join(', ') || 'none'}`,
    );
  }
  writeLock(io.cwd, file, released);
  io.out(`${lockFileOf(file)} written: ${id} may go\n`);
  return exit.fine;
};

const releasable = (lock: Lock | undefined): readonly string[] => [
  ...Object.keys({ ...lock?.released.spaces, ...lock?.released.links, ...lock?.spread }),
  ...Object.entries(lock?.stateful ?? {}).flatMap(([target, artefacts]) => [
    target,
    ...Object.keys(artefacts).map((artefact) => `${target}/${artefact}`),
  ]),
];

const refuse = (io: Io, problems: readonly Problem[]): number => {
  io.err(problemText(problems, io));
  return exit.problems;
};

interface Locked {
  readonly before: Lock | undefined;
  readonly after: Lock;
}

const lockFor = (io: Io, file: string): Result<Locked> => {
  const region = loadRegion(io.cwd, file);
  if (!region.ok) return region;
  const problems = checkInput({ ...region.value, policies });
  if (problems.length > 0) return fail(problems);
  const before = readLock(io.cwd, file);
  if (!before.ok) return before;
  const after = updateLock(region.value.blueprint.value, before.value, file);
  if (!after.ok) return after;
  const plan = resolve({ ...region.value, lock: after.value, policies });
  return plan.ok ? guarded(io, file, plan.value, { before: before.value, after: after.value }) : plan;
};

/** Synthesizes every target to see what holds state, and refuses to forget any of it. */
const guarded = (io: Io, file: string, plan: Plan, { before, after }: Locked): Result<Locked> => {
  const now = Object.fromEntries(Object.values(plan.targets).map((target) => [target.id, statefulOfTarget(io, plan, target)]));
  const problems = Object.entries(before?.stateful ?? {}).flatMap(([target, baseline]) =>
    statefulProblems({ lock: lockFileOf(file), blueprint: file }, target, baseline, now[target] ?? {}),
  );
  return problems.length > 0 ? fail(problems) : succeed({ before, after: { ...after, stateful: now } });
};

const statefulOfTarget = (io: Io, plan: Plan, target: TargetPlan): StatefulBaseline[string] => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-'));
  try {
    return synthesizeTarget(io, plan, target, folder).stateful as StatefulBaseline[string];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
