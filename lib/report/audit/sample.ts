import { createHash } from 'node:crypto';
import { type ControlId, controls } from '../../controls/audit/catalogue';
import type { SampleEntry, TargetEntry } from './report';

/** How many resources of each control a person looks at. */
const size = 2;

/** Resources to look at live, chosen by a seed: the same artefacts give the same choice, and nobody can choose it. */
export const sampleOf = (targets: readonly TargetEntry[], seed: string): readonly SampleEntry[] =>
  targets.flatMap((target) =>
    target.verdicts.flatMap(({ control, evidence }) => {
      const resources = [...new Set(evidence.map(({ resource }) => resource))].filter((id) => id.includes('#'));
      const command = controls[control as ControlId].live[target.provider];
      return resources
        .map((resource) => ({ resource, rank: rankOf(seed, target.id, control, resource) }))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .slice(0, size)
        .map(({ resource }) => ({ target: target.id, control, resource, command }));
    }),
  );

const rankOf = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\u0000')).digest('hex');
