import type { Action, Change } from './change';

const total = /Number of stacks with differences: \d+/;
const lossCount = /Found (\d+) destructive change\(s\)/;
const loss = /^ {2}\S+: (\S+::\S+) (?:\S+ )?(\S+) (will be replaced|may be replaced|will be destroyed|will be orphaned)/gm;
const resource = /^\[([+~])\] (\S+::\S+) (?:.* )?(\S+)$/gm;

const impacts: Readonly<Record<string, Action>> = {
  'will be replaced': 'replace',
  'may be replaced': 'may-replace',
  'will be destroyed': 'delete',
  'will be orphaned': 'leave',
};

/**
 * Changes that `cdk diff --fail-on destructive --no-color` tells of one stack. Undefined where it did not come to its
 * end, or where its own count of losses is not that of what was read, so that nobody deploys what was not understood.
 */
export const changesInDiff = (text: string): readonly Change[] | undefined => {
  if (!total.test(text)) return undefined;
  const losses = [...text.matchAll(loss)].map(([, type = '', id = '', impact = '']): Change => ({
    id,
    type,
    action: impacts[impact] ?? 'replace',
  }));
  if (losses.length !== Number(lossCount.exec(text)?.[1] ?? 0)) return undefined;
  const gains = [...text.matchAll(resource)]
    .filter(([line]) => !/ (?:replace|may be replaced)(?: \(OR move.*)?$/.test(line))
    .map(([, mark = '', type = '', id = '']): Change => ({ id, type, action: mark === '+' ? 'create' : 'update' }));
  return [...gains, ...losses];
};
