import type { Evidence } from '../evidence/resource';
import { isMap, pointersIn, valueAt, type ValueMap } from '../evidence/value';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { type Advice, type Limit, type Origin, roomy } from './limit';
import { fullestSubnets } from './openstack-address';
import { metadataCharacters, userDataBytes } from './openstack-host';
import { type OpenstackDemand, openstackNeeds, projectsOf } from './openstack-need';
import { type OpenstackQuota, type OpenstackQuotaId, openstackQuotas } from './openstack-quotas';
import { projectMark, type Region } from './openstack-state';
import { type Need, type Part, sumOf } from './need';

/** Quotas that a state of ours sets, by project and by the type that sets them. */
type Declared = ReadonlyMap<string, ReadonlyMap<string, ValueMap>>;

/** Every quota of every project, against the one that our own state sets. */
export const projectClaims = (target: OpenstackTargetPlan, demand: OpenstackDemand): readonly Claim[] => {
  const declared = declaredIn(demand.evidence);
  const state = demand.evidence.ofType('compute_quotaset_v2')[0]?.artefact.name ?? '';
  return openstackNeeds(demand).map((need) => {
    const quota = quotaIn(need);
    const offline = declaredLimit(quota, declared.get(need.place.account), state);
    return { need, offline, advise: (limit) => adviceOf(demand, target, quota, need, offline, limit) };
  });
};

/** The quota that a need is about; that of the volumes of one type is no row of the table. */
export const quotaIn = ({ id, item }: Need): OpenstackQuota => {
  const key = id.split('/').slice(1).join('/');
  const known: OpenstackQuota | undefined = openstackQuotas[key as OpenstackQuotaId];
  return known ?? { item, service: 'block-storage', keys: [key], declared: ['blockstorage_quotaset_v3', key], blueprint: null };
};

const declaredIn = (evidence: Evidence): Declared => {
  const all = new Map<string, Map<string, ValueMap>>();
  for (const { type, properties } of evidence.ofType(
    'compute_quotaset_v2',
    'blockstorage_quotaset_v3',
    'networking_quota_v2',
    'lb_quota_v2',
    'dns_quota_v2',
  )) {
    const project = projectMark.exec(pointersIn(properties.project_id)[0]?.resource ?? '')?.[1] ?? '';
    const own = all.get(project) ?? new Map<string, ValueMap>();
    all.set(project, own.set(type, properties));
  }
  return all;
};

const declaredLimit = ({ declared }: OpenstackQuota, types: ReadonlyMap<string, ValueMap> | undefined, state: string): Limit => {
  const set = declared === null ? undefined : types?.get(declared[0]);
  const origin: Origin = { source: state === '' ? "the operator's defaults" : `state ${state}`, date: '', confidence: 'high' };
  if (declared === null || set === undefined)
    return { kind: 'unknown', reason: 'the operator sets it', ...origin, source: "the operator's defaults", confidence: 'low' };
  return { kind: 'bound', value: boundOf(valueOf(set, declared[1])), ...origin };
};

/** Quotas by type of volume stand in a map of their own, in which what is not written has no bound. */
const valueOf = (set: ValueMap, argument: string): unknown =>
  set[argument] ?? (isMap(set.volume_type_quota) ? (set.volume_type_quota[argument] ?? -1) : -1);

/** OpenStack writes -1 for what has no bound. */
export const boundOf = (value: unknown): number => (Number(value) < 0 ? Infinity : Number(value));

const adviceOf = (
  { plan }: OpenstackDemand,
  { cloud }: OpenstackTargetPlan,
  { item, blueprint }: OpenstackQuota,
  need: Need,
  offline: Limit,
  limit: Limit,
): Advice => {
  const { account } = need.place;
  const wanted = roomy(need.amount);
  if (limit.kind === 'unknown') return { by: 'operator', request: 'ask the operator to allow each project at least as much' };
  if (limit !== offline && 'value' in offline && offline.value >= need.amount)
    return { by: 'operator', request: `have ${offline.source} applied, which allows ${offline.value} ${item}` };
  if (limit !== offline || !(account in plan.spaces))
    return { by: 'operator', request: `ask the operator of ${cloud.cloud} to allow project ${account} ${wanted} ${item}` };
  return {
    by: 'us',
    request:
      blueprint === null
        ? `the blueprint cannot raise the ${item} of a project: split what stands in ${account}`
        : `write \`${blueprint.key}: ${Math.ceil(wanted / blueprint.each)}\` under \`quota\` in the blueprint, and have ${offline.source} applied`,
  };
};

interface Row {
  readonly id: string;
  readonly item: string;
  readonly value: number;
  readonly source: string;
  readonly repair: string;
  /** What is measured, for one project. */
  readonly parts: (region: Region, project: string) => readonly Part[];
}

const hosts =
  (measure: typeof userDataBytes): Row['parts'] =>
  (region, project) =>
    region.states.filter((state) => state.project === project).flatMap(measure);

/** Bounds of Nova that no quota can move. */
const rows: readonly Row[] = [
  {
    id: 'user-data',
    item: 'bytes of the user data of one server, encoded',
    value: 65_535,
    source: 'Nova: user_data, base64',
    repair: 'a service with fewer parts has shorter boot data',
    parts: hosts(userDataBytes),
  },
  {
    id: 'metadata',
    item: 'characters of one metadata value',
    value: 255,
    source: 'Nova: values of metadata',
    repair: 'a part with fewer instances has fewer peers to name',
    parts: hosts(metadataCharacters),
  },
];

/** The largest host of each project. */
export const hostClaims = ({ cloud }: OpenstackTargetPlan, region: Region): readonly Claim[] =>
  projectsOf({ region }).flatMap((project) =>
    rows.flatMap(({ id, item, value, source, repair, parts }) => {
      const most = largest(parts(region, project));
      return most.amount === 0
        ? []
        : [
            {
              need: {
                place: { account: project, region: cloud.region },
                id: `host/${id}`,
                item,
                amount: most.amount,
                parts: [most],
              },
              offline: { kind: 'bound' as const, value, source, date: '2026-11-22', confidence: 'high' as const },
              advise: () => ({ by: 'us' as const, request: `${most.of} has ${most.amount} of at most ${value}: ${repair}` }),
            },
          ];
    }),
  );

const largest = (parts: readonly Part[]): Part =>
  parts.reduce((most, part) => (part.amount > most.amount ? part : most), { of: '', amount: 0 });

/** The fullest subnet of each project. */
export const addressClaims = ({ cloud }: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] =>
  fullestSubnets(evidence, region).map(({ project, subnet, needed, pool }) => ({
    need: {
      place: { account: project, region: cloud.region },
      id: 'subnet/addresses',
      item: `addresses of the subnet ${subnet}`,
      amount: sumOf(needed),
      parts: needed,
    },
    offline: { kind: 'bound', value: pool, source: 'its allocation pool', date: '', confidence: 'high' },
    advise: () => ({
      by: 'us',
      request: 'addresses that were given never move: host the next service in another tenant or stage',
    }),
  }));

/** Names by which Keystone finds things are shorter than those of all other services. */
export const nameClaims = ({ cloud }: OpenstackTargetPlan, evidence: Evidence): readonly Claim[] => {
  const most = largest(
    evidence
      .ofType('identity_project_v3', 'identity_group_v3')
      .map(({ id, properties }) => ({ of: id, amount: String(valueAt(properties, 'name') ?? '').length })),
  );
  return most.amount === 0
    ? []
    : [
        {
          need: {
            place: { account: '', region: cloud.region },
            id: 'name/identity',
            item: 'characters of the name of a project or group',
            amount: most.amount,
            parts: [most],
          },
          offline: { kind: 'length', value: 64, source: 'Keystone: names', date: '2026-11-22', confidence: 'high' },
          advise: () => ({ by: 'us', request: `${most.of} has a name of ${most.amount}: shorten \`region\` or the tenant` }),
        },
      ];
};
