import { Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider, CfnSAMLProvider, FederatedPrincipal, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IdentityPlan } from '../../../plan/identity-plan';
import { nameOf } from '../../../plan/name';

export interface FederationProps {
  readonly region: string;
  readonly staff: IdentityPlan['staff'];
  readonly options: FederationOptions;
}

export interface FederationOptions {
  /** Client id that the staff's issuer gave to this cloud. */
  readonly staffClient: string;
  /** Address that SAML assertions name as their reader. */
  readonly samlAudience: string;
}

/** What a person must bring to get a role: said by the staff's own sign-in as session tags. */
export interface Claims {
  readonly role: string;
  readonly tenant: string;
}

/** The staff's own sign-in as an identity provider of the account. */
export class Federation extends Construct {
  constructor(scope: Construct, id: string, props: FederationProps) {
    super(scope, id);
    if (props.staff.protocol === 'oidc') {
      new CfnOIDCProvider(this, 'Provider', { url: props.staff.issuer, clientIdList: [props.options.staffClient] });
    } else {
      new CfnSAMLProvider(this, 'Provider', {
        name: samlName(props.region),
        samlMetadataDocument: `{{resolve:ssm:${metadataParameter(props.region)}}}`,
      });
    }
  }
}

/** Parameter into which staff put the metadata of their sign-in before the first deployment; too long for a template's parameter. */
export const metadataParameter = (region: string): string => `/${region}/staff/saml-metadata`;

const samlName = (region: string): string => nameOf('generic', region, 'staff');

/** Who may take a role: a person whom the staff's sign-in calls by this role and tenant, with a second factor. */
export const staffPrincipal = (scope: Construct, props: FederationProps, claims: Claims): FederatedPrincipal => {
  const { partition, account } = Stack.of(scope);
  const tags = {
    'aws:RequestTag/role': claims.role,
    'aws:RequestTag/tenant': claims.tenant,
    ...(props.staff.mfa ? { 'aws:RequestTag/mfa': 'true' } : {}),
  };
  if (props.staff.protocol === 'oidc') {
    const issuer = props.staff.issuer.replace(/^https:\/\//, '').replace(/\/$/, '');
    const conditions = { StringEquals: { [`${issuer}:aud`]: props.options.staffClient, ...tags } };
    return new FederatedPrincipal(
      `arn:${partition}:iam::${account}:oidc-provider/${issuer}`,
      conditions,
      'sts:AssumeRoleWithWebIdentity',
    );
  }
  const conditions = { StringEquals: { 'SAML:aud': props.options.samlAudience, ...tags } };
  return new FederatedPrincipal(
    `arn:${partition}:iam::${account}:saml-provider/${samlName(props.region)}`,
    conditions,
    'sts:AssumeRoleWithSAML',
  );
};

/** Lets the sign-in pass the session tags on which the trust depends. */
export const allowClaims = (role: Role, principal: FederatedPrincipal): void => {
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({
      actions: ['sts:TagSession'],
      principals: [new FederatedPrincipal(principal.federated, principal.conditions, 'sts:TagSession')],
    }),
  );
};
