import path from 'node:path';
import { fail, fileProblem, type Result, succeed } from '../../lib/model/problem';
import { compare } from '../../lib/planning/compare';
import { investmentOf } from '../../lib/planning/investment';
import { investmentInput } from '../../lib/planning/investment-input';
import type { Investment } from '../../lib/planning/investment-result';
import { gatherFrom, readAll } from '../compare/gather';
import { exit } from '../exit';
import { investmentTables } from '../invest/tables';
import { investmentText } from '../invest/text';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { sheetFiles, writeReport } from '../report-folder';

export interface InvestOptions {
  readonly profiles?: readonly string[];
  readonly planning?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Plans who pays what in which year, under public and private financing. Deploys nothing, asks nobody. */
export const runInvest = async (io: Io, file: string, options: InvestOptions): Promise<number> => {
  const investment = invested(io, file, options);
  if (!investment.ok) {
    io.err(problemText(investment.problems, io));
    return exit.problems;
  }
  if (options.json === true) {
    io.out(`${JSON.stringify(investment.value, null, 2)}\n`);
    return exit.fine;
  }
  const region = investment.value.region.id;
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', region, 'invest'));
  writeReport(
    folder,
    { region, target: 'invest' },
    await sheetFiles('invest', investment.value, investmentTables(investment.value)),
  );
  io.out(investmentText(io, investment.value, path.relative(io.cwd, folder) || '.'));
  return exit.fine;
};

const invested = (io: Io, file: string, { profiles, planning }: InvestOptions): Result<Investment> => {
  const read = readAll(io, file, planning);
  if (!read.ok) return read;
  const { own, planningFile } = read.value;
  if (own.planning?.investment === undefined) return fail([noTerms(planningFile)]);
  // Nothing is drawn here: one draw is what a comparison needs.
  const gathered = gatherFrom(io, read.value, {
    ...(profiles === undefined ? {} : { profiles: profiles.flatMap((names) => names.split(',')) }),
    weights: {},
    seed: 1,
    draws: 1,
  });
  if (!gathered.ok) return gathered;
  const { date, currency, investment } = own.planning;
  return succeed(
    investmentOf(compare(gathered.value.input), investmentInput(investment, { file: planningFile, date }, currency)),
  );
};

const noTerms = (file: string) =>
  fileProblem(
    file,
    'SGC2623',
    'there is no `investment` in the planning file',
    '`investment` with `firstYear` and `discountPercent`, see docs/planning.md',
    'write `investment: { firstYear: 2027, discountPercent: 3 }`, with the rate and the year of your region',
  );
