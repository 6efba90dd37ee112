import type { Findings } from '../openstack/findings';
import type { Estate } from './estate';
import { account } from './read/account';
import { alarms } from './read/alarms';
import { backup } from './read/backup';
import { compute } from './read/compute';
import { data } from './read/data';
import { entry } from './read/entry';
import { groups } from './read/groups';
import { keys } from './read/keys';
import { logs } from './read/logs';
import { names } from './read/names';
import { network } from './read/network';
import { roles } from './read/roles';
import { signIn } from './read/sign-in';
import { stores } from './read/stores';

/*
 * What the interfaces of AWS say of a region, beside what its plan decided. Both sides are written as lines in the
 * same words; a line on one side only is a difference, whichever side it is on.
 */

export interface Kind {
  /** Types of CloudFormation whose resources these lines are about. */
  readonly types: readonly string[];
  readonly expected: (estate: Estate) => readonly string[];
  readonly seen: (estate: Estate) => Promise<readonly string[]>;
}

const kinds: readonly Kind[] = [
  ...network,
  ...groups,
  ...names,
  ...keys,
  ...stores,
  ...backup,
  ...logs,
  ...account,
  ...roles,
  ...alarms,
  ...data,
  ...entry,
  ...signIn,
  ...compute,
];

/** Types that are read back. */
export const readTypes: ReadonlySet<string> = new Set(kinds.flatMap(({ types }) => types));

/** Compares every kind that can be read; adds a finding for each. What is left of stacks that are gone is named by a pattern. */
export const readBack = async (findings: Findings, estate: Estate, part = 'read back', left?: RegExp): Promise<void> => {
  for (const kind of kinds) {
    const wanted = kind.expected(estate);
    const found = (await kind.seen(estate)).filter((line) => left?.test(line) !== true);
    findings.expectNone(part, kind.types.join(', '), differences(wanted, found), `${wanted.length} lines agree`);
  }
};

/** What the reading of one type says that the plan does not, and the other way round. */
export const differencesIn = async (estate: Estate, type: string): Promise<readonly string[]> => {
  const lists = await Promise.all(
    kinds
      .filter(({ types }) => types.includes(type))
      .map(async ({ expected, seen }) => differences(expected(estate), await seen(estate))),
  );
  return lists.flat();
};

const differences = (wanted: readonly string[], found: readonly string[]): readonly string[] => [
  ...without(wanted, found).map((line) => `missing ${line}`),
  ...without(found, wanted).map((line) => `unexpected ${line}`),
];

/** Lines of the first that the second has not, each as often as it is too many. */
const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return lines.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
};
