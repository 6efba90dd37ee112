import { type Fact, fact } from './fact';
import type { Artefact, Evidence, Resource } from './resource';
import { known } from './seen';
import { isList, isMap, pointersIn, textsIn, type Value } from './value';

/** A link that both ends declare is judged as a way between them, and no reference to something of another's. */
const meant: Readonly<Record<string, string>> = { 'AWS::EC2::VPCEndpoint': 'AWS::EC2::VPCEndpointService' };

/** Policies name callers and owners on purpose; who may do what by them is judged apart. */
const policyKeys = /Policy(Document|Text)?$|^AllowedPrincipals$|^Principals$/;

/** Whether a resource uses a key, group, network, role or store of another tenant; what the region shares is meant for all. */
export const referenceFacts = (resource: Resource, evidence: Evidence): readonly Fact[] => {
  const { tenant, space } = resource.artefact;
  if (tenant === '' || (tenant === 'shared' && space === '')) return [];
  const owners = ownersOfAccounts(evidence);
  const isForeign = (owner: string | undefined): boolean =>
    tenant !== 'shared' && owner !== undefined && owner !== tenant && owner !== 'shared';
  // What the region runs for one space works for that space alone.
  const isOfOther = (other: Artefact): boolean =>
    tenant === 'shared' ? other.space !== '' && other.space !== space : isForeign(other.tenant);
  const byPointer = pointersIn(resource.properties).some(({ resource: id }) => {
    const other = evidence.tryFind(id);
    return other !== undefined && isOfOther(other.artefact) && other.type !== meant[resource.type];
  });
  const strays =
    byPointer ||
    (textsIn(resource.properties).some((text) => text.includes('arn:')) &&
      accountsIn(resource.properties).some((account) => isForeign(owners.get(account))));
  return strays ? [fact('foreignOwner', 'artefact', resource, known(true))] : [];
};

const indexes = new WeakMap<Evidence, ReadonlyMap<string, string>>();

/** Tenant of each account, found once for each reading. */
const ownersOfAccounts = (evidence: Evidence): ReadonlyMap<string, string> => {
  const index =
    indexes.get(evidence) ??
    new Map(evidence.artefacts.flatMap(({ account, tenant }) => (account === '' ? [] : [[account, tenant] as const])));
  indexes.set(evidence, index);
  return index;
};

/** Accounts in the ARNs of a value, those in policies apart. */
const accountsIn = (value: Value): readonly string[] => {
  if (typeof value === 'string')
    return value.includes('arn:')
      ? [...value.matchAll(/arn:[^:\s]*:[^:\s]*:[^:\s]*:(\d{12}):/g)].map(([, account = '']) => account)
      : [];
  if (isList(value)) return value.flatMap(accountsIn);
  return isMap(value) ? Object.entries(value).flatMap(([key, item]) => (policyKeys.test(key) ? [] : accountsIn(item))) : [];
};
