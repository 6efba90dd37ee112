import path from 'node:path';
import { fail, type Result, succeed } from '../../lib/model/problem';
import type { Planning } from '../../lib/model/planning';
import { type Bought, duplicatesIn, type Purchase } from '../../lib/planning/duplicates';
import { type Input, inputsOf, ownInput } from '../../lib/planning/input';
import { inEnglish, told } from '../../lib/planning/phrase';
import { gatherFrom, type Read, readAll } from '../compare/gather';
import { duplicateTables } from '../duplicates/tables';
import { duplicatesText } from '../duplicates/text';
import { exit } from '../exit';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { sheetFiles, writeReport } from '../report-folder';

export interface DuplicatesOptions {
  readonly profiles?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
}

/** What several administrations pay for, within a region and between the regions of several files. */
export const runDuplicates = async (io: Io, files: readonly string[], options: DuplicatesOptions): Promise<number> => {
  const read = readEach(io, [...new Set(files)]);
  if (!read.ok) {
    io.err(problemText(read.problems, io));
    return exit.problems;
  }
  const bought = allOf(read.value.map((one) => boughtIn(io, one, options.profiles)));
  if (!bought.ok) {
    io.err(problemText(bought.problems, io));
    return exit.problems;
  }
  const duplicates = duplicatesIn(bought.value);
  if (options.json === true) {
    io.out(`${JSON.stringify(duplicates, null, 2)}\n`);
    return exit.fine;
  }
  const region = read.value.map(({ plan }) => plan.region.id).join('+');
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', 'duplicates'));
  writeReport(folder, { region, target: 'duplicates' }, await sheetFiles('duplicates', duplicates, duplicateTables(duplicates)));
  io.out(duplicatesText(io, duplicates, path.relative(io.cwd, folder) || '.'));
  return exit.fine;
};

/** Every file, or the problems of all of them. */
const readEach = (io: Io, files: readonly string[]): Result<readonly Read[]> =>
  allOf(files.map((file) => readAll(io, file, undefined)));

const allOf = <T>(results: readonly Result<T>[]): Result<readonly T[]> => {
  const problems = results.flatMap((one) => (one.ok ? [] : one.problems));
  return problems.length > 0 ? fail(problems) : succeed(results.flatMap((one) => (one.ok ? [one.value] : [])));
};

const boughtIn = (io: Io, read: Read, profiles: readonly string[] | undefined): Result<Bought> => {
  const there = profiles?.flatMap((names) => names.split(',')).filter((name) => read.plan.targets[name] !== undefined);
  const asked = { ...(there === undefined ? {} : { profiles: there }), weights: {}, seed: 1, draws: 1 };
  const gathered = gatherFrom(io, read, asked);
  if (!gathered.ok) return gathered;
  const { input } = gathered.value;
  const { planning, written, currency } = read.own;
  const purchases = Object.entries(planning?.purchases ?? {}).map(([id, one]) => purchaseOf(id, one));
  const paid = Object.entries(planning?.purchases ?? {}).flatMap(([id, { title, monthly }]): readonly Input[] =>
    monthly === undefined ? [] : [ownInput(`purchase:${id}`, title, `${currency}/month`, monthly, written)],
  );
  return succeed({
    plan: read.plan,
    purchases,
    input: told({ ...input, inputs: { ...input.inputs, ...inputsOf(paid) } }, inEnglish),
  });
};

const purchaseOf = (
  id: string,
  { tenant, capability, title, monthly }: NonNullable<Planning['purchases']>[string],
): Purchase => ({
  tenant,
  capability,
  title,
  monthly: monthly === undefined ? null : `purchase:${id}`,
});
