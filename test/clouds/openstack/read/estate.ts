import type { OpenstackSession, ServiceName } from '../../../../bin/cloud/openstack-session';

export type Body = Readonly<Record<string, unknown>>;

/** Everything of the region that is asked for, by name of project; ids are turned into names. */
export interface Estate {
  readonly admin: OpenstackSession;
  readonly domain: string;
  /** Sessions of the projects' own people, by space: for services that show nobody else's. */
  readonly members: Readonly<Record<string, OpenstackSession>>;
  /** Id to name of the region's projects. */
  readonly projects: ReadonlyMap<string, string>;
  /** What was listed already: many kinds of things want the same lists, and all of them see one moment. */
  readonly lists: Map<string, Promise<readonly Body[]>>;
}

/** A list of one service, of the region's projects only. */
export const listOf = async (
  { admin, projects, lists }: Pick<Estate, 'admin' | 'projects' | 'lists'>,
  service: ServiceName,
  path: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Body[]> => {
  const asked = `${service} ${path}`;
  const listed = lists.get(asked) ?? allOf(admin, service, path, key, headers);
  lists.set(asked, listed);
  return (await listed).filter((body) => projects.has(ownerIdOf(body)));
};

/** A list of one service, whoever the things are. */
export const allOf = async (
  session: OpenstackSession,
  service: ServiceName,
  path: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly Body[]> => {
  const answer = await session.list<Body>(service, path, key, { headers });
  if (answer.kind !== 'fine') throw new Error(answer.message);
  return answer.body;
};

/** Id to name of everything in a list. */
export const namesOf = (bodies: readonly Body[]): ReadonlyMap<string, string> =>
  new Map(bodies.map(({ id, name }) => [text(id), text(name)]));

const ownerIdOf = (body: Body): string => text(body.project_id ?? body.tenant_id ?? body['os-vol-tenant-attr:tenant_id']);

export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

export const sorted = (list: readonly string[]): string => [...list].sort().join(',');

export const field = (name: string) => (body: Body) => text(body[name]);

export const list = (name: string) => (body: Body) => sorted(texts(body[name]));

/** `key=value` of each, sorted. */
export const pairs = (value: unknown): string =>
  sorted(Object.entries((value ?? {}) as Body).map(([key, one]) => `${key}=${text(one)}`));

/** The last in which server groups list several policies, as the provider's do. */
export const computeVersion = { 'openstack-api-version': 'compute 2.63' } as const;
export const allProjects = { 'x-auth-all-projects': 'true' } as const;

export const ports = (estate: Estate): Promise<readonly Body[]> => listOf(estate, 'network', '/ports', 'ports');

/** Addresses of a port, each with its subnet's id. */
export const addressesOf = (port: Body): readonly { readonly subnet_id: string; readonly ip_address: string }[] =>
  (port.fixed_ips ?? []) as readonly { readonly subnet_id: string; readonly ip_address: string }[];
