import type { ActEntry, DutyEntry, RecordsEntry } from './record-entry';
import type { AuditReport } from './report';
import { wordsOf } from './sarif-records';
import { uuidOf } from './uuid';

type Property = (name: string, value: string) => object;

/** What people wrote down, as a result of its own: examined and not tested; none where a region keeps no records. */
export const recordsResultsOf = (report: AuditReport, identity: string, property: Property): readonly object[] => {
  const { records } = report;
  if (records === null || records.duties.length === 0) return [];
  const controls = [...new Set(records.duties.map(({ control }) => control).filter((id) => id !== ''))];
  const late = records.duties.filter(({ state }) => state === 'overdue' || state === 'failed');
  return [
    {
      uuid: uuidOf('result', 'records', identity),
      title: `records: ${records.file}`,
      description: `${records.acts.length} records between ${records.from} and ${records.to}; ${late.length} of ${records.duties.length} duties are overdue or failed.`,
      start: `${records.from}T00:00:00Z`,
      end: `${records.to}T00:00:00Z`,
      'reviewed-controls': {
        'control-selections': [
          controls.length === 0 ? { 'include-all': {} } : { 'include-controls': controls.map((id) => ({ 'control-id': id })) },
        ],
      },
      observations: records.duties.map((duty) => observationOf(records, duty, identity, property)),
      ...(late.length === 0 ? {} : { findings: late.map((duty) => findingOf(duty, identity)) }),
    },
  ];
};

const observationOf = (records: RecordsEntry, duty: DutyEntry, identity: string, property: Property): object => {
  const acts = records.acts.filter(({ kind, subject }) => kind === duty.kind && subject === duty.subject);
  return {
    uuid: observationId(duty, identity),
    title: `records.${duty.kind}`,
    description: wordsOf(duty),
    props: [property('duty', duty.subject), property('state', duty.state), property('due', duty.due)],
    methods: ['EXAMINE'],
    types: ['historic'],
    ...(acts.length === 0 ? {} : { 'relevant-evidence': acts.map((act) => evidenceOf(act, property)) }),
    collected: `${records.to}T00:00:00Z`,
  };
};

const evidenceOf = ({ day, result, by, proof, file, line }: ActEntry, property: Property): object => ({
  description: `${day}: ${result}, by ${by}; proof: ${proof}`,
  props: [property('file', file), property('line', String(line))],
});

const findingOf = (duty: DutyEntry, identity: string): object => ({
  uuid: uuidOf('finding', 'records', duty.kind, duty.subject, identity),
  title: `records.${duty.kind}`,
  description: wordsOf(duty),
  target: {
    type: 'objective-id',
    'target-id': `records.${duty.kind}`,
    status: { state: 'not-satisfied', reason: 'fail', remarks: wordsOf(duty) },
  },
  'related-observations': [{ 'observation-uuid': observationId(duty, identity) }],
});

const observationId = ({ kind, subject }: DutyEntry, identity: string): string =>
  uuidOf('observation', 'records', kind, subject, identity);
