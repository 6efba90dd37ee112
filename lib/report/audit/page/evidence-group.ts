import type { EvidenceEntry, VerdictEntry } from '../report';

/** Evidence of one verdict that says the same of many resources. */
export interface EvidenceGroup {
  readonly fact: string;
  readonly result: EvidenceEntry['result'];
  readonly says: string;
  readonly exception: string;
  readonly entries: readonly EvidenceEntry[];
}

const order = ['broken', 'unseen', 'kept'] as const;

/** What breaks the control comes first, then what could not be seen. */
export const groupsOf = (verdict: VerdictEntry): readonly EvidenceGroup[] => {
  const groups = new Map<string, EvidenceEntry[]>();
  for (const entry of verdict.evidence) {
    const key = [entry.fact, entry.result, entry.says, entry.exception].join('\u0000');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()]
    .flatMap((entries) =>
      entries.slice(0, 1).map(({ fact, result, says, exception }) => ({ fact, result, says, exception, entries })),
    )
    .sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
};
