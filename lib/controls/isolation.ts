import type { Crossing } from '../evidence/crossing';

/** The part of a plan that says who may meet whom. */
export interface Declaration {
  readonly spaces: Readonly<Record<string, { readonly tenant: string }>>;
  readonly links: Readonly<
    Record<string, { readonly from: { readonly space: string }; readonly to: { readonly space: string }; readonly port: number }>
  >;
}

/** A way between owners that is meant, and why. */
interface Allowance {
  readonly id: string;
  readonly reason: string;
  readonly admits: (way: Crossing, declared: Declaration) => boolean;
}

/** Ways between owners that nobody declared: each is a hole in the wall between tenants. */
export const undeclared = (crossings: readonly Crossing[], declared: Declaration): readonly Crossing[] =>
  crossings.filter((way) => !allowances.some((allowance) => allowance.admits(way, declared)));

const within = (texts: readonly string[], allowed: readonly string[]): boolean =>
  texts.length > 0 && texts.every((text) => allowed.includes(text));
const isSpace = (owner: string, { spaces }: Declaration): boolean => owner in spaces;
const isTenant = (owner: string, { spaces }: Declaration): boolean =>
  Object.values(spaces).some(({ tenant }) => tenant === owner);
const isOurs = (owner: string, declared: Declaration): boolean =>
  owner === 'shared' || isSpace(owner, declared) || isTenant(owner, declared);
const tenantOf = (owner: string, { spaces }: Declaration): string => spaces[owner]?.tenant ?? owner;

const allowances: readonly Allowance[] = [
  {
    id: 'entry',
    reason: 'citizens reach the public entry of an e-service on its two ports',
    admits: (way) => way.from === 'internet' && way.through === 'entry' && within(way.ports, ['80', '443']),
  },
  {
    id: 'way-out',
    reason: "a space reaches the region's way out, which answers",
    admits: (way, declared) =>
      ['route', 'group'].includes(way.layer) && (betweenSpaceAndShared(way, declared) || ownWayOut(way, declared)),
  },
  {
    id: 'foot-in-way-out',
    reason: 'a space stands with one foot in the network of the way out, never the other way round',
    admits: (way, declared) => way.layer === 'endpoint' && isSpace(way.from, declared) && way.to === 'shared',
  },
  {
    id: 'shared-parts',
    reason: 'the region shares its hub and its names with its tenants',
    admits: (way, declared) =>
      way.layer === 'share' &&
      way.to === 'shared' &&
      isOurs(way.from, declared) &&
      within(way.actions, [
        'AWS::EC2::TransitGateway',
        'AWS::Route53Profiles::Profile',
        'network access_as_shared',
        'address_group access_as_shared',
      ]),
  },
  {
    id: 'link',
    reason: 'a declared link: one direction, one port',
    admits: (way, { spaces, links }) =>
      (way.layer === 'group' || (way.layer === 'endpoint' && way.through === 'link')) &&
      Object.values(links).some(({ from, to, port }) => {
        const caller = way.from === from.space || (way.layer === 'endpoint' && way.from === spaces[from.space]?.tenant);
        return caller && way.to === to.space && within(way.ports, [String(port)]);
      }),
  },
  {
    id: 'link-network',
    reason: 'the two ends of a link meet on its network, and nobody else',
    admits: (way, { links }) =>
      ['endpoint', 'route', 'group', 'share'].includes(way.layer) &&
      Object.entries(links).some(([id, { from, to }]) => meets(way, `link/${id}`, [from.space, to.space])),
  },
  {
    id: 'own-staff',
    reason: "a tenant's staff work in its own spaces, and the region's staff in all, as their roles say",
    admits: (way, declared) =>
      way.layer === 'role' &&
      !way.actions.includes('admin') &&
      isOurs(way.to, declared) &&
      [tenantOf(way.to, declared), 'shared'].includes(way.from),
  },
  {
    id: 'manager',
    reason: "the manager of the region's domain makes its projects and gives its roles",
    admits: (way) =>
      way.layer === 'role' && way.from === 'shared' && way.to === 'every project' && within(way.actions, ['manager']),
  },
  {
    id: 'break-glass',
    reason: 'the sealed emergency access, from the shared account',
    admits: (way) => way.layer === 'trust' && way.from === 'shared' && way.through === 'break-glass',
  },
  {
    id: 'peer',
    reason: 'the end of a site link answers the address of its peer',
    admits: (way) => way.layer === 'exposure' && way.through === 'peer',
  },
  {
    id: 'records',
    reason: "a tenant's records flow to the region's store, where it can add but neither read nor change",
    admits: (way, declared) =>
      ['policy', 'key', 'identity'].includes(way.layer) &&
      isOurs(way.from, declared) &&
      way.to === 'shared' &&
      within(way.actions, adding),
  },
  {
    id: 'outputs',
    reason: 'deployments read the names that other accounts publish, and nothing else',
    admits: (way, declared) =>
      way.layer === 'trust' &&
      isOurs(way.from, declared) &&
      isOurs(way.to, declared) &&
      within(way.actions, ['cloudformation:DescribeStacks']),
  },
];

/** A tenant's own way out, where each has one. */
const ownWayOut = (way: Crossing, { spaces }: Declaration): boolean =>
  spaces[way.from]?.tenant === way.to || spaces[way.to]?.tenant === way.from;

const betweenSpaceAndShared = (way: Crossing, declared: Declaration): boolean =>
  (isSpace(way.from, declared) && way.to === 'shared') || (way.from === 'shared' && isSpace(way.to, declared));

const meets = (way: Crossing, network: string, ends: readonly string[]): boolean =>
  (way.to === network && ends.includes(way.from)) || (way.from === network && ends.includes(way.to));

/** Actions that add records and show none. */
const adding = [
  'container_write',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKey*',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncrypt*',
  'kms:ReEncryptTo',
  's3:GetBucketAcl',
  's3:GetBucketVersioning',
  's3:ObjectOwnerOverrideToBucketOwner',
  's3:PutObject',
  's3:PutObjectRetention',
  's3:ReplicateDelete',
  's3:ReplicateObject',
  's3:ReplicateTags',
  'sns:Publish',
];
