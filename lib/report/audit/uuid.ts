import { hash } from 'node:crypto';

/** Namespace of our ids: the UUID of version 5 of `https://github.com/shared-gov-cloud` in the namespace of URLs. */
const urls = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The digest in one call: a region has ten thousand pieces of evidence, each with an id. */
const inNamespace = (namespace: Buffer, name: string): Buffer => {
  const bytes = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
};

const own = inNamespace(Buffer.from(urls.replaceAll('-', ''), 'hex'), 'https://github.com/shared-gov-cloud');

/** UUID of version 5 (RFC 9562) of a name: the same name gives the same id, on every machine. */
export const uuidOf = (...parts: readonly string[]): string => {
  const hex = inNamespace(own, parts.join('\u0000')).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

export const sha256 = (text: string | Buffer): string => hash('sha256', text);
