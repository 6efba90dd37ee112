import type { RoleId } from '../../../lib/plan/identity-plan';
import { nameOf } from '../../../lib/plan/name';
import { awsOptions } from '../../../lib/providers/aws/options';
import { loginOf, type Proof } from './proof';
import { targetOf } from './region';
import { type Answer, type Login, rootOf } from './sdk';

/** What the staff's sign-in says about a person. */
export interface Claims {
  readonly issuer: string;
  readonly client: string;
  readonly role: string;
  readonly tenant: string;
  readonly mfa: boolean;
}

/** People of the region, who come with a token of the staff's sign-in. Nobody signs it here: the emulator reads it as it is. */
export class People {
  constructor(private readonly proof: Proof) {}

  claims(role: RoleId, tenant: string, change: Partial<Claims> = {}): Claims {
    const { issuer } = this.proof.version.plan.identity.staff;
    const client = awsOptions(targetOf(this.proof.version)).staffClient;
    return { issuer, client, role, tenant, mfa: true, ...change };
  }

  /** Name of a role in an account; `all` stands for the roles of the region. */
  roleName(role: RoleId, tenant: string): string {
    return nameOf('role', this.proof.version.plan.region.id, ...(tenant === 'all' ? [] : [tenant]), role);
  }

  enter(account: string, roleName: string, claims: Claims): Promise<Answer> {
    return this.proof.sdk.try({
      service: 'sts',
      operation: 'AssumeRoleWithWebIdentity',
      region: targetOf(this.proof.version).cloud.region,
      login: rootOf(account),
      parameters: {
        RoleArn: `arn:aws:iam::${account}:role/${roleName}`,
        RoleSessionName: 'proof',
        WebIdentityToken: tokenOf(claims),
      },
    });
  }

  async signIn(account: string, role: RoleId, tenant: string): Promise<Login> {
    const answer = await this.enter(account, this.roleName(role, tenant), this.claims(role, tenant));
    if (!answer.ok) throw new Error(`${role} of ${tenant} cannot sign in to ${account}: ${answer.message}`);
    return loginOf(answer.value.Credentials as Parameters<typeof loginOf>[0]);
  }
}

/** Session tags stand in a claim of their own (IAM user guide, session tags with AssumeRoleWithWebIdentity). */
const tokenOf = ({ issuer, client, role, tenant, mfa }: Claims): string => {
  const principal_tags = { role: [role], tenant: [tenant], ...(mfa ? { mfa: ['true'] } : {}) };
  const payload = { iss: issuer, aud: client, sub: 'somebody', 'https://aws.amazon.com/tags': { principal_tags } };
  return [{ alg: 'RS256' }, payload, {}].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
};
