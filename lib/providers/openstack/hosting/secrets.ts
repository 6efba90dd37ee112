import { has, type OpenstackCloud } from '../../../model/cloud';
import { nameOf } from '../../../plan/name';
import type { SpacePlan } from '../../../plan/plan';
import type { OpenstackTargetPlan } from '../../../plan/target-plan';
import { IdentityApplicationCredentialV3 } from '../.gen/providers/openstack/identity-application-credential-v3';
import { Construct, TerraformStack } from '../engine';
import type { HostCloudProps } from '../hosts/host-cloud';
import { databaseSecrets } from '../hosts/host-database';
import type { BornSecret } from '../hosts/host-secrets';
import { keySecretName } from '../storage/keys';
import { optionsOf } from '../options';
import { names } from '../names';
import type { ServiceContext } from './service-context';
import { secretContainer } from './service-names';

/** One thing that a credential may do: a method on a path of one service. */
export interface AccessRule {
  readonly service: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
}

/** What a credential may do with the objects of one container, or of one folder in it. */
export const objectRules = (
  container: string,
  methods: readonly AccessRule['method'][],
  folder?: string,
): readonly AccessRule[] => [
  { service: 'object-store', method: 'GET', path: `/v1/AUTH_*/${container}` },
  { service: 'object-store', method: 'HEAD', path: `/v1/AUTH_*/${container}` },
  ...methods.map((method) => ({
    service: 'object-store',
    method,
    path: `/v1/AUTH_*/${folder === undefined ? container : `${container}/${folder}`}/**`,
  })),
];

/** Adding to a space's backups, in one folder or all over; never deleting. */
export const backupRules = (space: SpacePlan, folder?: string): readonly AccessRule[] => [
  ...objectRules(names.backupContainer(space), ['GET', 'HEAD', 'PUT'], folder),
  ...objectRules(names.backupSegments(space), ['GET', 'HEAD', 'PUT'], folder),
];

/** The key manager knows no names in paths: whoever may read one secret may read the project's others. */
export const keyManagerRules = (make: boolean): readonly AccessRule[] => [
  { service: 'key-manager', method: 'GET', path: '/v1/secrets' },
  { service: 'key-manager', method: 'GET', path: '/v1/secrets/*/payload' },
  ...(make ? [{ service: 'key-manager', method: 'POST', path: '/v1/secrets' } as const] : []),
];

/** Reading (or also making) the secrets of a service, wherever this cloud keeps them. */
export const secretRules = (context: ServiceContext, act: 'read' | 'make'): readonly AccessRule[] =>
  has(context.target.cloud, 'barbican')
    ? keyManagerRules(act === 'make')
    : objectRules(secretContainer(context), act === 'make' ? ['GET', 'HEAD', 'PUT'] : ['GET', 'HEAD']);

export const secretStore = (context: ServiceContext): HostCloudProps['secrets'] =>
  has(context.target.cloud, 'barbican') ? { kind: 'barbican' } : { kind: 'objects', container: secretContainer(context) };

/** Id of the secret that encrypts the service's backups. */
export const archiveSecret = 'archive';

/** Secrets that a host makes: the plan's, but for the one that staff file, and what self-run software needs besides. */
export const madeSecrets = (context: ServiceContext): readonly BornSecret[] => {
  const { service } = context;
  const databases = Object.values(service.databases);
  const broker = Object.values(service.secrets).filter((secret) => secret.purpose === 'broker');
  return [
    ...Object.values(service.secrets).filter((secret) => secret.purpose !== 'sign-in'),
    ...databases.flatMap((database) => databaseSecrets(service, database)),
    ...broker.map((secret) => ({
      id: `${secret.id}-cluster`,
      name: nameOf('secret', secret.name, 'cluster'),
      rotationDays: null,
    })),
    { id: archiveSecret, name: keySecretName(service.key), rotationDays: null },
  ];
};

/** Barbican's own policy lets only its creators read and make secrets. */
const defaultRoles = (cloud: OpenstackCloud): string[] => (has(cloud, 'barbican') ? ['creator', 'member'] : ['member']);

export interface HostCredentialsProps {
  readonly target: OpenstackTargetPlan;
  /** Full name, such as `<service name>-app`. */
  readonly name: string;
  readonly description: string;
  readonly rules: readonly AccessRule[];
}

export interface HostCredential {
  readonly id: string;
  readonly secret: string;
}

/**
 * A pair of restricted application credentials with overlapping lives. Every other host holds the second, so that
 * the renewal of one replaces half of a role's hosts while the other half serves.
 */
export class HostCredentials extends Construct {
  private readonly pair: readonly [HostCredential, HostCredential];

  constructor(scope: Construct, id: string, props: HostCredentialsProps) {
    super(scope, id);
    this.pair = [this.credential('a', props), this.credential('b', props)];
  }

  /** The credential of the `index`-th host of a role. */
  for(index: number): HostCredential {
    return this.pair[index % 2 === 0 ? 0 : 1];
  }

  private credential(generation: 'a' | 'b', props: HostCredentialsProps): HostCredential {
    const { credentialExpiry, credentialRoles } = optionsOf(props.target);
    const expiresAt = credentialExpiry[generation];
    const stack = TerraformStack.of(this);
    const before = latest.get(stack);
    const made = new IdentityApplicationCredentialV3(this, generation, {
      name: nameOf('generic', props.name, generation),
      description: props.description,
      roles: credentialRoles.length > 0 ? [...credentialRoles] : defaultRoles(props.target.cloud),
      unrestricted: false,
      ...(expiresAt === null ? {} : { expiresAt }),
      ...(has(props.target.cloud, 'accessRules') ? { accessRules: props.rules.map((rule) => ({ ...rule })) } : {}),
      // One after the other: Keystone shares equal access rules among a user's credentials, and refuses two that
      // make one at once.
      ...(before === undefined ? {} : { dependsOn: [before] }),
    });
    latest.set(stack, made);
    return { id: made.id, secret: made.secret };
  }
}

/** The credential last made in a state. */
const latest = new WeakMap<TerraformStack, IdentityApplicationCredentialV3>();
