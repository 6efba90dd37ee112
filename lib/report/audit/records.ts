import { type ControlId } from '../../controls/audit/catalogue';
import { controlOf, dutiesOf, type Duty, subjectOf } from '../../controls/audit/duty';
import type { Entry } from '../../controls/audit/register';
import type { Problem } from '../../model/problem';
import type { RecordEntry, Records } from '../../model/records';
import type { Sourced } from '../../model/sourced';
import type { Plan } from '../../plan/plan';
import type { ActEntry, DutyEntry, DutyState, RecordsEntry } from './record-entry';
import type { VerdictKind } from './report';

/** A region's records, and the days between which they are shown. */
export interface Book {
  readonly file: string;
  readonly records: Sourced<Records>;
  readonly from: string;
}

interface Judged {
  readonly plan: Plan;
  readonly exceptions: readonly Entry[];
  readonly at: string;
  readonly verdictOf: (target: string, control: ControlId) => VerdictKind | undefined;
}

/** What was done in the period, and how each duty stands on the day of the audit. */
export const recordsOf = ({ file, records, from }: Book, { plan, exceptions, at, verdictOf }: Judged): RecordsEntry => {
  const { since, every = {}, entries } = records.value;
  const acts = entries
    .map((entry, index) => actOf(entry, records.locate(['entries', index])))
    .sort((a, b) => order(b.day, a.day) || order(a.kind, b.kind) || order(a.subject, b.subject) || a.line - b.line);
  const past = acts.filter(({ day }) => day <= at);
  return {
    file,
    since,
    from,
    to: at,
    duties: dutiesOf({ plan, every, exceptions, verdictOf }).map((duty) => dutyOf(duty, since, past, at)),
    acts: past.filter(({ day }) => day >= from),
    older: past.filter(({ day }) => day < from).length,
  };
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const actOf = (entry: RecordEntry, { file, line }: { readonly file: string; readonly line: number }): ActEntry => ({
  kind: entry.kind,
  day: entry.day,
  subject: subjectOf(entry),
  result: 'result' in entry ? entry.result : 'done',
  by: entry.by,
  proof: entry.proof,
  note: entry.note ?? '',
  minutes: entry.kind === 'restoreDrill' ? (entry.minutes ?? null) : null,
  file,
  line,
});

/** `past` has the newest first. */
const dutyOf = (duty: Duty, since: string, past: readonly ActEntry[], at: string): DutyEntry => {
  const own = past.filter(({ kind, subject }) => kind === duty.kind && subject === duty.subject);
  const [latest] = own;
  const done = own.find(({ result }) => result !== 'failed');
  const due = duty.onDay || (duty.everyDays === undefined ? '' : daysAfter(done?.day ?? since, duty.everyDays));
  return {
    kind: duty.kind,
    subject: duty.subject,
    target: duty.target,
    everyDays: duty.everyDays ?? null,
    source: duty.source,
    control: controlOf[duty.kind],
    last: latest?.day ?? '',
    due,
    state: stateOf(latest, due, at),
    file: latest?.file ?? '',
    line: latest?.line ?? 0,
  };
};

const stateOf = (latest: ActEntry | undefined, due: string, at: string): DutyState => {
  if (latest?.result === 'failed') return 'failed';
  if (due !== '' && due < at) return 'overdue';
  if (due === '') return 'unplanned';
  return latest === undefined ? 'open' : 'kept';
};

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** What is overdue or failed, each at its last record; exceptions are told by their register. */
export const dutyProblems = ({ records }: Book, { duties }: RecordsEntry): readonly Problem[] =>
  duties
    .filter(({ kind, state }) => kind !== 'exceptionReview' && (state === 'overdue' || state === 'failed'))
    .map(({ kind, subject, last, due, state, source, line }) => {
      const index = records.value.entries.findIndex(
        (entry) => entry.kind === kind && entry.day === last && subjectOf(entry) === subject,
      );
      return {
        ...(line === 0 ? records.locateKey(['since']) : records.locate(['entries', index])),
        code: state === 'failed' ? 'SGC3212' : 'SGC3211',
        message:
          state === 'failed'
            ? `the last ${kind} of ${subject}, on ${last}, failed`
            : `the ${kind} of ${subject} was due on ${due} (${source}); ${last === '' ? 'it was never done' : `the last was on ${last}`}`,
        allowed: state === 'failed' ? 'a later one that passed' : 'one in time',
        repair: 'do it, and write it down; or write under `every` how often the region does it',
      };
    });

/** Entries about what the blueprint does not have, or of a day to come. */
export const referenceProblems = (records: Sourced<Records>, plan: Plan, at: string): readonly Problem[] => {
  const tenants = ['region', ...Object.keys(plan.region.tenants)];
  const gone = records.value.gone ?? [];
  return records.value.entries.flatMap((entry, index) => {
    const place = (key: string) => records.locate(['entries', index, key]);
    const unknown = (key: string, name: string, there: readonly string[]): readonly Problem[] =>
      there.includes(name) || gone.includes(name) ? [] : [{ ...place(key), ...noSuch(name, there) }];
    return [
      ...(entry.day > at ? [{ ...place('day'), ...toCome(entry.day, at) }] : []),
      ...('target' in entry ? unknown('target', entry.target, Object.keys(plan.targets)) : []),
      ...(entry.kind === 'restoreDrill' ? unknown('of', entry.of, Object.keys(plan.spaces)) : []),
      ...(entry.kind === 'accessReview' ? unknown('of', entry.of, tenants) : []),
    ];
  });
};

const noSuch = (name: string, there: readonly string[]) => ({
  code: 'SGC3213',
  message: `the blueprint has no ${name}`,
  allowed: there.join(', '),
  repair: `correct the name; if the blueprint had it once, write ${name} under \`gone\``,
});

const toCome = (day: string, at: string) => ({
  code: 'SGC3214',
  message: `${day} is after ${at}`,
  allowed: 'a day that has been',
  repair: 'write down what was done once it is done',
});
