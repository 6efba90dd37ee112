import type { ArtefactKind, Source } from './resource';

/** The part of a plan that says whose an artefact is. */
export interface Tenancy {
  readonly region: { readonly tenants: Readonly<Record<string, unknown>> };
  readonly spaces: Readonly<Record<string, { readonly tenant: string; readonly services: Readonly<Record<string, unknown>> }>>;
}

export interface Written {
  /** Id in the plan's order, or one that a provider derived from it. */
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Says of an artefact what its file does not. `accounts` gives the owner of each account where the cloud
 * has them: what stands in a tenant's account is the tenant's, whatever it serves.
 */
export const sourceOf = (tenancy: Tenancy, written: Written, accounts: Readonly<Record<string, string>>): Source => {
  const [head = '', ...rest] = written.id.split('/');
  const tail = rest.join('/');
  const space = tenancy.spaces[head];
  const byId = space?.tenant ?? (head in tenancy.region.tenants ? head : 'shared');
  return {
    ...written,
    kind: kindOf(tenancy, head, tail),
    tenant: accounts[written.account] ?? byId,
    space: space === undefined ? '' : head,
  };
};

const kindOf = (tenancy: Tenancy, head: string, tail: string): ArtefactKind => {
  if (tenancy.spaces[head] !== undefined)
    return tail in (tenancy.spaces[head]?.services ?? {}) ? 'service' : (spaceKinds[tail] ?? 'other');
  if (head in tenancy.region.tenants) return tail === '' ? 'account' : (regionKinds[tail] ?? 'other');
  return regionKinds[head] ?? 'other';
};

const spaceKinds: Readonly<Record<string, ArtefactKind>> = { network: 'network', storage: 'storage' };
const regionKinds: Readonly<Record<string, ArtefactKind>> = {
  foundation: 'foundation',
  egress: 'egress',
  links: 'link',
  link: 'link',
};
