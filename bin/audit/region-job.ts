import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { passed } from '../../lib/report/audit/passed';
import type { Problem } from '../../lib/model/problem';
import type { Language } from '../../lib/report/audit/page/language';
import type { AuditReport } from '../../lib/report/audit/report';
import { type RegionSummary, summaryOf } from '../../lib/report/audit/roll-up/roll-up';
import { sha256 } from '../../lib/report/audit/uuid';
import type { Subject } from '../../lib/report/audit/statement';
import type { Io } from '../io';
import { judged } from './conclusion';
import { readEarlier } from './earlier-package';
import { askedOn, blueprintInput } from './input';

/** The audit of one region among many; plain data, so that another process can do it. */
export interface RegionJob {
  readonly file: string;
  readonly target: string;
  readonly at: string;
  readonly since: string;
  readonly framework: string;
  readonly language: Language | undefined;
  readonly key: string | undefined;
  /** Folder in which the earlier packages of all regions lie; empty: none. */
  readonly baseline: string;
  /** Folder below which the region's own package is written; empty: nothing is written. */
  readonly into: string;
}

/** What became of it; nothing of a region is left when it has problems that keep it from being judged. */
export interface RegionDone {
  readonly summary: RegionSummary | undefined;
  readonly subjects: readonly Subject[];
  readonly fine: boolean;
  /** What kept it from being judged. */
  readonly problems: readonly Problem[];
  /** What is wrong with the input, and is in its report too. */
  readonly told: readonly Problem[];
  /** What every report of one run has in common. */
  readonly common: Pick<AuditReport, 'tool' | 'at' | 'catalogue'> | undefined;
}

export const auditRegion = (io: Io, job: RegionJob): RegionDone => {
  const asked = { ...askedOn(job.at), since: job.since, framework: job.framework };
  const input = blueprintInput(io, job.file, job.target, asked);
  if (!input.ok) return { ...nothing, problems: input.problems };
  const id = input.value.region?.plan.region.id ?? '';
  const earlier = job.baseline === '' ? undefined : readEarlier(io, path.join(job.baseline, id));
  if (earlier?.ok === false && !earlier.problems.every(({ code }) => code === 'SGC6407'))
    return { ...nothing, problems: earlier.problems };
  // A region that the earlier audit did not have has nothing to be compared with.
  const { report, files } = judged(io, { ...input.value, earlier: earlier?.ok === true ? earlier.value : null }, job);
  const subjects = job.into === '' ? [] : written(job.into, id, files);
  return {
    summary: summaryOf(report, {
      folder: job.into === '' ? '' : id,
      reportSha256: subjects.find(({ name }) => name === `${id}/report.json`)?.digest.sha256 ?? '',
    }),
    subjects,
    fine: passed(report),
    problems: [],
    told: report.problems,
    common: { tool: report.tool, at: report.at, catalogue: report.catalogue },
  };
};

const nothing: RegionDone = { summary: undefined, subjects: [], fine: false, problems: [], told: [], common: undefined };

const written = (into: string, id: string, files: ReadonlyMap<string, string>): readonly Subject[] => {
  mkdirSync(path.join(into, id), { recursive: true });
  return [...files].map(([name, text]) => {
    writeFileSync(path.join(into, id, name), text);
    return { name: `${id}/${name}`, digest: { sha256: sha256(text) } };
  });
};
