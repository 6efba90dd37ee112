import { recordKinds } from '../../model/records';
import type { DutyEntry, DutyState } from './record-entry';
import type { AuditReport } from './report';
import type { SarifResult } from './sarif-baseline';
import { sha256, uuidOf } from './uuid';

const titles: Readonly<Record<DutyEntry['kind'], string>> = {
  restoreDrill: 'Data are brought back from backups, and somebody writes down how it went',
  accessReview: 'Somebody looks again and again at who may do what',
  keyRotation: 'Keys and secrets that no cloud renews are renewed by people',
  exceptionReview: 'Owners of exceptions look at them again',
};

/** Rules for what people must do again; none where a region keeps no records. */
export const recordRules = ({ records }: AuditReport): readonly object[] =>
  records === null
    ? []
    : recordKinds.map((kind) => ({
        id: ruleId(kind),
        name: `Records${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
        shortDescription: { text: titles[kind] },
        defaultConfiguration: { level: 'warning' },
      }));

const ruleId = (kind: DutyEntry['kind']): string => `records.${kind}`;

const kinds: Readonly<Record<DutyState, string>> = {
  kept: 'pass',
  open: 'open',
  overdue: 'fail',
  failed: 'fail',
  unplanned: 'review',
};

/** How each duty stands, after the controls. */
export const recordResults = ({ records, catalogue }: AuditReport): readonly SarifResult[] =>
  (records?.duties ?? []).map((duty) => ({
    ruleId: ruleId(duty.kind),
    ruleIndex: catalogue.controls.length + recordKinds.indexOf(duty.kind),
    kind: kinds[duty.state],
    level: kinds[duty.state] === 'fail' ? 'warning' : 'none',
    message: { text: wordsOf(duty) },
    ...(duty.line === 0 ? {} : { locations: [locationOf(duty)] }),
    partialFingerprints: { 'duty/v1': sha256([duty.kind, duty.subject].join('\u0000')) },
    guid: uuidOf('duty', duty.kind, duty.subject),
    properties: { state: duty.state, due: duty.due, last: duty.last, source: duty.source, control: duty.control },
  }));

/** A duty in one sentence. */
export const wordsOf = ({ kind, subject, state, last, due, source }: DutyEntry): string =>
  [
    `${kind} of ${subject}: ${state}`,
    last === '' ? 'never done' : `last on ${last}`,
    due === '' ? 'nobody says how often' : `due on ${due}`,
    ...(source === '' ? [] : [source]),
  ].join('; ');

const locationOf = ({ file, line }: DutyEntry): object => ({
  physicalLocation: { artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') }, region: { startLine: line } },
});
