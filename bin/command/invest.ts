import path from 'node:path';
import { fail, fileProblem, type Result, succeed } from '../../lib/model/problem';
import { compare } from '../../lib/planning/compare';
import { investmentOf } from '../../lib/planning/investment';
import { investmentInput } from '../../lib/planning/investment-input';
import type { Investment } from '../../lib/planning/investment-result';
import { gather } from '../compare/gather';
import { exit } from '../exit';
import { investmentTables } from '../invest/tables';
import { investmentText } from '../invest/text';
import type { Io } from '../io';
import { problemText } from '../problem-text';
import { sheetFiles, writeReport } from '../report-folder';
import { loadSourcedPlanning, planningFileOf } from '../workspace';

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
  const written = planning ?? planningFileOf(file);
  // Nothing is drawn here: one draw is what a comparison needs.
  const input = gather(io, file, {
    ...(profiles === undefined ? {} : { profiles: profiles.flatMap((names) => names.split(',')) }),
    ...(planning === undefined ? {} : { planning }),
    weights: {},
    seed: 1,
    draws: 1,
  });
  const told = loadSourcedPlanning(io.cwd, file, planning);
  const terms = told.ok ? told.value?.value.investment : undefined;
  const missing = told.ok && terms === undefined ? [noTerms(written)] : [];
  if (!input.ok) return fail([...input.problems, ...missing]);
  if (!told.ok || told.value === undefined || terms === undefined) return fail(missing);
  const { date, currency } = told.value.value;
  return succeed(investmentOf(compare(input.value), investmentInput(terms, { file: written, date }, currency)));
};

const noTerms = (file: string) =>
  fileProblem(
    file,
    'SGC2623',
    'there is no `investment` in the planning file',
    '`investment` with `firstYear` and `discountPercent`, see docs/planning.md',
    'write `investment: { firstYear: 2027, discountPercent: 3 }`, with the rate and the year of your region',
  );
