import path from 'node:path';
import { isMap, type Path } from '../../lib/model/path';
import type { Position, Problem } from '../../lib/model/problem';
import { quote } from '../../lib/model/quote';
import { readText } from '../files';
import type { CloudEntry, InDomain, Reference, Scope, SignInBy, Where } from './cloud-entry';
import type { CloudsDocument } from './clouds-document';
import { type ServiceName, serviceTypes, typesOf } from './service-types';
import type { Trust } from './transport';

const kinds = {
  password: ['password', 'v3password'],
  'application-credential': ['v3applicationcredential'],
  token: ['token', 'v3token'],
} as const;

/** Reads one entry, key by key, and remembers what is wrong with it. */
export class EntryReader {
  readonly problems: Problem[] = [];
  private readonly secrets: string[] = [];

  constructor(
    private readonly document: CloudsDocument,
    private readonly name: string,
    private readonly where: Where,
  ) {}

  read(): CloudEntry {
    const by = this.signInBy();
    return {
      name: this.name,
      authUrl: this.authUrl(),
      by,
      scope: this.scope(),
      region: this.text(['region_name']) ?? this.firstRegion(),
      interface: this.interface(),
      endpoints: this.endpoints(),
      trust: this.trust(),
      secrets: this.secrets,
      locate: (at) => this.locate(at),
    };
  }

  private locate(at: Path): Position {
    return this.document.locate(['clouds', this.name, ...at]);
  }

  private problem(at: Path, message: string, allowed: string, repair: string, code = 'SGC7004'): void {
    this.problems.push({ ...this.locate(at), code, message: `${this.name}: ${message}`, allowed, repair });
  }

  /** A text; undefined where nothing is written, empty where something else is: a number is a text that lost its quotes. */
  private text(at: Path): string | undefined {
    const value = this.document.valueAt(['clouds', this.name, ...at]);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'string') return value;
    this.problem(at, `${at.join('.')} is no text`, 'a text', 'put the value in quotes');
    return '';
  }

  private needed(at: Path, example: string): string {
    const written = this.text(at);
    if (written === undefined)
      this.problem(
        at,
        `${at.join('.')} is missing`,
        example,
        `add \`${String(at.at(-1))}\` under \`${['clouds', this.name, ...at.slice(0, -1)].join('.')}\``,
      );
    return written ?? '';
  }

  /** A secret from the file, from secure.yaml, or from the variable that OpenStack's tools take it from. */
  private secret(key: string, variable: string): string {
    const value =
      this.text(['auth', key]) ??
      this.where.env[variable] ??
      this.needed(['auth', key], `the ${key}, in secure.yaml or in ${variable}`);
    if (value !== '') this.secrets.push(value);
    return value;
  }

  private authUrl(): string {
    const url = this.needed(['auth', 'auth_url'], 'such as https://identity.cloud.example/v3');
    if (url !== '' && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
      this.problem(
        ['auth', 'auth_url'],
        'auth_url is no http address',
        'such as https://identity.cloud.example/v3',
        'write the address of Keystone',
      );
    const plain = url.replace(/\/+$/, '').replace(/\/v2\.0$/, '');
    return plain.endsWith('/v3') ? plain : `${plain}/v3`;
  }

  private signInBy(): SignInBy {
    const kind = this.kind();
    switch (kind) {
      case 'token':
        return { kind, token: this.secret('token', 'OS_TOKEN') };
      case 'application-credential': {
        const id = this.text(['auth', 'application_credential_id']);
        return {
          kind,
          credential:
            id !== undefined
              ? { id }
              : { name: this.needed(['auth', 'application_credential_name'], 'its id or name'), user: this.user() },
          secret: this.secret('application_credential_secret', 'OS_APPLICATION_CREDENTIAL_SECRET'),
        };
      }
      case 'password':
        return { kind, user: this.user(), password: this.secret('password', 'OS_PASSWORD') };
    }
  }

  private kind(): SignInBy['kind'] {
    const written = this.text(['auth_type']);
    const found = Object.entries(kinds).find(([, types]) => (types as readonly string[]).includes(written ?? ''));
    if (found !== undefined) return found[0] as SignInBy['kind'];
    if (written !== undefined)
      this.problem(
        ['auth_type'],
        `sgc cannot sign in by ${quote(written)}`,
        Object.values(kinds).flat().join(', '),
        'make an application credential, and write its entry with `auth_type: v3applicationcredential`',
        'SGC7005',
      );
    const has = (key: string): boolean => this.text(['auth', key]) !== undefined;
    if (has('application_credential_id') || has('application_credential_name')) return 'application-credential';
    return has('token') ? 'token' : 'password';
  }

  private user(): InDomain {
    const id = this.text(['auth', 'user_id']);
    if (id !== undefined) return { id };
    const name = this.needed(['auth', 'username'], 'the name of a user');
    return { name, domain: this.domainOf('user') };
  }

  /** The domain of the user or project: its own keys, else the entry's one domain, else the default one. */
  private domainOf(what: 'user' | 'project'): Reference {
    const found = this.reference(`${what}_domain`) ?? this.reference('domain') ?? this.reference('default_domain');
    if (found !== undefined) return found;
    this.problem(
      ['auth', `${what}_domain_name`],
      `auth.${what}_domain_name is missing`,
      `the domain of the ${what}, such as Default`,
      `add \`${what}_domain_name\` under \`clouds.${this.name}.auth\``,
    );
    return { name: '' };
  }

  private reference(key: string): Reference | undefined {
    const id = this.text(['auth', `${key}_id`]);
    if (id !== undefined) return { id };
    const name = this.text(['auth', `${key}_name`]);
    return name === undefined ? undefined : { name };
  }

  private scope(): Scope {
    if (this.text(['auth', 'system_scope']) !== undefined) return { kind: 'system' };
    const id = this.text(['auth', 'project_id']) ?? this.text(['auth', 'tenant_id']);
    if (id !== undefined) return { kind: 'project', project: { id } };
    const name = this.text(['auth', 'project_name']) ?? this.text(['auth', 'tenant_name']);
    if (name !== undefined) return { kind: 'project', project: { name, domain: this.domainOf('project') } };
    const domain = this.reference('domain');
    return domain === undefined ? { kind: 'none' } : { kind: 'domain', domain };
  }

  private firstRegion(): string | undefined {
    const regions = this.document.valueAt(['clouds', this.name, 'regions']);
    const first: unknown = Array.isArray(regions) ? regions[0] : undefined;
    const name: unknown = isMap(first) ? first.name : first;
    return typeof name === 'string' ? name : undefined;
  }

  private interface(): CloudEntry['interface'] {
    const written = this.text(['interface']) ?? this.text(['endpoint_type']) ?? 'public';
    const plain = written.replace(/URL$/, '');
    if (plain === 'public' || plain === 'internal' || plain === 'admin') return plain;
    this.problem(['interface'], `interface cannot be ${quote(written)}`, 'public, internal, admin', 'write `interface: public`');
    return 'public';
  }

  private endpoints(): CloudEntry['endpoints'] {
    const found = (Object.keys(serviceTypes) as ServiceName[]).flatMap((service) => {
      const keys = typesOf(service).map((type) => `${type.replaceAll('-', '_')}_endpoint_override`);
      const url = keys.map((key) => this.text([key])).find((one) => one !== undefined);
      return url !== undefined && URL.canParse(url) ? [[service, url] as const] : [];
    });
    return Object.fromEntries(found);
  }

  private trust(): Trust {
    const verify = this.document.valueAt(['clouds', this.name, 'verify']) ?? true;
    if (typeof verify !== 'boolean')
      this.problem(['verify'], 'verify is neither true nor false', 'true, false', 'write `verify: true`');
    return { verify: verify !== false, authorities: this.authorities() };
  }

  private authorities(): string {
    const written = this.text(['cacert']);
    if (written === undefined) return '';
    const file = path.resolve(this.where.cwd, written.replace(/^~(?=\/)/, this.where.env.HOME ?? '~'));
    const text = readText(file, written);
    if (text.ok && text.value.includes('BEGIN CERTIFICATE')) return text.value;
    this.problem(
      ['cacert'],
      text.ok
        ? `${quote(written)} holds no certificate`
        : `${quote(written)}: ${text.problems[0]?.message ?? 'it cannot be read'}`,
      'a file of certificates in PEM',
      "name the file with the cloud's own authority, or remove `cacert`",
    );
    return '';
  }
}
