import type { Reader } from './aws-facts-network';
import { fact } from './fact';
import type { Evidence, Resource } from './resource';
import { known, presentAt, type Seen, seenAll, seenAs, seenAt, switchSeen, textSeen } from './seen';
import { targetsAt } from './pointer-target';
import { textAt, valuesAt } from './value';
import { keyOf } from './aws-key';

/** What trails, detectors, alarms and budgets of AWS say. */
export const awsLoggingFacts: Readonly<Record<string, Reader>> = {
  'AWS::CloudTrail::Trail': (trail) => [
    fact('logging', 'trail', trail, recordsAll(trail), { at: 'IsLogging' }),
    fact('alarm', 'trail', trail, presentAt(trail, 'CloudWatchLogsLogGroupArn'), { at: 'CloudWatchLogsLogGroupArn' }),
    fact('scope', 'trail', trail, switchSeen(trail, 'IsMultiRegionTrail'), { at: 'IsMultiRegionTrail' }),
    fact('integrity', 'trail', trail, switchSeen(trail, 'EnableLogFileValidation'), { at: 'EnableLogFileValidation' }),
    fact('encryption', 'trail', trail, keyOf(trail, 'KMSKeyId', known(true)), { at: 'KMSKeyId' }),
  ],
  'AWS::GuardDuty::Detector': (detector) => [
    fact('detection', 'threats', detector, switchSeen(detector, 'Enable'), { at: 'Enable' }),
  ],
  'AWS::Config::ConfigurationRecorder': (recorder, evidence) => [
    fact('detection', 'configuration', recorder, recorderOn(recorder, evidence), { at: 'RecordingGroup.AllSupported' }),
  ],
  'AWS::SecurityHub::Hub': (hub, evidence) => [
    fact('detection', 'findings', hub, hubAsks(hub, evidence), { at: 'EnableDefaultStandards' }),
  ],
  'AWS::CloudWatch::Alarm': (alarm, evidence) => [
    fact('alarm', 'alarm', alarm, alarmTold(alarm, evidence), { at: 'AlarmActions' }),
  ],
  'AWS::Events::Rule': (rule, evidence) =>
    /GuardDuty|SecurityHub|guardduty|securityhub/.test(JSON.stringify(rule.properties.EventPattern ?? ''))
      ? [fact('alarm', 'alarm', rule, findingTold(rule, evidence), { at: 'Targets' })]
      : [],
  'AWS::Budgets::Budget': (budget) => [
    fact('alarm', 'spending', budget, presentAt(budget, 'NotificationsWithSubscribers.Subscribers.Address'), {
      at: 'NotificationsWithSubscribers',
    }),
  ],
  'AWS::AccessAnalyzer::Analyzer': (analyzer) => [
    fact(
      'detection',
      'policy',
      analyzer,
      seenAs(textSeen(analyzer, 'Type'), (type) => type !== ''),
      { at: 'Type' },
    ),
  ],
};

/** A trail that is on and leaves out no kind of administrative act; without selectors it records them all. */
const recordsAll = (trail: Resource): Seen<boolean> =>
  seenAs(
    seenAll([
      switchSeen(trail, 'IsLogging'),
      switchSeen(trail, 'IncludeGlobalServiceEvents', true),
      seenAs(
        seenAt(trail, 'EventSelectors'),
        (selectors) =>
          selectors.length === 0 ||
          selectors.some(
            (one) => textAt(one, 'IncludeManagementEvents') !== 'false' && ['', 'All'].includes(textAt(one, 'ReadWriteType')),
          ),
      ),
    ]),
    (all) => all.every(Boolean),
  );

/** A recorder of everything that has a store to write to, in the same account. */
const recorderOn = (recorder: Resource, evidence: Evidence): Seen<boolean> =>
  seenAs(
    seenAll([
      switchSeen(recorder, 'RecordingGroup.AllSupported', true),
      switchSeen(recorder, 'RecordingGroup.IncludeGlobalResourceTypes', true),
    ]),
    (all) =>
      all.every(Boolean) &&
      evidence.ofType('AWS::Config::DeliveryChannel').some(({ artefact }) => artefact.account === recorder.artefact.account),
  );

/** A hub without any standard asks nothing, and finds nothing of its own. */
const hubAsks = (hub: Resource, evidence: Evidence): Seen<boolean> =>
  seenAs(
    switchSeen(hub, 'EnableDefaultStandards', true),
    (usual) =>
      usual || evidence.ofType('AWS::SecurityHub::Standard').some(({ artefact }) => artefact.account === hub.artefact.account),
  );

/** An alarm that is on, has something to measure, and whose topic somebody reads. */
const alarmTold = (alarm: Resource, evidence: Evidence): Seen<boolean> =>
  seenAs(
    seenAll([switchSeen(alarm, 'ActionsEnabled', true), somebodyTold(alarm, 'AlarmActions', evidence)]),
    ([on, told]) => on === true && told === true && isMeasured(alarm, evidence),
  );

const findingTold = (rule: Resource, evidence: Evidence): Seen<boolean> =>
  seenAs(
    seenAll([seenAs(textSeen(rule, 'State'), (state) => state !== 'DISABLED'), somebodyTold(rule, 'Targets.Arn', evidence)]),
    (both) => both.every(Boolean),
  );

/** A topic of these artefacts needs a reader; what stands elsewhere has its own. */
const somebodyTold = (resource: Resource, path: string, evidence: Evidence): Seen<boolean> =>
  seenAs(seenAt(resource, path), (actions) => {
    const topics = targetsAt(evidence, resource, path).filter(({ type }) => type === 'AWS::SNS::Topic');
    const read = (topic: Resource): boolean =>
      valuesAt(topic.properties, 'Subscription').length > 0 ||
      evidence.ofType('AWS::SNS::Subscription').some((one) => targetsAt(evidence, one, 'TopicArn').includes(topic));
    return actions.length > topics.length || topics.some(read);
  });

/** The cloud measures its own namespaces; a count of our own comes from a filter over a log. */
const isMeasured = (alarm: Resource, evidence: Evidence): boolean => {
  const namespace = textAt(alarm.properties, 'Namespace');
  if (namespace === '' || namespace.startsWith('AWS/')) return true;
  const filters = evidence
    .ofType('AWS::Logs::MetricFilter')
    .filter(({ properties }) => valuesAt(properties, 'MetricTransformations.MetricNamespace').includes(namespace));
  // A namespace that no filter of these artefacts fills is filled by a program.
  if (filters.length === 0) return true;
  return filters.some(
    ({ artefact, properties }) =>
      artefact.account === alarm.artefact.account &&
      valuesAt(properties, 'MetricTransformations.MetricName').includes(textAt(alarm.properties, 'MetricName')),
  );
};
