import type { Evidence } from '../evidence/resource';
import { textAt, textsAt, type ValueMap } from '../evidence/value';
import { has } from '../model/cloud';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import { type Advice, type Limit, notAsked } from './limit';
import type { Need } from './need';
import { blocksIn, type Region } from './openstack-state';

/** What the artefacts take for granted at the cloud, each with what can be said of it without asking. */
export const presences = (target: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] => [
  ...thingsNamed(target, evidence, region),
  ...entriesIn(target, region).map((entry) => entryClaim(target, entry)),
  ...claimedNames(evidence).map((claimed) => nameClaim(target, claimed)),
];

const presence = ({ cloud }: OpenstackTargetPlan, account: string, id: string, item: string): Need => ({
  place: { account, region: cloud.region },
  id,
  item,
  amount: 1,
  parts: [],
});

/** What the profile says of the cloud counts, unless it only assumes it. */
const byProfile = ({ cloud }: OpenstackTargetPlan): Limit => {
  const origin = { source: `profile ${cloud.cloud}: ${cloud.source}`, date: cloud.date };
  return cloud.origin === 'assumption'
    ? { kind: 'unknown', reason: 'the profile only assumes it', confidence: 'low', ...origin }
    : { kind: 'presence', value: 1, confidence: 'high', ...origin };
};

/** Everything that is found at the cloud by its name; what a state of ours makes itself is not asked for. */
const thingsNamed = (target: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] => {
  const texts = (path: string, ...types: readonly string[]): readonly string[] =>
    evidence.ofType(...types).flatMap(({ properties }) => textsAt(properties, path));
  const lookedUp = (type: string, wanted: (body: ValueMap) => boolean = () => true): readonly string[] =>
    region.states.flatMap((state) =>
      blocksIn(state, 'data', type)
        .filter(({ body }) => wanted(body))
        .map(({ body }) => textAt(body, 'name')),
    );
  const own = new Set(texts('name', 'compute_flavor_v2'));
  const rows: readonly (readonly [kind: PresenceKind, names: readonly string[]])[] = [
    ['service', evidence.resources.flatMap(({ type }) => services[type.split('_')[0] ?? ''] ?? [])],
    ['flavor', texts('flavor_name', servers).filter((name) => !own.has(name))],
    ['image', lookedUp('images_image_v2')],
    ['volume-type', [...texts('volume_type', volumes), ...texts('block_device.volume_type', servers)]],
    ['zone', texts('availability_zone', servers, volumes)],
    [
      'external-network',
      [...lookedUp('networking_network_v2', (body) => body.external === true), ...texts('pool', 'networking_floatingip_v2')],
    ],
    ['role', lookedUp('identity_role_v3')],
  ];
  return rows.flatMap(([kind, names]) =>
    unique(names).map((name) => ({
      need: presence(target, '', `${kind}/${name}`, `${presenceKinds[kind]} ${name}`),
      offline: byProfile(target),
      advise: (limit) => adviceFor(target, `${presenceKinds[kind]} ${name}`, limit),
    })),
  );
};

const adviceFor = ({ cloud }: OpenstackTargetPlan, item: string, limit: Limit): Advice => ({
  by: 'operator',
  request:
    limit.kind === 'unknown'
      ? 'ask the operator whether the cloud has these, or sign in and run this without --offline'
      : `the cloud has no ${item}: ask the operator for it, or name another in the profile ${cloud.cloud}`,
});

const servers = 'compute_instance_v2';
const volumes = 'blockstorage_volume_v3';
const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].filter((name) => name !== '').sort();

/** Kinds of things that must be at the cloud, in people's words. */
export const presenceKinds = {
  service: 'service',
  flavor: 'flavor',
  image: 'image',
  'volume-type': 'volume type',
  zone: 'zone of servers and volumes',
  'external-network': 'external network',
  role: 'role',
} as const;
export type PresenceKind = keyof typeof presenceKinds;

/** Official type of the service behind each family of resources. */
const services: Readonly<Record<string, string>> = {
  identity: 'identity',
  compute: 'compute',
  blockstorage: 'block-storage',
  networking: 'network',
  images: 'image',
  lb: 'load-balancer',
  dns: 'dns',
  objectstorage: 'object-store',
  keymanager: 'key-manager',
  sharedfilesystem: 'shared-file-system',
};

/** An entry of clouds.yaml, with the roles that its states need. */
export interface Entry {
  readonly name: string;
  /** Id of its project; empty above the tenants. */
  readonly project: string;
  readonly roles: readonly string[];
}

export const entriesIn = (target: OpenstackTargetPlan, region: Region): readonly Entry[] =>
  [...new Map(region.states.map((state) => [state.entry, state.project]))].map(([name, project]) => ({
    name,
    project,
    roles: project === '' ? rolesAbove(target, name) : rolesIn(target, region, project),
  }));

export const entryId = (name: string): string => `entry/${name}`;

const entryClaim = (target: OpenstackTargetPlan, { name, project, roles }: Entry): Claim => {
  const wanted = roles.join(', ') || 'any role';
  return {
    need: presence(
      target,
      project,
      entryId(name),
      `${name === project ? 'own entry' : `entry ${name}`} of clouds.yaml with ${wanted}`,
    ),
    offline: notAsked,
    advise: (limit) => ({
      by: 'us',
      request:
        limit.kind === 'unknown'
          ? project === ''
            ? 'who applies the first states needs these entries: docs/openstack.md, three levels of credentials'
            : 'write these entries into clouds.yaml once their projects exist, and run this again'
          : `the entry ${name} does not bring ${wanted}: put its user into the right group, or ask the operator`,
    }),
  };
};

const rolesAbove = ({ cloud }: OpenstackTargetPlan, entry: string): readonly string[] => {
  const { operator, manager } = cloud.cloudsYaml;
  return has(cloud, 'domainManager') && entry === manager && entry !== operator ? ['manager'] : ['admin'];
};

/** What our own groups get in a project, but for who only reads there. */
const rolesIn = ({ options }: OpenstackTargetPlan, { states }: Region, project: string): readonly string[] => {
  const names = new Map(
    states.flatMap((state) => blocksIn(state, 'data', 'identity_role_v3')).map(({ name, body }) => [name, textAt(body, 'name')]),
  );
  return unique(
    states
      .flatMap((state) => blocksIn(state, 'resource', 'identity_role_assignment_v3'))
      .filter(({ body }) => textAt(body, 'project_id').includes(`.project-${project}.id`))
      .map(({ body }) => names.get(/identity_role_v3\.([^.]+)\.id/.exec(textAt(body, 'role_id'))?.[1] ?? '') ?? ''),
  ).filter((role) => !(options.readerRoles as readonly string[]).includes(role));
};

/** A name that can exist only once in its domain, or in the cloud. */
export interface ClaimedName {
  readonly kind: 'domain' | 'project' | 'group' | 'user';
  readonly name: string;
  /** By which ours is told from another's. */
  readonly description: string;
}

const nameClaim = (target: OpenstackTargetPlan, claimed: ClaimedName): Claim => ({
  need: presence(target, '', freeNameId(claimed), `free name for the ${claimed.kind} ${claimed.name}`),
  offline: notAsked,
  advise: (limit) => ({
    by: 'us',
    request:
      limit.kind === 'unknown'
        ? 'see that nothing else at the cloud has these names'
        : `another ${claimed.kind} has the name ${claimed.name}: choose another \`region\`, or have the other renamed`,
  }),
});

export const freeNameId = ({ kind, name }: ClaimedName): string => `free-name/${kind}/${name}`;

export const claimedNames = (evidence: Evidence): readonly ClaimedName[] =>
  evidence.ofType('identity_project_v3', 'identity_group_v3', 'identity_user_v3').map(({ type, properties }) => ({
    kind: properties.is_domain === true ? 'domain' : kinds[type as keyof typeof kinds],
    name: textAt(properties, 'name'),
    description: textAt(properties, 'description'),
  }));

const kinds = { identity_project_v3: 'project', identity_group_v3: 'group', identity_user_v3: 'user' } as const;
