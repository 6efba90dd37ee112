import { fail, type Problem, type Result, succeed } from '../../lib/model/problem';
import { answerOf, type Answer } from './answer';
import type { CloudEntry, Scope, SignInBy } from './cloud-entry';
import { type Sent, send } from './transport';

/** What Keystone handed out. */
export interface Token {
  readonly id: string;
  readonly expires: string;
  readonly userId: string;
  readonly roles: readonly string[];
  /** The project, where the token is for one. */
  readonly project: { readonly id: string; readonly name: string } | undefined;
  readonly domain: { readonly id: string; readonly name: string } | undefined;
  readonly catalogue: readonly CatalogueService[];
}

export interface CatalogueService {
  readonly type: string;
  readonly name: string;
  readonly endpoints: readonly CatalogueEndpoint[];
}

interface CatalogueEndpoint {
  readonly interface: string;
  readonly region: string;
  readonly url: string;
}

interface TokenBody {
  readonly token: {
    readonly expires_at?: string;
    readonly user?: { readonly id: string };
    readonly roles?: readonly { readonly name: string }[];
    readonly project?: { readonly id: string; readonly name: string };
    readonly domain?: { readonly id: string; readonly name: string };
    readonly catalog?: readonly {
      readonly type: string;
      readonly name?: string;
      readonly endpoints: readonly {
        readonly interface: string;
        readonly region?: string | null;
        readonly region_id?: string | null;
        readonly url: string;
      }[];
    }[];
  };
}

/** Signs in at Keystone v3; whatever is in the way is a problem at the entry of clouds.yaml. */
export const signIn = async (entry: CloudEntry, timeoutMs: number): Promise<Result<Token>> => {
  const sent = await send({
    method: 'POST',
    url: `${entry.authUrl}/auth/tokens`,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ auth: authOf(entry) }),
    timeoutMs,
    trust: entry.trust,
  });
  const answer = answerOf<Partial<TokenBody> | undefined>('sign-in', sent);
  if (answer.kind !== 'fine') return fail([problemOf(entry, sent, answer)]);
  const id = answer.headers['x-subject-token'];
  const token = answer.body?.token;
  return id === undefined || token === undefined ? fail([notKeystone(entry, 'no token')]) : succeed(tokenOf(id, token));
};

const tokenOf = (id: string, token: TokenBody['token']): Token => ({
  id,
  expires: token.expires_at ?? '',
  userId: token.user?.id ?? '',
  roles: (token.roles ?? []).map((role) => role.name),
  project: token.project,
  domain: token.domain,
  catalogue: (token.catalog ?? []).map(({ type, name, endpoints }) => ({
    type,
    name: name ?? '',
    endpoints: endpoints.map((endpoint) => ({
      interface: endpoint.interface,
      region: endpoint.region_id ?? endpoint.region ?? '',
      url: endpoint.url,
    })),
  })),
});

const authOf = ({ by, scope }: CloudEntry): unknown => ({
  identity: identityOf(by),
  // An application credential brings its own; another would be refused.
  ...(by.kind === 'application-credential' || scope.kind === 'none' ? {} : { scope: scopeOf(scope) }),
});

const identityOf = (by: SignInBy): unknown => {
  switch (by.kind) {
    case 'password':
      return { methods: ['password'], password: { user: { ...by.user, password: by.password } } };
    case 'application-credential':
      return { methods: ['application_credential'], application_credential: { ...by.credential, secret: by.secret } };
    case 'token':
      return { methods: ['token'], token: { id: by.token } };
  }
};

const scopeOf = (scope: Exclude<Scope, { kind: 'none' }>): unknown => {
  switch (scope.kind) {
    case 'project':
      return { project: scope.project };
    case 'domain':
      return { domain: scope.domain };
    case 'system':
      return { system: { all: true } };
  }
};

const problemOf = (entry: CloudEntry, sent: Sent, answer: Exclude<Answer, { kind: 'fine' }>): Problem => {
  if (sent.kind === 'failed' && sent.reason === 'untrusted')
    return {
      ...entry.locate(['auth', 'auth_url']),
      code: 'SGC7011',
      message: `${entry.authUrl} shows a certificate that is not trusted (${sent.message})`,
      allowed: 'a certificate of a known authority, or of the one under `cacert`',
      repair: "write `cacert: <file>` with the cloud's own authority into the entry, and check the host and https:// of auth_url",
    };
  if (sent.kind === 'failed')
    return {
      ...entry.locate(['auth', 'auth_url']),
      code: 'SGC7010',
      message: `${entry.authUrl} does not answer (${sent.message})`,
      allowed: 'the address of a Keystone that can be reached from here',
      repair: 'check auth_url, the network and its firewall, and try again',
    };
  if (answer.kind === 'forbidden')
    return {
      ...entry.locate(['auth']),
      code: 'SGC7012',
      message: `the cloud does not let the entry ${entry.name} in (HTTP ${answer.status})`,
      allowed: 'a user or credential that the cloud knows, with a role in the project or domain that the entry names',
      repair: 'check names, domains and the secret of the entry, and whether the credential has expired',
    };
  return notKeystone(entry, answer.message);
};

const notKeystone = (entry: CloudEntry, seen: string): Problem => ({
  ...entry.locate(['auth', 'auth_url']),
  code: 'SGC7013',
  message: `${entry.authUrl} does not answer as Keystone v3 does (${seen})`,
  allowed: 'the address of Keystone v3, such as https://identity.cloud.example/v3',
  repair: 'check auth_url',
});
