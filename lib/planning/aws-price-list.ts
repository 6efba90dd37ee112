import type { Price } from '../model/price-book';

/** A product of AWS's bulk price list, as far as it is read. */
export interface AwsProduct {
  readonly sku: string;
  readonly productFamily?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A price of it: `beginRange` 0 is the first tier. */
export interface AwsDimension {
  readonly unit: string;
  readonly beginRange?: string;
  readonly pricePerUnit: Readonly<Record<string, string>>;
}

/** Which item a product prices, and how its unit becomes ours. */
export interface Wanted {
  readonly item: string;
  readonly unit: Price['unit'];
  /** Their price times this is our price. */
  readonly times: number;
}

interface Rule {
  readonly service: string;
  /** End of the usage type; in front of it stands the short name of the region. */
  readonly usage: RegExp;
  readonly where?: Readonly<Record<string, string>>;
  readonly item: string | ((attributes: AwsProduct['attributes']) => string);
  readonly unit: Price['unit'];
  readonly times?: number;
}

const linux = {
  operatingSystem: 'Linux',
  tenancy: 'Shared',
  preInstalledSw: 'NA',
  capacitystatus: 'Used',
  operation: 'RunInstances',
} as const;
const million = 1_000_000;

/** What the quantities of a region on AWS need, by the usage types of the bulk price list. */
const rules: readonly Rule[] = [
  {
    service: 'AmazonEC2',
    usage: /BoxUsage:/,
    where: linux,
    item: (product) => `ec2/${product.instanceType ?? ''}`,
    unit: 'hour',
  },
  { service: 'AmazonEC2', usage: /EBS:VolumeUsage\.gp3$/, item: 'ebs.gp3.storage', unit: 'GB-month' },
  { service: 'AmazonEC2', usage: /NatGateway-Hours$/, item: 'vpc.nat.hour', unit: 'hour' },
  { service: 'AmazonEC2', usage: /NatGateway-Bytes$/, item: 'vpc.nat.gb', unit: 'GB' },
  { service: 'AmazonVPC', usage: /PublicIPv4:InUseAddress$/, item: 'vpc.public_ipv4', unit: 'hour' },
  { service: 'AmazonVPC', usage: /VpcEndpoint-Hours$/, item: 'vpc.interface_endpoint.hour', unit: 'hour' },
  { service: 'AmazonVPC', usage: /VpcEndpoint-Bytes$/, item: 'vpc.interface_endpoint.gb', unit: 'GB' },
  { service: 'AmazonVPC', usage: /TransitGateway-Hours$/, item: 'tgw.attachment.hour', unit: 'hour' },
  { service: 'AmazonVPC', usage: /TransitGateway-Bytes$/, item: 'tgw.gb', unit: 'GB' },
  { service: 'AmazonVPC', usage: /VPN-Usage-Hours:ipsec\.1$/, item: 'vpn.connection.hour', unit: 'hour' },
  {
    service: 'AWSELB',
    usage: /(?:^|-)LoadBalancerUsage$/,
    where: { operation: 'LoadBalancing:Application' },
    item: 'elb.alb.hour',
    unit: 'hour',
  },
  {
    service: 'AWSELB',
    usage: /(?:^|-)LoadBalancerUsage$/,
    where: { operation: 'LoadBalancing:Network' },
    item: 'elb.nlb.hour',
    unit: 'hour',
  },
  {
    service: 'AWSELB',
    usage: /(?:^|-)LCUUsage$/,
    where: { operation: 'LoadBalancing:Application' },
    item: 'elb.alb.lcu',
    unit: 'hour',
  },
  {
    service: 'AmazonRDS',
    usage: /InstanceUsage:|Multi-AZUsage:/,
    where: { databaseEngine: 'PostgreSQL' },
    item: (product) => `rds/${product.instanceType ?? ''}/${product.deploymentOption === 'Multi-AZ' ? 'multi' : 'single'}`,
    unit: 'hour',
  },
  {
    service: 'AmazonRDS',
    usage: /RDS:GP3-Storage$/,
    where: { databaseEngine: 'PostgreSQL' },
    item: 'rds.gp3.storage/single',
    unit: 'GB-month',
  },
  {
    service: 'AmazonRDS',
    usage: /RDS:Multi-AZ-GP3-Storage$/,
    where: { databaseEngine: 'PostgreSQL' },
    item: 'rds.gp3.storage/multi',
    unit: 'GB-month',
  },
  { service: 'AmazonECS', usage: /(?:^|-)Fargate-vCPU-Hours:perCPU$/, item: 'fargate.vcpu', unit: 'vCPU-hour' },
  { service: 'AmazonECS', usage: /(?:^|-)Fargate-GB-Hours$/, item: 'fargate.memory', unit: 'GB-hour' },
  { service: 'AmazonECS', usage: /(?:^|-)Fargate-ARM-vCPU-Hours:perCPU$/, item: 'fargate.arm.vcpu', unit: 'vCPU-hour' },
  { service: 'AmazonECS', usage: /(?:^|-)Fargate-ARM-GB-Hours$/, item: 'fargate.arm.memory', unit: 'GB-hour' },
  {
    service: 'AmazonS3',
    usage: /(?:^|-)TimedStorage-ByteHrs$/,
    where: { volumeType: 'Standard' },
    item: 's3.standard.storage',
    unit: 'GB-month',
  },
  { service: 'AmazonEFS', usage: /(?:^|-)TimedStorage-ByteHrs$/, item: 'efs.storage', unit: 'GB-month' },
  {
    service: 'AWSDataTransfer',
    usage: /(?:^|-)DataTransfer-Out-Bytes$/,
    where: { transferType: 'AWS Outbound' },
    item: 'data_transfer_out.internet',
    unit: 'GB',
  },
  { service: 'awskms', usage: /KMS-Keys$/, item: 'kms.key', unit: 'month' },
  { service: 'AWSSecretsManager', usage: /AWSSecretsManager-Secrets$/, item: 'secret', unit: 'month' },
  { service: 'AmazonRoute53', usage: /^HostedZone$/, item: 'dns.zone', unit: 'month' },
  { service: 'awswaf', usage: /(?:^|-)WebACLV2$/, item: 'waf.acl', unit: 'month' },
  { service: 'awswaf', usage: /(?:^|-)RuleV2$/, item: 'waf.rule', unit: 'month' },
  { service: 'awswaf', usage: /(?:^|-)RequestV2-Tier1$/, item: 'waf.request', unit: 'million', times: million },
  { service: 'AmazonCloudWatch', usage: /(?:^|-)DataProcessing-Bytes$/, item: 'logs.ingest', unit: 'GB' },
  { service: 'AmazonCloudWatch', usage: /(?:^|-)TimedStorage-ByteHrs$/, item: 'logs.storage', unit: 'GB-month' },
  { service: 'AmazonCloudWatch', usage: /CW:AlarmMonitorUsage$/, item: 'cloudwatch.alarm', unit: 'month' },
  { service: 'AmazonCloudWatch', usage: /DashboardsUsageHour$/, item: 'cloudwatch.dashboard', unit: 'month' },
  { service: 'AWSNetworkFirewall', usage: /Endpoint-Hour$/, item: 'network_firewall.endpoint.hour', unit: 'hour' },
  { service: 'AWSNetworkFirewall', usage: /Traffic-GB-Processed$/, item: 'network_firewall.gb', unit: 'GB' },
  { service: 'AWSBackup', usage: /WarmStorage-ByteHrs-RDS$/, item: 'backup.storage', unit: 'GB-month' },
  { service: 'AWSConfig', usage: /ConfigurationItemRecorded$/, item: 'config.item', unit: 'million', times: million },
  { service: 'AWSSecurityHub', usage: /PaidComplianceCheck$/, item: 'securityhub.check', unit: 'million', times: million },
  { service: 'AmazonGuardDuty', usage: /PaidEventsAnalyzed$/, item: 'guardduty.event', unit: 'million', times: million },
];

/** The item that a product prices; undefined for all that no quantity asks for. */
export const wantedOf = (service: string, { attributes }: AwsProduct): Wanted | undefined => {
  const rule = rules.find(
    (candidate) =>
      candidate.service === service &&
      candidate.usage.test(attributes.usagetype ?? '') &&
      Object.entries(candidate.where ?? {}).every(([key, value]) => attributes[key] === value),
  );
  if (rule === undefined) return undefined;
  return { item: typeof rule.item === 'string' ? rule.item : rule.item(attributes), unit: rule.unit, times: rule.times ?? 1 };
};

/** Services of the bulk list whose files hold what the quantities need. */
export const awsServices: readonly string[] = [...new Set(rules.map(({ service }) => service))];
