import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Stateful, statefulIn } from '../lib/evidence/stateful';
import type { Plan } from '../lib/plan/plan';
import type { TargetPlan } from '../lib/plan/target-plan';
import type { Artefact, Provider } from '../lib/providers/provider';
import { loadProvider } from '../lib/providers/registry';
import { UsageError } from './exit';
import { type Io, step } from './io';

/** What one target became. */
export interface Synthesis {
  readonly artefacts: readonly Artefact[];
  /** What holds state in it; nothing where the whole region, or the whole stage, may be destroyed. */
  readonly stateful: Stateful;
}

/** Writes one target into an empty folder. A usage error says which engine is not installed. */
export const synthesizeTarget = (io: Io, plan: Plan, target: TargetPlan, folder: string): Synthesis => {
  const provider = step(io, `${target.id}: load`, () => engineOf(target));
  const artefacts = step(io, `${target.id}: synthesize`, () => provider.synthesize(plan, target.id, folder));
  return { artefacts, stateful: statefulOf(plan, provider, artefacts, folder) };
};

/** Engines are peers, so that who deploys to one cloud alone need not install the other's. */
const engineOf = (target: TargetPlan): Provider => {
  try {
    return loadProvider(target.provider);
  } catch (error) {
    const missing = /Cannot find module '(cdktn|aws-cdk-lib|constructs)/.exec(error instanceof Error ? error.message : '')?.[1];
    if (missing === undefined) throw error;
    throw new UsageError(`target ${target.id} needs the package ${missing}, which is not installed; run: npm install ${missing}`);
  }
};

const statefulOf = (plan: Plan, provider: Provider, artefacts: readonly Artefact[], folder: string): Stateful =>
  Object.fromEntries(
    artefacts
      .filter((artefact) => !mayGo(plan, artefact))
      .map(
        (artefact) =>
          [
            artefact.name,
            statefulIn(JSON.parse(readFileSync(path.join(folder, artefact.file), 'utf8')), provider.statefulTypes),
          ] as const,
      )
      .filter(([, resources]) => Object.keys(resources).length > 0),
  );

/** Whether the region lets all of an artefact be destroyed. */
export const mayGo = (plan: Plan, { id }: Artefact): boolean =>
  (plan.spaces[id.split('/')[0] ?? ''] ?? plan.region).lifecycle === 'ephemeral';
