import type { BaselineEntry, ChangeKind } from '../../lib/report/audit/baseline-entry';
import { type DeployedEntry, deployedStates } from '../../lib/report/audit/deployed-entry';
import type { RecordsEntry } from '../../lib/report/audit/record-entry';
import { type AuditReport, type TargetEntry, verdictKinds } from '../../lib/report/audit/report';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

/** A report for the terminal: numbers by target, and every place to look at. */
export const reportText = (io: Io, report: AuditReport, out: string, isSigned: boolean): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const scores = report.parity.scores.map(({ target, equal, met, of }) => `${target} ${equal} equal, ${met} met of ${of}`);
  return [
    `${bold(report.region?.title ?? 'artefacts')}: ${report.catalogue.controls.length} controls, judged on ${report.at}`,
    ...report.targets.map((target) => targetText(io, target)),
    ...(scores.length === 0 ? [] : ['', `${dim('parity:')} ${scores.join('; ')}`]),
    ...(report.exceptions.length === 0
      ? []
      : [
          `${dim('exceptions:')} ${report.exceptions.length}, of which ${report.exceptions.filter(({ state }) => state === 'active').length} active`,
        ]),
    ...(report.records === null ? [] : recordLines(io, report.records)),
    ...(report.deployed === null ? [] : deployedLines(io, report.deployed)),
    ...(report.baseline === null ? [] : changeLines(io, report.baseline)),
    ...report.imports.map(({ tool: name, findings }) => `${dim('taken in:')} ${name}, ${findings.length} results`),
    `${dim('written to:')} ${out}${isSigned ? '' : '  (not signed; --key signs it)'}`,
    `${dim('next:')} open ${out}/index.html; sgc verify ${out}`,
    '',
  ].join('\n');
};

const targetText = (io: Io, target: TargetEntry): string => {
  const { bold } = colorsOf(io, 'out');
  const counts = verdictKinds
    .map((kind) => ({ kind, count: target.verdicts.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  const open = target.verdicts.filter(({ verdict }) => verdict === 'violated' || verdict === 'undecidable');
  const places = open.map(({ control, verdict, reason, evidence }) => {
    const first = evidence.find(({ result, exception }) => result !== 'kept' && exception === '');
    return [verdict, control, first === undefined ? '' : `${first.resource}:${first.line}`, reason];
  });
  const { coverage } = target;
  return [
    '',
    `${bold(target.id)}  ${target.cloud}: ${target.artefacts.length} artefacts, ${coverage.resourcesRead} resources, ${coverage.factsRead} facts, ${coverage.unseen.length} unseen`,
    `  ${counts.join(', ')}`,
    ...(places.length === 0 ? [] : [tableOf(places)]),
  ].join('\n');
};

const recordLines = (io: Io, { file, from, to, duties, acts }: RecordsEntry): readonly string[] => {
  const { dim } = colorsOf(io, 'out');
  const late = duties.filter(({ state }) => state === 'overdue' || state === 'failed');
  return [
    `${dim('records:')} ${acts.length} from ${from} to ${to} in ${file}; ${late.length} of ${duties.length} duties overdue or failed`,
    ...(late.length === 0
      ? []
      : [
          tableOf(
            late.map(({ kind, subject, state, due, last }) => [
              state,
              kind,
              subject,
              `due ${due || '–'}`,
              `last ${last || 'never'}`,
            ]),
          ),
        ]),
  ];
};

const deployedLines = (io: Io, { on, artefacts }: DeployedEntry): readonly string[] => {
  const { dim } = colorsOf(io, 'out');
  const counts = deployedStates
    .map((state) => ({ state, count: artefacts.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  const rows = artefacts.flatMap(({ target, artefact, state, reason, differences, more }) => {
    if (state === 'same') return [];
    const [first] = differences;
    const further = differences.length + more > 1 ? `, and ${differences.length + more - 1} more` : '';
    const named =
      first === undefined ? '' : `${first.pointer}: ${first.audited || 'nothing'} → ${first.deployed || 'nothing'}${further}`;
    return [[state, target, artefact, [reason, named].filter((text) => text !== '').join('; ')]];
  });
  return [`${dim(`what runs, asked on ${on}:`)} ${counts.join(', ')}`, ...(rows.length === 0 ? [] : [tableOf(rows)])];
};

const changeLines = (io: Io, { at, changes, unchanged, targets, controls }: BaselineEntry): readonly string[] => {
  const { dim } = colorsOf(io, 'out');
  const count = (kind: ChangeKind): string => `${changes.filter((change) => change.kind === kind).length} ${kind}`;
  const sides = [
    ...targets.gone.map((id) => `target ${id} is gone`),
    ...targets.fresh.map((id) => `target ${id} is new`),
    ...controls.gone.map((id) => `control ${id} is gone`),
    ...controls.fresh.map((id) => `control ${id} is new`),
  ];
  return [
    '',
    `${dim(`since ${at}:`)} ${count('lost')}, ${count('gained')}, ${count('moved')}, ${unchanged} as they were`,
    ...changes.map(({ before, now, says }) => `  ${before} → ${now}: ${says}`),
    ...sides.map((side) => `  ${side}`),
    '',
  ];
};
