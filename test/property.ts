/**
 * How often a property over whole regions is tried: a few times on every change, and a hundredfold with
 * `PROPERTY_FACTOR=100 npm test` before a release. The seed is fixed, so that a failure can be run again.
 */
export const tries = (few: number): { readonly numRuns: number; readonly seed: number; readonly endOnFailure: boolean } => ({
  numRuns: few * Number(process.env.PROPERTY_FACTOR ?? 1),
  seed: 20_261_122,
  endOnFailure: true,
});
