import type { ComparisonInput } from '../../lib/planning/comparison-input';
import { exactly, type Input } from '../../lib/planning/input';
import { valueOf } from './region';
import { gather } from '../compare/gather';
import type { Io } from '../io';
import { packageRoot } from '../package-root';

const io: Io = {
  out: () => undefined,
  err: () => undefined,
  cwd: packageRoot,
  terminal: { out: false, err: false },
  env: {},
  today: () => '2026-11-28',
  milliseconds: () => 0,
  ask: () => Promise.reject(new Error('nobody to ask')),
  interrupts: () => () => undefined,
};

/** A price for everything, so that the comparison has all its work to do; the amounts mean nothing. */
const price: Input = {
  id: 'bench:price',
  label: 'bench',
  unit: 'EUR',
  ...exactly(1),
  low: '0.5',
  high: '2',
  source: 'bench',
  date: '2026-11-28',
  confidence: 'assumption',
  editable: true,
};

/** The three clouds and staying of a pilot city, with every line priced. */
export const pricedRegion = (draws: number): ComparisonInput => {
  const input = valueOf(gather(io, 'blueprints/clips/bremerhaven.yaml', { weights: {}, seed: 1, draws }));
  const stay = input.profiles.flatMap(({ lines }) => lines).slice(0, 10);
  return {
    ...input,
    inputs: { ...input.inputs, [price.id]: price },
    profiles: input.profiles.map((profile) => ({
      ...profile,
      lines: (profile.kind === 'stay' ? stay : profile.lines).map((line) => ({
        ...line,
        base: line.base ?? exactly(1),
        cost: [price.id],
        unknown: '',
      })),
    })),
  };
};
