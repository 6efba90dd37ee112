import type { Resource } from '../evidence/resource';
import { targetsAt } from '../evidence/pointer-target';
import { textAt, valuesAt } from '../evidence/value';
import { encrypted } from './store';
import { all, type Controls, each, every, type Synthesis, nothing, ofKind, type Predicate, type Selector } from './predicate';

const accounts: Selector = ofKind('foundation', 'account');

/** Written in every account, whole and signed, into the one store that its authors cannot touch. */
const trailEverywhere: Predicate = each(accounts, 'AWS::CloudTrail::Trail', ({ properties }, { plan }) =>
  [
    properties.IsLogging === true,
    properties.IsMultiRegionTrail === true,
    properties.EnableLogFileValidation === true,
    textAt(properties, 'KMSKeyId') !== '',
    textAt(properties, 'S3BucketName').includes(plan.foundation.logs.trailStore) ||
      valuesAt(properties, 'S3BucketName').length > 0,
  ].every(Boolean),
);

const locked = (bucket: Resource, { plan }: Synthesis): boolean =>
  bucket.properties.ObjectLockEnabled === true &&
  textAt(bucket.properties, 'ObjectLockConfiguration.Rule.DefaultRetention.Mode') === plan.foundation.logs.lock.toUpperCase() &&
  Number(textAt(bucket.properties, 'ObjectLockConfiguration.Rule.DefaultRetention.Days')) >= plan.foundation.logs.retentionDays &&
  textAt(bucket.properties, 'VersioningConfiguration.Status') === 'Enabled';

const keptApart: Predicate = each(
  ofKind('foundation'),
  'AWS::S3::Bucket',
  (bucket, synthesis) =>
    locked(bucket, synthesis) &&
    bucket.kept &&
    encrypted(bucket) === 'own key' &&
    synthesis.evidence
      .ofType('AWS::CloudTrail::Trail')
      .some(
        (trail) =>
          textAt(trail.properties, 'S3BucketName') === textAt(bucket.properties, 'BucketName') ||
          targetsAt(synthesis.evidence, trail, 'S3BucketName').includes(bucket),
      ),
);

const detectors = {
  threats: { type: 'AWS::GuardDuty::Detector', path: 'Enable' },
  configuration: { type: 'AWS::Config::ConfigurationRecorder', path: 'RecordingGroup.AllSupported' },
  findings: { type: 'AWS::SecurityHub::Standard', path: '' },
} as const;

const detected: Predicate = (synthesis) =>
  all(
    ...synthesis.plan.foundation.detection.map((kind) => {
      const { type, path } = detectors[kind];
      return each(accounts, type, ({ properties }) => path === '' || textAt(properties, path) === 'true');
    }),
  )(synthesis);

export const loggingControls: Controls<'logging'> = {
  'logging.trail': { aws: trailEverywhere, openstack: nothing },
  'logging.archive': {
    aws: keptApart,
    openstack: every(
      'objectstorage_container_v1',
      (container) =>
        container.kept && container.properties.force_destroy !== true && container.properties.container_read === undefined,
      ({ artefact, properties }, { plan }) =>
        artefact.kind === 'foundation' &&
        [plan.foundation.logs.trailStore, plan.foundation.logs.deliveryStore].includes(textAt(properties, 'name')),
    ),
  },
  'logging.detection': { aws: detected, openstack: nothing },
};
