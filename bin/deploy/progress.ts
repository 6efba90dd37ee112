import { type Layer, layers } from '../../lib/plan/layer';
import type { History } from './history';
import type { Step } from './step';

/** What one artefact took in this run, in seconds; nothing was applied where nothing had changed. */
export interface Took {
  readonly step: Step;
  readonly examine: number;
  readonly apply: number;
}

type Known = Pick<History, 'of' | 'knows'>;

/**
 * Seconds that the steps ahead will take: each as long as it took before (only to look at, where it has not changed
 * since), a new one as long as this run took for each resource. Undefined while nothing was measured.
 */
export const secondsLeft = (ahead: readonly Step[], done: readonly Took[], history: Known): number | undefined => {
  const rate = perResource(done);
  const each = ahead.map((step) => {
    const known = history.of(step);
    if (known !== undefined) return known.examineSeconds + (history.knows(step) ? 0 : known.applySeconds);
    return rate === undefined ? undefined : rate * step.artefact.resources;
  });
  return each.includes(undefined) ? undefined : each.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0);
};

const perResource = (done: readonly Took[]): number | undefined => {
  const applied = done.filter(({ apply }) => apply > 0);
  const resources = applied.reduce((sum, { step }) => sum + step.artefact.resources, 0);
  return resources === 0 ? undefined : applied.reduce((sum, { examine, apply }) => sum + examine + apply, 0) / resources;
};

/** `foundation 3/3, network 1/4`: what is done of each layer that is asked for. */
export const layerText = (steps: readonly Step[], done: ReadonlySet<Step>): string =>
  layers
    .map((layer) => ({ layer, ofLayer: steps.filter((step) => step.layer === layer) }))
    .filter(({ ofLayer }) => ofLayer.length > 0)
    .map(({ layer, ofLayer }: { layer: Layer; ofLayer: readonly Step[] }) => {
      return `${layer} ${ofLayer.filter((step) => done.has(step)).length}/${ofLayer.length}`;
    })
    .join(', ');

/** `about 40 s`, `about 6 min`, or `unknown`. */
export const durationText = (seconds: number | undefined): string => {
  if (seconds === undefined) return 'unknown';
  return seconds < 90 ? `about ${Math.max(1, Math.round(seconds))} s` : `about ${Math.round(seconds / 60)} min`;
};
