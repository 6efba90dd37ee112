import type { OpenstackTargetPlan } from '../../plan/target-plan';
import type { Lookups } from './lookups';

/** Types under which clouds list a service. */
const types = {
  identity: ['identity'],
  'object-store': ['object-store'],
  'block-storage': ['block-storage', 'volumev3'],
} as const;

/** Terraform expression for the public address of a service in the caller's catalogue; fails at apply when the cloud has none. */
export const endpointOf = (lookups: Lookups, target: OpenstackTargetPlan, service: keyof typeof types): string => {
  const { scope } = lookups;
  const catalogue = `data.${scope.terraformResourceType}.${scope.friendlyUniqueId}.service_catalog`;
  const endpoints = `s.endpoints : e.url if e.interface == "public" && e.region_id == "${target.cloud.region}"`;
  return `\${[for s in ${catalogue} : [for e in ${endpoints}][0] if contains(${JSON.stringify(types[service])}, s.type)][0]}`;
};

/** Address of the object store as the region's project `backup` sees it: the caller's own, with that project's id. */
export const backupUrl = (lookups: Lookups, target: OpenstackTargetPlan): string =>
  objectsOf(lookups, target, lookups.backupProjectId);

/** Address of the object store as the region's project `logs` sees it. */
export const recordsUrl = (lookups: Lookups, target: OpenstackTargetPlan): string =>
  objectsOf(lookups, target, lookups.recordsProjectId);

const objectsOf = (lookups: Lookups, target: OpenstackTargetPlan, projectId: string): string => {
  const expression = (token: string): string => token.slice(2, -1);
  const own = `data.${lookups.scope.terraformResourceType}.${lookups.scope.friendlyUniqueId}.project_id`;
  return `\${replace(${expression(endpointOf(lookups, target, 'object-store'))}, ${own}, ${expression(projectId)})}`;
};
