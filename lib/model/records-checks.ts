import type { Problem } from './problem';
import type { RecordEntry, Records } from './records';
import type { Sourced } from './sourced';

/** What contradicts itself in a file of records, whatever the blueprint says. */
export const recordsContradictions = (records: Sourced<Records>): Problem[] => {
  const { entries } = records.value;
  const first = new Map<string, number>();
  entries.forEach((entry, index) => {
    if (!first.has(identityOf(entry))) first.set(identityOf(entry), index);
  });
  return entries.flatMap((entry, index) =>
    first.get(identityOf(entry)) === index
      ? []
      : [
          {
            ...records.locate(['entries', index]),
            code: 'SGC2611',
            message: `this ${entry.kind} of ${entry.day} by ${entry.by} was written before`,
            allowed: 'one entry for each act',
            repair: 'remove one of the two, or correct its day',
          },
        ],
  );
};

/** The act, whatever was written about it. */
const identityOf = ({ kind, day, by, ...rest }: RecordEntry): string =>
  JSON.stringify([
    kind,
    day,
    by,
    ...['target', 'of', 'control', 'resource'].map((key) => (rest as Record<string, unknown>)[key]),
  ]);
