import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Plan } from '../../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../../lib/plan/target-plan';
import { AccountStack } from '../../../../lib/providers/aws/foundation/account';
import { appProps } from '../../../../lib/providers/aws/app';
import { confine } from '../../../../lib/providers/aws/foundation/boundary';
import { referencePlan } from '../../../plans';

interface Statement {
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
  readonly Principal?: Record<string, unknown>;
}

const plan = referencePlan();
const accountOf = (of: Plan = plan): Template =>
  Template.fromStack(
    new AccountStack(new App(appProps), 'reference-city', { plan: of, target: of.targets.aws as AwsTargetPlan, tenant: 'city' }),
  );
const account = accountOf();

const roleOf = (template: Template, name: string) => {
  const role = Object.entries(template.findResources('AWS::IAM::Role')).find(
    ([, { Properties }]) => Properties.RoleName === name,
  );
  if (role === undefined) throw new Error(`no role ${name}`);
  return {
    id: role[0],
    ...(role[1].Properties as {
      AssumeRolePolicyDocument: { Statement: Statement[] };
      MaxSessionDuration: number;
      PermissionsBoundary?: unknown;
    }),
  };
};

const actionsOf = (name: string): string[] => {
  const { id } = roleOf(account, name);
  return Object.values(account.findResources('AWS::IAM::ManagedPolicy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles ?? []).includes(`"${id}"`))
    .flatMap(({ Properties }) =>
      (Properties.PolicyDocument as { Statement: Statement[] }).Statement.flatMap(({ Action }) => Action),
    );
};

describe('the roles of people', () => {
  const names = [
    'reference-operator',
    'reference-auditor',
    'reference-planner',
    'reference-city-tenant-admin',
    'reference-city-service-owner',
  ];

  test.each(names)('%s is taken through the staff’s sign-in, with role, tenant and second factor said there', (name) => {
    const { AssumeRolePolicyDocument: trust, PermissionsBoundary: boundary } = roleOf(account, name);
    expect(trust.Statement.flatMap(({ Action }) => Action)).toEqual(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']);
    for (const { Condition } of trust.Statement) {
      expect(Condition?.StringEquals).toMatchObject({
        'idp.reference.example:aud': 'shared-gov-cloud',
        'aws:RequestTag/mfa': 'true',
        'aws:RequestTag/role': name.replace(/^reference-(city-)?/, ''),
        'aws:RequestTag/tenant': name.startsWith('reference-city') ? 'city' : 'all',
      });
    }
    expect(JSON.stringify(boundary)).toContain('policy/reference-boundary');
  });

  test('last as long as the plan says, and never below what the cloud takes', () => {
    expect(roleOf(account, 'reference-auditor').MaxSessionDuration).toBe(240 * 60);
    expect(roleOf(account, 'reference-operator').MaxSessionDuration).toBe(3600);
  });

  test('come by SAML where the staff’s sign-in speaks SAML', () => {
    const saml = accountOf({ ...plan, identity: { ...plan.identity, staff: { ...plan.identity.staff, protocol: 'saml' } } });
    saml.hasResourceProperties('AWS::IAM::SAMLProvider', {
      SamlMetadataDocument: '{{resolve:ssm:/reference/staff/saml-metadata}}',
    });
    const [taken] = roleOf(saml, 'reference-auditor').AssumeRolePolicyDocument.Statement;
    expect(taken?.Action).toBe('sts:AssumeRoleWithSAML');
    expect(taken?.Condition?.StringEquals).toMatchObject({
      'SAML:aud': 'https://signin.aws.amazon.com/saml',
      'aws:RequestTag/mfa': 'true',
    });
  });

  test('the auditor names every action in full, and none that reads a payload', () => {
    const actions = actionsOf('reference-auditor');
    expect(actions.length).toBeGreaterThan(240);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(
      actions.filter((action) =>
        /^(secretsmanager:GetSecretValue|ssm:GetParameter|kms:Decrypt|s3:GetObject|rds-db:|sqs:ReceiveMessage|ecr:GetDownload)/.test(
          action,
        ),
      ),
    ).toEqual([]);
    expect(actions.filter((action) => /:(Put|Create|Delete|Update|Modify|Attach|Detach|Pass|Assume)/.test(action))).toEqual([]);
  });

  test('who administers or releases can fill a secret of the own tenant and not read it', () => {
    for (const name of ['reference-city-tenant-admin', 'reference-city-service-owner']) {
      expect(actionsOf(name)).toContain('secretsmanager:PutSecretValue');
      expect(actionsOf(name)).not.toContain('secretsmanager:GetSecretValue');
    }
    expect(actionsOf('reference-operator')).not.toContain('secretsmanager:PutSecretValue');
  });

  test('filling a secret may use the key of the tenant’s own services, through Secrets Manager only', () => {
    const { id } = roleOf(account, 'reference-city-service-owner');
    const seal = Object.values(account.findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties }) => JSON.stringify(Properties.Roles ?? []).includes(`"${id}"`))
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
      .find(({ Action }) => Action.includes('kms:GenerateDataKey'));
    expect(seal?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(seal?.Condition).toEqual({
      StringLike: { 'kms:ViaService': 'secretsmanager.eu-central-1.*' },
      'ForAnyValue:StringLike': {
        'kms:ResourceAliases': ['alias/reference-city-production-*', 'alias/reference-city-staging-*'],
      },
    });
  });

  test('who administers a tenant deploys only where nobody else stands in the account, and takes the roles for deploying alone', () => {
    const deploys = (template: Template): string[] => {
      const { id } = roleOf(template, 'reference-city-tenant-admin');
      return Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
        .filter(({ Properties }) => JSON.stringify(Properties.Roles ?? []).includes(`"${id}"`))
        .flatMap(
          ({ Properties }) => (Properties.PolicyDocument as { Statement: { Action: unknown; Resource: unknown }[] }).Statement,
        )
        .filter(({ Action }) => Action === 'sts:AssumeRole')
        .map(({ Resource }) => JSON.stringify(Resource));
    };
    expect(deploys(account)).toEqual([
      expect.stringMatching(/cdk-\*-deploy-role-222233334444-\*.*file-publishing-role.*lookup-role/),
    ]);
    expect(deploys(account)[0]).not.toMatch(/cfn-exec|role\/cdk-\*"/);
    const target = plan.targets.aws as AwsTargetPlan;
    const crowded = { ...target, accounts: { ...target.accounts, county: '222233334444' } };
    expect(deploys(accountOf({ ...plan, targets: { aws: crowded } }))).toEqual([]);
  });

  test('no policy is longer than the cloud takes', () => {
    for (const { Properties } of Object.values(account.findResources('AWS::IAM::ManagedPolicy')))
      expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThanOrEqual(6144);
  });
});

describe('the emergency access', () => {
  test('needs a fresh second factor in the shared account, and nothing limits it but the clock', () => {
    const role = roleOf(account, plan.identity.breakGlass.name);
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } },
      }),
    ]);
    expect(role.MaxSessionDuration).toBe(3600);
    expect(role.PermissionsBoundary).toBeUndefined();
  });
});

describe('the boundary', () => {
  const [boundary] = Object.values(
    account.findResources('AWS::IAM::ManagedPolicy', { Properties: { ManagedPolicyName: 'reference-boundary' } }),
  );
  const denied = (
    boundary?.Properties.PolicyDocument as { Statement: (Statement & { Effect: string; NotAction?: string[] })[] }
  ).Statement.filter(({ Effect }) => Effect === 'Deny');

  test.each([
    'cloudtrail:StopLogging',
    's3:BypassGovernanceRetention',
    'kms:ScheduleKeyDeletion',
    'ec2:CreateVpcPeeringConnection',
    'iam:CreateUser',
    'iam:DeleteRolePermissionsBoundary',
  ])('denies %s', (action) => {
    expect(denied.filter(({ NotAction }) => NotAction === undefined).flatMap(({ Action }) => Action)).toContain(action);
  });

  test('keeps everything in the region and its second site', () => {
    expect(denied.find(({ NotAction }) => NotAction !== undefined)?.Condition).toEqual({
      StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
    });
  });

  test('stands on every role below what is confined, and leaves one that was chosen', () => {
    const stack = new Stack(new App(appProps), 'x', { env: { account: '222233334444', region: 'eu-central-1' } });
    new Role(stack, 'Work', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
    confine(stack, 'reference');
    Template.fromStack(stack).allResourcesProperties('AWS::IAM::Role', {
      PermissionsBoundary: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222233334444:policy/reference-boundary']],
      },
    });
  });
});

describe('the reader of outputs', () => {
  test('reads descriptions of the region’s stacks for the region’s accounts', () => {
    account.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'reference-outputs-reader',
      AssumeRolePolicyDocument: { Statement: Match.anyValue() },
    });
    const trusted = JSON.stringify(roleOf(account, 'reference-outputs-reader').AssumeRolePolicyDocument.Statement);
    for (const id of ['111122223333', '222233334444', '333344445555']) expect(trusted).toContain(id);
    expect(actionsOf('reference-outputs-reader')).toEqual(['cloudformation:DescribeStacks']);
  });
});
