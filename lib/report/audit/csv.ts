import type { AuditReport, ControlEntry, VerdictEntry } from './report';

/** One line for each control and target, for spreadsheets (RFC 4180, UTF-8). */
export const controlsCsv = (report: AuditReport): string => {
  const { frameworks, controls } = report.catalogue;
  const head = [
    'control',
    'area',
    'severity',
    'title',
    'target',
    'verdict',
    'reason',
    'facts kept',
    'facts broken',
    'facts unseen',
    'first resource',
    'exceptions',
  ];
  const mapped = frameworks.map(({ title, version }) => `${title} ${version} (indicative)`);
  const rows = report.targets.flatMap((target) =>
    target.verdicts.map((verdict) => {
      const control = controls.find(({ id }) => id === verdict.control);
      return [...cellsOf(verdict, target.id, control), ...frameworks.map(({ id }) => idsOf(control, id))];
    }),
  );
  return csv([[...head, ...mapped], ...rows]);
};

const cellsOf = (
  { control, verdict, reason, evidence }: VerdictEntry,
  target: string,
  entry: ControlEntry | undefined,
): readonly string[] => {
  const count = (result: string): string => String(evidence.filter((one) => one.result === result).length);
  const first = evidence.find(({ result }) => result !== 'kept') ?? evidence[0];
  return [
    control,
    entry?.area ?? '',
    entry?.severity ?? '',
    entry?.title ?? '',
    target,
    verdict,
    reason,
    count('kept'),
    count('broken'),
    count('unseen'),
    first === undefined ? '' : `${first.resource}:${first.line}`,
    [...new Set(evidence.map(({ exception }) => exception).filter((id) => id !== ''))].join(' '),
  ];
};

const idsOf = (control: ControlEntry | undefined, framework: string): string =>
  control?.mappings.find((one) => one.framework === framework)?.ids.join(' ') ?? '';

/** Rows as a spreadsheet takes them: RFC 4180, UTF-8. */
export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** A cell that a spreadsheet would take for a formula is shown as text. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
