import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificate, key } from './certificate';

/** What the cloud answers to one request; `{user}` in a header is who signs in. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: unknown;
}

/** Answers by `METHOD path`; several answers to one request come one after the other, the last one for ever. */
export type Answers = Record<string, Said | readonly Said[]>;

/** A small HTTP server that takes the part of a cloud. */
export class FakeCloud {
  readonly heard: Heard[] = [];

  private constructor(
    private readonly server: http.Server,
    private readonly scheme: 'http' | 'https',
    private readonly answers: Answers,
  ) {
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void this.answer(request, response));
  }

  static async start(answers: Answers, scheme: 'http' | 'https' = 'http'): Promise<FakeCloud> {
    const server = scheme === 'http' ? http.createServer() : https.createServer({ key, cert: certificate });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return new FakeCloud(server, scheme, answers);
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  /** Requests of a kind, in order. */
  asked(start: string): readonly string[] {
    return this.heard.map(({ method, path }) => `${method} ${path}`).filter((one) => one.startsWith(start));
  }

  private async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const { method = '', url: path = '' } = request;
    this.heard.push({
      method,
      path,
      token: request.headers['x-auth-token'] as string | undefined,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    });
    const before = this.heard.filter((one) => one.method === method && one.path === path).length - 1;
    const { status = 200, headers = {}, body } = this.answerTo(`${method} ${path}`, before);
    const user = /"name":"([a-z-]+)"/.exec(text)?.[1] ?? '';
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('{user}', user)]));
    response.writeHead(status, { 'content-type': 'application/json', ...given });
    response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  }

  private answerTo(request: string, before: number): Said {
    const found = this.answers[request];
    if (found === undefined) return { status: 404, body: { error: { message: 'no such path' } } };
    return Array.isArray(found) ? (found[Math.min(before, found.length - 1)] as Said) : (found as Said);
  }
}

/** What Keystone says of a token whose catalogue lists these services at these addresses. */
export const tokenBody = (services: Readonly<Record<string, string>>, more: Record<string, unknown> = {}): Said => ({
  status: 201,
  headers: { 'x-subject-token': 'token-1' },
  body: {
    token: {
      expires_at: '2026-11-22T14:00:00.000000Z',
      user: { id: 'user-1', name: 'alice' },
      roles: [{ id: 'r', name: 'member' }],
      project: { id: 'project-1', name: 'city', domain: { id: 'd', name: 'Default' } },
      catalog: Object.entries(services).map(([type, url]) => ({
        type,
        name: type,
        endpoints: ['public', 'internal'].map((kind) => ({
          interface: kind,
          region: 'RegionOne',
          region_id: 'RegionOne',
          url: kind === 'public' ? url : `${url}/internal`,
        })),
      })),
      ...more,
    },
  },
});
