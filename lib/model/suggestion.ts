import { distance } from 'fastest-levenshtein';

/** The candidate that was probably meant, or undefined when none is near; ties go to the first. */
export const suggest = (written: string, candidates: readonly string[]): string | undefined => {
  const text = written.slice(0, 80).toLowerCase();
  const limit = Math.max(1, Math.min(4, Math.floor(text.length / 3) + 1));
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const apart = distance(text, candidate.toLowerCase());
    if (apart <= limit && (best === undefined || apart < best.distance)) best = { candidate, distance: apart };
  }
  return best?.candidate;
};

/** `a, b and 3 more`, so that a message stays readable with a hundred candidates. */
export const listed = (candidates: readonly string[], most = 20): string => {
  if (candidates.length === 0) return 'none';
  const shown = candidates.slice(0, most).join(', ');
  return candidates.length <= most ? shown : `${shown} and ${candidates.length - most} more`;
};
