import { type Template, Match } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib';
import { GovKey } from '../../../../lib/providers/aws/storage/keys';
import { ObjectStore } from '../../../../lib/providers/aws/storage/objects';
import { SecondSiteStack } from '../../../../lib/providers/aws/storage/second-site';
import {
  ofType,
  only,
  type Resource,
  sample,
  type Sample,
  type Statement,
  statementsOf,
  storageTemplate,
  templateOf,
} from '../stacks';

const withFiles = (blueprint: Record<string, unknown>): void => {
  (blueprint.storage as Record<string, unknown>).plans = {
    tenant: 'city',
    kind: 'files',
    dataClass: 'C1',
    sizeGiB: 50,
    retention: { years: 1 },
  };
};
const statements = (resource: Resource, property: string): Statement[] =>
  (resource.Properties[property] as { Statement: Statement[] }).Statement;

describe('the stores of the city in production', () => {
  let of: Sample;
  let template: Template;
  beforeAll(() => {
    of = sample('city-production', withFiles);
    template = storageTemplate(of);
  });

  test('there is a key for each class of data and one for the backups, and each rotates and is slow to go', () => {
    const keys = Object.values(ofType(template, 'AWS::KMS::Key'));
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      expect(key.Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 });
      expect(key).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });

  test('the administrators of a key cannot open what it encrypts, and nobody uses it but through named services', () => {
    for (const key of Object.values(ofType(template, 'AWS::KMS::Key'))) {
      const policy = statements(key, 'KeyPolicy');
      const opening = policy.filter((statement) =>
        [statement.Action].flat().some((action) => /Decrypt|GenerateDataKey|CreateGrant|\*/.test(action)),
      );
      expect(opening.map((statement) => statement.Sid)).toEqual(['UseThroughServices', 'GrantToServices']);
      for (const statement of opening) {
        expect(statement.Condition).toMatchObject({
          StringLike: { 'kms:ViaService': expect.arrayContaining(['s3.eu-central-1.*']) as unknown },
          StringEquals: { 'kms:CallerAccount': '222233334444' },
        });
      }
    }
  });

  test('the case files are private, encrypted, versioned, locked for ten years, recorded and copied', () => {
    const bucket = only(template, 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    expect(bucket.Properties).toMatchObject({
      BucketName: 'reference-city-production-case-files-222233334444',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 3660, Mode: 'GOVERNANCE' } } },
      LoggingConfiguration: {
        DestinationBucketName: { 'Fn::ImportValue': 'reference-city:delivery-bucket' },
        LogFilePrefix: 'reference-city-production-case-files-222233334444/',
      },
      ReplicationConfiguration: {
        Rules: [
          { Status: 'Enabled', DeleteMarkerReplication: { Status: 'Disabled' }, Destination: { EncryptionConfiguration: {} } },
        ],
      },
    });
  });

  test('no rule lets a current object end', () => {
    const { LifecycleConfiguration } = only(template, 'AWS::S3::Bucket').Properties as {
      LifecycleConfiguration: { Rules: Record<string, unknown>[] };
    };
    expect(LifecycleConfiguration.Rules).toHaveLength(1);
    expect(LifecycleConfiguration.Rules[0]).toMatchObject({ NoncurrentVersionExpiration: { NoncurrentDays: 3660 } });
    expect(LifecycleConfiguration.Rules[0]).not.toHaveProperty('ExpirationInDays');
  });

  test('the bucket refuses plain connections, old TLS and other accounts', () => {
    const denied = statements(only(template, 'AWS::S3::BucketPolicy'), 'PolicyDocument').filter(
      (statement) => statement.Effect === 'Deny',
    );
    expect(denied.map((statement) => statement.Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      { StringNotEquals: { 'aws:PrincipalAccount': '222233334444' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    ]);
  });

  test('replication writes to the one bucket of the second site and nowhere else', () => {
    const writing = statementsOf(template, 'storecasefiles').filter((statement) =>
      [statement.Action].flat().some((action) => /Replicate/.test(action)),
    );
    expect(writing.map((statement) => statement.Resource)).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::reference-city-production-case-files-222233334444-copy/*']] },
    ]);
  });

  test('files are encrypted, mounted in every zone, and opened to roles over TLS only', () => {
    const fileSystem = only(template, 'AWS::EFS::FileSystem');
    expect(fileSystem.Properties).toMatchObject({ Encrypted: true, BackupPolicy: { Status: 'DISABLED' } });
    const policy = statements(fileSystem, 'FileSystemPolicy');
    expect(policy.filter((statement) => statement.Effect === 'Allow').map((statement) => statement.Principal)).toEqual([
      { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222233334444:root']] } },
    ]);
    expect(policy.filter((statement) => statement.Effect === 'Deny').map((statement) => statement.Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
    ]);
    template.resourceCountIs('AWS::EFS::MountTarget', 2);
    const ingress = Object.values(ofType(template, 'AWS::EC2::SecurityGroupIngress')).map((rule) => [
      rule.Properties.FromPort,
      rule.Properties.CidrIp,
    ]);
    const app = Object.values(of.space.network.subnets).filter((subnet) => subnet.tier === 'app');
    expect(ingress).toEqual(app.map((subnet) => [2049, subnet.cidr]));
  });

  test('the vault is locked, gives nothing back early, and copies to the second site', () => {
    expect(only(template, 'AWS::Backup::BackupVault').Properties).toMatchObject({
      BackupVaultName: of.space.storage.backup.name,
      LockConfiguration: { MinRetentionDays: 35 },
    });
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: {
        BackupPlanRule: [
          {
            RuleName: 'snapshots',
            ScheduleExpression: 'cron(0 2 * * ? *)',
            Lifecycle: { DeleteAfterDays: 35 },
            CopyActions: [Match.objectLike({ Lifecycle: { DeleteAfterDays: 35 } })],
          },
          { RuleName: 'continuous', EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 35 } },
        ].map((rule) => Match.objectLike(rule)),
      },
    });
    template.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: {
        ListOfTags: [{ ConditionKey: 'backup', ConditionType: 'STRINGEQUALS', ConditionValue: 'reference-city-production' }],
      },
    });
  });

  test('everything that holds state carries the tag by which backups choose', () => {
    const tagged = (resource: Resource, property: string): unknown =>
      (resource.Properties[property] as { Key: string; Value: string }[]).find((tag) => tag.Key === 'backup')?.Value;
    expect(tagged(only(template, 'AWS::S3::Bucket'), 'Tags')).toBe('reference-city-production');
    expect(tagged(only(template, 'AWS::EFS::FileSystem'), 'FileSystemTags')).toBe('reference-city-production');
  });

  test('restores are tried for each kind of store', () => {
    expect(
      Object.values(ofType(template, 'AWS::Backup::RestoreTestingSelection')).map(
        (selection) => selection.Properties.ProtectedResourceType,
      ),
    ).toEqual(['EFS', 'RDS', 'S3']);
  });

  test('keys, files and vault are published, used or not', () => {
    const names = Object.values(template.findOutputs('*') as Record<string, { Export: { Name: string } }>).map(
      (output) => output.Export.Name,
    );
    expect(names.sort()).toEqual(
      ['backup', 'c1', 'c3']
        .map((key) => `city-production:key-${key}`)
        .concat('city-production:files-plans', 'city-production:access-point-plans', 'city-production:vault')
        .sort(),
    );
  });
});

test('where the cloud has no second site nothing is copied', () => {
  const template = storageTemplate(sample('city-production', undefined, 'sovereign'));
  expect(only(template, 'AWS::S3::Bucket').Properties).not.toHaveProperty('ReplicationConfiguration');
  expect(JSON.stringify(template.toJSON())).not.toContain('CopyActions');
});

test('an ephemeral space keeps nothing', () => {
  const template = storageTemplate(
    sample('city-production', (blueprint) => {
      blueprint.lifecycle = 'ephemeral';
      blueprint.dataset = 'synthetic';
    }),
  );
  const kept = Object.values(template.toJSON().Resources as Record<string, Resource>).filter((resource) =>
    /Retain/.test(resource.DeletionPolicy ?? ''),
  );
  expect(kept).toEqual([]);
});

test('the second site holds a locked vault and buckets under keys of its own', () => {
  const of = sample();
  const { space } = of;
  const template = templateOf(
    (app) =>
      new SecondSiteStack(app, 'second', {
        ...of,
        name: space.name,
        keys: space.storage.keys,
        stores: space.storage.stores,
        backup: space.storage.backup,
      }),
  );
  template.resourceCountIs('AWS::KMS::Key', 2);
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: 'reference-city-production-case-files-222233334444-copy',
    ObjectLockEnabled: true,
    VersioningConfiguration: { Status: 'Enabled' },
  });
  template.hasResourceProperties('AWS::Backup::BackupVault', {
    BackupVaultName: `${space.storage.backup.name}-copy`,
    LockConfiguration: { MinRetentionDays: 35 },
  });
  template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/reference-city-production-c3-copy' });
});

test("an object store alone works in a user's own stack", () => {
  const { space } = sample();
  const stack = new Stack(new App(), 'own', { env: { account: '111122223333', region: 'eu-west-1' } });
  const [store] = Object.values(space.storage.stores);
  const [key] = Object.values(space.storage.keys);
  if (store === undefined || key === undefined) throw new Error('no sample');
  const own = new GovKey(stack, 'key', { key, lifecycle: 'retained', users: ['s3'] });
  new ObjectStore(stack, 'store', {
    store,
    name: 'own-name',
    key: own,
    lifecycle: 'retained',
    records: 'records',
    backup: null,
    copy: null,
  });
  expect(
    only(
      templateOf(() => stack),
      'AWS::S3::Bucket',
    ).Properties.BucketName,
  ).toBe('own-name');
});
