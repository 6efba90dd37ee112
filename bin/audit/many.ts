import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../lib/model/problem';
import { renderRollUp } from '../../lib/report/audit/roll-up/page';
import { type RollUp, rollUpOf } from '../../lib/report/audit/roll-up/roll-up';
import { rollUpCsv } from '../../lib/report/audit/roll-up/roll-up-csv';
import { envelopeOf, publicKeyPem, statementAbout } from '../../lib/report/audit/statement';
import { sha256 } from '../../lib/report/audit/uuid';
import { UsageError } from '../exit';
import type { Io } from '../io';
import { catalogue } from '../package-root';
import { momentOf, signed } from './conclusion';
import { auditAll } from './lanes';
import { envelopeFile, json, publicKeyFile, stagePackage } from './package';
import type { RegionDone, RegionJob } from './region-job';

/** The blueprints of a folder: files at its top that name a region. Undefined where it is no folder, or has none. */
export const blueprintsIn = (io: Pick<Io, 'cwd'>, named: string): readonly string[] | undefined => {
  const whole = path.resolve(io.cwd, named);
  if (!existsSync(whole) || !statSync(whole).isDirectory()) return undefined;
  const found = readdirSync(whole)
    .filter((name) => /\.ya?ml$/.test(name) && isRegion(readFileSync(path.join(whole, name), 'utf8')))
    .sort()
    .map((name) => path.join(named, name));
  return found.length === 0 ? undefined : found;
};

/** A profile is a blueprint too, and names no region. */
const isRegion = (text: string): boolean => /^blueprint[ \t]*:/m.test(text) && /^region[ \t]*:/m.test(text);

/** Of the package, and named alike on every machine. */
const shippedReference = 'reference/municipal.yaml';

/** What was asked of the audit of many regions. */
export interface ManyAsked extends Omit<RegionJob, 'file' | 'into'> {
  /** Absolute. */
  readonly folder: string;
  /** Blueprint from which deviations are counted. */
  readonly reference: string | undefined;
}

export type ManyDone =
  | { readonly ok: true; readonly rollUp: RollUp; readonly fine: boolean; readonly told: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Audits every blueprint and writes each package with the roll-up over them; all or nothing. */
export const auditMany = async (io: Io, files: readonly string[], asked: ManyAsked): Promise<ManyDone> => {
  const staged = stagePackage(asked.folder);
  try {
    const referenceFile = asked.reference ?? path.join(catalogue, shippedReference);
    const jobs = files.map((file): RegionJob => ({ ...asked, file, into: staged.fresh }));
    const own = files.findIndex((file) => path.resolve(io.cwd, file) === path.resolve(io.cwd, referenceFile));
    const outside = own < 0 ? [{ ...asked, target: 'all', baseline: '', file: referenceFile, into: '' }] : [];
    const all = await auditAll(io, [...jobs, ...outside]);
    const problems = all.flatMap((done) => done.problems);
    if (problems.length > 0) {
      staged.discard();
      return { ok: false, problems };
    }
    const regions = all.slice(0, jobs.length);
    const rollUp = rolledUp(regions, all[own < 0 ? jobs.length : own], asked.reference ?? shippedReference);
    refuseTwins(rollUp);
    const fine = regions.every((done) => done.fine);
    staged.write(rollUpFiles(io, rollUp, regions, fine, asked));
    staged.commit();
    return { ok: true, rollUp, fine, told: regions.flatMap((done) => done.told) };
  } catch (error) {
    staged.discard();
    throw error;
  }
};

const rolledUp = (regions: readonly RegionDone[], reference: RegionDone | undefined, named: string): RollUp => {
  const common = regions[0]?.common;
  if (common === undefined || reference?.summary === undefined) throw new Error('nothing was audited');
  return rollUpOf(
    common,
    { ...reference.summary, blueprint: named },
    regions.flatMap(({ summary }) => summary ?? []),
  );
};

const refuseTwins = ({ regions }: RollUp): void => {
  const twin = regions.find(({ id }, index) => regions[index + 1]?.id === id);
  if (twin !== undefined) throw new UsageError(`two blueprints are of the region ${twin.id}; audit one of them`);
};

const rollUpFiles = (
  io: Io,
  rollUp: RollUp,
  regions: readonly RegionDone[],
  passed: boolean,
  { language = 'en', key }: ManyAsked,
): ReadonlyMap<string, string> => {
  const files = new Map([
    ['index.html', renderRollUp(rollUp, language)],
    ['roll-up.json', json(rollUp)],
    ['roll-up.csv', rollUpCsv(rollUp)],
  ]);
  const subjects = [
    ...[...files].map(([name, text]) => ({ name, digest: { sha256: sha256(text) } })),
    ...regions.flatMap((done) => done.subjects),
  ];
  const statement = statementAbout({ ...rollUp, resource: 'regions', passed }, subjects, momentOf(io));
  files.set(envelopeFile, json(signed(() => envelopeOf(statement, key))));
  if (key !== undefined)
    files.set(
      publicKeyFile,
      signed(() => publicKeyPem(key)),
    );
  return files;
};
