import { quote } from '../../lib/model/quote';
import type { Sent } from './transport';

/** What an interface of a cloud said. A question that nobody answered is never taken for a "no". */
export type Answer<T = unknown> = Fine<T> | Other;

export interface Fine<T = unknown> {
  readonly kind: 'fine';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined where the answer had no body. */
  readonly body: T;
}

/**
 * absent: there is no such thing, or no such service in the catalogue (status 0);
 * forbidden: these credentials may not ask (401, 403);
 * refused: the request itself was not taken (400, 409, 413 and the like), `message` says why;
 * unreadable: no answer, an error of the cloud, or something that is not its interface; status 0 where nothing answered.
 */
export interface Other {
  readonly kind: 'absent' | 'forbidden' | 'refused' | 'unreadable';
  readonly status: number;
  /** Names in lower case; empty where nothing answered. */
  readonly headers: Readonly<Record<string, string>>;
  /** One line for people, without secrets. */
  readonly message: string;
}

/** Sorts what came back for a question, named as people read it (`GET /flavors of compute`). */
export const answerOf = <T>(asked: string, sent: Sent): Answer<T> => {
  if (sent.kind === 'failed') return { kind: 'unreadable', status: 0, headers: {}, message: `${asked}: ${sent.message}` };
  const { status, headers, text } = sent;
  const other = (kind: Other['kind'], why: string): Other => ({
    kind,
    status,
    headers,
    message: `${asked}: HTTP ${status}${why === '' ? '' : `, ${why}`}`,
  });
  if ((status >= 200 && status < 300) || status === 300) {
    const body = jsonOf(text);
    return body === notJson ? other('unreadable', 'which is not JSON') : { kind: 'fine', status, headers, body: body as T };
  }
  if (status < 400) return other('unreadable', `a redirect to ${quote(headers.location ?? 'nowhere', 200)}`);
  if (status === 401 || status === 403) return other('forbidden', reasonIn(text));
  if (status === 404 || status === 410 || status === 501) return other('absent', reasonIn(text));
  return other(status === 429 || status >= 500 ? 'unreadable' : 'refused', reasonIn(text));
};

const notJson = Symbol('not JSON');

const jsonOf = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return notJson;
  }
};

/** Services wrap their reason differently; the longest text called message, detail or faultstring is what a person wants. */
const reasonIn = (text: string): string => {
  const body = jsonOf(text);
  const found: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && ['message', 'detail', 'description', 'faultstring'].includes(key)) found.push(inner);
      else visit(inner, depth + 1);
    }
  };
  visit(body, 0);
  const longest = found.sort((a, b) => b.length - a.length)[0] ?? '';
  return quote(longest.replace(/\s+/g, ' ').trim(), 200);
};
