import type { Blueprint } from '../model/blueprint';
import type { Problem } from '../model/problem';
import type { Located, Path } from './located';

/** Acceptances and exceptions that have lapsed on a day (YYYY-MM-DD). Checks ask it; synthesis never does, so that a lapsed line cannot block an urgent repair. */
export const expiryProblems = (blueprint: Located<Blueprint>, at: string): Problem[] => [
  ...Object.entries(blueprint.value.targets).flatMap(([target, { accept }]) =>
    (accept ?? [])
      .map((entry, index) => ({ ...entry, path: ['targets', target, 'accept', index, 'expires'] }))
      .filter((entry) => entry.expires < at)
      .map((entry) =>
        lapsed(
          blueprint,
          entry.path,
          'SGC3201',
          `the acceptance of ${entry.intent}, owned by ${entry.owner},`,
          entry.expires,
          at,
        ),
      ),
  ),
  ...blueprint.value.exceptions
    .map((entry, index) => ({ ...entry, path: ['exceptions', index, 'expires'] }))
    .filter((entry) => entry.expires < at)
    .map((entry) =>
      lapsed(blueprint, entry.path, 'SGC3202', `the exception for ${entry.control}, owned by ${entry.owner},`, entry.expires, at),
    ),
];

const lapsed = (blueprint: Located<Blueprint>, path: Path, code: string, what: string, expires: string, at: string): Problem => ({
  ...blueprint.locate(path),
  code,
  message: `${what} lapsed on ${expires}`,
  allowed: `a day on or after ${at}`,
  repair: 'remove the entry once the gap is closed, or let its owner decide anew and write a later day',
});
