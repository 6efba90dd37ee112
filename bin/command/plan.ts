import { unknownFlags } from '../../lib/model/cloud';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import { exit } from '../exit';
import { colorsOf, type Io } from '../io';
import { problemText } from '../problem-text';
import { tableOf } from '../table';
import { planOf } from '../workspace';

/** Shows what was decided for a region, for people or as the whole plan in JSON. */
export const runPlan = (io: Io, file: string, options: { readonly json?: boolean }): number => {
  const plan = planOf(io.cwd, file);
  if (!plan.ok) {
    io.err(problemText(plan.problems, io));
    return exit.problems;
  }
  io.out(options.json ? `${JSON.stringify(plan.value, null, 2)}\n` : planText(io, plan.value));
  return exit.fine;
};

const planText = (io: Io, plan: Plan): string => {
  const { bold } = colorsOf(io, 'out');
  const { region } = plan;
  return [
    `${bold(region.title)} (${region.id}, ${region.country}), ${region.dataset} data, ${region.lifecycle}`,
    '',
    bold('Tenants and stages'),
    tableOf(
      Object.values(plan.spaces).map((space) => [
        space.id,
        space.network.cidr,
        space.dataClass,
        Object.keys(space.services).join(', ') || 'no e-service',
      ]),
    ),
    '',
    bold('E-services'),
    tableOf(
      Object.values(plan.spaces).flatMap((space) =>
        Object.values(space.services).map((service) => [
          service.name,
          service.tier.id,
          service.dataClass,
          `${service.demand.peakRequestsPerSecond} requests/s`,
          service.host,
        ]),
      ),
    ),
    '',
    bold('Links'),
    Object.keys(plan.links).length === 0
      ? '  none'
      : tableOf(
          Object.values(plan.links).map((link) => [
            `${link.from.space}/${link.from.service}`,
            '->',
            `${link.to.space}/${link.to.service}`,
            link.port,
            link.why,
          ]),
        ),
    ...Object.values(plan.targets).flatMap((target) => [
      '',
      bold(`Target ${target.id}: ${target.cloud.title}`),
      gapsOf(target),
      ...unknownOf(target),
    ]),
    '',
    bold('Order'),
    ...plan.order.map((node, index) => `  ${String(index + 1).padStart(2)}  ${node.id}`),
    '',
  ].join('\n');
};

const gapsOf = (target: TargetPlan): string => {
  const gaps = target.ledger.filter((line) => line.parity !== 'equal');
  const equal = `  ${target.ledger.length - gaps.length} of ${target.ledger.length} intents are met equally`;
  return gaps.length === 0
    ? equal
    : `${equal}; the others:\n${tableOf(gaps.map((line) => [line.parity, line.intent, line.lost || line.by]))}`;
};

const unknownOf = (target: TargetPlan): string[] => {
  const unknown = target.provider === 'openstack' ? unknownFlags(target.cloud) : [];
  return unknown.length === 0 ? [] : [`  unknown of this cloud, counted as absent: ${unknown.join(', ')}`];
};
