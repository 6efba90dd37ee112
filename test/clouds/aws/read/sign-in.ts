import { nameOf } from '../../../../lib/plan/name';
import { line } from '../estate';
import type { Kind } from '../read-back';
import { hosted } from './services';

interface Pool {
  readonly UserPool: {
    readonly Domain?: string;
    readonly DeletionProtection: string;
    readonly AdminCreateUserConfig: { readonly AllowAdminCreateUserOnly: boolean };
    readonly Policies: { readonly PasswordPolicy: { readonly MinimumLength: number } };
  };
}

interface Client {
  readonly UserPoolClient: {
    readonly CallbackURLs: readonly string[];
    readonly AllowedOAuthFlows: readonly string[];
    readonly SupportedIdentityProviders: readonly string[];
    readonly ClientSecret?: string;
  };
}

interface Provider {
  readonly IdentityProvider: { readonly ProviderType: string; readonly ProviderDetails: Readonly<Record<string, string>> };
}

export const signIn: readonly Kind[] = [
  {
    types: [
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain',
      'AWS::Cognito::UserPoolIdentityProvider',
    ],
    expected: (estate) =>
      hosted(estate)
        .filter(({ service }) => service.signIn !== 'none')
        .map(({ space, service }) => {
          const { staff, citizens } = estate.plan.identity;
          const issuer = service.signIn === 'staff' ? staff : citizens;
          return line(service.name, {
            domain: nameOf('userPoolDomain', service.name, estate.place(space.tenant).account),
            protected: space.lifecycle === 'retained',
            ownUsers: false,
            passwordLength: 16,
            callback: [`https://${service.host}/oauth2/idpresponse`],
            flows: ['code'],
            secret: true,
            providers: ['identity'],
            kind: issuer.protocol.toUpperCase(),
            issuer: issuer.issuer,
            // From the secret that staff filled, read when it was deployed.
            client: 'client',
          });
        }),
    seen: async (estate) => {
      const pools = await estate.list<{ Id: string; Name: string }>(estate.places, 'cognito-idp', 'ListUserPools', 'UserPools', {
        MaxResults: 60,
      });
      return Promise.all(
        pools.map(async ({ Id: UserPoolId, Name, place }) => {
          const ask = <T>(operation: string, parameters: object = {}): Promise<T> =>
            estate.ask<T>(place, 'cognito-idp', operation, { UserPoolId, ...parameters });
          const { UserPool: pool } = await ask<Pool>('DescribeUserPool');
          const { UserPoolClients } = await ask<{ UserPoolClients: readonly { ClientId: string }[] }>('ListUserPoolClients');
          const { UserPoolClient: client } = await ask<Client>('DescribeUserPoolClient', {
            ClientId: UserPoolClients[0]?.ClientId,
          });
          const { IdentityProvider: provider } = await ask<Provider>('DescribeIdentityProvider', {
            ProviderName: client.SupportedIdentityProviders[0],
          });
          return line(Name, {
            domain: pool.Domain,
            protected: pool.DeletionProtection === 'ACTIVE',
            ownUsers: !pool.AdminCreateUserConfig.AllowAdminCreateUserOnly,
            passwordLength: pool.Policies.PasswordPolicy.MinimumLength,
            callback: client.CallbackURLs,
            flows: client.AllowedOAuthFlows,
            secret: client.ClientSecret !== undefined,
            providers: client.SupportedIdentityProviders,
            kind: provider.ProviderType,
            issuer: provider.ProviderDetails.oidc_issuer,
            client: provider.ProviderDetails.client_id,
          });
        }),
      );
    },
  },
];
