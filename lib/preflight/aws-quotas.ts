/** A quota of an AWS service in an account that nobody has raised yet. */
export interface AwsQuota {
  /** What is counted, with the unit. */
  readonly item: string;
  /** Code of the service at Service Quotas. */
  readonly service: string;
  /** Code of the quota there; empty where it has none, or none is known to us. */
  readonly code: string;
  readonly value: number;
  readonly adjustable: boolean;
  /** Whether it holds in each region, or once for the account. */
  readonly scope: 'region' | 'account';
  /** Path below https://docs.aws.amazon.com/. */
  readonly source: string;
  /** low: AWS starts new accounts with less, changes it by region, or we found sources that disagree. */
  readonly confidence: 'high' | 'low';
}

/** When the values were last held against their sources. */
export const awsQuotasDate = '2026-11-22';

const vpc = { service: 'vpc', scope: 'region', adjustable: true, source: 'general/latest/gr/vpc-service.html' } as const;
const ec2 = { service: 'ec2', scope: 'region', adjustable: true, source: 'general/latest/gr/ec2-service.html' } as const;
const transit = { ...ec2, source: 'vpc/latest/tgw/transit-gateway-quotas.html' } as const;
const elb = { service: 'elasticloadbalancing', scope: 'region', adjustable: true, source: 'general/latest/gr/elb.html' } as const;
const rds = { service: 'rds', scope: 'region', adjustable: true, source: 'general/latest/gr/rds-service.html' } as const;
const firewall = {
  service: 'network-firewall',
  code: '',
  scope: 'region',
  source: 'network-firewall/latest/developerguide/quotas.html',
} as const;
const iam = { service: 'iam', scope: 'account', adjustable: true, source: 'general/latest/gr/iam-service.html' } as const;
const sure = { confidence: 'high' } as const;
const assumed = { confidence: 'low' } as const;

/** Quotas that a region of ours may meet; what is never near its bound (a hundred thousand topics) is left out. */
export const awsQuotas = {
  vpcs: { ...vpc, ...sure, item: 'VPCs', code: 'L-F678F1CE', value: 5 },
  internetGateways: { ...vpc, ...sure, item: 'internet gateways', code: 'L-A4707A72', value: 5 },
  natGateways: { ...vpc, ...sure, item: 'NAT gateways in one zone', code: 'L-FE5A380F', value: 5 },
  subnets: { ...vpc, ...sure, item: 'subnets in one VPC', code: 'L-407747CB', value: 200 },
  routeTables: { ...vpc, ...sure, item: 'route tables in one VPC', code: 'L-589F43AA', value: 200 },
  routes: { ...vpc, ...assumed, item: 'routes in one route table', code: 'L-93826ACB', value: 50 },
  addressBlocks: { ...vpc, ...sure, item: 'IPv4 blocks in one VPC', code: 'L-83CA0A9D', value: 5 },
  securityGroups: { ...vpc, ...sure, item: 'security groups', code: 'L-E79EC296', value: 2500 },
  securityGroupRules: { ...vpc, ...sure, item: 'rules of one security group, one direction', code: 'L-0EA8095F', value: 60 },
  groupsPerInterface: { ...vpc, ...sure, item: 'security groups of one network interface', code: 'L-2AFB9258', value: 5 },
  interfaceEndpoints: { ...vpc, ...sure, item: 'interface endpoints in one VPC', code: 'L-29B6F2EB', value: 50 },
  gatewayEndpoints: { ...vpc, ...sure, item: 'gateway endpoints', code: 'L-1B52E74A', value: 20 },
  elasticAddresses: { ...ec2, ...sure, item: 'elastic addresses', code: 'L-0263D0A3', value: 5 },
  vpnGateways: { ...ec2, ...sure, item: 'virtual private gateways', code: 'L-7029FAB6', value: 5 },
  vpnConnections: { ...ec2, ...sure, item: 'VPN connections', code: 'L-3E6EC3A3', value: 50 },
  customerGateways: { ...ec2, ...sure, item: 'customer gateways', code: 'L-4FB7FF5D', value: 50 },
  transitGateways: { ...transit, ...sure, item: 'transit gateways', code: 'L-A2478D36', value: 5 },
  transitRouteTables: { ...transit, ...sure, item: 'route tables of the transit gateway', code: 'L-43872EB7', value: 20 },
  applicationBalancers: { ...elb, ...sure, item: 'application load balancers', code: 'L-53DA6B97', value: 50 },
  networkBalancers: { ...elb, ...sure, item: 'network load balancers', code: 'L-69A177A2', value: 50 },
  targetGroups: { ...elb, ...sure, item: 'target groups', code: 'L-B22855CB', value: 3000 },
  listeners: { ...elb, ...sure, item: 'listeners of one load balancer', code: 'L-B6DF7632', value: 50 },
  listenerRules: { ...elb, ...sure, item: 'listener rules of one load balancer', code: 'L-7EED9B64', value: 100 },
  fargateVcpus: {
    ...assumed,
    item: 'vCPUs of Fargate, all services at their largest',
    service: 'fargate',
    code: 'L-3032A538',
    value: 6,
    adjustable: true,
    scope: 'region',
    source: 'general/latest/gr/ecs-service.html',
  },
  databases: { ...rds, ...sure, item: 'database instances', code: 'L-7B6409FD', value: 40 },
  databaseSubnetGroups: { ...rds, ...sure, item: 'database subnet groups', code: 'L-48C6BF61', value: 50 },
  databaseParameterGroups: { ...rds, ...sure, item: 'database parameter groups', code: 'L-DE55804A', value: 50 },
  databaseStorage: { ...rds, ...assumed, item: 'GiB of databases, fully grown', code: 'L-7ADDB58A', value: 100_000 },
  keys: {
    ...sure,
    item: 'customer keys',
    service: 'kms',
    code: 'L-C2F1777E',
    value: 100_000,
    adjustable: true,
    scope: 'region',
    source: 'general/latest/gr/kms.html',
  },
  fileSystems: {
    ...sure,
    item: 'shared file systems',
    service: 'elasticfilesystem',
    code: 'L-848C634D',
    value: 1000,
    adjustable: true,
    scope: 'region',
    source: 'general/latest/gr/elasticfilesystem.html',
  },
  certificates: {
    ...sure,
    item: 'certificates',
    service: 'acm',
    code: 'L-F141DD1D',
    value: 2500,
    adjustable: true,
    scope: 'region',
    source: 'general/latest/gr/acm.html',
  },
  userPools: {
    ...sure,
    item: 'user pools',
    service: 'cognito-idp',
    code: 'L-66E6DF30',
    value: 1000,
    adjustable: true,
    scope: 'region',
    source: 'cognito/latest/developerguide/quotas.html',
  },
  webAcls: {
    ...sure,
    item: 'web access lists',
    service: 'wafv2',
    code: '',
    value: 100,
    adjustable: true,
    scope: 'region',
    source: 'waf/latest/developerguide/limits.html',
  },
  firewalls: { ...firewall, ...sure, item: 'network firewalls', value: 5, adjustable: true },
  firewallPolicies: { ...firewall, ...sure, item: 'firewall policies', value: 20, adjustable: true },
  firewallRuleGroups: { ...firewall, ...sure, item: 'stateful rule groups of firewalls', value: 50, adjustable: true },
  firewallCapacity: { ...firewall, ...sure, item: 'capacity of one stateful rule group', value: 30_000, adjustable: false },
  alarms: {
    ...assumed,
    item: 'alarms',
    service: 'monitoring',
    code: '',
    value: 5000,
    adjustable: true,
    scope: 'region',
    source: 'AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
  },
  dashboards: {
    ...assumed,
    item: 'dashboards',
    service: 'monitoring',
    code: '',
    value: 500,
    adjustable: true,
    scope: 'account',
    source: 'AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html',
  },
  logPolicies: {
    ...sure,
    item: 'resource policies of logs',
    service: 'logs',
    code: '',
    value: 10,
    adjustable: false,
    scope: 'region',
    source: 'AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
  },
  eventRules: {
    ...assumed,
    item: 'event rules',
    service: 'events',
    code: 'L-244521F2',
    value: 100,
    adjustable: true,
    scope: 'region',
    source: 'eventbridge/latest/userguide/eb-quota.html',
  },
  trails: {
    ...sure,
    item: 'trails',
    service: 'cloudtrail',
    code: '',
    value: 5,
    adjustable: false,
    scope: 'region',
    source: 'awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html',
  },
  backupVaults: {
    ...assumed,
    item: 'backup vaults',
    service: 'backup',
    code: '',
    value: 100,
    adjustable: true,
    scope: 'region',
    source: 'aws-backup/latest/devguide/aws-backup-limits.html',
  },
  stacks: {
    ...assumed,
    item: 'CloudFormation stacks',
    service: 'cloudformation',
    code: 'L-0485CB21',
    value: 2000,
    adjustable: true,
    scope: 'region',
    source: 'AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  },
  hostedZones: {
    ...sure,
    item: 'hosted zones',
    service: 'route53',
    code: 'L-4EA4796A',
    value: 500,
    adjustable: true,
    scope: 'account',
    source: 'Route53/latest/DeveloperGuide/DNSLimitations.html',
  },
  roles: { ...iam, ...sure, item: 'IAM roles', code: 'L-FE177D64', value: 1000 },
  managedPolicies: { ...iam, ...sure, item: 'IAM managed policies', code: 'L-E95E4862', value: 1500 },
  policiesPerRole: { ...iam, ...sure, item: 'managed policies of one IAM role', code: 'L-0DA4ABF3', value: 10 },
  identityProviders: { ...iam, ...sure, item: 'OpenID Connect providers', code: 'L-858F3967', value: 100 },
  buckets: {
    ...sure,
    item: 'buckets',
    service: 's3',
    code: 'L-DC2B2D3D',
    value: 10_000,
    adjustable: true,
    scope: 'account',
    source: 'AmazonS3/latest/userguide/BucketRestrictions.html',
  },
  budgets: {
    ...assumed,
    item: 'budgets',
    service: 'budgets',
    code: '',
    value: 20_000,
    adjustable: false,
    scope: 'account',
    source: 'cost-management/latest/userguide/management-limits.html',
  },
} as const satisfies Readonly<Record<string, AwsQuota>>;

export type AwsQuotaId = keyof typeof awsQuotas;
