import '../environment';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Artefact } from '../../lib/providers/provider';
import { loadProvider } from '../../lib/providers/registry';
import { auditInputOf, auditWhole, readPlainly } from './audit';
import { plainly } from './plain';
import { twoTenants } from './region';

interface Order {
  readonly regions: readonly string[];
  readonly targets: readonly (keyof typeof plainly)[];
  readonly kind: 'ours' | 'plain' | 'audit';
}

// A process that makes the named regions and ends, since the engines keep what they once made.
process.on('message', ({ regions, targets, kind }: Order) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-bench-'));
  const took = { audit: 0, reading: 0 };
  if (kind === 'ours') for (const id of regions) makeRegion(id, targets, path.join(folder, id));
  else if (kind === 'plain') repeatPlainly(regions, targets, folder);
  else for (const id of regions) auditRegion(id, targets, path.join(folder, id), took);
  rmSync(folder, { recursive: true });
  process.send?.({ megabytes: process.resourceUsage().maxRSS / 1024, took }, () => process.disconnect());
});

const makeRegion = (id: string, targets: Order['targets'], folder: string): ReadonlyMap<string, readonly Artefact[]> => {
  const plan = twoTenants(id);
  return new Map(
    targets.map((target) => [
      target,
      loadProvider(plan.targets[target]?.provider ?? 'aws').synthesize(plan, target, path.join(folder, target)),
    ]),
  );
};

/** Makes a region and audits it; only the audit counts, from the bytes that were read. */
const auditRegion = (id: string, targets: Order['targets'], folder: string, took: { audit: number; reading: number }): void => {
  const made = makeRegion(id, targets, folder);
  const written = targets.map((target) => ({ target, folder: path.join(folder, target), artefacts: made.get(target) ?? [] }));
  const input = auditInputOf(twoTenants(id), written);
  sweep();
  const start = performance.now();
  readPlainly(input);
  const read = performance.now();
  auditWhole(input);
  took.reading += (read - start) / 1000;
  took.audit += (performance.now() - read) / 1000;
};

/** Twice, as only what outlived two sweeps lies still: an audit does not pay for what the making of its region left behind. */
const sweep = (): void => {
  for (let time = 0; time < 2; time += 1) void globalThis.gc?.({ type: 'minor' });
};

/** What the first region consists of, once for each region, without any construct of ours. */
const repeatPlainly = ([first = '', ...rest]: readonly string[], targets: Order['targets'], folder: string): void => {
  const made = makeRegion(first, targets, path.join(folder, first));
  for (const id of rest)
    for (const target of targets)
      plainly[target](path.join(folder, first, target), made.get(target) ?? [], path.join(folder, id, target));
};
