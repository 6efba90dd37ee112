import type { Evidence } from '../evidence/resource';
import { isMap, pointersIn, type ValueMap } from '../evidence/value';
import type { Claim } from './claim';
import { type Advice, type Limit, type Origin, roomy } from './limit';
import { type OpenstackDemand, openstackNeeds } from './openstack-need';
import { type OpenstackQuota, type OpenstackQuotaId, openstackQuotas } from './openstack-quotas';
import { projectMark } from './openstack-state';
import type { Need } from './need';

/** Quotas that a state of ours sets, by project and by the type that sets them. */
type Declared = ReadonlyMap<string, ReadonlyMap<string, ValueMap>>;

/** Every quota of every project, against the one that our own state sets. */
export const projectClaims = (demand: OpenstackDemand): readonly Claim[] => {
  const declared = declaredIn(demand.evidence);
  const state = demand.evidence.ofType('compute_quotaset_v2')[0]?.artefact.name ?? '';
  return openstackNeeds(demand).map((need) => {
    const quota = quotaIn(need);
    const offline = declaredLimit(quota, declared.get(need.place.account), state);
    return { need, offline, advise: (limit) => adviceOf(demand, quota, need, offline, limit) };
  });
};

/** The quota that a need is about; that of the volumes of one type is no row of the table. */
export const quotaIn = ({ id, item }: Need): OpenstackQuota => {
  const key = id.split('/').slice(1).join('/');
  const known: OpenstackQuota | undefined = openstackQuotas[key as OpenstackQuotaId];
  return known ?? { item, service: 'block-storage', keys: [key], declared: ['blockstorage_quotaset_v3', key], blueprint: null };
};

export const declaredIn = (evidence: Evidence): Declared => {
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
  { item, blueprint }: OpenstackQuota,
  need: Need,
  offline: Limit,
  limit: Limit,
): Advice => {
  const { account } = need.place;
  const wanted = roomy(need.amount);
  if (limit.kind === 'unknown') return { by: 'operator', request: 'ask the operator to allow each project at least as much' };
  if (offline.kind !== 'bound')
    return { by: 'operator', request: `ask the operator to allow project ${account} ${wanted} ${item}` };
  const { source, value } = offline;
  if (limit !== offline && value >= wanted)
    return { by: 'operator', request: `have ${source} applied, which allows ${value} ${item}` };
  if (!(account in plan.spaces))
    return { by: 'us', request: `${source} sets too little aside for ${account}, which is a fault of sgc: report it` };
  if (blueprint === null)
    return { by: 'us', request: `no quota of the blueprint raises the ${item} of a project: split what stands in ${account}` };
  const written = `${blueprint.key}: ${Math.ceil(wanted / blueprint.each)}`;
  return { by: 'us', request: `write \`${written}\` under \`quota\` in the blueprint, and have ${source} applied` };
};
