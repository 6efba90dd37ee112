/** Uniform numbers in [0, 1) from a seed: the same everywhere (mulberry32, public domain). */
export const uniform = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A draw from the triangular distribution between low and high, most likely at `mode`. */
export const triangular = (low: number, mode: number, high: number, chance: number): number => {
  if (high <= low) return mode;
  const cut = (mode - low) / (high - low);
  return chance < cut
    ? low + Math.sqrt(chance * (high - low) * (mode - low))
    : high - Math.sqrt((1 - chance) * (high - low) * (high - mode));
};
