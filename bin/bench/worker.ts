import '../environment';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Artefact } from '../../lib/providers/provider';
import { loadProvider } from '../../lib/providers/registry';
import { plainly } from './plain';
import { twoTenants } from './region';

interface Order {
  readonly regions: readonly string[];
  readonly targets: readonly (keyof typeof plainly)[];
  readonly kind: 'ours' | 'plain';
}

// A process that makes the named regions and ends, since the engines keep what they once made.
process.on('message', ({ regions, targets, kind }: Order) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-bench-'));
  if (kind === 'ours') for (const id of regions) makeRegion(id, targets, path.join(folder, id));
  else repeatPlainly(regions, targets, folder);
  rmSync(folder, { recursive: true });
  process.send?.({ megabytes: process.resourceUsage().maxRSS / 1024 }, () => process.disconnect());
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

/** What the first region consists of, once for each region, without any construct of ours. */
const repeatPlainly = ([first = '', ...rest]: readonly string[], targets: Order['targets'], folder: string): void => {
  const made = makeRegion(first, targets, path.join(folder, first));
  for (const id of rest)
    for (const target of targets)
      plainly[target](path.join(folder, first, target), made.get(target) ?? [], path.join(folder, id, target));
};
