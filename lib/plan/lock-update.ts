import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Blueprint } from '../model/blueprint';
import { canonicalCidr, subnetAt } from '../model/cidr';
import { fail, fileProblem, type Problem, type Result, succeed } from '../model/problem';
import { linkIdsOf, serviceIdsOf, spaceIdsOf } from './ids';
import type { Cidrs, Lock } from './lock';

const zoneIds = ['a', 'b', 'c', 'd'] as const;

/** First block: egress; second: transit networks of links; spaces follow. */
const reservedBlocks = 2;

/** One byte of the /48 numbers the spaces. */
const maxBlocks = 256;

const linkPrefix = 28;

/** The lock that fits the blueprint: everything given stays, what is new gets the lowest free block, what is gone leaves a tombstone. */
export const updateLock = (blueprint: Blueprint, previous: Lock | undefined, file: string): Result<Lock> => {
  const base = previous ?? emptyLock(blueprint);
  const refusals = [...refuseMoves(blueprint, base, file)];
  if (refusals.length > 0) return fail(refusals);

  const blocks = blockCount(base);
  const spaces = allocate(spaceIdsOf(blueprint), base.spaces, base.released.spaces, blocks - reservedBlocks, (i) =>
    subnetAt(base.addresses, base.spacePrefix, i + reservedBlocks),
  );
  const links = allocate(linkIdsOf(blueprint), base.links, base.released.links, 2 ** (linkPrefix - base.spacePrefix), (i) =>
    subnetAt(base.transit, linkPrefix, i),
  );
  if (spaces === undefined)
    return fail([
      fileProblem(
        file,
        'SGC4006',
        `the addresses ${base.addresses} hold ${blocks - reservedBlocks} blocks of /${base.spacePrefix} for tenants and stages, and more are needed`,
        'fewer tenants × stages',
        `release blocks of removed ones with \`sgc lock release ${file} SPACE\``,
      ),
    ]);
  if (links === undefined)
    return fail([
      fileProblem(
        file,
        'SGC4007',
        `the transit block ${base.transit} is full`,
        `at most ${2 ** (linkPrefix - base.spacePrefix)} links`,
        `release removed links with \`sgc lock release ${file} LINK\``,
      ),
    ]);

  const zones = zoneIds.slice(0, Math.max(base.zones.length, blueprint.network.zones));
  return succeed({
    ...base,
    zones,
    // What is removed keeps its line until it is released: its volumes may still be there.
    spread: {
      ...base.spread,
      ...Object.fromEntries(serviceIdsOf(blueprint).map((id) => [id, base.spread[id] ?? zones.length])),
    },
    spaces: spaces.used,
    links: links.used,
    released: { spaces: spaces.released, links: links.released },
  });
};

/** Whether the addresses and zones of the lock still fit the blueprint. */
export const isCurrent = (blueprint: Blueprint, lock: Lock, file: string): Result<boolean> => {
  const updated = updateLock(blueprint, lock, file);
  return updated.ok ? succeed(isDeepStrictEqual(updated.value, lock)) : updated;
};

const allocate = (
  wanted: readonly string[],
  used: Cidrs,
  released: Cidrs,
  limit: number,
  blockAt: (index: number) => string,
): { used: Record<string, string>; released: Record<string, string> } | undefined => {
  const everGiven: Cidrs = { ...released, ...used };
  const taken = new Set(Object.values(everGiven));
  const now: Record<string, string> = {};
  let next = 0;
  for (const id of wanted) {
    const before = everGiven[id];
    if (before !== undefined) {
      now[id] = before;
      continue;
    }
    while (next < limit && taken.has(blockAt(next))) next += 1;
    if (next >= limit) return undefined;
    now[id] = blockAt(next);
    taken.add(blockAt(next));
  }
  const gone = Object.entries(everGiven).filter(([id]) => !(id in now));
  return { used: now, released: Object.fromEntries(gone) };
};

const emptyLock = (blueprint: Blueprint): Lock => {
  const addresses = canonicalCidr(blueprint.network.addresses);
  const { spacePrefix } = blueprint.network;
  return {
    lock: 1,
    region: blueprint.region,
    addresses,
    spacePrefix,
    prefix6: uniqueLocalPrefix(blueprint.region),
    zones: zoneIds.slice(0, blueprint.network.zones),
    egress: subnetAt(addresses, spacePrefix, 0),
    transit: subnetAt(addresses, spacePrefix, 1),
    spread: {},
    spaces: {},
    links: {},
    released: { spaces: {}, links: {} },
    stateful: {},
  };
};

/** A /48 of fd00::/8 (RFC 4193): 40 bits from the region's id instead of chance, so that it is the same everywhere. */
const uniqueLocalPrefix = (region: string): string => {
  const hex = createHash('sha256').update(`unique local prefix of ${region}`).digest('hex');
  return canonicalCidr(`fd${hex.slice(0, 2)}:${hex.slice(2, 6)}:${hex.slice(6, 10)}::/48`);
};

const blockCount = (lock: Lock): number => Math.min(maxBlocks, 2 ** (lock.spacePrefix - Number(lock.addresses.split('/')[1])));

function* refuseMoves(blueprint: Blueprint, lock: Lock, file: string): Generator<Problem> {
  if (blueprint.region !== lock.region) {
    yield fileProblem(
      file,
      'SGC4004',
      `the lock belongs to region ${lock.region}, the blueprint says ${blueprint.region}`,
      lock.region,
      `keep \`region: ${lock.region}\`; a new region gets its own file and lock`,
    );
  }
  const addresses = canonicalCidr(blueprint.network.addresses);
  if (addresses !== lock.addresses || blueprint.network.spacePrefix !== lock.spacePrefix) {
    yield fileProblem(
      file,
      'SGC4005',
      `addresses ${lock.addresses} in blocks of /${lock.spacePrefix} are given and cannot move to ${addresses} in /${blueprint.network.spacePrefix}`,
      `${lock.addresses} and ${lock.spacePrefix}`,
      `write \`addresses: ${lock.addresses}\` and \`spacePrefix: ${lock.spacePrefix}\``,
    );
  }
  if (blueprint.network.zones < lock.zones.length) {
    yield fileProblem(
      file,
      'SGC4008',
      `zones are appended, never removed: the lock has ${lock.zones.length}`,
      `${lock.zones.length} or more`,
      `write \`zones: ${lock.zones.length}\``,
    );
  }
}
