import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Blueprint } from '../lib/model/blueprint';
import { parsePlanning, parsePriceBook } from '../lib/model/descriptor';
import type { Planning } from '../lib/model/planning';
import { planningNameProblems } from '../lib/model/planning-names';
import { fail, type Problem, type Result, succeed } from '../lib/model/problem';
import type { Sourced } from '../lib/model/sourced';
import { readBelow, readText, shownFrom } from './files';
import { catalogue } from './package-root';
import { namesIn, planningFileOf, rootsOf } from './workspace';

/** The region's assumptions: from the file that was named, else beside the blueprint; undefined where there are none. */
export const readPlanning = (
  cwd: string,
  blueprint: string,
  named: string | undefined,
  { targets, tenants }: Pick<Blueprint, 'targets' | 'tenants'>,
): Result<Sourced<Planning> | undefined> => {
  const shown = named ?? planningFileOf(blueprint);
  const whole = path.resolve(cwd, shown);
  if (named === undefined && !existsSync(whole)) return succeed(undefined);
  const text = readText(whole, shown);
  const parsed = text.ok ? parsePlanning(shown, text.value) : text;
  if (!parsed.ok) return parsed;
  const roots = rootsOf(cwd, blueprint);
  const problems = planningNameProblems(parsed.value, {
    targets: Object.keys(targets),
    tenants: Object.keys(tenants),
    clouds: namesIn(roots, 'clouds'),
    books: namesIn(roots, 'prices'),
  });
  return problems.length > 0 ? fail(problems) : parsed;
};

/** What is wrong with the price books that the region wrote or imported itself; those of the package are tested with it. */
export const ownPriceProblems = (cwd: string, blueprint: string): readonly Problem[] => {
  const [root = ''] = rootsOf(cwd, blueprint);
  const folder = path.join(root, 'prices');
  if (root === catalogue || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const shown = shownFrom(cwd, path.join(folder, name));
      const text = readBelow(root, path.join('prices', name), shown);
      const parsed = text.ok ? parsePriceBook(shown, text.value) : text;
      return parsed.ok ? [] : parsed.problems;
    });
};
