import type { Reader } from './aws-facts-network';
import { fact } from './fact';
import { known, presentAt, seenAs, seenAt, switchSeen, textSeen } from './seen';
import { keyOf } from './aws-key';

/** What trails, detectors, alarms and budgets of AWS say. */
export const awsLoggingFacts: Readonly<Record<string, Reader>> = {
  'AWS::CloudTrail::Trail': (trail) => [
    fact('logging', 'trail', trail, switchSeen(trail, 'IsLogging'), { at: 'IsLogging' }),
    fact('scope', 'trail', trail, switchSeen(trail, 'IsMultiRegionTrail'), { at: 'IsMultiRegionTrail' }),
    fact('integrity', 'trail', trail, switchSeen(trail, 'EnableLogFileValidation'), { at: 'EnableLogFileValidation' }),
    fact('encryption', 'trail', trail, keyOf(trail, 'KMSKeyId', known(true)), { at: 'KMSKeyId' }),
  ],
  'AWS::GuardDuty::Detector': (detector) => [
    fact('detection', 'threats', detector, switchSeen(detector, 'Enable'), { at: 'Enable' }),
  ],
  'AWS::Config::ConfigurationRecorder': (recorder) => [
    fact('detection', 'configuration', recorder, switchSeen(recorder, 'RecordingGroup.AllSupported', true), {
      at: 'RecordingGroup.AllSupported',
    }),
  ],
  'AWS::SecurityHub::Hub': (hub) => [fact('detection', 'findings', hub, known(true))],
  'AWS::CloudWatch::Alarm': (alarm) => [
    fact(
      'alarm',
      'alarm',
      alarm,
      seenAs(seenAt(alarm, 'AlarmActions'), (actions) => actions.length > 0),
      { at: 'AlarmActions' },
    ),
  ],
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
