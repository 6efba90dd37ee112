import type { BaselineEntry, CauseEntry, CauseKind, ChangeEntry, ChangeKind, Sides } from './baseline-entry';
import type { AuditReport, EvidenceEntry, TargetEntry, VerdictEntry, VerdictKind } from './report';

/** An earlier audit of the same region. */
export interface Earlier {
  readonly report: AuditReport;
  /** Of the file it was read from. */
  readonly sha256: string;
}

/** What is audited now, as far as an earlier audit is compared with it. */
interface Now {
  readonly title: string;
  readonly catalogue: { readonly version: string; readonly sha256: string };
  readonly controls: readonly string[];
  readonly targets: readonly TargetEntry[];
  /** Whether a resource is there, cited or not. */
  readonly exists: (target: string, resource: string) => boolean;
}

/** Compares two audits control by control. A change has the resources that caused it; order and wording come from the input alone. */
export const baselineOf = ({ report, sha256 }: Earlier, now: Now): BaselineEntry => {
  const pairs = now.targets.flatMap((target) => {
    const before = report.targets.find(({ id }) => id === target.id);
    return before === undefined ? [] : [{ before, target }];
  });
  const sameCatalogue = report.catalogue.sha256 === now.catalogue.sha256;
  const compared = pairs.flatMap(({ before, target }) =>
    target.verdicts.flatMap((verdict) => {
      const old = before.verdicts.find(({ control }) => control === verdict.control);
      return old === undefined ? [] : [changeOf({ before, target, old, verdict, sameCatalogue, now })];
    }),
  );
  return {
    at: report.at,
    catalogueVersion: report.catalogue.version,
    sha256,
    changes: inOrder(compared.flatMap((change) => change ?? [])),
    unchanged: compared.filter((change) => change === undefined).length,
    targets: sides(
      report.targets.map(({ id }) => id),
      now.targets.map(({ id }) => id),
    ),
    controls: sides(
      report.catalogue.controls.map(({ id }) => id),
      now.controls,
    ),
  };
};

const sides = (before: readonly string[], now: readonly string[]): Sides => ({
  gone: before.filter((id) => !now.includes(id)),
  fresh: now.filter((id) => !before.includes(id)),
});

const kinds: readonly ChangeKind[] = ['lost', 'moved', 'gained'];

/** What got worse first; within that, as the catalogue and the targets stand. */
const inOrder = (changes: readonly ChangeEntry[]): readonly ChangeEntry[] =>
  kinds.flatMap((kind) => changes.filter((change) => change.kind === kind));

interface Pair {
  readonly before: TargetEntry;
  readonly target: TargetEntry;
  readonly old: VerdictEntry;
  readonly verdict: VerdictEntry;
  readonly sameCatalogue: boolean;
  readonly now: Now;
}

const changeOf = (pair: Pair): ChangeEntry | undefined => {
  const { target, old, verdict } = pair;
  const differences = differencesOf(old.evidence, verdict.evidence);
  const against = differences.filter(({ gone, came }) => [...gone, ...came].some((one) => speaksAgainst(one)));
  if (old.verdict === verdict.verdict && against.length === 0) return undefined;
  const kind = kindOf(old.verdict, verdict.verdict);
  const bearing = kind === 'moved' ? against : differences.filter((one) => bears(kind, one));
  const found = (bearing.length > 0 ? bearing : differences).map((one) => causeOf(pair, one));
  const causes = found.length > 0 ? found : [wordsChanged(pair)];
  return {
    target: target.id,
    control: verdict.control,
    kind,
    before: old.verdict,
    now: verdict.verdict,
    says: sentence(pair, kind, causes),
    causes,
  };
};

/** How far a verdict is from being shown; those that share a number are as good as each other. */
const rank: Readonly<Record<VerdictKind, number>> = {
  satisfied: 0,
  substitute: 1,
  weaker: 2,
  notApplicable: 3,
  obligation: 3,
  absent: 3,
  undecidable: 4,
  violated: 5,
};

/** From best to worst, a higher number being worse. */
export const rankOf = (verdict: VerdictKind): number => rank[verdict];

const kindOf = (before: VerdictKind, now: VerdictKind): ChangeKind =>
  rank[now] > rank[before] ? 'lost' : rank[now] < rank[before] ? 'gained' : 'moved';

/** Evidence on one kind of fact at one resource that only one of the two audits has. */
interface Difference {
  readonly resource: string;
  readonly gone: readonly EvidenceEntry[];
  readonly came: readonly EvidenceEntry[];
}

const differencesOf = (before: readonly EvidenceEntry[], now: readonly EvidenceEntry[]): readonly Difference[] => {
  const groups = new Map<string, { readonly resource: string; gone: EvidenceEntry[]; came: EvidenceEntry[] }>();
  const group = (one: EvidenceEntry): { gone: EvidenceEntry[]; came: EvidenceEntry[] } => {
    const key = `${one.resource}\u0000${one.fact}`;
    const known = groups.get(key) ?? { resource: one.resource, gone: [], came: [] };
    groups.set(key, known);
    return known;
  };
  for (const one of before) group(one).gone.push(one);
  for (const one of now) {
    const { gone, came } = group(one);
    const same = gone.findIndex((other) => wordOf(other) === wordOf(one));
    if (same >= 0) gone.splice(same, 1);
    else came.push(one);
  }
  return [...groups.values()].filter(({ gone, came }) => gone.length + came.length > 0);
};

/** What a piece of evidence says, wherever in the file it stands. */
const wordOf = ({ result, says, exception }: EvidenceEntry): string =>
  [result, says, exception === '' ? '' : 'excused'].join('\u0000');

const speaksAgainst = ({ result, exception }: EvidenceEntry): boolean => result !== 'kept' && exception === '';

/** Losing what kept it, or getting what breaks it, makes a verdict worse; the other way round, better. */
const bears = (kind: ChangeKind, { gone, came }: Difference): boolean => {
  const [lost, got] = kind === 'lost' ? [gone, came] : [came, gone];
  return lost.some((one) => !speaksAgainst(one)) || got.some(speaksAgainst);
};

const causeOf = ({ before, target, now }: Pair, { resource, gone, came }: Difference): CauseEntry => {
  const place = [target, before].flatMap(({ resources }) => resources.find(({ id }) => id === resource)?.place ?? [])[0];
  const isOld = before.resources.some(({ id }) => id === resource) || gone.length > 0;
  const saysOf = (some: readonly EvidenceEntry[]): string => [...new Set(some.map(({ says }) => says))].join('; ');
  const isExcuse = saysOf(gone) === saysOf(came) && gone.length === came.length;
  const kind: CauseKind = isExcuse ? 'exception' : !now.exists(target.id, resource) ? 'gone' : isOld ? 'changed' : 'new';
  return {
    kind,
    resource,
    file: place?.file ?? '',
    line: came[0]?.line ?? place?.line ?? 0,
    before: isExcuse ? excuseOf(gone) : saysOf(gone),
    now: isExcuse ? excuseOf(came) : saysOf(came),
  };
};

const excuseOf = (some: readonly EvidenceEntry[]): string =>
  `${some[0]?.says ?? ''}, ${some.every(({ exception }) => exception === '') ? 'not excused' : 'excused'}`;

const wordsChanged = ({ old, verdict, sameCatalogue }: Pair): CauseEntry => ({
  kind: sameCatalogue ? 'ledger' : 'catalogue',
  resource: '',
  file: '',
  line: 0,
  before: old.reason,
  now: verdict.reason,
});

const verbs: Readonly<Record<ChangeKind, string>> = {
  lost: 'lost its evidence',
  gained: 'gained evidence',
  moved: 'has other evidence against it',
};

const sentence = ({ target, verdict, now }: Pair, kind: ChangeKind, [first, ...more]: readonly CauseEntry[]): string => {
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `${verdict.control} ${verbs[kind]} in ${now.title} on ${target.id}${first === undefined ? '' : ` because ${becauseOf(first)}`}${others}`;
};

const becauseOf = ({ kind, resource, before, now }: CauseEntry): string => {
  switch (kind) {
    case 'new':
      return `${resource} is new (${now})`;
    case 'gone':
      return `${resource} is gone (${before})`;
    case 'changed':
      return `${resource} changed (${before || 'said nothing'} → ${now || 'says nothing'})`;
    case 'exception':
      return `an exception for ${resource} ${now.endsWith('not excused') ? 'ended' : 'began'} (${now})`;
    case 'catalogue':
      return `the catalogue of controls changed (${before} → ${now})`;
    case 'ledger':
      return `the blueprint or the parity ledger changed (${before} → ${now})`;
  }
};
