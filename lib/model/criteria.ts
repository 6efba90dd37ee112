/** Assumptions by id; the program's own values are in docs/planning.md. */
export const assumptionIds = [
  'hoursPerMonth',
  'burstHoursPerMonth',
  'requestsPerTransaction',
  'answerKiB',
  'logKiBPerRequest',
  'flowLogKiBPerRequest',
  'outboundGiBPerService',
  'storageFill',
  'backupCopies',
  'oldVersions',
  'changesPerResource',
  'eventsPerResource',
  'jobHours',
  'cpuLoad',
  'demandFactor',
] as const;
export type AssumptionId = (typeof assumptionIds)[number];

export const criteria = ['cost', 'sovereignty', 'carbon', 'parity', 'controls'] as const;
export type Criterion = (typeof criteria)[number];

export const objectiveIds = ['SOV-1', 'SOV-2', 'SOV-3', 'SOV-4', 'SOV-5', 'SOV-6', 'SOV-7', 'SOV-8'] as const;
export type ObjectiveId = (typeof objectiveIds)[number];

/** Choices of a plan that the region can take without going to another cloud. */
export const choiceIds = ['keys', 'names', 'images'] as const;
export type ChoiceId = (typeof choiceIds)[number];
