import { createHash, createHmac } from 'node:crypto';

/** Credentials of a moment; they must never be printed. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty for keys that do not expire. */
  readonly sessionToken: string;
}

export interface Unsigned {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Headers of a request with AWS Signature Version 4. Written here, since the official clients would bring thirty packages
 * for six questions; the published examples of the algorithm test it. `moment` is YYYYMMDDThhmmssZ; the query must be sorted.
 */
export const signedHeaders = (
  { method, url, headers, body }: Unsigned,
  credentials: AwsCredentials,
  { service, region }: { readonly service: string; readonly region: string },
  moment: string,
): Readonly<Record<string, string>> => {
  const { host, pathname, search } = new URL(url);
  const all: Readonly<Record<string, string>> = {
    ...headers,
    host,
    'x-amz-date': moment,
    ...(credentials.sessionToken === '' ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(all).sort();
  const canonical = [
    method,
    pathname,
    search.slice(1),
    ...names.map((name) => `${name}:${(all[name] ?? '').trim()}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const day = moment.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n');
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...all, authorization };
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
