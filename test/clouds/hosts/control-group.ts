import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sleepSync } from './household';

/**
 * A control group of a guest's own, in each hierarchy of this machine. Without it nspawn puts all guests into one, and
 * the manager of one guest removes the group of a unit that the manager of another has just made under the same name.
 */
export class ControlGroup {
  private readonly folders: readonly string[];

  constructor(name: string) {
    this.folders = hierarchies().map((parent) => path.join(parent, `sgc-${name}`));
    for (const folder of this.folders) {
      mkdirSync(folder);
      for (const file of inherited) inherit(folder, file);
    }
  }

  /** A command that runs another within this group. */
  around(command: string, args: readonly string[]): readonly [string, readonly string[]] {
    return ['sh', ['-c', enter, 'enter', ...this.folders, '--', command, ...args]];
  }

  /** Takes it away with all groups below, once what was killed in them is gone; throws when something lives on. */
  remove(): void {
    for (const folder of this.folders) {
      const deadline = Date.now() + removalSeconds * 1000;
      while (!removed(folder)) {
        if (Date.now() > deadline) throw new Error(`processes live on in ${folder}`);
        sleepSync(0.1);
      }
    }
  }
}

const removalSeconds = 20;

/** Version 1 of cpuset takes no process before these are set. */
const inherited = ['cpuset.cpus', 'cpuset.mems'] as const;

const enter = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs" || exit; shift; done; shift; exec "$@"';

/** Where this process's own groups are, hierarchy by hierarchy. */
const hierarchies = (): readonly string[] =>
  lines('/proc/self/cgroup').flatMap((line) => {
    const [, names = '', own = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    const mounted = mountPoint(names.split(',').filter(Boolean));
    if (mounted === undefined) return [];
    // A container may see but a part of the tree, and then not its own place in it.
    return [existsSync(path.join(mounted, own)) ? path.join(mounted, own) : mounted];
  });

/** Where a hierarchy is mounted, if it is; no name stands for version 2. */
const mountPoint = (names: readonly string[]): string | undefined => {
  const mounts = lines('/proc/mounts').map((line) => line.split(' '));
  return mounts.find(([, , type, options = '']) =>
    names.length === 0 ? type === 'cgroup2' : type === 'cgroup' && names.every((name) => options.split(',').includes(name)),
  )?.[1];
};

const inherit = (folder: string, file: string): void => {
  const from = path.join(path.dirname(folder), file);
  const to = path.join(folder, file);
  // The uppermost group of version 2 has none to hand on, and there it may stay empty.
  if (existsSync(from) && existsSync(to) && lines(to).length === 0) writeFileSync(to, readFileSync(from));
};

const removed = (folder: string): boolean => {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory() && !removed(path.join(folder, entry.name))) return false;
    rmdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
    throw error;
  }
};

const lines = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
