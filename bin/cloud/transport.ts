import http from 'node:http';
import https from 'node:https';

/** Which certificates a connection trusts. */
export interface Trust {
  /** The only authorities that count, as PEM; empty: those that Node knows. */
  readonly authorities: string;
  /** Whether the other side's certificate is checked at all. */
  readonly verify: boolean;
}

export interface Sending {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly trust: Trust;
}

/** What came back, or why nothing did. */
export type Sent =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string };

/** unreachable: nobody listens, or no such host; untrusted: its certificate; late: no answer in time; broken: the rest. */
export type FailureReason = 'unreachable' | 'untrusted' | 'late' | 'broken';

/** No answer of a control plane is larger; whatever is, is something else. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Sends one request. Node's own modules rather than `fetch`, which cannot be given the authority that an
 * entry of clouds.yaml names. Never throws, and follows no redirect: a token goes to nobody but the host named.
 */
export const send = (sending: Sending): Promise<Sent> =>
  new Promise((resolve) => {
    const fail = (reason: FailureReason, message: string): void => resolve({ kind: 'failed', reason, message });
    const url = URL.canParse(sending.url) ? new URL(sending.url) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return fail('broken', `${sending.url} is no http address`);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: sending.method,
      headers: {
        ...sending.headers,
        ...(sending.body === undefined ? {} : { 'content-length': Buffer.byteLength(sending.body) }),
      },
      // A connection for each request: what a service writes beyond its answer must not be read as the next one.
      agent: false,
      ...trustOptions(url, sending.trust),
    });
    // Counts from the start to the last byte; Node's own time-out only watches for silence.
    const timer = setTimeout(() => {
      fail('late', `no answer within ${sending.timeoutMs / 1000} s`);
      request.destroy();
    }, sending.timeoutMs);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error: NodeJS.ErrnoException) => fail(reasonOf(error), messageOf(error)));
    request.on('response', (response) => {
      const { statusCode: status = 0 } = response;
      const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
      // No body follows, whatever else does: Swift ends such an answer with the last chunk of one.
      if (sending.method === 'HEAD' || status === 204) resolve({ kind: 'answered', status, headers, text: '' });
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        if ((bytes += part.length) <= maximumBytes) return void parts.push(part);
        fail('broken', `an answer of more than ${maximumBytes} bytes`);
        request.destroy();
      });
      response.on('error', (error) => fail('broken', messageOf(error)));
      response.on('end', () => resolve({ kind: 'answered', status, headers, text: Buffer.concat(parts).toString('utf8') }));
    });
    request.end(sending.body);
  });

const trustOptions = (url: URL, { authorities, verify }: Trust): https.RequestOptions =>
  url.protocol === 'https:' ? { rejectUnauthorized: verify, ...(authorities === '' ? {} : { ca: authorities }) } : {};

const reasonOf = ({ code = '' }: NodeJS.ErrnoException): FailureReason => {
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'].includes(code)) return 'unreachable';
  return /CERT|SIGNATURE|^ERR_TLS_|^ERR_SSL_|^EPROTO$/.test(code) ? 'untrusted' : 'broken';
};

const messageOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;
