import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coversAction } from '../../../../lib/evidence/action';
import {
  executionPolicies,
  executionPolicyName,
  type PolicyDocument,
  type WrittenStack,
} from '../../../../lib/providers/aws/foundation/execution-policy';
import { handlerActions } from '../../../../lib/providers/aws/foundation/handler-actions';
import { synthesizeAll } from '../../../artefacts';
import { planOf } from '../../../plans';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: unknown;
}

const matches = (pattern: string, text: string): boolean => coversAction(pattern, text);
const statementsIn = (policies: readonly PolicyDocument[]) =>
  policies.flatMap(({ Statement }) => Statement as readonly Statement[]);
const resourcesOf = ({ Resource }: Statement): readonly string[] => (typeof Resource === 'string' ? [Resource] : Resource);

/** Whether some statement of an effect names an action on a resource, whatever its condition. */
const says = (policies: readonly PolicyDocument[], effect: Statement['Effect'], action: string, resource: string): boolean =>
  statementsIn(policies).some(
    (statement) =>
      statement.Effect === effect &&
      (statement.Action ?? []).some((pattern) => matches(pattern, action)) &&
      resourcesOf(statement).some((pattern) => matches(pattern, resource)),
  );

/** Accounts of every AWS target of a blueprint, each with its stacks and its policies. */
const accountsOf = (file: string) => {
  const plan = planOf(file);
  return synthesizeAll(plan, (provider) => provider === 'aws').flatMap(({ target: id, folder, artefacts }) => {
    const target = plan.targets[id];
    if (target?.provider !== 'aws') throw new Error(`${id} is no AWS`);
    const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { environment?: string }>;
    };
    return [...new Set(Object.values(target.accounts))].map((account) => {
      const stacks = artefacts
        .filter(({ name }) => artifacts[name]?.environment?.includes(account) === true)
        .map(({ name, file: template }): WrittenStack => {
          return { name, template: JSON.parse(readFileSync(path.join(folder, template), 'utf8')) as WrittenStack['template'] };
        });
      const region = plan.region.id;
      return {
        label: `${file} ${id} ${account}`,
        region,
        target,
        account,
        stacks,
        policies: executionPolicies({ region, target, account, stacks }),
      };
    });
  });
};

const accounts = ['reference/municipal.yaml', 'reference/provider.yaml', 'reference/regional.yaml'].flatMap(accountsOf);
const rolesOf = (stacks: readonly WrittenStack[]) =>
  stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
      .map(([id, { Properties = {} }]) => ({
        // As CloudFormation names what has no name.
        name: typeof Properties.RoleName === 'string' ? Properties.RoleName : `${name}-${id}-1A2B3C4D5E6F`,
        bounded: Properties.PermissionsBoundary !== undefined,
      })),
  );

describe.each(accounts)('$label', ({ region, target, account, stacks, policies }) => {
  const arn = (rest: string): string => `arn:${target.cloud.partition}:iam::${account}:${rest}`;

  test('fits into the policies that a role may have', () => {
    const sizes = policies.map((policy) => JSON.stringify(policy).replace(/\s/g, '').length);
    expect(sizes.filter((size) => size > 6144)).toEqual([]);
    expect(sizes.length).toBeLessThanOrEqual(6);
  });

  test('allows what CloudFormation calls for each of its types, and never a whole service', () => {
    const types = new Set(stacks.flatMap(({ template }) => Object.values(template.Resources ?? {}).map(({ Type }) => Type)));
    const wanted = [...types].flatMap((type) => (handlerActions[type] ?? '').split(' ')).filter((action) => action !== '');
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((action) => !says(policies, 'Allow', action, 'x'))).toEqual([]);
    const whole = statementsIn(policies).flatMap(({ Effect, Action = [] }) => (Effect === 'Allow' ? Action : []));
    expect(whole.filter((action) => /^(?:\*|[^:]+:\*)$/.test(action))).toEqual([]);
  });

  test('lets roles be made without a boundary only where the baseline does so', () => {
    const baseline = statementsIn(policies).find(({ Sid }) => Sid === 'BaselineRoles');
    if (baseline === undefined) throw new Error('an account has its baseline');
    const free = (name: string): boolean => resourcesOf(baseline).some((pattern) => matches(pattern, arn(`role/${name}`)));
    const roles = rolesOf(stacks);
    expect(roles.filter(({ name, bounded }) => free(name) === bounded)).toEqual([]);
    expect(roles.filter(({ name }) => !name.startsWith(`${region}-`))).toEqual([]);
    expect(statementsIn(policies).find(({ Sid }) => Sid === 'BoundedRoles')?.Condition).toEqual({
      StringEquals: { 'iam:PermissionsBoundary': arn(`policy/${region}-boundary`) },
    });
  });

  test.each([
    ['organizations:LeaveOrganization', '*'],
    ['account:CloseAccount', '*'],
    ['iam:DeleteRolePermissionsBoundary', arn(`role/${region}-auditor`)],
    ['iam:CreateUser', arn('user/x')],
    ['iam:CreateAccessKey', arn('user/x')],
    ['iam:CreatePolicyVersion', arn(`policy/${executionPolicyName(region, 0)}`)],
    ['iam:AttachRolePolicy', arn(`role/cdk-hnb659fds-cfn-exec-role-${account}-eu-central-1`)],
    ['iam:UpdateAssumeRolePolicy', arn(`role/${region}-pipeline-deploy`)],
  ])('denies %s on %s', (action, resource) => {
    expect(says(policies, 'Deny', action, resource)).toBe(true);
  });

  test.each([
    ['s3:BypassGovernanceRetention'],
    ['backup:DeleteRecoveryPoint'],
    ['cloudfront:UpdateDistribution'],
    ['iam:CreateInstanceProfile'],
    ['sts:AssumeRoleWithSAML'],
  ])('does not allow %s', (action) => {
    expect(says(policies, 'Allow', action, arn('role/x'))).toBe(false);
  });
});

test('roles are handed to the services that their own trust names', () => {
  const city = accounts.find(({ label }) => label === 'reference/municipal.yaml aws 222233334444');
  const hand = statementsIn(city?.policies ?? []).find(({ Sid }) => Sid === 'Hand');
  expect(hand?.Condition).toEqual({
    StringEquals: {
      'iam:PassedToService': [
        'backup.amazonaws.com',
        'cloudtrail.amazonaws.com',
        'config.amazonaws.com',
        'ecs-tasks.amazonaws.com',
        'lambda.amazonaws.com',
        'monitoring.rds.amazonaws.com',
        's3.amazonaws.com',
        'scheduler.amazonaws.com',
        'ssm.amazonaws.com',
        'vpc-flow-logs.amazonaws.com',
      ],
    },
  });
});

test('a service in which an account only looks is among what it may look at', () => {
  const shared = accounts.find(({ label }) => label === 'reference/municipal.yaml aws 111122223333');
  expect(shared?.stacks.some(({ template }) => JSON.stringify(template).includes('AWS::Route53::'))).toBe(false);
  expect(says(shared?.policies ?? [], 'Allow', 'route53:GetHostedZone', '*')).toBe(true);
});

test('a type of which nobody knows what it calls is a fault', () => {
  const [first] = accounts;
  if (first === undefined) throw new Error('no account');
  const stacks = [{ name: 'x', template: { Resources: { Odd: { Type: 'AWS::Odd::Thing' } } } }];
  expect(() => executionPolicies({ ...first, stacks })).toThrow('it is not known what CloudFormation calls for AWS::Odd::Thing');
});
