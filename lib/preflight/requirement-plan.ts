import type { Plan } from '../plan/plan';
import type { ServicePlan } from '../plan/service-plan';
import type { TargetPlan } from '../plan/target-plan';
import { hosted } from './duty';
import type { Requirement, Section } from './requirement';

type Counted = Pick<Requirement, 'where' | 'item' | 'need' | 'driver'> & Partial<Pick<Requirement, 'ask' | 'by'>>;

const rows = (target: TargetPlan, section: Section, date: string, counted: readonly Counted[]): readonly Requirement[] =>
  counted.map((one) => ({
    target: target.id,
    section,
    granted: null,
    parts: [],
    source: 'plan of this blueprint',
    date,
    confidence: 'counted',
    ask: '',
    by: 'us',
    ...one,
  }));

/** What each e-service must stand, and the size that follows: inhabitants × demand × tier. */
export const demandRequirements = (plan: Plan, target: TargetPlan, date: string): readonly Requirement[] =>
  rows(
    target,
    'demand',
    date,
    hosted(plan).flatMap(({ space, service }) => {
      const where = `${space.id}/${service.id}`;
      const inhabitants = plan.region.tenants[space.tenant]?.inhabitants ?? 0;
      const { transactionsPerYear, peakHourTransactions, peakRequestsPerSecond } = service.demand;
      const demand = `${inhabitants} inhabitants × demand of ${service.descriptor}`;
      return [
        { where, item: 'transactions a year', need: transactionsPerYear, driver: demand },
        { where, item: 'transactions in the busiest hour', need: peakHourTransactions, driver: demand },
        { where, item: 'requests in the busiest second', need: peakRequestsPerSecond, driver: demand },
        ...sizesOf(service).map(([item, need]) => ({
          where,
          item,
          need,
          driver: `${demand}, tier ${service.tier.id}, stage ${space.stage}`,
        })),
      ];
    }),
  );

/** Containers at their ceiling and databases as they can grow, before any cloud's substitutes. */
const sizesOf = (service: ServicePlan): readonly (readonly [string, number])[] => {
  const containers = [...Object.values(service.web), ...Object.values(service.workers)].map(({ size, instances }) => ({
    size,
    times: instances.max,
  }));
  const jobs = Object.values(service.jobs).map(({ size }) => ({ size, times: 1 }));
  const databases = Object.values(service.databases);
  const machines = [...containers, ...jobs, ...databases.map(({ size, replicas }) => ({ size, times: replicas }))];
  const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
  return [
    ['vCPUs at the ceiling', sum(machines.map(({ size, times }) => size.vcpus * times))],
    ['GiB of memory at the ceiling', sum(machines.map(({ size, times }) => size.memoryGiB * times))],
    ['GiB of databases, fully grown', sum(databases.map(({ maxSizeGiB, replicas }) => maxSizeGiB * replicas))],
    ['GiB of documents', sum(Object.values(service.documents).map(({ sizeGiB }) => sizeGiB))],
  ];
};

/** Private ranges that nothing else at home may use, once they are joined. */
export const addressRequirements = (plan: Plan, target: TargetPlan, date: string): readonly Requirement[] => {
  const range = (where: string, cidr: string, driver: string): Counted => ({
    where,
    item: `addresses of ${cidr}`,
    need: 2 ** (32 - Number(cidr.split('/')[1])),
    driver,
    ask: 'see that no network that is joined to this one uses them',
  });
  return rows(target, 'address', date, [
    ...Object.values(plan.spaces).map(({ id, network }) =>
      range(id, network.cidr, `${Object.keys(network.subnets).length} subnets, ${network.zones.length} zones; given by the lock`),
    ),
    ...(plan.egress.mode === 'shared' ? [range('shared', plan.egress.cidr, 'the way out, for all; given by the lock')] : []),
    ...Object.values(plan.links).map(({ id, cidr }) => range(id, cidr, 'one declared link; given by the lock')),
    ...Object.values(plan.spaces).flatMap(({ id, network }) =>
      Object.values(network.connections).map(({ id: connection, peer }) => ({
        where: id,
        item: `gateway ${peer} of ${connection}`,
        need: 1,
        driver: 'declared under `connectivity`',
        ask: 'have its other end set up with the parameters that the deployment prints',
      })),
    ),
  ]);
};

/** One certificate for each host of each stage. */
export const certificateRequirements = (plan: Plan, target: TargetPlan, date: string): readonly Requirement[] =>
  rows(
    target,
    'certificate',
    date,
    hosted(plan).map(({ space, service }) => ({
      where: `${space.id}/${service.id}`,
      item: `certificate of ${service.host}`,
      need: 1,
      ...issuerOf(target, service.id),
    })),
  );

const issuerOf = (target: TargetPlan, service: string): Pick<Counted, 'driver' | 'ask'> => {
  const written = target.provider === 'aws' ? (target.certificates[service] ?? 'delegated') : undefined;
  if (written === undefined)
    return {
      driver: target.ledger.find(({ intent }) => intent === 'hosting.tls')?.by ?? '',
      ask: 'let the name lead to the public address; it is issued and renewed then',
    };
  return written === 'delegated'
    ? { driver: 'issued and renewed through the delegated zone of the host', ask: 'delegate the host' }
    : { driver: written, ask: 'have it issued, and renewed before it ends' };
};
