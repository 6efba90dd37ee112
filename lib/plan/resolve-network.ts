import type { Blueprint } from '../model/blueprint';
import { addressAt, subnetAt } from '../model/cidr';
import { linkEnd, linkId, spaceId } from './ids';
import type { Lock } from './lock';
import { placeholderNames } from './placeholder-image';
import type { EgressPlan, EgressSubnetPlan, LinkPlan, NetworkPlan, SubnetPlan, TierId } from './network-plan';

const tierIds: readonly TierId[] = ['edge', 'app', 'data'];
const egressPurposes = ['gateway', 'firewall', 'transit'] as const;
/** Each zone owns four of a block's sixteen subnets: three tiers and one spare, so that an added zone moves nothing. */
const slotsPerZone = 4;
const subnetBits = 4;
/** Start of the private AS numbers of RFC 6996. */
const firstAsn = 64_512;

/** Zones, subnets and addresses of one space, from its block in the lock. */
export const resolveNetwork = (blueprint: Blueprint, lock: Lock, id: string, tenant: string, stage: string): NetworkPlan => {
  const cidr = lock.spaces[id] ?? '';
  const cidr6 = space6(lock, cidr);
  return {
    cidr,
    cidr6,
    zones: lock.zones,
    subnets: keyed(
      lock.zones.flatMap((zone, zoneIndex) =>
        tierIds.map((tier, tierIndex) => subnetOf(cidr, cidr6, lock, tier, zone, zoneIndex * slotsPerZone + tierIndex)),
      ),
    ),
    flowRecordDays: blueprint.logging.retentionDays,
    privateDomain: `${stage}.${tenant}.${blueprint.region}.internal`,
    connections: Object.fromEntries(
      Object.entries(blueprint.connectivity)
        .filter(([, connection]) => connection.tenant === tenant)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, connection]) => [
          key,
          { id: key, peer: connection.peer, remote: [...connection.remote].sort(), asn: firstAsn + 1 + blockIndex(lock, cidr) },
        ]),
    ),
  };
};

/** The region's way out, from the first block of its addresses. */
export const resolveEgress = (blueprint: Blueprint, lock: Lock): EgressPlan => {
  const cidr6 = space6(lock, lock.egress);
  return {
    mode: blueprint.network.egress.mode,
    cidr: lock.egress,
    addresses: lock.addresses,
    cidr6,
    zones: lock.zones,
    subnets: keyed(
      lock.zones.flatMap((zone, zoneIndex) =>
        egressPurposes.map((purpose, index) => egressSubnetOf(lock, cidr6, purpose, zone, zoneIndex * slotsPerZone + index)),
      ),
    ),
    allow: allowedNames(blueprint),
    ports: [80, 443],
    proxyPort: 3128,
    asn: firstAsn,
  };
};

/** What the region lists, the issuers of its own sign-ins, which entries ask for keys and tokens, and the placeholder's registry. */
const allowedNames = ({ network, identity }: Blueprint): string[] => {
  const issuers = [identity.staff.issuer, ...(identity.citizens.scheme === 'none' ? [] : [identity.citizens.issuer])];
  return [
    ...new Set([...network.egress.allow, ...issuers.map((issuer) => new URL(issuer).hostname), ...placeholderNames]),
  ].sort();
};

/** Each declared link in each stage. */
export const resolveLinks = (blueprint: Blueprint, lock: Lock): Record<string, LinkPlan> =>
  keyed(
    blueprint.network.links.flatMap((link) => Object.keys(blueprint.stages).map((stage) => linkOf(blueprint, lock, link, stage))),
  );

const linkOf = (blueprint: Blueprint, lock: Lock, link: Blueprint['network']['links'][number], stage: string): LinkPlan => {
  const from = linkEnd(link.from);
  const to = linkEnd(link.to);
  const id = linkId(stage, from, to, link.port);
  return {
    id,
    from: { space: spaceId(from.tenant, stage), service: from.service },
    to: { space: spaceId(to.tenant, stage), service: to.service },
    port: link.port,
    why: link.why,
    cidr: lock.links[id] ?? '',
    host: `${to.service}.${to.tenant}.link.${stage}.${from.tenant}.${blueprint.region}.internal`,
  };
};

const subnetOf = (cidr: string, cidr6: string, lock: Lock, tier: TierId, zone: string, slot: number): SubnetPlan => {
  const subnet = subnetAt(cidr, lock.spacePrefix + subnetBits, slot);
  return {
    id: `${tier}-${zone}`,
    tier,
    zone,
    cidr: subnet,
    cidr6: subnetAt(cidr6, 64, slot),
    index6: slot,
    gateway: addressAt(subnet, 1),
  };
};

const egressSubnetOf = (
  lock: Lock,
  cidr6: string,
  purpose: EgressSubnetPlan['purpose'],
  zone: string,
  slot: number,
): EgressSubnetPlan => {
  const subnet = subnetAt(lock.egress, lock.spacePrefix + subnetBits, slot);
  return {
    id: `${purpose}-${zone}`,
    purpose,
    zone,
    cidr: subnet,
    cidr6: subnetAt(cidr6, 64, slot),
    gateway: addressAt(subnet, 1),
  };
};

/** The /56 that goes with an IPv4 block: numbered alike. */
const space6 = (lock: Lock, cidr: string): string => subnetAt(lock.prefix6, 56, blockIndex(lock, cidr));

const blockIndex = (lock: Lock, cidr: string): number => {
  const blocks = 2 ** (lock.spacePrefix - Number(lock.addresses.split('/')[1]));
  for (let index = 0; index < blocks; index += 1) {
    if (subnetAt(lock.addresses, lock.spacePrefix, index) === cidr) return index;
  }
  throw new Error(`${cidr} is no block of ${lock.addresses}`);
};

const keyed = <T extends { readonly id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries([...items].sort((a, b) => (a.id < b.id ? -1 : 1)).map((item) => [item.id, item]));
