import '../environment';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { auditRegion, type RegionDone, type RegionJob } from './region-job';

/** What a process is asked for, and what it answers. */
export interface LaneOrder {
  readonly jobs: readonly RegionJob[];
  readonly cwd: string;
  readonly today: string;
}
export type LaneAnswer = { readonly done: readonly RegionDone[] } | { readonly usage: string };

process.env.CDK_VALIDATION ??= 'false';

// A process that audits some regions and ends, since the engines keep what they once made.
process.on('message', ({ jobs, cwd, today }: LaneOrder) => {
  const io: Io = {
    out: () => undefined,
    err: () => undefined,
    cwd,
    terminal: { out: false, err: false },
    env: process.env,
    today: () => today,
    milliseconds: () => performance.now(),
    ask: () => Promise.reject(new Error('nobody to ask')),
    interrupts: () => () => undefined,
  };
  process.send?.(answerTo(io, jobs), () => process.disconnect());
});

const answerTo = (io: Io, jobs: readonly RegionJob[]): LaneAnswer => {
  try {
    return { done: jobs.map((job) => auditRegion(io, job)) };
  } catch (error) {
    if (error instanceof UsageError) return { usage: error.message };
    throw error;
  }
};
