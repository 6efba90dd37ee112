/** One figure, in its unit, with what it may be, and with what was measured beside it in the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'MB';
  readonly value: number;
  /** undefined: there is none, the figure stands for its ratio. */
  readonly limit: number | undefined;
  /** A plain thing of the same size, measured on the same machine at the same time. */
  readonly beside: { readonly what: string; readonly value: number };
}

/** Median of several runs in milliseconds, after some that warm up. */
export const median = (rounds: number, warm: number, work: () => unknown): number => {
  for (let round = 0; round < warm; round += 1) work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
};

export const rounded = (value: number, digits = 4): number => Number(value.toPrecision(digits));
