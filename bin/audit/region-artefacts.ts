import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownersOf } from '../../lib/controls/world';
import { environmentsIn } from '../../lib/evidence/cloudformation';
import { sourceOf } from '../../lib/evidence/source';
import type { Plan } from '../../lib/plan/plan';
import type { TargetPlan } from '../../lib/plan/target-plan';
import type { Artefact } from '../../lib/providers/provider';
import type { AuditedTarget } from '../../lib/report/audit/input';
import type { AcknowledgementEntry } from '../../lib/report/audit/report';
import type { Io } from '../io';
import { synthesizeTarget } from '../synthesis';
import { acknowledgementsIn } from './acknowledgements';

export interface SynthesizedForAudit {
  readonly target: AuditedTarget;
  readonly acknowledgements: readonly AcknowledgementEntry[];
}

/** Synthesizes a target into a folder that goes again, and reads back what was written: the same bytes as `sgc synth` writes. */
export const auditedTargetOf = (io: Io, plan: Plan, target: TargetPlan): SynthesizedForAudit => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sgc-audit-'));
  try {
    return auditedTargetIn(folder, plan, target, synthesizeTarget(io, plan, target, folder).artefacts);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Reads back a target that was synthesized into a folder. */
export const auditedTargetIn = (
  folder: string,
  plan: Plan,
  target: TargetPlan,
  artefacts: readonly Artefact[],
): SynthesizedForAudit => {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const places = target.provider === 'aws' ? environmentsIn(read('manifest.json')) : {};
  const files = artefacts.map(({ id, name, file }) => {
    const text = read(file);
    const place = { account: places[name]?.account ?? '', region: places[name]?.region ?? target.cloud.region };
    return {
      file,
      format: target.provider === 'aws' ? ('cloudformation' as const) : ('terraform' as const),
      text,
      source: sourceOf(plan, { id, name, template: text, ...place }, ownersOf(target)),
    };
  });
  const metadata = readdirSync(folder)
    .filter((file) => file.endsWith('.metadata.json'))
    .sort();
  return {
    target: { id: target.id, provider: target.provider, plan: target, files },
    acknowledgements: metadata.flatMap((file) => acknowledgementsIn(target.id, read(file))),
  };
};
