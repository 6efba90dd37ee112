import type { Blueprint } from '../../model/blueprint';
import type { Position, Problem } from '../../model/problem';
import { controlIds } from './catalogue';

export type Entry = Blueprint['exceptions'][number];

/** A region's exceptions, and where each was written. */
export interface Register {
  readonly entries: readonly Entry[];
  readonly locate: (path: readonly (string | number)[]) => Position;
}

/** Where an exception holds: one resource of one artefact of one target. */
export interface Scope {
  readonly target: string;
  readonly artefact: string;
  /** Logical id, address or construct path. */
  readonly resource: string;
}

export type EntryState = 'active' | 'expired' | 'review due' | 'unknown control' | 'too broad' | 'duplicate';

/** The scope of an entry; undefined where it is broader than one resource. */
export const scopeOf = ({ resource }: Entry): Scope | undefined => {
  const [target = '', artefact = '', ...rest] = resource.split('/');
  const inner = rest.join('/');
  return [target, artefact, inner].some((part) => part === '' || /[*?]/.test(part))
    ? undefined
    : { target, artefact, resource: inner };
};

/** How an entry stands on a day, whatever it matches. */
export const stateOf = (entries: readonly Entry[], index: number, at: string): EntryState => {
  const entry = entries[index];
  if (entry === undefined) throw new Error(`no exception ${index}`);
  if (!(controlIds as readonly string[]).includes(entry.control)) return 'unknown control';
  if (scopeOf(entry) === undefined) return 'too broad';
  if (entries.slice(0, index).some(({ control, resource }) => control === entry.control && resource === entry.resource))
    return 'duplicate';
  if (entry.expires < at) return 'expired';
  return entry.review < at ? 'review due' : 'active';
};

const said: Readonly<Record<Exclude<EntryState, 'active' | 'expired'>, (entry: Entry) => Omit<Problem, keyof Position>>> = {
  'unknown control': ({ control }) => ({
    code: 'SGC3204',
    message: `there is no control ${control}`,
    allowed: 'an id of docs/audit.md',
    repair: 'write the id of the control, or remove the entry',
  }),
  'too broad': ({ resource }) => ({
    code: 'SGC3205',
    message: `${resource} is more than one resource`,
    allowed: 'target/artefact/resource, without * or ?',
    repair: 'write one entry for each resource, as the report of `sgc audit` names it',
  }),
  duplicate: ({ control, resource }) => ({
    code: 'SGC3206',
    message: `${control} has an exception for ${resource} already`,
    allowed: 'one entry for each control and resource',
    repair: 'remove one of the two',
  }),
  'review due': ({ control, owner, review }) => ({
    code: 'SGC3203',
    message: `the exception for ${control}, owned by ${owner}, was to be reviewed on ${review}`,
    allowed: 'a later day',
    repair: 'let its owner look at it, then write the next day of review',
  }),
};

/** Everything that is wrong with the register on a day, for the targets that the blueprint names; lapsed entries are told by the check of expiry. */
export const registerProblems = ({ entries, locate }: Register, targets: readonly string[], at: string): readonly Problem[] =>
  entries.flatMap((entry, index) => {
    const state = stateOf(entries, index, at);
    const place = locate(['exceptions', index]);
    const target = scopeOf(entry)?.target;
    return [
      ...(state === 'active' || state === 'expired' ? [] : [{ ...place, ...said[state](entry) }]),
      ...(target === undefined || targets.includes(target) ? [] : [{ ...place, ...elsewhere(target, targets) }]),
    ];
  });

/** An entry for something that is deployed nowhere. */
const elsewhere = (target: string, targets: readonly string[]): Omit<Problem, keyof Position> => ({
  code: 'SGC3208',
  message: `there is no target ${target}`,
  allowed: targets.join(', '),
  repair: 'write the target of the resource first, as in target/artefact/resource',
});

/** An entry that covers nothing. */
export const staleProblem = ({ entries, locate }: Register, index: number): Problem => ({
  ...locate(['exceptions', index]),
  code: 'SGC3207',
  message: `the exception for ${entries[index]?.control ?? ''} at ${entries[index]?.resource ?? ''} matches nothing`,
  allowed: 'an entry for something that breaks the control now',
  repair: 'remove the entry, or correct its scope',
});
