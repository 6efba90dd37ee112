import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Plan } from '../lib/plan/plan';
import type { Artefact } from '../lib/providers/provider';
import { loadProvider } from '../lib/providers/registry';

/** Artefacts of one target of a plan, on disk. */
export interface Written {
  readonly target: string;
  readonly provider: 'aws' | 'openstack';
  readonly folder: string;
  readonly artefacts: readonly Artefact[];
}

/** Every blueprint that names targets. */
export const deployable = [
  'reference/municipal.yaml',
  'reference/regional.yaml',
  'reference/provider.yaml',
  'clips/bremerhaven.yaml',
  'clips/lecce.yaml',
  'clips/novi-sad.yaml',
  'clips/santander.yaml',
  'clips/stockport.yaml',
] as const;

const root = mkdtempSync(path.join(tmpdir(), 'sgc-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let runs = 0;

/** Synthesizes every target of a plan into a temporary folder that goes when the tests end. */
export const synthesizeAll = (plan: Plan, only: (provider: 'aws' | 'openstack') => boolean = () => true): Written[] => {
  runs += 1;
  return Object.values(plan.targets)
    .filter((target) => only(target.provider))
    .map((target) => {
      const folder = path.join(root, String(runs), target.id);
      mkdirSync(folder, { recursive: true });
      return {
        target: target.id,
        provider: target.provider,
        folder,
        artefacts: loadProvider(target.provider).synthesize(plan, target.id, folder),
      };
    });
};
