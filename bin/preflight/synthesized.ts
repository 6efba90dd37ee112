import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { environmentsIn, readCloudFormation } from '../../lib/evidence/cloudformation';
import type { Source } from '../../lib/evidence/resource';
import { sourceOf } from '../../lib/evidence/source';
import { readTerraform } from '../../lib/evidence/terraform';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import type { Synthesized } from '../../lib/preflight/preflight';
import type { Artefact } from '../../lib/providers/provider';
import type { Io } from '../io';
import { synthesizeTarget } from '../synthesis';

/** Synthesizes a target into a folder that goes again, and reads back what was written. */
export const synthesizedOf = <T extends TargetPlan>(io: Io, plan: Plan, target: T): Synthesized<T> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-preflight-'));
  try {
    const { artefacts } = synthesizeTarget(io, plan, target, folder);
    const sources = sourcesIn(plan, target, artefacts, folder);
    return { plan, target, sources, evidence: target.provider === 'aws' ? readCloudFormation(sources) : readTerraform(sources) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const sourcesIn = (plan: Plan, target: TargetPlan, artefacts: readonly Artefact[], folder: string): readonly Source[] => {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const places = target.provider === 'aws' ? environmentsIn(read('manifest.json')) : {};
  const owners =
    target.provider === 'aws'
      ? Object.fromEntries(Object.entries(target.accounts).map(([owner, account]) => [account, owner]))
      : {};
  return artefacts.map(({ id, name, file }) =>
    sourceOf(
      plan,
      {
        id,
        name,
        template: read(file),
        account: places[name]?.account ?? '',
        region: places[name]?.region ?? target.cloud.region,
      },
      owners,
    ),
  );
};
