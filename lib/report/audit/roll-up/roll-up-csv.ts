import { csv } from '../csv';
import type { RollUp } from './roll-up';

const head = [
  'region',
  'country',
  'target',
  'cloud',
  'control',
  'area',
  'severity',
  'title',
  'verdict',
  'reference target',
  'reference verdict',
  'deviation',
  'reason',
  'resource',
  'line',
];

/** One line for each region, target and control. */
export const rollUpCsv = ({ regions, catalogue, reference, deviations }: RollUp): string => {
  const key = (...parts: readonly string[]): string => parts.join('\u0000');
  const kinds = new Map(deviations.map(({ region, target, control, kind }) => [key(region, target, control), kind]));
  const wanted = new Map(
    reference.targets.flatMap(({ id, verdicts }) => verdicts.map(({ control, verdict }) => [key(id, control), verdict] as const)),
  );
  const controls = new Map(catalogue.controls.map((control) => [control.id, control]));
  const rows = regions.flatMap((region) =>
    region.targets.flatMap((target) =>
      target.verdicts.map(({ control, verdict, reason, resource, line }) => [
        region.id,
        region.country,
        target.id,
        target.cloud,
        control,
        controls.get(control)?.area ?? '',
        controls.get(control)?.severity ?? '',
        controls.get(control)?.title ?? '',
        verdict,
        target.reference,
        wanted.get(key(target.reference, control)) ?? '',
        kinds.get(key(region.id, target.id, control)) ?? '',
        reason,
        resource,
        line === 0 ? '' : String(line),
      ]),
    ),
  );
  return csv([head, ...rows]);
};
