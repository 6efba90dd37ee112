import { hash } from 'node:crypto';

/** Namespace of our ids: the UUID of version 5 of `https://github.com/shared-gov-cloud` in the namespace of URLs. */
const urls = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The digest in one call: a region has ten thousand pieces of evidence, each with an id. */
const inNamespace = (namespace: Buffer, name: string): string => {
  const digest = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]));
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) & 3] ?? '';
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

const own = bytesOf(inNamespace(bytesOf(urls), 'https://github.com/shared-gov-cloud'));

/** UUID of version 5 (RFC 9562) of a name: the same name gives the same id, on every machine. */
export const uuidOf = (...parts: readonly string[]): string => inNamespace(own, parts.join('\u0000'));

export const sha256 = (text: string | Buffer): string => hash('sha256', text);
