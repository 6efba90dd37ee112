import type { Deviation, RegionSummary, RollUp, TargetSummary } from '../../lib/report/audit/roll-up/roll-up';
import { verdictKinds } from '../../lib/report/audit/report';
import { colorsOf, type Io } from '../io';
import { tableOf } from '../table';

/** Many regions for the terminal: a line for each target, then each control that is worse than in the reference. */
export const rollUpText = (io: Io, rollUp: RollUp, out: string, isSigned: boolean): string => {
  const { bold, dim } = colorsOf(io, 'out');
  const { regions, reference, catalogue, deviations, at } = rollUp;
  const worse = deviations.filter(({ kind }) => kind === 'worse');
  return [
    `${bold(`${regions.length} regions`)}: ${catalogue.controls.length} controls, judged on ${at}, beside ${reference.title} (${reference.blueprint})`,
    '',
    tableOf(regions.flatMap((region) => region.targets.map((target) => rowOf(rollUp, region, target)))),
    ...(worse.length === 0 ? [] : ['', `${dim('worse than the reference:')} ${worse.length}`, tableOf(worse.map(worseRow))]),
    '',
    `${dim('written to:')} ${out}${isSigned ? '' : '  (not signed; --key signs it)'}`,
    `${dim('next:')} open ${out}/index.html; sgc verify ${out}`,
    '',
  ].join('\n');
};

const rowOf = ({ deviations }: RollUp, region: RegionSummary, target: TargetSummary): readonly string[] => {
  const own = deviations.filter((one) => one.region === region.id && one.target === target.id);
  const verdicts = verdictKinds
    .map((kind) => ({ kind, count: target.verdicts.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${kind}`);
  return [region.id, target.id, target.reference === '' ? 'no reference' : kindsOf(own), verdicts.join(', '), standingOf(region)];
};

const kindsOf = (own: readonly Deviation[]): string =>
  (['worse', 'better', 'other'] as const).map((kind) => `${own.filter((one) => one.kind === kind).length} ${kind}`).join(', ');

const standingOf = ({ problems, late, changes }: RegionSummary): string =>
  [
    ...(problems > 0 ? [`${problems} problems`] : []),
    ...(late !== null && late > 0 ? [`${late} records overdue`] : []),
    ...(changes === null ? [] : [`${changes.lost} lost, ${changes.gained} gained`]),
  ].join('; ');

const worseRow = ({ control, region, target, referenceVerdict, verdict, reason }: Deviation): readonly string[] => [
  control,
  region,
  target,
  `${referenceVerdict} → ${verdict}`,
  reason,
];
