import path from 'node:path';
import { type Cloud, unknownFlags } from '../../lib/model/cloud';
import { parseCloud, parsePlanning, parsePriceBook, parseRecords, parseService } from '../../lib/model/descriptor';
import { type Problem, sortProblems } from '../../lib/model/problem';
import { registerProblems } from '../../lib/controls/audit/register';
import { expiryProblems } from '../../lib/plan/expiry';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { referenceProblems } from '../../lib/report/audit/records';
import { dayOf } from '../day';
import { exit } from '../exit';
import { readText } from '../files';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { ownPriceProblems, readPlanning } from '../planning-files';
import { loadRecords, loadRegion, readLock } from '../workspace';

interface CheckOptions {
  readonly json?: boolean;
  readonly at?: string;
}

/** What there is to say of one file. */
interface Checked {
  readonly problems: readonly Problem[];
  /** Clouds that the file is, or names. */
  readonly clouds: readonly Cloud[];
}

/** Says everything that is wrong with the files; needs neither network nor credentials nor an engine. */
export const runCheck = (io: Io, files: readonly string[], options: CheckOptions): number => {
  const at = dayOf(options.at ?? io.today());
  const checked = [...new Set(files)].map((file) => checkedFile(io.cwd, file, at));
  const problems = sortProblems(checked.flatMap((one) => one.problems));
  if (options.json) io.out(`${JSON.stringify({ problems: problems.map(fieldsOf) }, null, 2)}\n`);
  else if (problems.length > 0) io.err(problemText(problems, io));
  else io.out(`${colorsOf(io, 'out').green('fine')}: ${files.join(', ')}\n${unknownText(checked.flatMap((one) => one.clouds))}`);
  return problems.length > 0 ? exit.problems : exit.fine;
};

/** What nobody knows of the clouds does not stop anybody, and must not be overlooked. */
const unknownText = (clouds: readonly Cloud[]): string => {
  const flags = new Map(clouds.map((cloud) => [cloud.cloud, cloud.provider === 'openstack' ? unknownFlags(cloud) : []]));
  return [...flags]
    .filter(([, unknown]) => unknown.length > 0)
    .map(([cloud, unknown]) => `unknown of cloud ${cloud}, counted as absent: ${unknown.join(', ')}\n`)
    .join('');
};

/** What kind of file it is says the key that every file of that kind begins with; the text is not parsed for it. */
const kindOf = (text: string): string | undefined =>
  /^(?:["']?)(blueprint|cloud|service|records|planning|prices)(?:["']?)[ \t]*:/m.exec(text)?.[1];

const checkedFile = (cwd: string, file: string, at: string): Checked => {
  const text = readText(path.resolve(cwd, file), file);
  if (!text.ok) return { problems: text.problems, clouds: [] };
  switch (kindOf(text.value)) {
    case 'cloud': {
      const cloud = parseCloud(file, text.value);
      return cloud.ok ? { problems: [], clouds: [cloud.value.value] } : { problems: cloud.problems, clouds: [] };
    }
    case 'records':
      return { problems: problemsIn(parseRecords(file, text.value)), clouds: [] };
    case 'service':
      return { problems: problemsIn(parseService(file, text.value)), clouds: [] };
    case 'planning':
      return { problems: problemsIn(parsePlanning(file, text.value)), clouds: [] };
    case 'prices':
      return { problems: problemsIn(parsePriceBook(file, text.value)), clouds: [] };
    default:
      // A blueprint that forgot its first line is still meant as one.
      return checkedRegion(cwd, file, at);
  }
};

const problemsIn = (
  result: { readonly ok: true } | { readonly ok: false; readonly problems: readonly Problem[] },
): readonly Problem[] => (result.ok ? [] : result.problems);

const checkedRegion = (cwd: string, file: string, at: string): Checked => {
  const region = loadRegion(cwd, file);
  // Names are looked up once it is known which there are.
  const planned = region.ok ? problemsIn(readPlanning(cwd, file, undefined, region.value.blueprint.value)) : [];
  const priced = ownPriceProblems(cwd, file);
  if (!region.ok) return { problems: [...region.problems, ...priced], clouds: [] };
  const { blueprint } = region.value;
  const register = {
    entries: blueprint.value.exceptions,
    locate: (where: readonly (string | number)[]) => blueprint.locate(where),
  };
  const expired = [...expiryProblems(blueprint, at), ...registerProblems(register, Object.keys(blueprint.value.targets), at)];
  const lock = readLock(cwd, file);
  const plan = lock.ok ? resolve({ ...region.value, lock: lock.value, policies }) : lock;
  const records = loadRecords(cwd, file);
  const misnamed =
    plan.ok && records.ok && records.value !== undefined ? referenceProblems(records.value, plan.value, at) : problemsIn(records);
  const named = new Set(Object.values(region.value.blueprint.value.targets).map((target) => target.cloud));
  return {
    problems: [...expired, ...problemsIn(plan), ...misnamed, ...planned, ...priced],
    clouds: Object.values(region.value.clouds).filter((cloud) => named.has(cloud.cloud)),
  };
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
