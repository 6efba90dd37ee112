import path from 'node:path';
import { parseCloud, parseService } from '../../lib/model/descriptor';
import { type Problem, sortProblems } from '../../lib/model/problem';
import { expiryProblems } from '../../lib/plan/expiry';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { exit, UsageError } from '../exit';
import { readText } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { loadRegion, readLock } from '../workspace';

interface CheckOptions {
  readonly json?: boolean;
  readonly at?: string;
}

/** Says everything that is wrong with the files; needs neither network nor credentials nor an engine. */
export const runCheck = (io: Io, files: readonly string[], options: CheckOptions): number => {
  const at = dayOf(options.at ?? io.today());
  const problems = sortProblems([...new Set(files)].flatMap((file) => problemsOf(io.cwd, file, at)));
  if (options.json) io.out(`${JSON.stringify({ problems: problems.map(fieldsOf) }, null, 2)}\n`);
  else if (problems.length > 0) io.err(problemText(problems, io));
  else io.out(`${colorsOf(io, 'out').green('fine')}: ${files.join(', ')}\n`);
  return problems.length > 0 ? exit.problems : exit.fine;
};

const dayOf = (text: string): string => {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--at takes a day as YYYY-MM-DD, not ${text}`);
  }
  return text;
};

/** What kind of file it is says the key that every file of that kind begins with; the text is not parsed for it. */
const kindOf = (text: string): string | undefined => /^(?:["']?)(blueprint|cloud|service)(?:["']?)[ \t]*:/m.exec(text)?.[1];

const problemsOf = (cwd: string, file: string, at: string): readonly Problem[] => {
  const text = readText(path.resolve(cwd, file), file);
  if (!text.ok) return text.problems;
  switch (kindOf(text.value)) {
    case 'cloud':
      return problemsIn(parseCloud(file, text.value));
    case 'service':
      return problemsIn(parseService(file, text.value));
    default:
      // A blueprint that forgot its first line is still meant as one.
      return regionProblems(cwd, file, at);
  }
};

const problemsIn = (
  result: { readonly ok: true } | { readonly ok: false; readonly problems: readonly Problem[] },
): readonly Problem[] => (result.ok ? [] : result.problems);

const regionProblems = (cwd: string, file: string, at: string): readonly Problem[] => {
  const region = loadRegion(cwd, file);
  if (!region.ok) return region.problems;
  const expired = expiryProblems(region.value.blueprint, at);
  const lock = readLock(cwd, file);
  if (!lock.ok) return [...expired, ...lock.problems];
  return [...expired, ...problemsIn(resolve({ ...region.value, lock: lock.value, policies }))];
};

/** The documented shape: these fields, in this order, whatever a problem may carry inside. */
const fieldsOf = ({ file, line, column, code, message, allowed, repair }: Problem): Problem => ({
  file,
  line,
  column,
  code,
  message,
  allowed,
  repair,
});
