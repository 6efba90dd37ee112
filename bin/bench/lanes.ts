import { fork } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../package-root';

type Kind = 'ours' | 'plain' | 'audit';

/** What a process says at its end: the most memory it had, and seconds of what it was asked to measure. */
interface Ended {
  readonly megabytes: number;
  readonly took: Took;
}

interface Took {
  readonly audit: number;
  readonly reading: number;
}

/** Lets two processes at a time take regions until there are none left; each ends after its share. */
export const inLanes = async (
  count: number,
  share: number,
  kind: Kind,
  folder: string,
): Promise<Ended & { readonly seconds: number }> => {
  const ids = Array.from({ length: count }, (_, index) => `r${String(index).padStart(3, '0')}`);
  const batches = Array.from({ length: Math.ceil(count / share) }, (_, index) => ids.slice(index * share, (index + 1) * share));
  const start = performance.now();
  const lanes = await Promise.all([lane(batches, kind, folder), lane(batches, kind, folder)]);
  const sum = (of: (ended: Ended) => number): number =>
    Math.max(...lanes.map((ended) => ended.reduce((total, one) => total + of(one), 0)));
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Math.max(...lanes.flat().map(({ megabytes }) => megabytes)),
    took: { audit: sum(({ took }) => took.audit), reading: sum(({ took }) => took.reading) },
  };
};

/** Takes batches from the common list until it is empty. */
const lane = async (batches: string[][], kind: Kind, folder: string): Promise<readonly Ended[]> => {
  const done: Ended[] = [];
  for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) done.push(await inProcess(batch, kind, folder));
  return done;
};

/**
 * What a region leaves behind is swept less often, in larger lots: memory for time. Audits end after seconds, and beside
 * another process there is no core for a compiler: it takes what is much hotter than it would take by itself. The
 * engine's own code is found quicker in large pages, where the system has them.
 */
const workerFlags: Readonly<Record<Kind, readonly string[]>> = {
  ours: ['--max-semi-space-size=64'],
  plain: ['--max-semi-space-size=64'],
  audit: [
    '--min-semi-space-size=128',
    '--max-semi-space-size=128',
    '--initial-old-space-size=1000',
    '--interrupt-budget=500000',
    '--use-largepages=silent',
  ],
};

const inProcess = (regions: readonly string[], kind: Kind, folder: string): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(packageRoot, 'dist/bin/bench/worker.js'), { execArgv: [...workerFlags[kind]] });
    child.once('message', (ended: Ended) => resolve(ended));
    child.once('exit', (code) => reject(new Error(`a worker ended with ${code}`)));
    child.send({ regions, targets: ['aws', 'openstack'], kind, folder });
  });
