import type { Path } from '../../lib/model/path';
import type { Position } from '../../lib/model/problem';
import type { ServiceName } from './service-types';
import type { Trust } from './transport';

/** One entry of clouds.yaml, complete and checked; its secrets must never be printed. */
export interface CloudEntry {
  readonly name: string;
  /** Keystone v3, without a slash at its end. */
  readonly authUrl: string;
  readonly by: SignInBy;
  readonly scope: Scope;
  /** Undefined where the entry names none. */
  readonly region: string | undefined;
  readonly interface: 'public' | 'internal' | 'admin';
  /** Addresses that the entry puts in the place of the catalogue's. */
  readonly endpoints: Readonly<Partial<Record<ServiceName, string>>>;
  readonly trust: Trust;
  /** What must not appear in a message. */
  readonly secrets: readonly string[];
  /** Where a value of the entry was written, else the entry. */
  locate(path: Path): Position;
}

/** Something with a name or an id, as Keystone takes it. */
export type Reference = { readonly id: string } | { readonly name: string };
export type InDomain = { readonly id: string } | { readonly name: string; readonly domain: Reference };

export type SignInBy =
  | { readonly kind: 'password'; readonly user: InDomain; readonly password: string }
  | {
      readonly kind: 'application-credential';
      readonly credential: { readonly id: string } | { readonly name: string; readonly user: InDomain };
      readonly secret: string;
    }
  | { readonly kind: 'token'; readonly token: string };

export type Scope =
  | { readonly kind: 'project'; readonly project: InDomain }
  | { readonly kind: 'domain'; readonly domain: Reference }
  | { readonly kind: 'system' }
  | { readonly kind: 'none' };

/** Where clouds.yaml is looked for: the working folder and the environment of the caller. */
export interface Where {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}
