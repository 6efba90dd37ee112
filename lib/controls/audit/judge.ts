import type { Fact, FactKind } from '../../evidence/fact';
import type { Artefact } from '../../evidence/resource';
import type { Parity } from '../../plan/target-plan';
import type { Claim, Control, Place } from './control';

export type Result = 'kept' | 'broken' | 'unseen';

export interface Judged {
  readonly fact: Fact;
  readonly result: Result;
}

export type Verdict =
  'satisfied' | 'weaker' | 'substitute' | 'obligation' | 'absent' | 'notApplicable' | 'undecidable' | 'violated';

/** One line of the parity ledger, as far as a verdict needs it. */
export interface LedgerWord {
  readonly parity: Parity;
  readonly lost: string;
  readonly by: string;
}

/** What is judged, besides the facts. */
export interface Judgement {
  readonly facts: readonly Fact[];
  readonly artefacts: readonly Artefact[];
  readonly place: Place;
  /** Whether a blueprint says what there must be; without one, something may stand elsewhere. */
  readonly planned: boolean;
  /** Line of an intent on this target; undefined where no blueprint was given. */
  readonly ledger: (intent: string) => LedgerWord | undefined;
}

export interface Ruling {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly judged: readonly Judged[];
}

/** Which facts decide a control, and how each of them does. */
export const judgedFacts = (control: Control, { facts, place }: Pick<Judgement, 'facts' | 'place'>): readonly Judged[] =>
  control.rule.claims.flatMap((claim) =>
    (byKind(facts).get(claim.kind) ?? [])
      .filter((fact) => claim.of.includes(fact.of))
      .map((fact) => ({ fact, result: resultOf(claim, fact, place) })),
  );

const kinds = new WeakMap<readonly Fact[], ReadonlyMap<FactKind, readonly Fact[]>>();

/** Facts by their kind, sorted once for all controls. */
const byKind = (facts: readonly Fact[]): ReadonlyMap<FactKind, readonly Fact[]> => {
  const known = kinds.get(facts);
  if (known !== undefined) return known;
  const found = new Map<FactKind, Fact[]>();
  for (const fact of facts) {
    const same = found.get(fact.kind);
    if (same === undefined) found.set(fact.kind, [fact]);
    else same.push(fact);
  }
  kinds.set(facts, found);
  return found;
};

const resultOf = (claim: Claim, fact: Fact, place: Place): Result => {
  if (!fact.value.known) return 'unseen';
  const keeps = claim.keeps as (value: Fact['value'] extends { value: infer T } ? T : never, place: Place) => boolean;
  if ((claim.kind === 'location' || claim.kind === 'copy') && place.regions.length === 0) return 'unseen';
  return keeps(fact.value.value as never, place) ? 'kept' : 'broken';
};

/** The verdict on one control; `excused` are facts that an exception covers. */
export const rule = (control: Control, judgement: Judgement, excused: (judged: Judged) => boolean = () => false): Ruling => {
  const judged = judgedFacts(control, judgement);
  const of = (result: Result): readonly Judged[] => judged.filter((one) => one.result === result);
  const found: Found = {
    judged,
    kept: of('kept'),
    broken: of('broken').filter((one) => !excused(one)),
    hidden: of('unseen').filter((one) => !excused(one)),
    lines: control.intents.flatMap((intent) => judgement.ledger(intent) ?? []),
  };
  const [verdict, reason] =
    contradicted(found) ??
    lacking(found, missingAccounts(control, judgement, found.kept), judgement) ??
    veiled(found) ??
    shown(control, judgement, found);
  return { verdict, reason, judged };
};

interface Found {
  readonly judged: readonly Judged[];
  readonly kept: readonly Judged[];
  readonly broken: readonly Judged[];
  readonly hidden: readonly Judged[];
  readonly lines: readonly LedgerWord[];
}

type Said = readonly [verdict: Verdict, reason: string];

const worseLine = ({ lines }: Found, ...parities: readonly Parity[]): Said | undefined => {
  const line = lines.find(({ parity }) => parities.includes(parity));
  return line === undefined || line.parity === 'equal' ? undefined : [line.parity, wordsOf(line)];
};

/** What lets somebody in is no lack of the cloud. */
const neverExcused: ReadonlySet<string> = new Set([
  'exposure',
  'ingress',
  'egress',
  'sharing',
  'grant',
  'trust',
  'rights',
  'plainSecret',
  'standingCredential',
  'passRole',
]);

/** What breaks it, unless the ledger says that this cloud cannot do it at all and nothing claims that it does. */
const contradicted = (found: Found): Said | undefined => {
  if (found.broken.length === 0) return undefined;
  const isOpen = found.broken.some(({ fact }) => neverExcused.has(fact.kind));
  const gone = found.kept.length === 0 && !isOpen ? worseLine(found, 'absent', 'obligation') : undefined;
  const breaks = found.broken.length === 1 ? 'breaks' : 'break';
  return gone ?? ['violated', `${counted(found.broken.length)} of ${found.judged.length} ${breaks} it`];
};

const lacking = (found: Found, missing: readonly string[], { planned }: Judgement): Said | undefined => {
  if (missing.length === 0) return undefined;
  const gone = found.kept.length === 0 ? worseLine(found, 'absent', 'obligation') : undefined;
  if (gone !== undefined) return gone;
  return planned
    ? ['violated', `nothing shows it in ${missing.join(', ')}`]
    : ['undecidable', 'nothing among these artefacts shows it; it may stand elsewhere'];
};

/** What cannot be seen stays undecided, unless the ledger has said what is lost there. */
const veiled = (found: Found): Said | undefined => {
  if (found.hidden.length === 0) return undefined;
  const reason = `${counted(found.hidden.length)} of ${found.judged.length} cannot be seen: ${reasonsOf(found.hidden)}`;
  const worse = worseLine(found, 'weaker', 'obligation', 'absent');
  return worse === undefined ? ['undecidable', reason] : [worse[0], `${reason}; ${worse[1]}`];
};

const shown = (control: Control, { artefacts }: Judgement, found: Found): Said => {
  const { judged, kept } = found;
  if (judged.length === 0 && control.rule.needs === 'never')
    return ['satisfied', `nothing of this kind is in ${artefacts.length} artefacts`];
  if (judged.length === 0) {
    const [line] = found.lines.filter(({ parity }) => parity !== 'equal');
    return (
      worseLine(found, 'absent', 'obligation') ?? [
        'notApplicable',
        `nothing of this kind is in these artefacts${line === undefined ? '' : `; the ledger says ${line.parity}: ${wordsOf(line)}`}`,
      ]
    );
  }
  if (kept.length === 0) return ['violated', 'an exception covers all that breaks it, and nothing keeps it'];
  const lost = [...new Set(kept.map(({ fact }) => fact.lost).filter((text) => text !== ''))];
  const shows = `${counted(kept.length)} ${kept.length === 1 ? 'shows' : 'show'} it`;
  if (lost.length > 0) return ['weaker', `${shows}; ${lost.join('; ')}`];
  return kept.every(({ fact }) => fact.selfRun)
    ? ['substitute', `${shows}, all by software that the region runs itself`]
    : ['satisfied', shows];
};

const counted = (count: number): string => `${count} ${count === 1 ? 'fact' : 'facts'}`;

const wordsOf = ({ by, lost }: LedgerWord): string => [by, lost].filter((text) => text !== '').join('; ');

const reasonsOf = (hidden: readonly Judged[]): string =>
  [...new Set(hidden.map(({ fact }) => (fact.value.known ? nobodySays : fact.value.reason)))].slice(0, 3).join('; ');

/** The one thing that a fact can show and still not be judged: where it stands, when nobody says where it may. */
const nobodySays = 'without a blueprint nobody says where it may stand';

/** Accounts, or the target as a whole, in which nothing shows what must be there. */
const missingAccounts = (control: Control, { artefacts }: Judgement, kept: readonly Judged[]): readonly string[] => {
  const { needs } = control.rule;
  if (needs === 'each' || needs === 'never') return [];
  if (needs === 'target') return kept.length > 0 ? [] : ['the whole target'];
  const accountOf = new Map(artefacts.map(({ name, account }) => [name, account]));
  const shown = new Set(kept.map(({ fact }) => accountOf.get(fact.subject.split('#')[0] ?? '')));
  return [...new Set(accountOf.values())]
    .filter((account) => !shown.has(account))
    .map((account) => (account === '' ? 'the whole target' : `account ${account}`));
};
