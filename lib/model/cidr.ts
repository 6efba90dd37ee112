import ipaddr from 'ipaddr.js';

/** Networks in CIDR notation. The arithmetic of addresses is ipaddr.js's; here stand the four questions we ask. */

interface Network {
  readonly version: 4 | 6;
  readonly base: bigint;
  readonly prefix: number;
}

const networkOf = (cidr: string): Network => {
  // Asked by family: the general question tries IPv6 first and throws, which is slow.
  const [address, prefix] = cidr.includes(':') ? ipaddr.IPv6.parseCIDR(cidr) : ipaddr.IPv4.parseCIDR(cidr);
  const version = address.kind() === 'ipv4' ? 4 : 6;
  const bits = bitsOf(version);
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const host = BigInt(bits - prefix);
  return { version, base: (value >> host) << host, prefix };
};

const bitsOf = (version: 4 | 6): number => (version === 4 ? 32 : 128);

const textOf = (version: 4 | 6, value: bigint): string => {
  const bytes = Array.from({ length: bitsOf(version) / 8 }, (_, i) =>
    Number((value >> BigInt(bitsOf(version) - 8 * (i + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
};

/** The network with its host bits cleared: `10.1.2.3/16` becomes `10.1.0.0/16`. */
export const canonicalCidr = (cidr: string): string => {
  const { version, base, prefix } = networkOf(cidr);
  return `${textOf(version, base)}/${prefix}`;
};

/** The `index`-th network of length `prefix` inside `cidr`, counted from 0. */
export const subnetAt = (cidr: string, prefix: number, index: number): string => {
  const outer = networkOf(cidr);
  if (index < 0 || prefix < outer.prefix || index >= 2 ** (prefix - outer.prefix))
    throw new Error(`no /${prefix} number ${index} in ${cidr}`);
  const step = 1n << BigInt(bitsOf(outer.version) - prefix);
  return `${textOf(outer.version, outer.base + BigInt(index) * step)}/${prefix}`;
};

/** The `index`-th address of the network, counted from 0 (the network's own address). */
export const addressAt = (cidr: string, index: number): string => {
  const { version, base } = networkOf(cidr);
  return textOf(version, base + BigInt(index));
};

/** Whether all of `inner` lies in `outer`. */
export const containsCidr = (outer: string, inner: string): boolean => {
  const a = networkOf(outer);
  const b = networkOf(inner);
  const host = BigInt(bitsOf(a.version) - a.prefix);
  return a.version === b.version && a.prefix <= b.prefix && a.base >> host === b.base >> host;
};

/** Whether two networks share an address. */
export const overlapsCidr = (a: string, b: string): boolean => containsCidr(a, b) || containsCidr(b, a);
