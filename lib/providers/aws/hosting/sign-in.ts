import { SecretValue, Stack } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolClient, CfnUserPoolDomain, CfnUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { IdentityPlan } from '../../../plan/identity-plan';
import { nameOf } from '../../../plan/name';
import type { ServicePlan } from '../../../plan/service-plan';
import { acknowledge } from '../acknowledgements';
import type { Lifecycle } from '../removal';

export interface SignInProps {
  readonly service: ServicePlan;
  readonly issuer: Pick<IdentityPlan['citizens'], 'issuer' | 'protocol'>;
  readonly lifecycle: Lifecycle;
}

/** Seconds after which people sign in again. */
const sessionSeconds = 3600;

/**
 * Sign-in before the first byte reaches a container. A user pool stands between entry and identity provider,
 * because the entry alone speaks no SAML and would need the provider's endpoints, which only the pool looks up.
 * It has no users of its own.
 */
export class SignIn extends Construct {
  private readonly pool: CfnUserPool;
  private readonly client: CfnUserPoolClient;
  private readonly domain: CfnUserPoolDomain;

  constructor(scope: Construct, id: string, props: SignInProps) {
    super(scope, id);
    this.pool = this.createPool(props);
    const provider = this.createProvider(props);
    this.client = this.createClient(props.service, provider);
    this.domain = new CfnUserPoolDomain(this, 'Domain', {
      userPoolId: this.pool.ref,
      domain: nameOf('userPoolDomain', props.service.name, Stack.of(this).account),
    });
  }

  /** The step of the entry that lets only signed-in people pass; programs get a refusal instead of a page. */
  action(kind: 'web' | 'api'): CfnListenerRule.ActionProperty {
    return {
      type: 'authenticate-cognito',
      order: 1,
      authenticateCognitoConfig: {
        userPoolArn: this.pool.attrArn,
        userPoolClientId: this.client.ref,
        userPoolDomain: this.domain.ref,
        scope: 'openid',
        onUnauthenticatedRequest: kind === 'api' ? 'deny' : 'authenticate',
        sessionTimeout: sessionSeconds,
      },
    };
  }

  private createPool({ service, lifecycle }: SignInProps): CfnUserPool {
    const pool = new CfnUserPool(this, 'Pool', {
      userPoolName: nameOf('generic', service.name),
      userPoolTier: 'ESSENTIALS',
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
      policies: {
        passwordPolicy: {
          minimumLength: 16,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
        },
      },
      deletionProtection: lifecycle === 'retained' ? 'ACTIVE' : 'INACTIVE',
    });
    const reason = 'The pool has no users of its own: people sign in at the identity provider, which asks for the second factor';
    for (const rule of ['AwsSolutions-COG2', 'AwsSolutions-COG8']) acknowledge(pool, { rule, reason, review: 'each release' });
    return pool;
  }

  private createProvider(props: SignInProps): CfnUserPoolIdentityProvider {
    return new CfnUserPoolIdentityProvider(this, 'Provider', {
      userPoolId: this.pool.ref,
      providerName: 'identity',
      providerType: props.issuer.protocol === 'oidc' ? 'OIDC' : 'SAML',
      providerDetails:
        props.issuer.protocol === 'oidc' ? oidcDetails(props) : { MetadataURL: props.issuer.issuer, IDPSignout: 'true' },
    });
  }

  private createClient({ host, name }: ServicePlan, provider: CfnUserPoolIdentityProvider): CfnUserPoolClient {
    const client = new CfnUserPoolClient(this, 'Client', {
      userPoolId: this.pool.ref,
      clientName: nameOf('generic', name),
      generateSecret: true,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid'],
      callbackUrLs: [`https://${host}/oauth2/idpresponse`],
      logoutUrLs: [`https://${host}/`],
      supportedIdentityProviders: [provider.providerName],
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
    });
    client.addResourceDependency(provider);
    return client;
  }
}

/** The client's id and secret are read at deployment from the secret that staff filled; the template holds its name only. */
const oidcDetails = ({ service, issuer }: SignInProps): Readonly<Record<string, string>> => {
  const secret = Object.values(service.secrets).find((candidate) => candidate.purpose === 'sign-in');
  if (secret === undefined) throw new Error(`${service.name}: sign-in without a secret for its client`);
  const field = (jsonField: string): string => SecretValue.secretsManager(secret.name, { jsonField }).unsafeUnwrap();
  return {
    client_id: field('clientId'),
    client_secret: field('clientSecret'),
    oidc_issuer: issuer.issuer,
    authorize_scopes: 'openid',
    attributes_request_method: 'GET',
  };
};
