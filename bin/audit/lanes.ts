import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { packageRoot } from '../package-root';
import type { LaneAnswer, LaneOrder } from './lane';
import { auditRegion, type RegionDone, type RegionJob } from './region-job';

/** Regions that one process takes before it ends: the engines never forget what they made. */
const share = 10;
/** Starting processes pays from here on. */
const few = 3;

/** Audits many regions, in processes of their own where they are not few; in the order in which they were given. */
export const auditAll = async (io: Io, jobs: readonly RegionJob[]): Promise<readonly RegionDone[]> => {
  if (jobs.length <= few) return jobs.map((job) => auditRegion(io, job));
  const lanes = Math.min(availableParallelism(), 4);
  const size = Math.min(share, Math.ceil(jobs.length / lanes));
  const batches = Array.from({ length: Math.ceil(jobs.length / size) }, (_, index) => ({
    index,
    jobs: jobs.slice(index * size, (index + 1) * size),
  }));
  const done: (readonly RegionDone[])[] = [];
  const lane = async (): Promise<void> => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      done[batch.index] = await inProcess({ jobs: batch.jobs, cwd: io.cwd, today: io.today() });
      const files = batch.jobs.map(({ file }) => file);
      io.err(`audited: ${files.join(', ')}\n`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done.flat();
};

const inProcess = (order: LaneOrder): Promise<readonly RegionDone[]> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(packageRoot, 'dist/bin/audit/lane.js'), { execArgv: ['--max-semi-space-size=64'] });
    child.once('message', (answer: LaneAnswer) =>
      'usage' in answer ? reject(new UsageError(answer.usage)) : resolve(answer.done),
    );
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a process that audits ended with ${code ?? 'a signal'}`)));
    child.send(order);
  });
