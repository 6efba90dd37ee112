import type { Seen } from './seen';

/** How something is encrypted at rest: under a key of the region's own, under one of the cloud's, or not. */
export type KeyKind = 'own key' | "the cloud's key" | 'not encrypted';
/** The oldest way in which it speaks. */
export type Transport = 'TLS 1.2 or newer' | 'older TLS' | 'plain text' | 'a redirect only';
/** How much a policy or a role allows. */
export type Rights = 'everything' | 'everything, with a second factor' | 'a whole service' | 'named actions';
export type Audience = 'anyone' | 'named callers';

/** Ports that are open, both ends included. */
export interface Ports {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'all' | 'other';
  readonly first: number;
  readonly last: number;
}

/** What each kind of fact says. The same words on every cloud. */
export interface FactValues {
  /** Encryption at rest. */
  readonly encryption: KeyKind;
  readonly transport: Transport;
  /** Whether the public can reach it, by its own settings. */
  readonly exposure: boolean;
  /** Ports that are open to all of the internet. */
  readonly ingress: Ports;
  /** Ports on which it may speak to all of the internet. */
  readonly egress: Ports;
  /** Ports that are open between named groups and networks. */
  readonly within: Ports;
  /** Whether rules that nobody wrote apply: the cloud's own, which let everything out. */
  readonly defaultRules: boolean;
  /** Whether packets find a way to the internet. */
  readonly wayOut: boolean;
  /** Days for which it is kept; Infinity where it is never deleted. */
  readonly retention: number;
  /** Whether what happens there is recorded. */
  readonly logging: boolean;
  /** Whether records cannot be changed unnoticed. */
  readonly integrity: boolean;
  /** Whether it holds for every place, not only for one. */
  readonly scope: boolean;
  readonly detection: boolean;
  /** Whether an alarm is told to somebody. */
  readonly alarm: boolean;
  readonly versioning: boolean;
  readonly writeOnce: boolean;
  /** Whether it outlives its artefact. */
  readonly survival: boolean;
  /** Whether the cloud itself refuses to delete it. */
  readonly deletionProtection: boolean;
  readonly backup: boolean;
  readonly restoreTest: boolean;
  /** Region to which a copy goes. */
  readonly copy: string;
  /** Region in which it stands. */
  readonly location: string;
  /** Whether it stands in more than one zone or machine. */
  readonly spread: boolean;
  /** Whether somebody holds a credential that never ends. */
  readonly standingCredential: boolean;
  readonly rights: Rights;
  readonly trust: Audience;
  readonly grant: Audience;
  readonly secondFactor: boolean;
  /** Whether rights have a bound that their holder cannot lift. */
  readonly boundary: boolean;
  /** Whether roles can be handed to anything. */
  readonly passRole: boolean;
  /** Whether a secret value stands in the artefact. */
  readonly plainSecret: boolean;
  readonly rotation: boolean;
  /** Whether what runs is named by what it is. */
  readonly pinning: boolean;
  readonly immutability: boolean;
  readonly scanning: boolean;
  readonly signature: boolean;
  readonly privilege: boolean;
  readonly readOnly: boolean;
  readonly rootUser: boolean;
  /** Whether attacks on it are filtered. */
  readonly filter: boolean;
  readonly updates: boolean;
  readonly remoteLogin: boolean;
  readonly metadataGuard: boolean;
  /** Whether addresses and senders are checked. */
  readonly spoofGuard: boolean;
  /** Whether only strong suites are offered. */
  readonly strongSuites: boolean;
  /** Whether it is shared with more than was named. */
  readonly sharing: Audience;
  /** Whether a name of another partition of the cloud stands in it. */
  readonly foreignName: boolean;
  /** Whether it is a service that stands in no single region. */
  readonly worldwide: boolean;
  /** Whether it uses something that belongs to another tenant. */
  readonly foreignOwner: boolean;
  /** Whether everything that it sets up is also switched on. */
  readonly running: boolean;
  /** Always unknown: something that makes resources out of sight. */
  readonly opaque: boolean;
}

export type FactKind = keyof FactValues;

/** What a fact is about. */
export type Thing =
  | 'object store'
  | 'volume'
  | 'database'
  | 'files'
  | 'queue'
  | 'topic'
  | 'record store'
  | 'log'
  | 'backup'
  | 'secret'
  | 'key'
  | 'registry'
  | 'image'
  | 'zone'
  | 'project'
  | 'network'
  | 'subnet'
  | 'group'
  | 'port'
  | 'entry'
  | 'link'
  | 'look-ups'
  | 'endpoint'
  | 'host'
  | 'container'
  | 'function'
  | 'role'
  | 'policy'
  | 'user'
  | 'credential'
  | 'trail'
  | 'threats'
  | 'configuration'
  | 'findings'
  | 'alarm'
  | 'spending'
  | 'mail'
  | 'release'
  | 'engine'
  | 'sign-in'
  | 'artefact';

/** One thing read from what was written, or why it could not be read. */
export type Fact = {
  readonly [K in FactKind]: {
    readonly kind: K;
    readonly of: Thing;
    readonly value: Seen<FactValues[K]>;
    /** Id of the resource that says it, `<artefact>#<logical id>`, or the artefact's name alone. */
    readonly subject: string;
    /** Dotted path of the property that says it; empty: the resource as a whole. */
    readonly at: string;
    /** Whether software on a host of ours does it, and no service of the cloud. */
    readonly selfRun: boolean;
    /** What is lost although it holds; empty where nothing is. */
    readonly lost: string;
  };
}[FactKind];

export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

/** A fact of a resource. */
export const fact = <K extends FactKind>(
  kind: K,
  of: Thing,
  subject: { readonly id: string },
  value: Seen<FactValues[K]>,
  more: { readonly at?: string; readonly selfRun?: boolean; readonly lost?: string } = {},
): Fact =>
  ({ kind, of, value, subject: subject.id, at: more.at ?? '', selfRun: more.selfRun ?? false, lost: more.lost ?? '' }) as Fact;
