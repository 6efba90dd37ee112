import type { Blueprint } from '../model/blueprint';
import type { Service } from '../model/service';
import type { Lock } from './lock';
import type { DataClassId, SpacePlan } from './plan';
import { resolveNetwork } from './resolve-network';
import { resolveService } from './resolve-service';
import { resolveStorage } from './resolve-storage';

/** One tenant in one stage, with its network, its stores and its e-services. */
export const resolveSpace = (
  blueprint: Blueprint,
  services: Readonly<Record<string, Service>>,
  lock: Lock,
  id: string,
): SpacePlan => {
  const [tenant, stage] = partsOf(blueprint, id);
  const name = `${blueprint.region}-${id}`;
  const hosted = Object.entries(blueprint.hosting)
    .filter(([, service]) => service.tenant === tenant)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key]) => [key, resolveService(blueprint, services, lock, { id, name, tenant, stage }, key)] as const);
  const dataset = blueprint.stages[stage]?.data ?? blueprint.dataset ?? 'real';
  const storage = resolveStorage(blueprint, name, tenant);
  return {
    id,
    tenant,
    stage,
    dataset,
    lifecycle: blueprint.lifecycle ?? 'retained',
    dataClass: strictest([
      ...hosted.map(([, service]) => service.dataClass),
      ...Object.values(storage.stores).map((store) => store.dataClass),
      ...Object.values(storage.files).map((files) => files.dataClass),
    ]),
    quota: blueprint.quota,
    name,
    tags: {
      region: blueprint.region,
      tenant,
      stage,
      dataset,
      lifecycle: blueprint.lifecycle ?? 'retained',
      'managed-by': 'shared-gov-cloud',
    },
    network: resolveNetwork(blueprint, lock, id, tenant, stage),
    storage,
    services: Object.fromEntries(hosted),
  };
};

const strictest = (classes: readonly DataClassId[]): DataClassId => [...classes].sort().at(-1) ?? 'C0';

const partsOf = (blueprint: Blueprint, id: string): readonly [string, string] => {
  for (const tenant of Object.keys(blueprint.tenants)) {
    for (const stage of Object.keys(blueprint.stages)) if (`${tenant}-${stage}` === id) return [tenant, stage];
  }
  throw new Error(`no tenant and stage make ${id}`);
};
