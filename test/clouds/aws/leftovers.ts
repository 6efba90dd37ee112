import type { Proof } from './proof';
import type { Place } from './region';

/** Queues are listed by another address than CloudFormation's. */
export const nameIn = (type: string, id: string): string => (type === 'AWS::SQS::Queue' ? (id.split('/').at(-1) ?? id) : id);

/** How things are listed that outlive their stacks, or must not. */
interface Listing {
  readonly type: string;
  readonly service: string;
  readonly operation: string;
  readonly key: string;
  /** Field with the name; the item itself where lists hold names. */
  readonly name?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Listed once for an account, whatever the region. */
  readonly global?: true;
  /** What is not ours. */
  readonly except?: RegExp;
}

const listings: readonly Listing[] = [
  {
    type: 'AWS::S3::Bucket',
    service: 's3',
    operation: 'ListBuckets',
    key: 'Buckets',
    name: 'Name',
    global: true,
    except: /^cdk-/,
  },
  { type: 'AWS::KMS::Key', service: 'kms', operation: 'ListKeys', key: 'Keys', name: 'KeyId' },
  { type: 'AWS::Logs::LogGroup', service: 'logs', operation: 'DescribeLogGroups', key: 'logGroups', name: 'logGroupName' },
  {
    type: 'AWS::ECR::Repository',
    service: 'ecr',
    operation: 'DescribeRepositories',
    key: 'repositories',
    name: 'repositoryName',
    except: /^cdk-/,
  },
  {
    type: 'AWS::Route53::HostedZone',
    service: 'route53',
    operation: 'ListHostedZones',
    key: 'HostedZones',
    name: 'Id',
    global: true,
  },
  { type: 'AWS::SQS::Queue', service: 'sqs', operation: 'ListQueues', key: 'QueueUrls' },
  { type: 'AWS::SecretsManager::Secret', service: 'secretsmanager', operation: 'ListSecrets', key: 'SecretList', name: 'ARN' },
  {
    type: 'AWS::Backup::BackupVault',
    service: 'backup',
    operation: 'ListBackupVaults',
    key: 'BackupVaultList',
    name: 'BackupVaultName',
    except: /^Default$/,
  },
  {
    type: 'AWS::RDS::DBInstance',
    service: 'rds',
    operation: 'DescribeDBInstances',
    key: 'DBInstances',
    name: 'DBInstanceIdentifier',
  },
  {
    type: 'AWS::EC2::VPC',
    service: 'ec2',
    operation: 'DescribeVpcs',
    key: 'Vpcs',
    name: 'VpcId',
    parameters: { Filters: [{ Name: 'is-default', Values: ['false'] }] },
  },
  { type: 'AWS::EC2::NatGateway', service: 'ec2', operation: 'DescribeNatGateways', key: 'NatGateways', name: 'NatGatewayId' },
  { type: 'AWS::EC2::EIP', service: 'ec2', operation: 'DescribeAddresses', key: 'Addresses', name: 'AllocationId' },
  {
    type: 'AWS::EC2::VPCEndpoint',
    service: 'ec2',
    operation: 'DescribeVpcEndpoints',
    key: 'VpcEndpoints',
    name: 'VpcEndpointId',
  },
  { type: 'AWS::EC2::FlowLog', service: 'ec2', operation: 'DescribeFlowLogs', key: 'FlowLogs', name: 'FlowLogId' },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    service: 'elbv2',
    operation: 'DescribeLoadBalancers',
    key: 'LoadBalancers',
    name: 'LoadBalancerName',
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    service: 'elbv2',
    operation: 'DescribeTargetGroups',
    key: 'TargetGroups',
    name: 'TargetGroupName',
  },
  { type: 'AWS::ECS::Cluster', service: 'ecs', operation: 'ListClusters', key: 'clusterArns' },
  { type: 'AWS::Lambda::Function', service: 'lambda', operation: 'ListFunctions', key: 'Functions', name: 'FunctionName' },
  {
    type: 'AWS::Cognito::UserPool',
    service: 'cognito-idp',
    operation: 'ListUserPools',
    key: 'UserPools',
    name: 'Id',
    parameters: { MaxResults: 60 },
  },
  {
    type: 'AWS::WAFv2::WebACL',
    service: 'wafv2',
    operation: 'ListWebACLs',
    key: 'WebACLs',
    name: 'Name',
    parameters: { Scope: 'REGIONAL' },
  },
  { type: 'AWS::CloudWatch::Alarm', service: 'cloudwatch', operation: 'DescribeAlarms', key: 'MetricAlarms', name: 'AlarmName' },
  { type: 'AWS::SNS::Topic', service: 'sns', operation: 'ListTopics', key: 'Topics', name: 'TopicArn' },
  { type: 'AWS::CloudTrail::Trail', service: 'cloudtrail', operation: 'DescribeTrails', key: 'trailList', name: 'Name' },
  {
    type: 'AWS::IAM::Role',
    service: 'iam',
    operation: 'ListRoles',
    key: 'Roles',
    name: 'RoleName',
    global: true,
    except: /^(cdk-|nobody$|pipeline$|AWSServiceRole)/,
  },
  {
    type: 'AWS::IAM::OIDCProvider',
    service: 'iam',
    operation: 'ListOpenIDConnectProviders',
    key: 'OpenIDConnectProviderList',
    name: 'Arn',
    global: true,
  },
  {
    type: 'AWS::CertificateManager::Certificate',
    service: 'acm',
    operation: 'ListCertificates',
    key: 'CertificateSummaryList',
    name: 'DomainName',
  },
  { type: 'AWS::Scheduler::Schedule', service: 'scheduler', operation: 'ListSchedules', key: 'Schedules', name: 'Name' },
  {
    type: 'AWS::SES::EmailIdentity',
    service: 'sesv2',
    operation: 'ListEmailIdentities',
    key: 'EmailIdentities',
    name: 'IdentityName',
  },
];

/** Everything of these types that is there, in every account and region, as `type id`. */
export const leftovers = async (proof: Proof, places: readonly Place[]): Promise<readonly string[]> => {
  const found = await Promise.all(
    listings.flatMap(({ type, service, operation, key, name, parameters = {}, global, except }) =>
      places
        .filter(({ account, region }) => global !== true || places.find((one) => one.account === account)?.region === region)
        .map(async (place) => {
          const answer = await proof.sdk.ask<Readonly<Record<string, readonly unknown[] | undefined>>>({
            service,
            operation,
            parameters,
            ...proof.at(place),
          });
          const names = (answer[key] ?? []).map((item) =>
            String(name === undefined ? item : (item as Record<string, unknown>)[name]),
          );
          const own = await ours(proof, place, type, names);
          return own
            .filter((one) => except?.test(one) !== true)
            .map((one) => `${type} ${nameIn(type, one.replace('/hostedzone/', ''))}`);
        }),
    ),
  );
  return found.flat().sort();
};

/** A key on its way out, and a key of the cloud, is nobody's. */
const ours = async (proof: Proof, place: Place, type: string, names: readonly string[]): Promise<readonly string[]> => {
  if (type !== 'AWS::KMS::Key') return names;
  const states = await Promise.all(
    names.map(async (KeyId) => {
      const { KeyMetadata } = await proof.sdk.ask<{ KeyMetadata: { KeyState: string; KeyManager: string } }>({
        service: 'kms',
        operation: 'DescribeKey',
        parameters: { KeyId },
        ...proof.at(place),
      });
      return KeyMetadata.KeyManager === 'CUSTOMER' && KeyMetadata.KeyState !== 'PendingDeletion' ? [KeyId] : [];
    }),
  );
  return states.flat();
};
