import { createServer, type IncomingMessage, request as forward, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenstackSession, ServiceName } from '../../../bin/cloud/openstack-session';

/** A request on its way to a service; the answer to give instead of the service's own, or undefined to let it through. */
export type Trouble = (request: { readonly method: string; readonly path: string; readonly token: string }) => number | undefined;

/** The same cloud at other addresses, where some services answer as somebody wishes. */
export interface FlakyCloud {
  /** Where to sign in; the catalogue that is answered there leads to the services in between. */
  readonly authUrl: string;
  /** Tokens that were given out, the last at the end. */
  readonly tokens: readonly string[];
  readonly close: () => Promise<void>;
}

/** Puts itself between people and the cloud; only where `troubles` says so is an answer not the cloud's own. */
export const flakyCloud = async (
  admin: OpenstackSession,
  troubles: Partial<Readonly<Record<ServiceName, Trouble>>>,
): Promise<FlakyCloud> => {
  const tokens: string[] = [];
  const servers: Server[] = [];
  const moved = new Map<string, string>();
  for (const [service, trouble] of Object.entries(troubles) as [ServiceName, Trouble][]) {
    const real = new URL(admin.endpoint(service) ?? '').origin;
    moved.set(real, await listen(servers, between(real, { trouble })));
  }
  const identity = new URL(admin.entry.authUrl).origin;
  const rewrite = (body: string): string => [...moved].reduce((text, [from, to]) => text.replaceAll(from, to), body);
  const front = await listen(servers, between(identity, { rewrite, issued: (token) => tokens.push(token) }));
  const close = async (): Promise<void> => {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
  return { authUrl: admin.entry.authUrl.replace(identity, front), tokens, close };
};

interface Habits {
  readonly trouble?: Trouble;
  readonly rewrite?: (body: string) => string;
  readonly issued?: (token: string) => void;
}

const between =
  (real: string, { trouble, rewrite, issued }: Habits) =>
  (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const status = trouble?.({ method, path, token: headerOf(headers['x-auth-token']) });
    if (status !== undefined) {
      incoming.resume();
      outgoing
        .writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' })
        .end('{"NeutronError":{"type":"Planted","message":"planted by the proof","detail":""}}');
      return;
    }
    const { hostname, port, host: realHost } = new URL(real);
    const onward = forward({ hostname, port, path, method, headers: { ...headers, host: realHost } }, (answer) => {
      const token = headerOf(answer.headers['x-subject-token']);
      if (method === 'POST' && token !== '') issued?.(token);
      if (rewrite === undefined) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = rewrite(Buffer.concat(chunks).toString('utf8'));
        const { 'content-length': length, ...kept } = answer.headers;
        outgoing.writeHead(
          answer.statusCode ?? 502,
          length === undefined ? kept : { ...kept, 'content-length': Buffer.byteLength(body) },
        );
        outgoing.end(body);
      });
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  };

const headerOf = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');

const listen = async (
  servers: Server[],
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<string> => {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
