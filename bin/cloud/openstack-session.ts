import { fail, type Problem, type Result, succeed } from '../../lib/model/problem';
import { answerOf, type Answer } from './answer';
import type { CloudEntry, Scope, Where } from './cloud-entry';
import { readCloudEntry } from './clouds-yaml';
import { rootUrl, type ServiceName, typesOf, versionedUrl } from './service-types';
import { type CatalogueService, signIn, type Token } from './sign-in';
import { type Sent, send } from './transport';

export type { Answer } from './answer';
export type { ServiceName } from './service-types';

export interface SessionOptions {
  /** Region whose endpoints are used; default: that of the entry, else the only one of the catalogue. */
  readonly region?: string;
  /** Where the roles are to come from; default: what the entry names. Not with an application credential. */
  readonly scope?: Scope;
  /** Of one attempt; default 30 s. */
  readonly timeoutMs?: number;
  /** Waits between attempts; tests bring their own. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Where the path hangs: below the versioned interface (default), or at the service's root, where it tells about itself. */
  readonly at?: 'version' | 'root';
  /** Without token, as a stranger asks. */
  readonly anonymous?: boolean;
}

/** Waits before the second, third and fourth attempt, in milliseconds. */
const waits = [500, 1500, 4000] as const;
/** A cloud may ask for a longer wait, up to this. */
const longestWait = 30_000;
/** More pages than this are a loop. */
const mostPages = 500;

/** Signs in with an entry of clouds.yaml; every defect of the file and every refusal is a problem with its line. */
export const openSession = async (
  where: Where,
  entryName: string,
  options: SessionOptions = {},
): Promise<Result<OpenstackSession>> => {
  const entry = readCloudEntry(where, entryName);
  return entry.ok ? OpenstackSession.open(entry.value, options) : entry;
};

/**
 * A signed-in caller of one OpenStack region. Services go by their official type (`block-storage`, whatever the
 * catalogue calls it) and paths hang below the versioned interface: `get('network', '/networks')`.
 * Nothing here throws because of what a cloud says; read the answer's kind.
 */
export class OpenstackSession {
  private constructor(
    readonly entry: CloudEntry,
    readonly region: string,
    private token: Token,
    private readonly options: Required<Pick<SessionOptions, 'timeoutMs' | 'pause'>>,
  ) {}

  static async open(entry: CloudEntry, options: SessionOptions = {}): Promise<Result<OpenstackSession>> {
    const { timeoutMs = 30_000, pause = sleep } = options;
    const scoped = options.scope === undefined ? entry : { ...entry, scope: options.scope };
    const token = await signIn(scoped, timeoutMs);
    if (!token.ok) return token;
    const region = regionOf(scoped, token.value, options.region);
    return region.ok ? succeed(new OpenstackSession(scoped, region.value, token.value, { timeoutMs, pause })) : region;
  }

  get roles(): readonly string[] {
    return this.token.roles;
  }

  get project(): Token['project'] {
    return this.token.project;
  }

  get domain(): Token['domain'] {
    return this.token.domain;
  }

  get userId(): string {
    return this.token.userId;
  }

  /** Services of the catalogue that have an endpoint in this region, as the catalogue calls them. */
  get services(): readonly CatalogueService[] {
    return this.token.catalogue.filter((service) => service.endpoints.some((endpoint) => endpoint.region === this.region));
  }

  /** The catalogue's address of a service in this region, without a slash at its end; undefined where the cloud lists none. */
  endpoint(service: ServiceName): string | undefined {
    const written = this.entry.endpoints[service];
    if (written !== undefined) return written.replace(/\/+$/, '');
    for (const type of typesOf(service)) {
      const found = this.services
        .filter((one) => one.type === type)
        .flatMap((one) => one.endpoints)
        .find((one) => one.region === this.region && one.interface === this.entry.interface);
      if (found !== undefined && URL.canParse(found.url)) return found.url.replace(/\/+$/, '');
    }
    return undefined;
  }

  get<T = unknown>(service: ServiceName, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
    return this.request<T>(service, 'GET', path, options);
  }

  head(service: ServiceName, path: string, options: RequestOptions = {}): Promise<Answer<undefined>> {
    return this.request<undefined>(service, 'HEAD', path, options);
  }

  /** All pages of a list: the arrays under `key`, joined. One page that cannot be read makes the whole unreadable. */
  async list<T = unknown>(
    service: ServiceName,
    path: string,
    key: string,
    options: RequestOptions = {},
  ): Promise<Answer<readonly T[]>> {
    const items: T[] = [];
    const seen = new Set<string>();
    for (let next = path; seen.size < mostPages;) {
      seen.add(next);
      const page = await this.get<Readonly<Record<string, unknown>> | undefined>(service, next, options);
      if (page.kind !== 'fine') return page;
      const part = page.body?.[key];
      if (!Array.isArray(part)) return unreadable(`GET ${next} of ${service}`, page.status, `an answer without ${key}`);
      items.push(...(part as T[]));
      const following = nextPath(path, page.body, key);
      if (following === undefined) return { ...page, body: items };
      if (seen.has(following)) break;
      next = following;
    }
    return unreadable(`GET ${path} of ${service}`, 0, 'pages without end');
  }

  /** One request. Reads are tried again after 429 and errors of the cloud, writes only after 429; a token that ran out is renewed once. */
  async request<T = unknown>(
    service: ServiceName,
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer<T>> {
    const asked = `${method} ${path} of ${service}`;
    const url = this.endpoint(service);
    if (url === undefined) return this.noEndpoint(service, asked);
    const base = options.at === 'root' ? rootUrl(url) : versionedUrl(service, url);
    const first = await this.attempts(method, `${base}${path}`, options);
    const renewed = first.kind === 'answered' && first.status === 401 && options.anonymous !== true && (await this.renew());
    return this.withoutSecrets(answerOf<T>(asked, renewed ? await this.attempts(method, `${base}${path}`, options) : first));
  }

  private noEndpoint(service: ServiceName, asked: string): Answer<never> {
    const types = typesOf(service);
    const listed = this.services.some((one) => types.includes(one.type));
    const why = `the catalogue of region ${this.region} lists ${listed ? `no ${this.entry.interface} endpoint of it` : 'no such service'}`;
    return { kind: listed ? 'unreadable' : 'absent', status: 0, headers: {}, message: `${asked}: ${why}` };
  }

  private async renew(): Promise<boolean> {
    const token = await signIn(this.entry, this.options.timeoutMs);
    if (token.ok) this.token = token.value;
    return token.ok;
  }

  private async attempts(method: string, url: string, options: RequestOptions): Promise<Sent> {
    let sent = await this.once(method, url, options);
    for (const wait of waits) {
      if (!mayRepeat(method, sent)) return sent;
      await this.options.pause(waitOf(sent, wait));
      sent = await this.once(method, url, options);
    }
    return sent;
  }

  private once(method: string, url: string, { headers = {}, body, anonymous }: RequestOptions): Promise<Sent> {
    return send({
      method,
      url,
      headers: {
        accept: 'application/json',
        ...(anonymous === true ? {} : { 'x-auth-token': this.token.id }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: this.options.timeoutMs,
      trust: this.entry.trust,
    });
  }

  /** A cloud that repeats what it was told must not bring a secret into a message. */
  private withoutSecrets<T>(answer: Answer<T>): Answer<T> {
    if (answer.kind === 'fine') return answer;
    const message = [this.token.id, ...this.entry.secrets].reduce(
      (text, secret) => text.replaceAll(secret, '***'),
      answer.message,
    );
    return { ...answer, message };
  }
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const unreadable = (asked: string, status: number, why: string): Answer<never> => ({
  kind: 'unreadable',
  status,
  headers: {},
  message: `${asked}: ${why}`,
});

const mayRepeat = (method: string, sent: Sent): boolean => {
  const reads = ['GET', 'HEAD', 'OPTIONS'].includes(method);
  if (sent.kind === 'failed') return reads && sent.reason === 'broken';
  return sent.status === 429 || (reads && sent.status >= 500 && sent.status !== 501);
};

const waitOf = (sent: Sent, usual: number): number => {
  const asked = sent.kind === 'answered' ? Number(sent.headers['retry-after']) * 1000 : NaN;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, usual), longestWait) : usual;
};

/**
 * The question for the next page. Only the marker is taken from the answer: behind a proxy the address that a
 * service writes into its links is often not the one at which it can be reached.
 */
const nextPath = (path: string, body: Readonly<Record<string, unknown>> | undefined, key: string): string | undefined => {
  const links = body?.links as { readonly next?: string | null } | undefined;
  const listed = body?.[`${key}_links`] as readonly { readonly rel: string; readonly href: string }[] | undefined;
  const next = links?.next ?? listed?.find((link) => link.rel === 'next')?.href ?? (body?.next as string | undefined);
  return next?.includes('?') ? `${path.split('?')[0] ?? ''}${next.slice(next.indexOf('?'))}` : undefined;
};

const regionOf = (entry: CloudEntry, token: Token, wanted: string | undefined): Result<string> => {
  const known = [...new Set(token.catalogue.flatMap((service) => service.endpoints.map((endpoint) => endpoint.region)))].sort();
  const region = wanted ?? entry.region ?? (known.length === 1 ? known[0] : undefined);
  // An unscoped token has no catalogue, which must not be taken for a cloud without services.
  if (known.length === 0) return token.project === undefined ? fail([noCatalogue(entry)]) : succeed(region ?? '');
  if (region !== undefined && known.includes(region)) return succeed(region);
  return fail([
    {
      ...entry.locate(['region_name']),
      code: 'SGC7014',
      message: region === undefined ? 'the cloud has several regions, and none is named' : `the cloud has no region ${region}`,
      allowed: known.join(', '),
      repair: 'write one of them as `region_name`',
    },
  ]);
};

const noCatalogue = (entry: CloudEntry): Problem => ({
  ...entry.locate(['auth']),
  code: 'SGC7015',
  message: `the cloud lists no service to the entry ${entry.name}`,
  allowed: 'an entry that names a project or a domain, in which its user has a role',
  repair: 'add `project_name` and `project_domain_name`, or `domain_name`, under `auth`',
});
