import type { OpenstackTargetPlan } from '../../lib/plan/target-plan';
import type { Limit } from '../../lib/preflight/limit';
import type { ClaimedName } from '../../lib/preflight/openstack-name';
import type { PresenceKind } from '../../lib/preflight/openstack-presence';
import type { Answer, ServiceName } from '../cloud/openstack-session';
import type { Caller, Callers } from './callers';
import type { Measured } from './measured';

interface Zones {
  readonly availabilityZoneInfo: readonly { readonly zoneName: string; readonly zoneState: { readonly available: boolean } }[];
}
interface Named {
  readonly name: string;
}

/** How a cloud is asked whether it has something of a name. */
type Question = (callers: Callers, name: string) => Promise<Answer<boolean>> | Answer<boolean>;

const query = (name: string): string => `name=${encodeURIComponent(name)}`;

const anyNamed =
  (service: ServiceName, pathOf: (name: string) => string, key: string): Question =>
  async (callers, name) => {
    const answer = await callers.list<Named>(service, pathOf(name), key);
    return mapped(answer, (found) => found.some((one) => one.name === name));
  };

/** A server and its volumes stand in one zone, so both services must have it. */
const zone: Question = async (callers, name) => {
  const has = ({ availabilityZoneInfo }: Zones): boolean =>
    availabilityZoneInfo.some(({ zoneName, zoneState }) => zoneName === name && zoneState.available);
  const servers = mapped(await callers.ask<Zones>('compute', '/os-availability-zone'), has);
  if (servers.kind !== 'fine' || !servers.body) return servers;
  return mapped(await callers.ask<Zones>('block-storage', '/os-availability-zone'), has);
};

const mapped = <T, U>(answer: Answer<T>, map: (body: T) => U): Answer<U> =>
  answer.kind === 'fine' ? { ...answer, body: map(answer.body) } : answer;

const questions: Readonly<Record<PresenceKind, Question>> = {
  service: (callers, name) => callers.knows(name as ServiceName),
  flavor: anyNamed('compute', () => '/flavors/detail', 'flavors'),
  image: anyNamed('image', (name) => `/images?${query(name)}&status=active`, 'images'),
  'volume-type': anyNamed('block-storage', () => '/types', 'volume_types'),
  zone,
  'external-network': anyNamed('network', (name) => `/networks?${query(name)}&router:external=true`, 'networks'),
  role: anyNamed('identity', (name) => `/roles?${query(name)}`, 'roles'),
};

export const askPresence = async (callers: Callers, measured: Measured, kind: PresenceKind, name: string): Promise<Limit> =>
  measured.of(await questions[kind](callers, name), (there) => measured.presence(there));

/** Whether an entry signs in where it should, with the roles that its states need. `admin` may do what others may. */
export const askEntry = (measured: Measured, { entry, session, reason }: Caller, project: string | undefined): Limit => {
  if (session === undefined) return measured.unknown(reason);
  if (entry.project !== '' && project !== undefined && session.project?.name !== project) return measured.presence(false);
  return measured.presence(session.roles.includes('admin') || entry.roles.every((role) => session.roles.includes(role)));
};

const collections = { domain: 'domains', project: 'projects', group: 'groups', user: 'users' } as const;

/** Whether a name is free, or taken by what an earlier run of ours made: it has our description. */
export const askFreeName = async (
  callers: Callers,
  measured: Measured,
  { kind, name, description }: ClaimedName,
  domain: Answer<string | undefined>,
): Promise<Limit> => {
  if (domain.kind !== 'fine') return measured.unknown(domain.message);
  if (kind !== 'domain' && domain.body === undefined) return measured.presence(true);
  const scope = kind === 'domain' ? '' : `&domain_id=${domain.body ?? ''}`;
  const collection = collections[kind];
  const found = await callers.list<{ readonly description?: string | null }>(
    'identity',
    `/${collection}?${query(name)}${scope}`,
    collection,
  );
  return measured.of(found, (all) => measured.presence(all.every((one) => (one.description ?? '') === description)));
};

/** Id of the region's domain; undefined where there is none yet. */
export const askDomain = async (
  callers: Callers,
  { domain, cloud }: OpenstackTargetPlan,
): Promise<Answer<string | undefined>> => {
  const own = callers.caller(cloud.cloudsYaml.manager)?.session?.domain;
  if (own?.name === domain) return { kind: 'fine', status: 200, headers: {}, body: own.id };
  const found = await callers.list<{ readonly id: string }>('identity', `/domains?${query(domain)}`, 'domains');
  return mapped(found, ([first]) => first?.id);
};
