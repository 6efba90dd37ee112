import { randomBytes } from 'node:crypto';

/** How an administrator signs in, as clouds.yaml writes it. */
export interface Login {
  readonly auth_url: string;
  readonly username: string;
  readonly password: string;
  readonly project_name: string;
  readonly user_domain_name: string;
  readonly project_domain_name: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Keystone as the administrator of a test cloud sees it: makes the people whom the proof signs in as. */
export class Keystone {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly catalogue: readonly {
      readonly type: string;
      readonly endpoints: readonly { readonly interface: string; readonly url: string }[];
    }[],
  ) {}

  static async open(login: Login): Promise<Keystone> {
    const url = login.auth_url.replace(/\/$/, '');
    const body = {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: login.username, password: login.password, domain: { name: login.user_domain_name } } },
        },
        scope: { project: { name: login.project_name, domain: { name: login.project_domain_name } } },
      },
    };
    const answer = await fetch(`${url}/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`no token: HTTP ${answer.status}`);
    const { token } = (await answer.json()) as { token: { catalog: Keystone['catalogue'] } };
    return new Keystone(url, answer.headers.get('x-subject-token') ?? '', token.catalog);
  }

  /** A new person of the domain in one group, with a password that nobody else knows. */
  async person(domain: string, name: string, group: string): Promise<Login> {
    const domainId = await this.find('domains', `name=${domain}`);
    const groupId = await this.find('groups', `name=${group}&domain_id=${domainId}`);
    const password = randomBytes(24).toString('base64url');
    const { user } = await this.ask<{ user: Named }>('POST', '/users', { user: { name, domain_id: domainId, password } });
    await this.ask('PUT', `/groups/${groupId}/users/${user.id}`);
    return {
      auth_url: this.url,
      username: name,
      password,
      project_name: '',
      user_domain_name: domain,
      project_domain_name: domain,
    };
  }

  async forget({ username, user_domain_name }: Login): Promise<void> {
    const domainId = await this.find('domains', `name=${user_domain_name}`);
    const id = await this.find('users', `name=${username}&domain_id=${domainId}`);
    await this.ask('DELETE', `/users/${id}`);
  }

  /** Address of another service's public interface. */
  endpoint(type: string): string {
    const found = this.catalogue
      .find((service) => service.type === type)
      ?.endpoints.find((endpoint) => endpoint.interface === 'public');
    if (found === undefined) throw new Error(`the cloud has no ${type}`);
    return found.url.replace(/\/$/, '');
  }

  async request<T>(method: string, address: string, body?: unknown): Promise<T> {
    const answer = await fetch(address, {
      method,
      headers: { 'x-auth-token': this.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${address}: HTTP ${answer.status} ${text.slice(0, 300)}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  private ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.request<T>(method, `${this.url}${path}`, body);
  }

  private async find(kind: 'domains' | 'groups' | 'users', query: string): Promise<string> {
    const found = (await this.ask<Record<string, readonly Named[]>>('GET', `/${kind}?${query}`))[kind]?.[0];
    if (found === undefined) throw new Error(`no ${kind} with ${query}`);
    return found.id;
  }
}
