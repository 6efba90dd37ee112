import type { HostsRegion, Settled } from './region';
import { objectStore } from './outside';
import type { Keystone } from './services';

type Owner = 'own' | 'backup' | 'records';

/** The object store, in the hands of the people whom each project belongs to. */
export class Objects {
  constructor(
    private readonly keystone: Keystone,
    private readonly settled: Settled,
  ) {}

  /** The containers of every state, with their permissions. */
  async furnish(region: HostsRegion): Promise<void> {
    for (const state of region.states)
      for (const body of Object.values(state.template.resource?.openstack_objectstorage_container_v1 ?? {})) {
        const permission = (value: unknown): string => String(value).replace(/\$\{[^}]*\}/g, this.settled.projects.own);
        await this.put(ownerOf(state.name), String(body.name), '', {
          ...(body.versioning === true ? { 'X-Versions-Enabled': 'true' } : {}),
          ...(body.container_read === undefined ? {} : { 'X-Container-Read': permission(body.container_read) }),
          ...(body.container_write === undefined ? {} : { 'X-Container-Write': permission(body.container_write) }),
        });
      }
  }

  async put(
    owner: Owner,
    where: string,
    content: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const answer = await this.ask(owner, 'PUT', where, headers, content);
    if (!answer.ok) throw new Error(`PUT ${where}: ${answer.status} ${await answer.text()}`);
  }

  /** Names in a container, with the sizes of the objects. */
  async list(owner: Owner, container: string): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
    const answer = await this.ask(owner, 'GET', `${container}?format=json`);
    return answer.ok ? ((await answer.json()) as { name: string; bytes: number }[]) : [];
  }

  async get(owner: Owner, where: string): Promise<Buffer> {
    return Buffer.from(await (await this.ask(owner, 'GET', where)).arrayBuffer());
  }

  private async ask(
    owner: Owner,
    method: string,
    where: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string | Buffer,
  ): Promise<Response> {
    const project = this.settled.projects[owner];
    const person = owner === 'own' ? this.settled.owner : this.settled.operator;
    const token = await this.keystone.signIn({ id: person.id, password: person.password }, project);
    return fetch(`${objectStore}/v1/AUTH_${project}/${where}`, {
      method,
      headers: { 'X-Auth-Token': token, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
  }
}

const ownerOf = (state: string): Owner => (state.endsWith('-backup') ? 'backup' : state.endsWith('-records') ? 'records' : 'own');
