import '../environment';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadProvider } from '../../lib/providers/registry';
import { twoTenants } from './region';

// A process that makes the named regions and ends, since the engines keep what they once made.
process.on('message', ({ regions, targets }: { readonly regions: readonly string[]; readonly targets: readonly string[] }) => {
  for (const id of regions) makeRegion(id, targets);
  process.send?.({ megabytes: process.resourceUsage().maxRSS / 1024 }, () => process.disconnect());
});

const makeRegion = (id: string, targets: readonly string[]): void => {
  const plan = twoTenants(id);
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-bench-'));
  for (const target of targets)
    loadProvider(plan.targets[target]?.provider ?? 'aws').synthesize(plan, target, path.join(folder, target));
  rmSync(folder, { recursive: true });
};
