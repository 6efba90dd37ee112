import type { Answers } from './answers';

/** An empty book of records, with one example of each kind that the region can uncomment. */
export const recordsText = ({ region, tenants, targets }: Answers, today: string): string => {
  const tenant = Object.keys(tenants)[0] ?? region;
  const target = Object.keys(targets)[0] ?? 'aws';
  return `# yaml-language-server: $schema=./node_modules/shared-gov-cloud/blueprints/schema/records.schema.json
# What people did and no artefact can show: \`sgc audit\` prints it over a period, and what is overdue. Add new entries at the end.
records: 1
since: ${today}

# In days. Without these lines restores are due as often as the plan tries them, keys as often as the plan renews them, and
# nobody says when access is looked at again.
# every: { restoreDrill: …, accessReview: …, keyRotation: … }

# - { kind: restoreDrill, day: ${today}, target: ${target}, of: ${tenant}-production, result: passed, minutes: …, by: …, proof: … }
# - { kind: accessReview, day: ${today}, of: ${tenant}, result: passed, by: …, proof: … }
# - { kind: keyRotation, day: ${today}, target: ${target}, of: sign-in, by: …, proof: … }
# - { kind: exceptionReview, day: ${today}, control: …, resource: …, result: kept, by: …, proof: … }
entries: []
`;
};
