import ipaddr from 'ipaddr.js';

/** A run of addresses, both ends included. */
export interface Range {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { 4: 32, 6: 128 } as const;

/** The addresses of a network in CIDR notation, or of a single address. Undefined when the text is neither. */
export const tryRange = (text: string): Range | undefined => {
  const [address = '', prefix] = text.split('/');
  // The library throws inside, and many texts that are asked about are names or references.
  if (!/^[\da-f.:%x]+$/i.test(address) || !ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const version = parsed.kind() === 'ipv4' ? 4 : 6;
  const value = parsed.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const host = BigInt(bits[version] - (prefix === undefined ? bits[version] : Number(prefix)));
  const first = (value >> host) << host;
  return { version, first, last: first + (1n << host) - 1n };
};

export const overlaps = (a: Range, b: Range): boolean => a.version === b.version && a.first <= b.last && b.first <= a.last;

export const covers = (outer: Range, inner: Range): boolean =>
  outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;

export const sizeOf = ({ first, last }: Range): bigint => last - first + 1n;

/** Whether a network is all of the internet, or half of it: two halves are a way to write the whole. */
export const isEverywhere = (range: Range): boolean => sizeOf(range) >= 1n << BigInt(bits[range.version] - 1);

/** Cuts a range where any of the others begins or ends, so that each piece lies wholly in or out of each other. */
export const pieces = (range: Range, others: readonly Range[]): readonly Range[] => {
  const cuts = others
    .filter((other) => overlaps(other, range))
    .flatMap((other) => [other.first, other.last + 1n])
    .filter((cut) => cut > range.first && cut <= range.last);
  const starts = [range.first, ...[...new Set(cuts)].sort((a, b) => (a < b ? -1 : 1))];
  return starts.map((first, i) => ({ version: range.version, first, last: (starts[i + 1] ?? range.last + 1n) - 1n }));
};
