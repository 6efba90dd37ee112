import { Duration, Stack } from 'aws-cdk-lib';
import { AccountPrincipal, CompositePrincipal, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IdentityPlan, RoleId, RolePlan } from '../../../plan/identity-plan';
import { nameOf } from '../../../plan/name';
import { acknowledge } from '../acknowledgements';
import { boundaryArn } from './boundary';
import { allowClaims, type FederationProps, staffPrincipal } from './federation';
import { statementsOf } from './staff-rights';

export interface StaffRolesProps {
  readonly federation: FederationProps;
  readonly roles: readonly RolePlan[];
  /** Tenant of these roles; empty for those of the region. */
  readonly tenant: string;
  /** Names of the tenant's spaces: the starts of what is theirs. */
  readonly spaces: readonly string[];
  /** Whether nobody else's spaces stand in this account. */
  readonly alone: boolean;
}

/** Roles of people: no user of our own, only those whom the staff's sign-in sends with a second factor. */
export class StaffRoles extends Construct {
  readonly byId: Readonly<Partial<Record<RoleId, Role>>>;

  constructor(scope: Construct, id: string, props: StaffRolesProps) {
    super(scope, id);
    this.byId = Object.fromEntries(props.roles.map((role) => [role.id, this.role(role, props)]));
  }

  private role(plan: RolePlan, { federation, tenant, spaces, alone }: StaffRolesProps): Role {
    const principal = staffPrincipal(this, federation, { role: plan.id, tenant: tenant === '' ? 'all' : tenant });
    const role = new Role(this, plan.id, {
      roleName: nameOf('role', federation.region, ...(tenant === '' ? [] : [tenant]), plan.id),
      description: plan.title,
      assumedBy: principal,
      // IAM takes no maximum below an hour.
      maxSessionDuration: Duration.minutes(Math.max(60, plan.sessionMinutes)),
      permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(this, `Boundary-${plan.id}`, boundaryArn(this, federation.region)),
    });
    allowClaims(role, principal);
    const statements = statementsOf(plan.rights, { stack: Stack.of(this), spaces, alone });
    statements.forEach(({ id, statement, why }) => {
      const policy = new ManagedPolicy(role, id, { roles: [role], statements: [statement] });
      for (const finding of why.findings)
        acknowledge(policy, { rule: 'AwsSolutions-IAM5', finding, reason: why.reason, review: 'each release' });
    });
    return role;
  }
}

export interface BreakGlassProps {
  readonly region: string;
  readonly breakGlass: IdentityPlan['breakGlass'];
  /** Account whose sealed credentials may take the role. */
  readonly sharedAccount: string;
}

/** The sealed emergency access: everything, for an hour, with a second factor, and never in silence. */
export class BreakGlass extends Role {
  constructor(scope: Construct, id: string, props: BreakGlassProps) {
    super(scope, id, {
      roleName: props.breakGlass.name,
      description: 'Emergency access; every use is alarmed',
      assumedBy: new AccountPrincipal(props.sharedAccount).withConditions({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '900' },
      }),
      maxSessionDuration: Duration.minutes(Math.max(60, props.breakGlass.sessionMinutes)),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    });
    acknowledge(this, {
      rule: 'AwsSolutions-IAM4',
      finding: 'Policy::arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess',
      reason: 'An emergency may need anything; the seal, the second factor and the alarm are the limits',
      review: 'each release',
    });
  }
}

export interface OutputsReaderProps {
  readonly name: string;
  readonly region: string;
  readonly accounts: readonly string[];
}

/** Lets deployments in the region's other accounts read what this account's stacks publish, and nothing else. */
export class OutputsReader extends Role {
  constructor(scope: Construct, id: string, props: OutputsReaderProps) {
    super(scope, id, {
      roleName: props.name,
      description: "Reads the outputs of this region's stacks",
      assumedBy: new CompositePrincipal(...props.accounts.map((account) => new AccountPrincipal(account))),
    });
    new ManagedPolicy(this, 'Outputs', {
      roles: [this],
      statements: [
        new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [stacksOf(scope, props.region)] }),
      ],
    });
    acknowledge(this, {
      rule: 'AwsSolutions-IAM5',
      finding: `Resource::arn:<AWS::Partition>:cloudformation:${Stack.of(scope).region}:${Stack.of(scope).account}:stack/${props.region}-*/*`,
      reason: "Outputs of this region's stacks, whose ids the cloud gives",
      review: 'each release',
    });
  }
}

const stacksOf = (scope: Construct, region: string): string =>
  Stack.of(scope).formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${region}-*/*` });
