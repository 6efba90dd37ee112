import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements';
import { WorkRole } from '../work-role';

/** A bucket of the same account in the second site, known by the names that the plan decides. */
export interface SecondCopy {
  readonly bucketName: string;
  readonly region: string;
  /** Alias of the second site's key, without `alias/`. */
  readonly keyAlias: string;
}

export interface ReplicationProps {
  readonly name: string;
  /** The bucket's name and not the bucket: it waits for this role. */
  readonly source: string;
  readonly key: IKey;
  readonly copy: SecondCopy;
}

/** Copies every new object to the second site under that site's key; deletions stay at home. */
export class Replication extends Construct {
  readonly configuration: CfnBucket.ReplicationConfigurationProperty;

  constructor(scope: Construct, id: string, props: ReplicationProps) {
    super(scope, id);
    const role = new WorkRole(this, 'Role', {
      // S3's page on this role shows the bare principal and promises no condition key.
      assumedBy: new ServicePrincipal('s3.amazonaws.com'),
      description: `Copies ${props.name} to the second site`,
      statements: statementsOf(this, props),
    });
    this.configuration = configurationOf(this, props, role.roleArn);
    acknowledgeObjects(this, role, props);
  }
}

const bucketArn = (scope: Construct, name: string): string => `arn:${Stack.of(scope).partition}:s3:::${name}`;

const configurationOf = (scope: Construct, props: ReplicationProps, role: string): CfnBucket.ReplicationConfigurationProperty => {
  const stack = Stack.of(scope);
  const replicaKmsKeyId = `arn:${stack.partition}:kms:${props.copy.region}:${stack.account}:alias/${props.copy.keyAlias}`;
  return {
    role,
    rules: [
      {
        id: 'second-site',
        priority: 1,
        status: 'Enabled',
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: { bucket: bucketArn(scope, props.copy.bucketName), encryptionConfiguration: { replicaKmsKeyId } },
      },
    ],
  };
};

const statementsOf = (scope: Construct, props: ReplicationProps): PolicyStatement[] => {
  const stack = Stack.of(scope);
  const { copy } = props;
  const source = bucketArn(scope, props.source);
  return [
    new PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source] }),
    new PolicyStatement({
      actions: [
        's3:GetObjectLegalHold',
        's3:GetObjectRetention',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionTagging',
      ],
      resources: [`${source}/*`],
    }),
    new PolicyStatement({
      actions: ['s3:ReplicateObject', 's3:ReplicateTags'],
      resources: [`${bucketArn(scope, copy.bucketName)}/*`],
    }),
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [props.key.keyArn],
      conditions: { StringLike: { 'kms:ViaService': `s3.${stack.region}.*` } },
    }),
    new PolicyStatement({
      actions: ['kms:Encrypt', 'kms:GenerateDataKey'],
      resources: [`arn:${stack.partition}:kms:${copy.region}:${stack.account}:key/*`],
      conditions: {
        StringLike: { 'kms:ViaService': `s3.${copy.region}.*` },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': `alias/${copy.keyAlias}` },
      },
    }),
  ];
};

const acknowledgeObjects = (scope: Construct, role: Role, props: ReplicationProps): void => {
  const stack = Stack.of(scope);
  const objects = {
    rule: 'AwsSolutions-IAM5',
    reason: 'Replication reads and writes every object of exactly one bucket',
    review: 'each release',
  } as const;
  for (const name of [props.source, props.copy.bucketName]) {
    acknowledge(role, { ...objects, finding: `Resource::arn:<AWS::Partition>:s3:::${name}/*` });
  }
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    finding: `Resource::arn:<AWS::Partition>:kms:${props.copy.region}:${stack.account}:key/*`,
    reason: "Narrowed by the alias of the second site's key, whose id this stack cannot know",
    review: 'each release',
  });
};
