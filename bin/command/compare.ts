import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { criteria, type Criterion } from '../../lib/model/criteria';
import { compare } from '../../lib/planning/compare';
import { type Language, languages } from '../../lib/report/compare/language/language';
import { stageArtefacts } from '../artefacts';
import { filesOf } from '../compare/files';
import { gather } from '../compare/gather';
import { summaryText } from '../compare/text';
import { exit, UsageError } from '../exit';
import { type Io, step } from '../io';
import { problemText } from '../problem-text';

export interface CompareOptions {
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
  const input = gather(io, file, {
    ...(options.profiles === undefined ? {} : { profiles: options.profiles.flatMap((names) => names.split(',')) }),
    ...(options.planning === undefined ? {} : { planning: options.planning }),
    weights: weightsIn(options.weights),
    seed: wholeNumber('--seed', options.seed),
    draws: wholeNumber('--draws', options.draws),
  });
  if (!input.ok) {
    io.err(problemText(input.problems, io));
    return exit.problems;
  }
  const comparison = step(io, 'compare', () => compare(input.value));
  if (options.json === true) {
    io.out(`${JSON.stringify(comparison, null, 2)}\n`);
    return exit.fine;
  }
  const folder = path.resolve(io.cwd, options.out ?? path.join('sgc.out', input.value.region.id, 'compare'));
  await write(
    folder,
    input.value.region.id,
    await filesOf(input.value, comparison, languageOf(options.lang, input.value.languages)),
  );
  io.out(summaryText(io, comparison, path.relative(io.cwd, folder) || '.'));
  return exit.fine;
};

/** All files together take the place of the old ones. */
const write = async (folder: string, region: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
  const staged = stageArtefacts(folder, { region, target: 'compare' }, (into) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(into, name), content);
    return [];
  });
  staged.commit();
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
