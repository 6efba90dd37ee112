/* How things are listed that outlive their stacks, or must not. */

interface More {
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Listed once for an account, whatever the region. */
  readonly global?: true;
  /** Asked for the number of the account. */
  readonly account?: true;
  /** What is not ours: of the cloud, of the bootstrap, or of this proof. */
  readonly except?: RegExp;
}

export interface Listing extends More {
  readonly type: string;
  readonly service: string;
  readonly operation: string;
  readonly key: string;
  /** Field with the name; the item itself where lists hold names. */
  readonly name?: string;
}

type Row = readonly [type: string, service: string, operation: string, key: string, name?: string, more?: More];

const notDefault = { parameters: { Filters: [{ Name: 'is-default', Values: ['false'] }] } } as const;

/** Those that are gone are shown for an hour. */
const alive = { parameters: { Filter: [{ Name: 'state', Values: ['pending', 'available', 'deleting', 'failed'] }] } } as const;

const rows: readonly Row[] = [
  ['AWS::Backup::BackupPlan', 'backup', 'ListBackupPlans', 'BackupPlansList', 'BackupPlanName'],
  ['AWS::Backup::BackupVault', 'backup', 'ListBackupVaults', 'BackupVaultList', 'BackupVaultName', { except: /^Default$/ }],
  ['AWS::Budgets::Budget', 'budgets', 'DescribeBudgets', 'Budgets', 'BudgetName', { account: true, global: true }],
  ['AWS::CertificateManager::Certificate', 'acm', 'ListCertificates', 'CertificateSummaryList', 'DomainName'],
  ['AWS::CloudTrail::Trail', 'cloudtrail', 'DescribeTrails', 'trailList', 'Name'],
  ['AWS::CloudWatch::Alarm', 'cloudwatch', 'DescribeAlarms', 'MetricAlarms', 'AlarmName'],
  ['AWS::CloudWatch::Dashboard', 'cloudwatch', 'ListDashboards', 'DashboardEntries', 'DashboardName', { global: true }],
  ['AWS::Cognito::UserPool', 'cognito-idp', 'ListUserPools', 'UserPools', 'Id', { parameters: { MaxResults: 60 } }],
  ['AWS::Config::ConfigurationRecorder', 'config', 'DescribeConfigurationRecorders', 'ConfigurationRecorders', 'name'],
  ['AWS::Config::DeliveryChannel', 'config', 'DescribeDeliveryChannels', 'DeliveryChannels', 'name'],
  ['AWS::EC2::EIP', 'ec2', 'DescribeAddresses', 'Addresses', 'AllocationId'],
  ['AWS::EC2::FlowLog', 'ec2', 'DescribeFlowLogs', 'FlowLogs', 'FlowLogId'],
  ['AWS::EC2::InternetGateway', 'ec2', 'DescribeInternetGateways', 'InternetGateways', 'InternetGatewayId'],
  ['AWS::EC2::NatGateway', 'ec2', 'DescribeNatGateways', 'NatGateways', 'NatGatewayId', alive],
  ['AWS::EC2::RouteTable', 'ec2', 'DescribeRouteTables', 'RouteTables', 'RouteTableId'],
  ['AWS::EC2::SecurityGroup', 'ec2', 'DescribeSecurityGroups', 'SecurityGroups', 'GroupId'],
  ['AWS::EC2::Subnet', 'ec2', 'DescribeSubnets', 'Subnets', 'SubnetId'],
  ['AWS::EC2::VPC', 'ec2', 'DescribeVpcs', 'Vpcs', 'VpcId', notDefault],
  ['AWS::EC2::VPCEndpoint', 'ec2', 'DescribeVpcEndpoints', 'VpcEndpoints', 'VpcEndpointId'],
  ['AWS::ECR::Repository', 'ecr', 'DescribeRepositories', 'repositories', 'repositoryName', { except: /^cdk-/ }],
  ['AWS::ECS::Cluster', 'ecs', 'ListClusters', 'clusterArns'],
  ['AWS::ECS::TaskDefinition', 'ecs', 'ListTaskDefinitions', 'taskDefinitionArns'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'elbv2', 'DescribeLoadBalancers', 'LoadBalancers', 'LoadBalancerName'],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', 'elbv2', 'DescribeTargetGroups', 'TargetGroups', 'TargetGroupName'],
  ['AWS::Events::Rule', 'events', 'ListRules', 'Rules', 'Name'],
  [
    'AWS::IAM::ManagedPolicy',
    'iam',
    'ListPolicies',
    'Policies',
    'PolicyName',
    { parameters: { Scope: 'Local' }, global: true, except: /^(cdk|sgc)-/ },
  ],
  ['AWS::IAM::OIDCProvider', 'iam', 'ListOpenIDConnectProviders', 'OpenIDConnectProviderList', 'Arn', { global: true }],
  [
    'AWS::IAM::Role',
    'iam',
    'ListRoles',
    'Roles',
    'RoleName',
    { global: true, except: /^(cdk-|nobody$|pipeline$|AWSServiceRole)/ },
  ],
  ['AWS::KMS::Alias', 'kms', 'ListAliases', 'Aliases', 'AliasName', { except: /^alias\/aws\// }],
  ['AWS::KMS::Key', 'kms', 'ListKeys', 'Keys', 'KeyId'],
  ['AWS::Lambda::Function', 'lambda', 'ListFunctions', 'Functions', 'FunctionName'],
  ['AWS::Logs::LogGroup', 'logs', 'DescribeLogGroups', 'logGroups', 'logGroupName'],
  ['AWS::Logs::MetricFilter', 'logs', 'DescribeMetricFilters', 'metricFilters', 'filterName'],
  ['AWS::Logs::ResourcePolicy', 'logs', 'DescribeResourcePolicies', 'resourcePolicies', 'policyName'],
  ['AWS::RDS::DBInstance', 'rds', 'DescribeDBInstances', 'DBInstances', 'DBInstanceIdentifier'],
  [
    'AWS::RDS::DBParameterGroup',
    'rds',
    'DescribeDBParameterGroups',
    'DBParameterGroups',
    'DBParameterGroupName',
    { except: /^default\./ },
  ],
  ['AWS::RDS::DBSubnetGroup', 'rds', 'DescribeDBSubnetGroups', 'DBSubnetGroups', 'DBSubnetGroupName', { except: /^default$/ }],
  ['AWS::Route53::HostedZone', 'route53', 'ListHostedZones', 'HostedZones', 'Id', { global: true }],
  ['AWS::S3::Bucket', 's3', 'ListBuckets', 'Buckets', 'Name', { global: true, except: /^cdk-/ }],
  ['AWS::Scheduler::Schedule', 'scheduler', 'ListSchedules', 'Schedules', 'Name'],
  ['AWS::Scheduler::ScheduleGroup', 'scheduler', 'ListScheduleGroups', 'ScheduleGroups', 'Name', { except: /^default$/ }],
  ['AWS::SecretsManager::Secret', 'secretsmanager', 'ListSecrets', 'SecretList', 'ARN'],
  ['AWS::SES::ConfigurationSet', 'sesv2', 'ListConfigurationSets', 'ConfigurationSets'],
  ['AWS::SES::EmailIdentity', 'sesv2', 'ListEmailIdentities', 'EmailIdentities', 'IdentityName'],
  ['AWS::SNS::Topic', 'sns', 'ListTopics', 'Topics', 'TopicArn'],
  ['AWS::SQS::Queue', 'sqs', 'ListQueues', 'QueueUrls'],
  ['AWS::WAFv2::WebACL', 'wafv2', 'ListWebACLs', 'WebACLs', 'Name', { parameters: { Scope: 'REGIONAL' } }],
];

export const listings: readonly Listing[] = rows.map(([type, service, operation, key, name, more]) => ({
  type,
  service,
  operation,
  key,
  ...(name === undefined ? {} : { name }),
  ...more,
}));

/** Types that go with what they stand in, which is listed. */
export const within: Readonly<Record<string, string>> = {
  'AWS::Backup::BackupSelection': 'AWS::Backup::BackupPlan',
  'AWS::Cognito::UserPoolClient': 'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolDomain': 'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolIdentityProvider': 'AWS::Cognito::UserPool',
  'AWS::EC2::Route': 'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroupEgress': 'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupIngress': 'AWS::EC2::SecurityGroup',
  'AWS::EC2::SubnetRouteTableAssociation': 'AWS::EC2::Subnet',
  'AWS::EC2::VPCGatewayAttachment': 'AWS::EC2::VPC',
  'AWS::ECS::Service': 'AWS::ECS::Cluster',
  'AWS::ElasticLoadBalancingV2::Listener': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::Lambda::Permission': 'AWS::Lambda::Function',
  'AWS::Route53::RecordSet': 'AWS::Route53::HostedZone',
  'AWS::S3::BucketPolicy': 'AWS::S3::Bucket',
  'AWS::SNS::Subscription': 'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy': 'AWS::SNS::Topic',
  'AWS::SQS::QueuePolicy': 'AWS::SQS::Queue',
  'AWS::SecretsManager::RotationSchedule': 'AWS::SecretsManager::Secret',
  'AWS::WAFv2::WebACLAssociation': 'AWS::WAFv2::WebACL',
};
