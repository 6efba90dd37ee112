import type { Blueprint } from '../model/blueprint';
import type { Problem } from '../model/problem';
import type { Service } from '../model/service';
import type { Located } from './located';

/** Tenants of a target that share an AWS account with another tenant, and so are kept apart by permissions only. */
export const sharingTenants = (blueprint: Blueprint, target: string): string[] => {
  const accounts = blueprint.targets[target]?.accounts ?? {};
  const tenants = Object.keys(blueprint.tenants);
  return tenants.filter((tenant) =>
    tenants.some((other) => other !== tenant && accounts[other] !== undefined && accounts[other] === accounts[tenant]),
  );
};

/** Sensitive data never shares an account. */
export const sharedAccountProblems = (
  blueprint: Located<Blueprint>,
  target: string,
  services: Readonly<Record<string, Service>>,
): Problem[] =>
  sharingTenants(blueprint.value, target)
    .filter((tenant) => holdsSensitive(blueprint.value, services, tenant))
    .map((tenant) => ({
      ...blueprint.locate(['targets', target, 'accounts', tenant]),
      code: 'SGC5004',
      message: `${tenant} holds data of class C3 and shares its account with another tenant`,
      allowed: 'an account of its own',
      repair: `give ${tenant} its own account`,
    }));

const holdsSensitive = (blueprint: Blueprint, services: Readonly<Record<string, Service>>, tenant: string): boolean =>
  Object.values(blueprint.storage).some((store) => store.tenant === tenant && store.dataClass === 'C3') ||
  Object.values(blueprint.hosting).some((hosted) => hosted.tenant === tenant && services[hosted.service]?.dataClass === 'C3');
