import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Plan } from '../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../lib/plan/target-plan';
import { AccountStack } from '../../../lib/providers/aws/account';
import { appProps } from '../../../lib/providers/aws/app';
import { FoundationStack } from '../../../lib/providers/aws/foundation';
import { referencePlan } from '../../plans';

const plan = referencePlan();
const aws = plan.targets.aws as AwsTargetPlan;
const foundationOf = (target = aws, of: Plan = plan): Template =>
  Template.fromStack(new FoundationStack(new App(appProps), 'reference-foundation', { plan: of, target }));
const accountOf = (target = aws, of: Plan = plan): Template =>
  Template.fromStack(new AccountStack(new App(appProps), 'reference-city', { plan: of, target, tenant: 'city' }));

const statements = (
  template: Template,
  type: string,
  id: RegExp,
): { Sid?: string; Principal?: unknown; Action: unknown; Condition?: unknown }[] => {
  const found = Object.entries(template.findResources(type)).find(([logicalId]) => id.test(logicalId));
  return (found?.[1].Properties.PolicyDocument as { Statement: never[] }).Statement;
};

describe('the foundation', () => {
  const foundation = foundationOf();

  test('keeps records locked for as long as the region says, under a key of their own', () => {
    foundation.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'reference-trail-111122223333',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: plan.foundation.logs.retentionDays, Mode: 'GOVERNANCE' } } },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: plan.foundation.logs.retentionDays + 1 })] },
    });
  });

  test('locks for good where the region names a legal basis', () => {
    const strict = foundationOf(aws, {
      ...plan,
      foundation: { ...plan.foundation, logs: { ...plan.foundation.logs, lock: 'compliance' } },
    });
    strict.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: Match.objectLike({ Mode: 'COMPLIANCE' }) } },
    });
  });

  test("takes trails of the region's accounts only", () => {
    const [write] = statements(foundation, 'AWS::S3::BucketPolicy', /^ArchiveBucket/).filter(({ Sid }) => Sid === 'TrailsWrite');
    const arns = (write?.Condition as { StringEquals: Record<string, unknown[]> }).StringEquals['aws:SourceArn'];
    expect(arns).toHaveLength(3);
    expect(JSON.stringify(arns)).toMatch(/111122223333:trail\/reference-trail.*222233334444:trail.*333344445555:trail/);
  });

  test('lets the roles that copy records write and never list', () => {
    const archivists = statements(foundation, 'AWS::S3::BucketPolicy', /^ArchiveBucket/).filter(
      ({ Sid }) => Sid?.startsWith('Archivists') === true,
    );
    expect(archivists.flatMap(({ Action }) => Action)).toEqual([
      's3:GetBucketVersioning',
      's3:ObjectOwnerOverrideToBucketOwner',
      's3:ReplicateObject',
      's3:ReplicateTags',
    ]);
    expect(archivists.every(({ Condition }) => JSON.stringify(Condition).includes('aws:PrincipalArn'))).toBe(true);
  });

  test('records every act in all regions with digests, and who reads the archive', () => {
    foundation.hasResourceProperties('AWS::CloudTrail::Trail', {
      IsLogging: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(),
      S3BucketName: 'reference-trail-111122223333',
      EventSelectors: [
        { ReadWriteType: 'All', IncludeManagementEvents: true },
        {
          ReadWriteType: 'ReadOnly',
          IncludeManagementEvents: false,
          DataResources: [{ Type: 'AWS::S3::Object', Values: [Match.anyValue()] }],
        },
      ],
    });
  });

  test('publishes the key of the archive for the other accounts', () => {
    foundation.hasOutput('TrailKeyArn', { Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ArchiveKey'), 'Arn'] } });
  });
});

describe('the baseline of a tenant’s account', () => {
  const account = accountOf();

  test('copies what its services deliver into the shared archive, under the archive’s key and ownership', () => {
    account.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'reference-records-city-222233334444',
      ReplicationConfiguration: {
        Rules: [
          Match.objectLike({
            Status: 'Enabled',
            DeleteMarkerReplication: { Status: 'Disabled' },
            Destination: Match.objectLike({
              Account: '111122223333',
              AccessControlTranslation: { Owner: 'Destination' },
              EncryptionConfiguration: { ReplicaKmsKeyID: Match.anyValue() },
            }),
          }),
        ],
      },
    });
  });

  test('reads the archive’s key by name, through the shared account’s reader role', () => {
    account.hasResourceProperties('AWS::CloudTrail::Trail', {
      KMSKeyId: { 'Fn::GetStackOutput': Match.objectLike({ StackName: 'reference-foundation', OutputName: 'TrailKeyArn' }) },
      S3BucketName: 'reference-trail-111122223333',
    });
  });

  test.each(Object.keys(plan.foundation.alarms))('tells people of %s', (alarm) => {
    account.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `reference-${alarm}`,
      AlarmDescription: Match.stringLikeRegexp(`docs/runbooks/${alarm}\\.md`),
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Security') }],
      TreatMissingData: 'notBreaching',
    });
    account.hasResourceProperties('AWS::Logs::MetricFilter', {
      MetricTransformations: [Match.objectLike({ MetricName: alarm, MetricNamespace: 'reference/acts' })],
    });
  });

  test('warns of the emergency role by its name', () => {
    account.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: Match.stringLikeRegexp(`\\*/${plan.identity.breakGlass.name}"`),
    });
  });

  test('watches with what the region chose', () => {
    for (const type of [
      'AWS::GuardDuty::Detector',
      'AWS::Config::ConfigurationRecorder',
      'AWS::SecurityHub::Hub',
      'AWS::AccessAnalyzer::Analyzer',
    ])
      account.resourceCountIs(type, 1);
    const quiet = accountOf(aws, { ...plan, foundation: { ...plan.foundation, detection: [] } });
    for (const type of ['AWS::GuardDuty::Detector', 'AWS::Config::ConfigurationRecorder', 'AWS::SecurityHub::Hub'])
      quiet.resourceCountIs(type, 0);
    quiet.resourceCountIs('AWS::AccessAnalyzer::Analyzer', 1);
  });

  test('shares the budget of the region between its accounts', () => {
    account.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: Match.objectLike({ BudgetLimit: { Amount: 3000, Unit: 'USD' } }),
    });
    const lacking = accountOf({ ...aws, cloud: { ...aws.cloud, absent: ['AWS::Budgets'] } });
    lacking.resourceCountIs('AWS::Budgets::Budget', 0);
  });

  test('makes what an account holds once only once, where accounts are shared', () => {
    const oneAccount = { ...aws, accounts: { shared: '111122223333', city: '111122223333', county: '333344445555' } };
    const tenant = accountOf(oneAccount);
    for (const type of ['AWS::CloudTrail::Trail', 'AWS::GuardDuty::Detector', 'AWS::IAM::OIDCProvider', 'AWS::Budgets::Budget'])
      tenant.resourceCountIs(type, 0);
    tenant.resourceCountIs('AWS::S3::Bucket', 1);
    foundationOf(oneAccount).resourceCountIs('AWS::CloudTrail::Trail', 1);
  });

  test('accepts access records, load balancer records and configuration of its own account only', () => {
    const policy = statements(account, 'AWS::S3::BucketPolicy', /^BaselineDelivery/);
    const write = policy.find(({ Sid }) => Sid === 'ServicesWrite');
    expect(write?.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': '222233334444' } });
    expect(JSON.stringify(write?.Principal)).toMatch(/config.*delivery\.logs.*logging\.s3/);
    expect(policy.find(({ Sid }) => Sid === 'LoadBalancersWrite')).toMatchObject({
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    });
  });
});
