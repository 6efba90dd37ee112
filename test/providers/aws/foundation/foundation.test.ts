import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Plan } from '../../../../lib/plan/plan';
import type { AwsTargetPlan } from '../../../../lib/plan/target-plan';
import { AccountStack } from '../../../../lib/providers/aws/foundation/account';
import { appProps } from '../../../../lib/providers/aws/app';
import { FoundationStack } from '../../../../lib/providers/aws/foundation/foundation';
import { referencePlan } from '../../../plans';

interface Statement {
  readonly Sid?: string;
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

const plan = referencePlan();
const aws = plan.targets.aws as AwsTargetPlan;
const foundationOf = (target = aws, of: Plan = plan): Template =>
  Template.fromStack(new FoundationStack(new App(appProps), 'reference-foundation', { plan: of, target }));
const accountOf = (target = aws, of: Plan = plan): Template =>
  Template.fromStack(new AccountStack(new App(appProps), 'reference-city', { plan: of, target, tenant: 'city' }));

const statements = (template: Template, type: string, id: RegExp): Statement[] => {
  const found = Object.entries(template.findResources(type)).find(([logicalId]) => id.test(logicalId));
  return ((found?.[1].Properties.PolicyDocument ?? found?.[1].Properties.KeyPolicy) as { Statement: never[] }).Statement;
};

/** Keys of objects that a statement is about. */
const keysOf = (statement: { readonly Resource?: unknown } | undefined): string[] =>
  [statement?.Resource]
    .flat()
    .map((resource) => ((resource as { 'Fn::Join': [string, string[]] })['Fn::Join'][1].at(-1) ?? '').replace(/^\//, ''));

/** Services by whose name a role is taken, with the conditions. */
const trustOf = (template: Template, id: RegExp): unknown => {
  const found = Object.entries(template.findResources('AWS::IAM::Role')).find(([logicalId]) => id.test(logicalId));
  return (found?.[1].Properties.AssumeRolePolicyDocument as { Statement: unknown }).Statement;
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

  test('lets the roles that copy records write, each under its own names only, and never list', () => {
    const archivists = statements(foundation, 'AWS::S3::BucketPolicy', /^ArchiveBucket/).filter(({ Condition }) =>
      JSON.stringify(Condition ?? {}).includes('-archivist'),
    );
    expect(archivists.flatMap(({ Action }) => Action)).not.toContain('s3:ListBucket');
    const writes = archivists.filter(({ Action }) => JSON.stringify(Action).includes('ReplicateObject'));
    expect(writes).toHaveLength(3);
    const city = writes.find(({ Condition }) => JSON.stringify(Condition).includes('city-archivist'));
    expect(keysOf(city)).toEqual(['reference-city-account/*', 'reference-city-production-*', 'reference-city-staging-*']);
    expect(writes.flatMap(keysOf).filter((key) => key.startsWith('AWSLogs') || key === '*')).toEqual([]);
  });

  test('lets the auditor of this account read the records, by the policies of the store and the key alone', () => {
    const readers = statements(foundation, 'AWS::S3::BucketPolicy', /^ArchiveBucket/).filter(
      ({ Sid }) => Sid?.startsWith('Readers') === true,
    );
    expect(readers.flatMap(({ Action }) => Action)).toEqual(['s3:ListBucket', 's3:GetObject', 's3:GetObjectVersion']);
    const [decrypt] = statements(foundation, 'AWS::KMS::Key', /^ArchiveKey/).filter(({ Sid }) => Sid === 'ReadersDecrypt');
    expect(decrypt).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { StringLike: { 'kms:ViaService': 's3.eu-central-1.*' } },
    });
    for (const statement of [...readers, decrypt]) expect(JSON.stringify(statement?.Principal)).toContain('Staffauditor');
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

  test('names the encryption of the source beside the key of the copy, as S3 asks, and rings when a copy fails', () => {
    for (const { Properties } of Object.values(account.findResources('AWS::S3::Bucket'))) {
      const rules = (Properties.ReplicationConfiguration as { Rules: Record<string, unknown>[] } | undefined)?.Rules ?? [];
      for (const rule of rules) expect(rule.SourceSelectionCriteria).toEqual({ SseKmsEncryptedObjects: { Status: 'Enabled' } });
    }
    account.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'OperationsFailedReplication',
      Dimensions: Match.arrayWith([{ Name: 'SourceBucket', Value: 'reference-records-city-222233334444' }]),
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Security') }],
    });
  });

  test.each([/TrailRole/, /Archivist/])('trusts services that promise no condition without one: %s', (id) => {
    expect(trustOf(account, id)).toEqual([expect.not.objectContaining({ Condition: expect.anything() })]);
  });

  test('lets services write into the log groups of the region by one policy, since an account takes ten', () => {
    account.resourceCountIs('AWS::Logs::ResourcePolicy', 1);
    account.hasResourceProperties('AWS::Logs::ResourcePolicy', {
      PolicyDocument: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('log-group:reference-\\*')])] },
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

test('every topic is encrypted with the key of the account', () => {
  for (const template of [foundationOf(), accountOf()]) {
    const topics = Object.values(template.findResources('AWS::SNS::Topic'));
    expect(topics).not.toEqual([]);
    for (const { Properties } of topics)
      expect(Properties).toMatchObject({ KmsMasterKeyId: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } });
  }
});
