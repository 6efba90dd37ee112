import path from 'node:path';
import { criteria, type Criterion } from '../../lib/model/criteria';
import { answerTo } from '../../lib/planning/backwards';
import { compare } from '../../lib/planning/compare';
import { type Language, languages } from '../../lib/report/compare/language/language';
import { answerText } from '../compare/answer-text';
import { filesOf } from '../compare/files';
import { gatherFrom, readAll } from '../compare/gather';
import { summaryText } from '../compare/text';
import { spaceOf } from '../compare/variants';
import { type WishOptions, wishIn } from '../compare/wish';
import { exit, UsageError } from '../exit';
import { type Io, step } from '../io';
import { problemText } from '../problem-text';
import { writeReport } from '../report-folder';

export interface CompareOptions extends WishOptions {
  readonly profiles?: readonly string[];
  readonly weights?: string;
  readonly planning?: string;
  readonly lang?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly seed: string;
  readonly draws: string;
}

/** Compares the profiles of a region: page, tables and figures in one folder. Deploys nothing, asks nobody. */
export const runCompare = async (io: Io, file: string, options: CompareOptions): Promise<number> => {
  const wanted = {
    ...(options.profiles === undefined ? {} : { profiles: options.profiles.flatMap((names) => names.split(',')) }),
    weights: weightsIn(options.weights),
    seed: wholeNumber('--seed', options.seed),
    draws: wholeNumber('--draws', options.draws),
  };
  const read = readAll(io, file, options.planning);
  if (!read.ok) {
    io.err(problemText(read.problems, io));
    return exit.problems;
  }
  const wish = wishIn(options, read.value);
  const gathered = gatherFrom(io, read.value, wanted);
  if (!gathered.ok) {
    io.err(problemText(gathered.problems, io));
    return exit.problems;
  }
  const { input } = gathered.value;
  const comparison = step(io, 'compare', () => compare(input));
  const asked = wish === undefined ? undefined : spaceOf(io, read.value, gathered.value, wish, wanted);
  const answer = asked === undefined ? undefined : answerTo(asked);
  if (options.json === true) {
    io.out(`${JSON.stringify(answer === undefined ? comparison : { ...comparison, answer }, null, 2)}\n`);
    return exit.fine;
  }
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', input.region.id, 'compare'));
  const language = languageOf(options.lang, input.languages);
  const files = await filesOf(input, comparison, language, asked);
  writeReport(folder, { region: input.region.id, target: 'compare' }, files);
  io.out(summaryText(io, comparison, path.relative(io.cwd, folder) || '.'));
  if (answer !== undefined) io.out(answerText(io, answer));
  return exit.fine;
};

/** `cost=50,carbon=0`. */
export const weightsIn = (text: string | undefined): Readonly<Partial<Record<Criterion, number>>> =>
  Object.fromEntries(
    (text?.split(',') ?? []).map((pair) => {
      const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
      if (!(criteria as readonly string[]).includes(name) || !/^[0-9]{1,3}(?:\.[0-9]+)?$/.test(value))
        throw new UsageError(`--weights takes ${criteria.map((one) => `${one}=40`).join(',')}, any of them; not ${pair}`);
      return [name, Number(value)];
    }),
  );

/** The one that was asked for; else the first of the region's that there is, else English. */
const languageOf = (asked: string | undefined, own: readonly string[]): Language => {
  const there = (tag: string): tag is Language => Object.hasOwn(languages, tag);
  if (asked === undefined) return own.find(there) ?? 'en';
  if (there(asked)) return asked;
  throw new UsageError(`--lang takes ${Object.keys(languages).join(', ')}; not ${asked}`);
};

const wholeNumber = (option: string, text: string): number => {
  if (!/^[0-9]{1,9}$/.test(text)) throw new UsageError(`${option} takes a whole number, not ${text}`);
  return Number(text);
};
