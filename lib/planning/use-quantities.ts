import type { Plan, SpacePlan } from '../plan/plan';
import type { ServicePlan } from '../plan/service-plan';
import type { TargetPlan } from '../plan/target-plan';
import { awsWords } from './aws-quantities';
import { openstackWords } from './openstack-quantities';
import { phrase } from './phrase';
import { type Counted, noMachines, type Owner, same } from './quantity';

const kibPerGib = 1024 * 1024;
const logDaysPerMonth = 365 / 12;

/** An e-service where it serves people, with its transactions of a month. */
export interface Serving {
  readonly space: SpacePlan;
  readonly service: ServicePlan;
  readonly transactionsPerMonth: number;
}

/** Production serves people; a region with another single stage is served by that one. */
export const servingIn = (plan: Plan): readonly Serving[] =>
  Object.values(plan.region.tenants).flatMap(({ spaces }) => {
    const all = spaces.flatMap((id) => (plan.spaces[id] === undefined ? [] : [plan.spaces[id]]));
    const chosen = all.filter(({ stage }) => stage === 'production');
    return (chosen.length > 0 ? chosen : all.slice(0, 1)).flatMap((space) =>
      Object.values(space.services).map((service) => ({
        space,
        service,
        transactionsPerMonth: service.demand.transactionsPerYear / 12,
      })),
    );
  });

/** What depends on use and on what is stored: the same on every cloud, in the cloud's own words. */
export const useQuantities = (plan: Plan, target: TargetPlan): readonly Counted[] => {
  const words = target.provider === 'aws' ? awsWords(target) : openstackWords(target);
  return [
    ...servingIn(plan).flatMap((serving) => requestsOf(serving, target, words.egress, plan)),
    ...Object.values(plan.spaces).flatMap((space) => storedIn(space, target, words)),
  ];
};

const ownerOf = ({ space, service }: Serving): Owner => ({
  layer: 'hosting',
  tenant: space.tenant,
  service: service.id,
  stage: space.stage,
});

/** `perRequest` counts for each web request of a month. */
const requestsOf = (serving: Serving, target: TargetPlan, egress: string, plan: Plan): readonly Counted[] => {
  const use = { ...ownerOf(serving), fixed: false, machines: null };
  const requests = ['demandFactor', 'requestsPerTransaction'];
  const perRequest = (share: number): Counted['amount'] => same(serving.transactionsPerMonth * share);
  const answers = { ...use, amount: perRequest(1 / kibPerGib), factors: [...requests, 'answerKiB'] };
  const records = { ...use, amount: perRequest(1 / kibPerGib) };
  const sent: Counted = { ...answers, item: egress, unit: 'GB', what: phrase('transactions a month, by KiB to GB') };
  if (target.provider !== 'aws') return [sent];
  const outbound = {
    ...use,
    layer: 'network' as const,
    unit: 'GB' as const,
    amount: same(1),
    factors: ['outboundGiBPerService'],
    fixed: true,
  };
  const kept = (days: number): Counted['amount'] => perRequest(days / logDaysPerMonth / kibPerGib);
  return [
    sent,
    { ...answers, item: 'elb.alb.lcu', unit: 'hour', what: phrase('transactions a month, one capacity unit-hour for each GB') },
    {
      ...use,
      item: 'waf.request',
      unit: 'million',
      amount: perRequest(1 / 1_000_000),
      factors: requests,
      what: phrase('millions of transactions a month'),
    },
    {
      ...records,
      item: 'logs.ingest',
      unit: 'GB',
      factors: [...requests, 'logKiBPerRequest'],
      what: phrase('transactions a month, records by KiB to GB'),
    },
    {
      ...records,
      layer: 'network',
      item: 'logs.ingest',
      unit: 'GB',
      factors: [...requests, 'flowLogKiBPerRequest'],
      what: phrase('transactions a month, flow records by KiB to GB'),
    },
    {
      ...use,
      item: 'logs.storage',
      unit: 'GB-month',
      amount: kept(serving.service.logDays),
      factors: [...requests, 'logKiBPerRequest'],
      what: phrase('transactions kept for {days} days, records by KiB to GB', { days: String(serving.service.logDays) }),
    },
    {
      ...use,
      layer: 'foundation',
      item: 's3.standard.storage',
      unit: 'GB-month',
      amount: kept(plan.foundation.logs.retentionDays),
      factors: [...requests, 'logKiBPerRequest'],
      what: phrase('transactions archived for {days} days, records by KiB to GB', {
        days: String(plan.foundation.logs.retentionDays),
      }),
    },
    { ...outbound, item: 'vpc.nat.gb', what: phrase('e-services that call allowed names') },
    { ...outbound, item: 'network_firewall.gb', what: phrase('e-services that call allowed names') },
    { ...outbound, item: 'tgw.gb', what: phrase('e-services that call allowed names') },
  ];
};

const storedIn = (space: SpacePlan, target: TargetPlan, words: ReturnType<typeof awsWords>): readonly Counted[] => {
  const owner = (layer: Owner['layer'], service: string): Owner => ({ layer, tenant: space.tenant, stage: space.stage, service });
  const disks = { unit: 'GB-month' as const, fixed: true, machines: { ...noMachines, hddGB: 1 } };
  const fill = ['storageFill', 'oldVersions'];
  const stores = [
    ...Object.values(space.storage.stores).map((store) => ({
      own: owner('storage', ''),
      sizeGiB: store.sizeGiB,
      second: store.secondSite,
    })),
    ...Object.values(space.services).flatMap((service) =>
      Object.values(service.documents).map((store) => ({
        own: owner('hosting', service.id),
        sizeGiB: store.sizeGiB,
        second: store.secondSite,
      })),
    ),
  ];
  const databases = Object.values(space.services).flatMap((service) =>
    Object.values(service.databases).map((database) => ({ ...owner('storage', service.id), sizeGiB: database.sizeGiB })),
  );
  const files = target.provider === 'aws' ? Object.values(space.storage.files) : [];
  return [
    ...stores.map(({ sizeGiB, own }): Counted => ({
      ...own,
      ...disks,
      item: words.objects,
      amount: same(sizeGiB),
      factors: fill,
      what: phrase('planned GB of object stores'),
    })),
    ...stores
      .filter(({ second }) => second && target.secondSite.enabled)
      .map(({ sizeGiB, own }): Counted => ({
        ...own,
        ...disks,
        item: words.secondSite,
        amount: same(sizeGiB),
        factors: fill,
        what: phrase('planned GB of object stores, copied to {place}', { place: target.secondSite.region }),
      })),
    ...databases.map(({ sizeGiB, ...own }): Counted => ({
      ...own,
      ...disks,
      item: words.backup,
      amount: same(sizeGiB),
      factors: ['backupCopies'],
      what: phrase('GB of databases, backed up'),
    })),
    ...files.map((store): Counted => ({
      ...owner('storage', ''),
      ...disks,
      item: words.files,
      amount: same(store.sizeGiB),
      factors: ['storageFill'],
      what: phrase('planned GB of shared files'),
    })),
  ];
};
