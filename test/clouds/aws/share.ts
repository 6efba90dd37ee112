import type { Proof } from './proof';
import { resourcesOf } from './region';
import { type Level, types } from './types';

const part = 'share';

interface Count {
  readonly type: string;
  readonly resources: number;
  readonly standIns: number;
}

/** How many resources of each type a first deployment has made, and how many of them nothing is behind. */
export const countsOf = (proof: Proof): readonly Count[] => {
  const resources = tally(
    proof.version.stacks.flatMap((stack) => Object.values(resourcesOf(proof.version, stack)).map(({ Type }) => Type)),
  );
  const standIns = tally([...proof.emulator.log().matchAll(/^stand-in (\S+)$/gm)].map(([, type = '']) => type));
  return [...resources]
    .map(([type, count]) => ({ type, resources: count, standIns: standIns.get(type) ?? 0 }))
    .sort((a, b) => a.type.localeCompare(b.type));
};

const tally = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** Holds the committed table against what happened: a type is a stand-in where, and only where, nothing was behind it. */
export const proveShare = (proof: Proof, counts: readonly Count[], short: boolean): void => {
  const stale = [
    ...counts.flatMap(({ type, resources, standIns }) => {
      const level = types[type]?.level;
      const fits: Record<Level, boolean> = {
        read: standIns === 0,
        part: standIns < resources,
        'stand-in': standIns >= resources,
      };
      return level !== undefined && fits[level]
        ? []
        : [`${type} is called ${level ?? 'nothing'}: ${standIns} of ${resources} are stand-ins`];
    }),
    ...(short
      ? []
      : Object.keys(types)
          .filter((type) => !counts.some((one) => one.type === type))
          .map((type) => `${type} is not deployed`)),
  ];
  proof.findings.expectNone(part, 'the table of types is right (test/clouds/aws/types.ts)', stale, `${counts.length} types`);
};

/** The proved share, type by type; neither a stand-in nor what was not read counts as proved. */
export const shareTable = (counts: readonly Count[]): string => {
  const rows = counts.map(({ type, resources, standIns }) => {
    const { level, unseen } = types[type] ?? { level: 'stand-in', unseen: 'all of it' };
    const words: Record<Level, string> = { read: 'proved', part: `proved but for ${unseen}`, 'stand-in': 'not proved' };
    return [type, String(resources), String(resources - standIns), String(standIns), words[level]];
  });
  const head = ['type', 'resources', 'by a service', 'stand-ins', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const text = [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...text, '', totals(counts)].join('\n');
};

const totals = (counts: readonly Count[]): string => {
  const at = (level: Level): readonly Count[] => counts.filter(({ type }) => types[type]?.level === level);
  const sum = (list: readonly Count[], field: 'resources' | 'standIns'): number =>
    list.reduce((total, one) => total + one[field], 0);
  const all = sum(counts, 'resources');
  const made = all - sum(counts, 'standIns');
  return [
    `${counts.length} types: ${at('read').length} proved, ${at('part').length} proved in part, ${at('stand-in').length} not proved (cfn-lint and a test of their properties instead)`,
    `${all} resources: ${made} made by a service (${Math.round((100 * made) / all)} %), ${all - made} stand-ins`,
  ].join('\n');
};
