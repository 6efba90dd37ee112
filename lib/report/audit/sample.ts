import { type ControlId, controls } from '../../controls/audit/catalogue';
import type { SampleEntry, TargetEntry } from './report';
import { sha256 } from './uuid';

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

const rankOf = (...parts: readonly string[]): string => sha256(parts.join('\u0000'));
