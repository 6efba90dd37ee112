import type { Limit } from '../../lib/preflight/limit';
import { boundOf } from '../../lib/preflight/openstack-claim';
import type { OpenstackQuota } from '../../lib/preflight/openstack-quotas';
import type { Answer, RequestOptions } from '../cloud/openstack-session';
import type { Callers } from './callers';
import type { Measured } from './measured';

type Quotas = Readonly<Record<string, unknown>>;

interface Keeper {
  readonly path: (project: string) => string;
  /** Key under which the answer holds the quotas; empty where it is the answer. */
  readonly below: string;
  readonly options?: RequestOptions;
}

/** Where each service tells the quotas of a project. */
const keepers: Readonly<Record<Exclude<OpenstackQuota['service'], 'object-store'>, Keeper>> = {
  compute: { path: (project) => `/os-quota-sets/${project}`, below: 'quota_set' },
  'block-storage': { path: (project) => `/os-quota-sets/${project}`, below: 'quota_set' },
  network: { path: (project) => `/quotas/${project}`, below: 'quota' },
  'load-balancer': { path: (project) => `/lbaas/quotas/${project}`, below: 'quota' },
  dns: { path: (project) => `/quotas/${project}`, below: '', options: { headers: { 'x-auth-all-projects': 'true' } } },
  'shared-file-system': {
    path: (project) => `/quota-sets/${project}`,
    below: 'quota_set',
    options: { headers: { 'x-openstack-manila-api-version': '2.60' } },
  },
};

/** The quota that a project has now: asked as its member, else as who stands above. */
export const askQuota = async (
  callers: Callers,
  measured: Measured,
  quota: OpenstackQuota,
  project: { readonly account: string; readonly id: string },
): Promise<Limit> => {
  if (quota.service === 'object-store') return objectBound(callers, measured, quota, project.account);
  const { path, below, options = {} } = keepers[quota.service];
  const answer = await quotasOf(callers, project, quota.service, path(project.id), options);
  return measured.of(answer, (body) => {
    const values = (below === '' ? body : body[below]) as Quotas | undefined;
    const key = quota.keys.find((one) => values?.[one] !== undefined);
    return key === undefined
      ? measured.unknown(`${quota.service} does not tell its quota of ${quota.keys.join(' or ')}`)
      : measured.bound(boundOf(values?.[key]));
  });
};

/** A header of other people's projects is refused where a member asks for the own. */
const quotasOf = async (
  callers: Callers,
  { account }: { readonly account: string },
  service: Exclude<OpenstackQuota['service'], 'object-store'>,
  path: string,
  options: RequestOptions,
): Promise<Answer<Quotas>> => {
  const own = await callers.askMember<Quotas>(account, service, path, service === 'dns' ? {} : options);
  return own?.kind === 'fine' ? own : callers.ask(service, path, options);
};

/** Swift tells the bound of an account to who may read it; where there is none, it tells nothing. */
const objectBound = async (callers: Callers, measured: Measured, { keys }: OpenstackQuota, account: string): Promise<Limit> => {
  const member = callers.member(account);
  if (member === undefined) return measured.unknown('only a member of the project sees its account');
  const answer = await member.head('object-store', '');
  if (answer.kind !== 'fine') return measured.unknown(answer.message);
  const bytes = answer.headers[keys[0] ?? ''];
  return measured.bound(bytes === undefined ? Infinity : Math.floor(Number(bytes) / 2 ** 30));
};
