import type { Plan, SpacePlan } from '../../../plan/plan';
import type { ServicePlan } from '../../../plan/service-plan';
import type { CloudInit } from '../hosts/cloud-init';
import type { HostEntryProps } from '../hosts/host-entry';
import { proxyOf } from '../hosts/host-base';
import type { Template } from '../hosts/host-peers';

/** Where the people of this service prove who they are. */
export const signInOf = (plan: Plan, service: ServicePlan): HostEntryProps['signIn'] => {
  if (service.signIn === 'none') return null;
  const { protocol, issuer } = service.signIn === 'citizens' ? plan.identity.citizens : plan.identity.staff;
  return { protocol, issuer };
};

/** The entry hosts as a client of the issuer, kept in step with the session key and the client's secret. */
export const signInTemplates = (plan: Plan, space: SpacePlan, service: ServicePlan): readonly Template[] => {
  const signIn = signInOf(plan, service);
  if (signIn === null) return [];
  const then = 'apache2ctl configtest && systemctl reload-or-restart apache2';
  const common = { mode: '0600', owner: 'root', then } as const;
  if (signIn.protocol === 'oidc')
    return [{ ...common, path: '/etc/apache2/sign-in.conf', content: openId(plan, space, service, signIn.issuer) }];
  return [
    { ...common, path: '/etc/apache2/sign-in.conf', content: saml },
    { ...common, path: '/etc/apache2/saml/key.pem', content: `{{secret:${secretOf(service, 'sign-in')}}}\n` },
  ];
};

/** Fetches what SAML's two sides tell each other; OpenID Connect does so by itself. */
export const hostSignIn = (plan: Plan, service: ServicePlan): CloudInit => {
  const signIn = signInOf(plan, service);
  if (signIn?.protocol !== 'saml') return { packages: [], files: [], commands: [] };
  return {
    packages: ['curl', 'openssl'],
    files: [{ path: '/usr/local/sbin/fetch-issuer', mode: '0755', content: fetchIssuer(service, signIn.issuer) }],
    commands: ['mkdir -p /etc/apache2/saml', 'fetch-issuer || true'],
  };
};

const secretOf = (service: ServicePlan, purpose: 'session' | 'sign-in'): string => {
  const secret = Object.values(service.secrets).find((one) => one.purpose === purpose);
  if (secret === undefined) throw new Error(`service ${service.name} has no secret for ${purpose}`);
  return secret.id;
};

const openId = (
  plan: Plan,
  space: SpacePlan,
  service: ServicePlan,
  issuer: string,
): string => `OIDCProviderMetadataURL ${issuer.replace(/\/$/, '')}/.well-known/openid-configuration
OIDCClientID ${service.name}
OIDCClientSecret "{{secret:${secretOf(service, 'sign-in')}}}"
OIDCCryptoPassphrase "{{secret:${secretOf(service, 'session')}}}"
OIDCRedirectURI https://${service.host}/sign-in/callback
OIDCOutgoingProxy ${proxyOf(plan, space).replace('http://', '')}
OIDCResponseType code
OIDCPKCEMethod S256
OIDCScope "openid profile"
OIDCSessionType client-cookie:persistent
OIDCSessionInactivityTimeout 1800
OIDCSessionMaxDuration 28800
OIDCCookieSameSite On
OIDCRemoteUserClaim sub
`;

const saml = `<Location />
  MellonEnable auth
  MellonEndpointPath /sign-in
  MellonSPMetadataFile /etc/apache2/saml/service.xml
  MellonSPPrivateKeyFile /etc/apache2/saml/key.pem
  MellonIdPMetadataFile /etc/apache2/saml/issuer.xml
  MellonSecureCookie On
  MellonCookieSameSite lax
  MellonUser NAME_ID
</Location>
`;

const fetchIssuer = (service: ServicePlan, issuer: string): string => `#!/bin/bash
set -euo pipefail
cat >/etc/apache2/saml/service.xml <<'END'
<EntityDescriptor entityID="https://${service.host}/sign-in/metadata" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
  <SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://${service.host}/sign-in/postResponse"/>
  </SPSSODescriptor>
</EntityDescriptor>
END
through-proxy curl --fail --silent --show-error --output /etc/apache2/saml/issuer.xml ${issuer}
systemctl reload-or-restart apache2
`;
