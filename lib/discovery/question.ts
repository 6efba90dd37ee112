/** What a cloud is asked, and what is kept of the answer; nothing else of it goes further. */
export type Question = {
  /** Official type of the service. */
  readonly service: string;
  /** Below the versioned interface of the service; `{user}` is the caller's id. */
  readonly path: string;
  /** Asked with the operator's credentials, where there are any. */
  readonly operator?: true;
} & Reads;

type Reads =
  /** Only whether an answer comes. */
  | { readonly reads: 'whether' }
  /** The things listed under a key. */
  | { readonly reads: 'list'; readonly key: string; readonly fields: readonly string[] }
  /** The one thing under a key. */
  | { readonly reads: 'one'; readonly key: string; readonly fields: readonly string[] }
  /** The answer itself, or the list under its key, for each thing of another answer, whose id takes the place of `{id}`. */
  | { readonly reads: 'each'; readonly of: string; readonly key: string; readonly fields: readonly string[] }
  /** The keys of what a service tells strangers at its root. */
  | { readonly reads: 'keys' }
  /** Headers with which a service answers strangers at its root. */
  | { readonly reads: 'headers'; readonly fields: readonly string[] };

/** Every question, by id; read in this order. */
export const questions = {
  extensions: { service: 'network', path: '/extensions', reads: 'list', key: 'extensions', fields: ['alias'] },
  zones: {
    service: 'compute',
    path: '/os-availability-zone',
    reads: 'list',
    key: 'availabilityZoneInfo',
    fields: ['zoneName', 'zoneState'],
  },
  volumeZones: {
    service: 'block-storage',
    path: '/os-availability-zone',
    reads: 'list',
    key: 'availabilityZoneInfo',
    fields: ['zoneName', 'zoneState'],
  },
  flavors: {
    service: 'compute',
    path: '/flavors/detail',
    reads: 'list',
    key: 'flavors',
    fields: ['name', 'vcpus', 'ram', 'disk', 'OS-FLV-DISABLED:disabled'],
  },
  images: {
    service: 'image',
    path: '/images?status=active&limit=100',
    reads: 'list',
    key: 'images',
    fields: ['name', 'os_distro', 'os_version', 'visibility', 'os_hidden'],
  },
  volumeTypes: {
    service: 'block-storage',
    path: '/types',
    reads: 'list',
    key: 'volume_types',
    fields: ['id', 'name', 'description', 'is_public', 'extra_specs'],
  },
  defaultVolumeType: { service: 'block-storage', path: '/types/default', reads: 'one', key: 'volume_type', fields: ['name'] },
  encryption: {
    service: 'block-storage',
    path: '/types/{id}/encryption',
    reads: 'each',
    of: 'volumeTypes',
    key: '',
    fields: ['provider'],
    operator: true,
  },
  backupServices: {
    service: 'block-storage',
    path: '/os-services?binary=cinder-backup',
    reads: 'list',
    key: 'services',
    fields: ['status', 'state'],
    operator: true,
  },
  externalNetworks: {
    service: 'network',
    path: '/networks?router:external=true',
    reads: 'list',
    key: 'networks',
    fields: ['id', 'name', 'is_default'],
  },
  externalSubnets: {
    service: 'network',
    path: '/subnets?ip_version=6&network_id={id}',
    reads: 'each',
    of: 'externalNetworks',
    key: 'subnets',
    fields: ['cidr'],
    operator: true,
  },
  pools: {
    service: 'network',
    path: '/subnetpools?ip_version=6&shared=true',
    reads: 'list',
    key: 'subnetpools',
    fields: ['name'],
  },
  agents: { service: 'network', path: '/agents', reads: 'list', key: 'agents', fields: ['agent_type'], operator: true },
  balancers: { service: 'load-balancer', path: '/lbaas/providers', reads: 'list', key: 'providers', fields: ['name'] },
  names: { service: 'dns', path: '/zones?limit=1', reads: 'whether' },
  secrets: { service: 'key-manager', path: '/secrets?limit=1', reads: 'whether' },
  shares: { service: 'shared-file-system', path: '/types', reads: 'whether' },
  stacks: { service: 'orchestration', path: '/stacks?limit=1', reads: 'whether' },
  alarms: { service: 'alarm', path: '/alarms?limit=1', reads: 'whether' },
  databases: { service: 'database', path: '/instances?limit=1', reads: 'whether' },
  clusters: { service: 'container-infrastructure-management', path: '/clusters?limit=1', reads: 'whether' },
  managerRole: {
    service: 'identity',
    path: '/roles?name=manager',
    reads: 'list',
    key: 'roles',
    fields: ['name'],
    operator: true,
  },
  identityProviders: {
    service: 'identity',
    path: '/OS-FEDERATION/identity_providers',
    reads: 'list',
    key: 'identity_providers',
    fields: ['enabled'],
    operator: true,
  },
  registeredLimits: {
    service: 'identity',
    path: '/registered_limits',
    reads: 'list',
    key: 'registered_limits',
    fields: ['resource_name'],
  },
  credentialRules: { service: 'identity', path: '/users/{user}/access_rules', reads: 'whether' },
  account: { service: 'object-store', path: '?limit=1', reads: 'whether' },
  storeInfo: { service: 'object-store', path: '/info', reads: 'keys' },
  storeSite: { service: 'object-store', path: '/', reads: 'headers', fields: ['x-amz-request-id'] },
  s3: { service: 's3', path: '/', reads: 'headers', fields: ['x-amz-request-id'] },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionId = keyof typeof questions;

export type Item = Readonly<Record<string, unknown>>;

/** What came back: the things asked for, or why there are none. Of a question asked for each of several things, `of` names the thing. */
export type Reply =
  | { readonly kind: 'fine'; readonly items: readonly Item[] }
  | {
      /** Not there; these credentials may not ask; the request was not taken; no answer that could be read. */
      readonly kind: 'absent' | 'forbidden' | 'refused' | 'unreadable';
      /** 0: nothing answered, or the catalogue lists no such service. */
      readonly status: number;
    };

export type Replies = Readonly<Record<QuestionId, Reply>>;

/** Who said it, or why nobody did; stands as `source` in the profile. */
export const sourceOf = (id: QuestionId, reply: Reply): string => {
  const { service, path }: Question = questions[id];
  const asked = `${service}: GET ${path.split('?')[0] || '/'}`;
  if (reply.kind === 'fine') return asked;
  if (reply.status > 0) return `${asked}: HTTP ${reply.status}`;
  return reply.kind === 'absent' ? `the catalogue lists no ${service}` : `${asked}: no answer`;
};

export const textIn = (item: Item, field: string): string => {
  const value = item[field];
  return typeof value === 'string' ? value : '';
};

export const numberIn = (item: Item, field: string): number => {
  const value = item[field];
  return typeof value === 'number' ? value : 0;
};

export const namesIn = (reply: Reply, field = 'name'): readonly string[] =>
  reply.kind === 'fine' ? reply.items.map((item) => textIn(item, field)).filter((name) => name !== '') : [];
