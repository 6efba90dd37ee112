import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { containsCidr, overlapsCidr } from '../model/cidr';
import { fail, fileProblem, type Result, succeed } from '../model/problem';

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
  /** E-service: over how many of the zones its state is spread. A zone that comes later would move a copy, and so delete it. */
  spread: z.record(z.string(), z.int().min(1)).default({}),
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

/** Reads a lock; every defect is a problem, among them two branches that took the same block. */
export const parseLock = (file: string, text: string): Result<Lock> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail([
      fileProblem(
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
        fileProblem(
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
    fileProblem(
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

/**
 * Signs off what may go: the block of something removed, the zones of an e-service (`space/service`), or stateful
 * resources, addressed as `target/artefact/logical id`, `target/artefact` or `target`. undefined when the lock holds
 * nothing of that name.
 */
export const releaseFromLock = (lock: Lock, id: string): Lock | undefined => {
  const released: Lock = {
    ...lock,
    released: { spaces: without(lock.released.spaces, id), links: without(lock.released.links, id) },
    spread: without(lock.spread, id),
    stateful: mapValues(lock.stateful, (artefacts, target) =>
      id === target
        ? undefined
        : mapValues(artefacts, (resources, artefact) =>
            id === `${target}/${artefact}`
              ? {}
              : mapValues(resources, (resource, logicalId) =>
                  id === `${target}/${artefact}/${logicalId}` ? undefined : resource,
                ),
          ),
    ),
  };
  return isDeepStrictEqual(released, lock) ? undefined : released;
};

const mapValues = <T>(map: Readonly<Record<string, T>>, change: (value: T, key: string) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      const changed = change(value, key);
      return changed === undefined ? [] : [[key, changed]];
    }),
  );

export type Cidrs = Readonly<Record<string, string>>;

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

const without = <T>(map: Readonly<Record<string, T>>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter(([key]) => key !== id));
