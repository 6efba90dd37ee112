import type { Blueprint } from '../model/blueprint';
import type { AlarmId, AlarmPlan, FoundationPlan } from './foundation-plan';
import { nameOf } from './name';

const alarmTitles: Readonly<Record<AlarmId, string>> = {
  'root-use': 'The root user of an account was used',
  'break-glass-use': 'The emergency access was used',
  'key-deletion': 'An encryption key was disabled or scheduled for deletion',
  'trail-change': 'The audit trail was changed or stopped',
  'policy-change': 'Permissions of people or machines were changed',
  'failed-sign-in': 'Sign-ins failed repeatedly',
};

/** Days for which records can be searched online before only the archive holds them. */
const searchableDays = 90;

export const resolveFoundation = (blueprint: Blueprint): FoundationPlan => ({
  name: blueprint.region,
  tags: { region: blueprint.region, lifecycle: blueprint.lifecycle ?? 'retained', 'managed-by': 'shared-gov-cloud' },
  logs: {
    trailStore: nameOf('bucket', blueprint.region, 'trail'),
    deliveryStore: nameOf('bucket', blueprint.region, 'records'),
    retentionDays: blueprint.logging.retentionDays,
    lock: blueprint.logging.lock,
    searchableDays,
  },
  detection: [...blueprint.logging.detection].sort(),
  budget: { ...blueprint.budget, alertPercents: [50, 80, 100] },
  alarms: Object.fromEntries(
    Object.entries(alarmTitles).map(([id, title]) => [id, alarmOf(blueprint, id as AlarmId, title)]),
  ) as Record<AlarmId, AlarmPlan>,
  contacts: blueprint.contacts,
});

const alarmOf = (blueprint: Blueprint, id: AlarmId, title: string): AlarmPlan => ({
  id,
  title,
  runbook: `runbooks/${id}.md`,
  recipient: blueprint.contacts.security,
});
