import type { Evidence } from '../evidence/resource';
import { textAt, textsAt, type ValueMap } from '../evidence/value';
import type { OpenstackTargetPlan } from '../plan/target-plan';
import type { Claim } from './claim';
import type { Advice, Limit } from './limit';
import { presenceOf } from './need';
import { entriesIn, entryClaim } from './openstack-entry';
import { claimedNames, nameClaim } from './openstack-name';
import { blocksIn, type Region } from './openstack-state';

/** What the artefacts take for granted at the cloud, each with what can be said of it without asking. */
export const presences = (target: OpenstackTargetPlan, evidence: Evidence, region: Region): readonly Claim[] => [
  ...thingsNamed(target, evidence, region),
  ...entriesIn(target, region).map((entry) => entryClaim(target, entry)),
  ...claimedNames(evidence).map((claimed) => nameClaim(target, claimed)),
];

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
      need: presenceOf({ account: '', region: target.cloud.region }, `${kind}/${name}`, `${presenceKinds[kind]} ${name}`),
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
