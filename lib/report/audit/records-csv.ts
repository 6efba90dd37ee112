import { csv } from './csv';
import type { AuditReport } from './report';

const head = [
  'row',
  'kind',
  'of',
  'state or result',
  'last or day',
  'due',
  'every days',
  'who',
  'proof',
  'minutes',
  'note',
  'file',
  'line',
];

/** One line for each duty, as it stands on the day of the audit, and one for each act of the period. */
export const recordsCsv = ({ records }: AuditReport): string => {
  const { duties = [], acts = [] } = records ?? {};
  const at = (line: number): string => (line === 0 ? '' : String(line));
  return csv([
    head,
    ...duties.map(({ kind, subject, state, last, due, everyDays, source, file, line }) => [
      'duty',
      kind,
      subject,
      state,
      last,
      due,
      everyDays === null ? '' : String(everyDays),
      source,
      '',
      '',
      '',
      file,
      at(line),
    ]),
    ...acts.map(({ kind, subject, result, day, by, proof, minutes, note, file, line }) => [
      'act',
      kind,
      subject,
      result,
      day,
      '',
      '',
      by,
      proof,
      minutes === null ? '' : String(minutes),
      note,
      file,
      at(line),
    ]),
  ]);
};
