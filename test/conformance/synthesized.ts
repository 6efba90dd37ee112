import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as worlds from '../../lib/controls/world';
import { ownersOf } from '../../lib/controls/world';
import type { AwsWorld } from '../../lib/evidence/aws-world';
import { environmentsIn, readCloudFormation } from '../../lib/evidence/cloudformation';
import type { Crossing } from '../../lib/evidence/crossing';
import type { OpenstackWorld } from '../../lib/evidence/openstack-world';
import type { Evidence, Source } from '../../lib/evidence/resource';
import { sourceOf } from '../../lib/evidence/source';
import { readTerraform } from '../../lib/evidence/terraform';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import type { Artefact } from '../../lib/providers/provider';
import { loadProvider } from '../../lib/providers/registry';

export interface Synthesized {
  readonly plan: Plan;
  readonly target: TargetPlan;
  readonly artefacts: readonly Artefact[];
  /** Text of each template by artefact id, in the order of deployment. */
  readonly templates: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
}

/** Synthesizes one target into a folder of its own, and reads back what was written. */
export const synthesized = (plan: Plan, targetId: string): Synthesized => {
  const target = plan.targets[targetId];
  if (target === undefined) throw new Error(`no target ${targetId}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  try {
    const artefacts = loadProvider(target.provider).synthesize(plan, targetId, folder);
    const templates = new Map(artefacts.map(({ id, file }) => [id, readFileSync(path.join(folder, file), 'utf8')]));
    const places = target.provider === 'aws' ? environmentsIn(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) : {};
    const sources = artefacts.map(({ id, name }) =>
      sourceOf(
        plan,
        {
          id,
          name,
          template: templates.get(id) ?? '',
          account: places[name]?.account ?? '',
          region: places[name]?.region ?? target.cloud.region,
        },
        ownersOf(target),
      ),
    );
    return { plan, target, artefacts, templates, sources };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What was written, read back; with other templates when they were tampered with. */
export const evidenceIn = ({ target, sources }: Synthesized, tampered: readonly Source[] = sources): Evidence =>
  target.provider === 'aws' ? readCloudFormation(tampered) : readTerraform(tampered);

export const awsWorld = ({ plan, target }: Synthesized, evidence: Evidence): AwsWorld => worlds.awsWorld(plan, target, evidence);

export const openstackWorld = ({ plan }: Synthesized, evidence: Evidence): OpenstackWorld =>
  worlds.openstackWorld(plan, evidence);

/** Every way between owners in what was written. */
export const crossingsIn = (synth: Synthesized, tampered: readonly Source[] = synth.sources): readonly Crossing[] =>
  worlds.crossingsOf(synth.plan, synth.target, evidenceIn(synth, tampered));
