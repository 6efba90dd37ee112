import { type Layer, layerOf } from '../../lib/plan/layer';
import type { CountedArtefact } from '../artefacts';
import { UsageError } from '../exit';

/** One artefact on its way to the cloud. */
export interface Step {
  readonly artefact: CountedArtefact;
  readonly layer: Layer;
  /** Folder of the target's output, absolute. */
  readonly folder: string;
}

export interface Wanted {
  readonly layer: Layer | undefined;
  /** Names or ids of artefacts; empty: all of them. */
  readonly only: readonly string[];
}

/** The artefacts that were asked for, in the order to apply. */
export const stepsOf = (artefacts: readonly CountedArtefact[], folder: string, { layer, only }: Wanted): readonly Step[] => {
  const unknown = only.filter((wanted) => !artefacts.some((artefact) => isCalled(artefact, wanted)));
  if (unknown.length > 0)
    throw new UsageError(
      `nothing here is called ${unknown.join(', ')}; there are ${artefacts.map(({ name }) => name).join(', ')}`,
    );
  const steps = artefacts
    .map((artefact) => ({ artefact, layer: layerOf(artefact.id), folder }))
    .filter((step) => layer === undefined || step.layer === layer)
    .filter(({ artefact }) => only.length === 0 || only.some((wanted) => isCalled(artefact, wanted)));
  if (steps.length === 0) throw new UsageError(`nothing of what you named stands in the layer ${layer ?? ''}`);
  return steps;
};

const isCalled = ({ id, name }: CountedArtefact, wanted: string): boolean => wanted === name || wanted === id;
