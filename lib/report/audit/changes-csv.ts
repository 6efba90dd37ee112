import { csv } from './csv';
import type { AuditReport } from './report';

const head = [
  'change',
  'target',
  'control',
  'title',
  'severity',
  'before',
  'now',
  'cause',
  'resource',
  'file',
  'line',
  'was',
  'is',
];

/** One line for each cause of each change since the earlier audit. */
export const changesCsv = ({ baseline, catalogue }: AuditReport): string => {
  const rows = (baseline?.changes ?? []).flatMap(({ kind, target, control, before, now, causes }) => {
    const entry = catalogue.controls.find(({ id }) => id === control);
    return causes.map((cause) => [
      kind,
      target,
      control,
      entry?.title ?? '',
      entry?.severity ?? '',
      before,
      now,
      cause.kind,
      cause.resource,
      cause.file,
      cause.line === 0 ? '' : String(cause.line),
      cause.before,
      cause.now,
    ]);
  });
  return csv([head, ...rows]);
};
