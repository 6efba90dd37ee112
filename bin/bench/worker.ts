import '../environment';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { succeed } from '../../lib/model/problem';
import { updateLock } from '../../lib/plan/lock-update';
import { resolve } from '../../lib/plan/resolve';
import { policies } from '../../lib/providers/policies';
import { loadProvider } from '../../lib/providers/registry';
import { catalogue } from '../package-root';
import { loadRegion } from '../workspace';

// A process that makes the named regions and ends, since the engines keep what they once made.
process.on('message', ({ regions, targets }: { readonly regions: readonly string[]; readonly targets: readonly string[] }) => {
  for (const id of regions) makeRegion(id, targets);
  process.send?.({ megabytes: process.resourceUsage().maxRSS / 1024 }, () => process.disconnect());
});

const makeRegion = (id: string, targets: readonly string[]): void => {
  const read = loadRegion(catalogue, 'reference/municipal.yaml');
  if (!read.ok) throw new Error('the reference region has problems');
  const region = { ...read.value, blueprint: { ...read.value.blueprint, value: { ...read.value.blueprint.value, region: id } } };
  const lock = updateLock(region.blueprint.value, undefined, `${id}.yaml`);
  const plan = lock.ok ? resolve({ ...region, lock: lock.value, policies }) : succeed(undefined);
  if (!plan.ok || plan.value === undefined) throw new Error('the reference region has problems');
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-bench-'));
  for (const target of targets)
    loadProvider(plan.value.targets[target]?.provider ?? 'aws').synthesize(plan.value, target, path.join(folder, target));
  rmSync(folder, { recursive: true });
};
