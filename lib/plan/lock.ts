import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Blueprint } from '../model/blueprint';
import { canonicalCidr, containsCidr, overlapsCidr, subnetAt } from '../model/cidr';
import { fail, succeed, type Problem, type Result } from '../model/problem';
import { linkIdsOf, spaceIdsOf } from './ids';

/**
 * The lock remembers what was once given, so that adding, removing or reordering never moves an address or
 * renames what holds state. It is written by `sgc lock` alone and committed beside the blueprint.
 */
const cidrs = z.record(z.string(), z.cidrv4());

const lockSchema = z.strictObject({
  lock: z.literal(1),
  region: z.string(),
  addresses: z.cidrv4(),
  spacePrefix: z.int(),
  prefix6: z.cidrv6(),
  /** Zone ids in the order in which they were added. */
  zones: z.array(z.string()).min(1),
  egress: z.cidrv4(),
  transit: z.cidrv4(),
  spaces: cidrs,
  links: cidrs,
  /** Blocks of what was removed; they return only by `sgc lock release`. */
  released: z.strictObject({ spaces: cidrs, links: cidrs }),
  /** Target, artefact, logical id: what holds state, with the properties whose change would replace it. */
  stateful: z.record(
    z.string(),
    z.record(
      z.string(),
      z.record(z.string(), z.strictObject({ type: z.string(), replacedBy: z.record(z.string(), z.unknown()) })),
    ),
  ),
});

export type Lock = z.infer<typeof lockSchema>;
export type StatefulBaseline = Lock['stateful'];

const zoneIds = ['a', 'b', 'c', 'd'] as const;
/** First block: egress; second: transit networks of links; spaces follow. */
const reservedBlocks = 2;
/** One byte of the /48 numbers the spaces. */
const maxBlocks = 256;
const linkPrefix = 28;

/** Reads a lock; every defect is a problem, among them two branches that took the same block. */
export const parseLock = (file: string, text: string): Result<Lock> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail([
      problem(
        file,
        'SGC4001',
        'the lock is not valid JSON',
        'a file written by `sgc lock`',
        'restore it from version control, or resolve the merge conflict and run `sgc lock`',
      ),
    ]);
  }
  const parsed = lockSchema.safeParse(value);
  if (!parsed.success) {
    return fail(
      parsed.error.issues.map((issue) =>
        problem(
          file,
          'SGC4002',
          `the lock is damaged at ${issue.path.join('.') || 'its root'}: ${issue.message}`,
          'a file written by `sgc lock`',
          'restore it from version control',
        ),
      ),
    );
  }
  const clashes = clashesIn(parsed.data).map(([a, b]) =>
    problem(
      file,
      'SGC4003',
      `${a} and ${b} hold overlapping addresses, as after a merge of two branches`,
      'one block for each',
      `remove the one that is not deployed yet from the lock and run \`sgc lock\` again`,
    ),
  );
  return clashes.length > 0 ? fail(clashes) : succeed(parsed.data);
};

/** The lock as text: sorted keys, so that a diff shows only what changed. */
export const renderLock = (lock: Lock): string => `${JSON.stringify(sorted(lock), null, 2)}\n`;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

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
      problem(
        file,
        'SGC4006',
        `the addresses ${base.addresses} hold ${blocks - reservedBlocks} blocks of /${base.spacePrefix} for tenants and stages, and more are needed`,
        'fewer tenants × stages',
        'release blocks of removed ones with `sgc lock release`',
      ),
    ]);
  if (links === undefined)
    return fail([
      problem(
        file,
        'SGC4007',
        `the transit block ${base.transit} is full`,
        `at most ${2 ** (linkPrefix - base.spacePrefix)} links`,
        'release removed links with `sgc lock release`',
      ),
    ]);

  return succeed({
    ...base,
    zones: zoneIds.slice(0, Math.max(base.zones.length, blueprint.network.zones)),
    spaces: spaces.used,
    links: links.used,
    released: { spaces: spaces.released, links: links.released },
  });
};

/**
 * Signs off what may go: the block of something removed, or stateful resources, addressed as
 * `target/artefact/logical id` or `target/artefact`. undefined when the lock holds nothing of that name.
 */
export const releaseFromLock = (lock: Lock, id: string): Lock | undefined => {
  const released: Lock = {
    ...lock,
    released: { spaces: without(lock.released.spaces, id), links: without(lock.released.links, id) },
    stateful: mapValues(lock.stateful, (artefacts, target) =>
      mapValues(artefacts, (resources, artefact) =>
        id === `${target}/${artefact}`
          ? {}
          : mapValues(resources, (resource, logicalId) => (id === `${target}/${artefact}/${logicalId}` ? undefined : resource)),
      ),
    ),
  };
  return renderLock(released) === renderLock(lock) ? undefined : released;
};

const mapValues = <T>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      const changed = change(value, key);
      return changed === undefined ? [] : [[key, changed]];
    }),
  );

/** Whether the addresses and zones of the lock still fit the blueprint. */
export const isCurrent = (blueprint: Blueprint, lock: Lock, file: string): boolean => {
  const updated = updateLock(blueprint, lock, file);
  return updated.ok && renderLock(updated.value) === renderLock(lock);
};

type Cidrs = Readonly<Record<string, string>>;

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
    yield problem(
      file,
      'SGC4004',
      `the lock belongs to region ${lock.region}, the blueprint says ${blueprint.region}`,
      lock.region,
      `keep \`region: ${lock.region}\`; a new region gets its own file and lock`,
    );
  }
  const addresses = canonicalCidr(blueprint.network.addresses);
  if (addresses !== lock.addresses || blueprint.network.spacePrefix !== lock.spacePrefix) {
    yield problem(
      file,
      'SGC4005',
      `addresses ${lock.addresses} in blocks of /${lock.spacePrefix} are given and cannot move to ${addresses} in /${blueprint.network.spacePrefix}`,
      `${lock.addresses} and ${lock.spacePrefix}`,
      `write \`addresses: ${lock.addresses}\` and \`spacePrefix: ${lock.spacePrefix}\``,
    );
  }
  if (blueprint.network.zones < lock.zones.length) {
    yield problem(
      file,
      'SGC4008',
      `zones are appended, never removed: the lock has ${lock.zones.length}`,
      `${lock.zones.length} or more`,
      `write \`zones: ${lock.zones.length}\``,
    );
  }
}

const clashesIn = (lock: Lock): [string, string][] => {
  const all = [
    ['egress', lock.egress],
    ['transit', lock.transit],
    ...Object.entries(lock.spaces),
    ...Object.entries(lock.released.spaces),
  ] as [string, string][];
  const links = [...Object.entries(lock.links), ...Object.entries(lock.released.links)];
  const outside = all.filter(([, cidr]) => !containsCidr(lock.addresses, cidr)).map(([id]): [string, string] => [id, 'the rest']);
  return [...outside, ...pairs(all), ...pairs(links)];
};

const pairs = (entries: readonly [string, string][]): [string, string][] =>
  entries.flatMap(([a, cidrA], i) =>
    entries
      .slice(i + 1)
      .filter(([, cidrB]) => overlapsCidr(cidrA, cidrB))
      .map(([b]): [string, string] => [a, b]),
  );

const without = (map: Cidrs, id: string): Record<string, string> =>
  Object.fromEntries(Object.entries(map).filter(([key]) => key !== id));

const problem = (file: string, code: string, message: string, allowed: string, repair: string): Problem => ({
  file,
  line: 0,
  column: 0,
  code,
  message,
  allowed,
  repair,
});
