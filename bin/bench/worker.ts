import '../environment';
import { readFileSync, writeFileSync } from 'node:fs';
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
  /** Where regions are made, or were made before they are audited. */
  readonly folder: string;
}

/** What was made of a region for one target. */
interface Made {
  readonly target: Order['targets'][number];
  readonly folder: string;
  readonly artefacts: readonly Artefact[];
}

// A process that takes the named regions and ends, since the engines keep what they once made.
process.on('message', ({ regions, targets, kind, folder }: Order) => {
  const took = { audit: 0, reading: 0 };
  if (kind === 'ours') for (const id of regions) makeRegion(id, targets, path.join(folder, id));
  else if (kind === 'plain') repeatPlainly(regions, targets, folder);
  else for (const id of regions) auditRegion(id, path.join(folder, id), took);
  process.send?.({ megabytes: process.resourceUsage().maxRSS / 1024, took }, () => process.disconnect());
});

const listed = (folder: string): string => path.join(folder, 'made.json');

const makeRegion = (id: string, targets: Order['targets'], folder: string): readonly Made[] => {
  const plan = twoTenants(id);
  const made = targets.map((target) => {
    const own = path.join(folder, target);
    return {
      target,
      folder: own,
      artefacts: loadProvider(plan.targets[target]?.provider ?? 'aws').synthesize(plan, target, own),
    };
  });
  writeFileSync(listed(folder), JSON.stringify(made));
  return made;
};

/** Audits a region from the files that another process wrote; reading the files is not counted. */
const auditRegion = (id: string, folder: string, took: { audit: number; reading: number }): void => {
  const input = auditInputOf(twoTenants(id), JSON.parse(readFileSync(listed(folder), 'utf8')) as readonly Made[]);
  const start = performance.now();
  readPlainly(input);
  const read = performance.now();
  auditWhole(input);
  took.reading += (read - start) / 1000;
  took.audit += (performance.now() - read) / 1000;
};

/** What the first region consists of, once for each region, without any construct of ours. */
const repeatPlainly = ([first = '', ...rest]: readonly string[], targets: Order['targets'], folder: string): void => {
  const made = makeRegion(first, targets, path.join(folder, first));
  for (const id of rest)
    for (const { target, folder: own, artefacts } of made) plainly[target](own, artefacts, path.join(folder, id, target));
};
