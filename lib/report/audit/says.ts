import type { Fact } from '../../evidence/fact';

/** A fact in one line. */
export const saysOf = ({ kind, of, value, at, selfRun, lost }: Fact): string => {
  const what = value.known ? textOf(value.value) : `unknown: ${value.reason}`;
  return `${words(kind)} of ${of}: ${what}${at === '' ? '' : ` (${at})`}${selfRun ? ', by software of our own' : ''}${lost === '' ? '' : `; ${lost}`}`;
};

const words = (kind: string): string => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const textOf = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'without end';
  if (typeof value === 'object' && value !== null && 'protocol' in value) {
    const { protocol, first, last } = value as { protocol: string; first: number; last: number };
    return `${protocol} ${first === last ? String(first) : `${first}-${last}`}`;
  }
  return String(value);
};
