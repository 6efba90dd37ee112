import type { Problem } from '../model/problem';
import type { Blueprint } from '../model/blueprint';
import { suggest } from '../model/suggestion';
import type { Located, Path } from './located';

/** A problem at a path of the blueprint. */
export const at = (
  blueprint: Located<Blueprint>,
  path: Path,
  code: string,
  message: string,
  allowed: string,
  repair: string,
): Problem => ({ ...blueprint.locate(path), code, message, allowed, repair });

/** What to write instead of a name that nobody knows; without a near one, what to add. */
export const meant = (key: string, written: string, known: readonly string[], otherwise: string): string => {
  const near = suggest(written, known);
  return near === undefined ? otherwise : `write \`${key}: ${near}\``;
};
