export type RoleId = 'operator' | 'auditor' | 'planner' | 'tenant-admin' | 'service-owner';

export interface IdentityPlan {
  readonly staff: { readonly issuer: string; readonly protocol: 'oidc' | 'saml'; readonly mfa: boolean };
  readonly citizens: {
    readonly scheme: 'eidas' | 'national' | 'none';
    readonly issuer: string;
    readonly protocol: 'oidc' | 'saml';
  };
  /** Staff roles by id. The auditor reads configuration and records, never data of class C2 or C3, and writes nothing. */
  readonly roles: Readonly<Record<RoleId, RolePlan>>;
  readonly breakGlass: { readonly name: string; readonly sessionMinutes: number };
}

export interface RolePlan {
  readonly id: RoleId;
  readonly title: string;
  /** region: in every account or project; tenant: one for each tenant. */
  readonly scope: 'region' | 'tenant';
  readonly rights: 'read' | 'cost' | 'operate' | 'administer' | 'deploy';
  readonly sessionMinutes: number;
}
