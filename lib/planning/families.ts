import type { TargetPlan } from '../plan/target-plan';
import type { CostLine, FamilyLine } from './comparison-input';
import type { Factors } from './factors';
import { exactly, type Input } from './input';
import { phrase } from './phrase';

/**
 * Families of machines behind the database classes of a target, and in how many zones of the place each is listed: a family
 * that a zone lacks leaves no room to move there. Lists of virtual machines stand for those of databases, which nobody publishes
 * by zone.
 */
export const familiesOf = (
  { families }: Factors,
  target: TargetPlan,
  lines: readonly CostLine[],
): { readonly lines: readonly FamilyLine[]; readonly inputs: readonly Input[] } => {
  if (target.provider !== 'aws') return { lines: [], inputs: [] };
  const used = [...new Set(lines.flatMap(({ item }) => /^rds\/db\.([a-z0-9]+)\./.exec(item)?.[1] ?? []))].sort();
  const known = families[target.cloud.region] ?? {};
  const found = used.map((family) => {
    const listed = known[family];
    return { family, input: listed === undefined ? undefined : inputOf(target.id, family, listed) };
  });
  return {
    lines: found.map(({ family, input }) => ({ family, zones: input?.id ?? null })),
    inputs: found.flatMap(({ input }) => (input === undefined ? [] : [input])),
  };
};

const inputOf = (target: string, family: string, { zones, source, date }: Factors['families'][string][string]): Input => ({
  id: `family:${target}/${family}`,
  label: phrase('Zones in which the family {family} is listed', { family }),
  unit: 'zones',
  ...exactly(zones),
  source,
  date,
  confidence: 'medium',
  editable: false,
});
