import { randomBytes } from 'node:crypto';
import type { Answer, OpenstackSession } from '../../../bin/cloud/openstack-session';

/** Somebody who may sign in, as clouds.yaml writes it. */
export interface Login {
  readonly auth_url: string;
  readonly username: string;
  readonly password: string;
  readonly user_domain_name: string;
}

const prefix = 'prover-';

/** People whom the proof itself made; a region may be called as it likes, and its own people with it. */
export const isProver = (user: string): boolean => user.startsWith(prefix);

/** People of a domain, made by the administrator of a test cloud and gone with the domain or by `forget`. */
export class People {
  private readonly made = new Map<string, string>();

  constructor(
    private readonly admin: OpenstackSession,
    private readonly domain: string,
  ) {}

  /** Somebody in one group of the domain, with a password that nobody else knows. */
  async member(name: string, group: string): Promise<Login> {
    const { user, login } = await this.person(name);
    await this.ask('PUT', `/groups/${await this.idOf('groups', group)}/users/${user}`);
    return login;
  }

  async forget(): Promise<void> {
    for (const user of this.made.values()) await this.ask('DELETE', `/users/${user}`);
    this.made.clear();
  }

  /** Who is there from a proof that was broken off gets a new password. */
  private async person(role: string) {
    const name = `${prefix}${role}`;
    const password = randomBytes(24).toString('base64url');
    const domain = await this.domainId();
    const known = await this.ask<{ users: readonly { id: string }[] }>('GET', `/users?name=${name}&domain_id=${domain}`);
    const [there] = known.users;
    const { user } =
      there === undefined
        ? await this.ask<{ user: { id: string } }>('POST', '/users', { user: { name, domain_id: domain, password } })
        : await this.ask<{ user: { id: string } }>('PATCH', `/users/${there.id}`, { user: { password } });
    this.made.set(name, user.id);
    const login: Login = { auth_url: this.admin.entry.authUrl, username: name, password, user_domain_name: this.domain };
    return { user: user.id, login };
  }

  private domainId(): Promise<string> {
    return this.idOf('domains', this.domain);
  }

  private async idOf(kind: 'domains' | 'groups', name: string): Promise<string> {
    const within = kind === 'groups' ? `&domain_id=${await this.domainId()}` : '';
    const found = (await this.ask<Record<string, readonly { id: string }[]>>('GET', `/${kind}?name=${name}${within}`))[kind]?.[0];
    if (found === undefined) throw new Error(`no ${kind} named ${name}`);
    return found.id;
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    return bodyOf(await this.admin.request<T>('identity', method, path, body === undefined ? {} : { body }));
  }
}

/** The body of an answer that has to be fine. */
export const bodyOf = <T>(answer: Answer<T>): T => {
  if (answer.kind !== 'fine') throw new Error(answer.message);
  return answer.body;
};
