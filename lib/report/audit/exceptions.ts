import { type Register, type Scope, scopeOf, staleProblem, stateOf } from '../../controls/audit/register';
import type { Problem } from '../../model/problem';
import type { ExceptionEntry } from './report';
import { uuidOf } from './uuid';

/** An entry of the register, ready to be matched. */
export interface Exception {
  readonly id: string;
  readonly control: string;
  readonly scope: Scope | undefined;
  /** Whether it excuses anything on the day of the audit; what is unknown, too broad, double or lapsed does not. */
  readonly holds: boolean;
}

export const exceptionsOf = ({ entries }: Register, at: string): readonly Exception[] =>
  entries.map((entry, index) => ({
    id: idOf(index, entry.control, entry.resource),
    control: entry.control,
    scope: scopeOf(entry),
    holds: ['active', 'review due'].includes(stateOf(entries, index, at)),
  }));

const idOf = (index: number, control: string, resource: string): string => uuidOf('exception', String(index), control, resource);

/** The register as the report shows it: every entry, whatever its state, and how much it covered. */
export const exceptionEntries = (register: Register, at: string, used: ReadonlyMap<string, number>): readonly ExceptionEntry[] =>
  register.entries.map((entry, index) => {
    const id = idOf(index, entry.control, entry.resource);
    const covers = used.get(id) ?? 0;
    const state = stateOf(register.entries, index, at);
    const { file, line } = register.locate(['exceptions', index]);
    return {
      id,
      control: entry.control,
      scope: entry.resource,
      reason: entry.reason,
      owner: entry.owner,
      ticket: entry.ticket,
      compensating: entry.compensating,
      review: entry.review,
      expires: entry.expires,
      state: covers === 0 && (state === 'active' || state === 'review due') ? 'stale' : state,
      covers,
      file,
      line,
    };
  });

/** Entries of audited targets that match nothing. */
export const staleProblems = (
  register: Register,
  entries: readonly ExceptionEntry[],
  targets: readonly string[],
): readonly Problem[] =>
  entries.flatMap(({ state, scope }, index) =>
    state === 'stale' && (targets.includes(scope.split('/')[0] ?? '') || targets.length === 0)
      ? [staleProblem(register, index)]
      : [],
  );
