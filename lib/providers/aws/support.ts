import type { AwsCloud } from '../../model/cloud';
import type { IntentId } from '../../model/intent';
import type { Support } from '../../plan/target-plan';

const equal = (by: string): Support => ({ parity: 'equal', by, lost: '' });

/** AWS's answer for every intent, by region and partition. */
export const support = (cloud: AwsCloud): Readonly<Record<IntentId, Support>> => ({
  ...everywhere,
  'jurisdiction.immunity': jurisdiction(cloud),
  'hosting.mail': lacks(cloud, 'AWS::SES') ? { parity: 'absent', by: 'no mail service in this region', lost: 'mail to citizens from this cloud' } : everywhere['hosting.mail'],
  'cost.budget': lacks(cloud, 'AWS::Budgets') ? { parity: 'weaker', by: 'alarms on estimated charges', lost: 'a budget object: none in this region' } : everywhere['cost.budget'],
});

const lacks = (cloud: AwsCloud, prefix: string): boolean => cloud.absent.some((absent) => absent === prefix || absent.startsWith(`${prefix}::`));

/** An operator whose parent sits elsewhere can be ordered by that country's courts. */
const jurisdiction = (cloud: AwsCloud): Support => ({
  parity: cloud.partition === 'aws' ? 'absent' : 'weaker',
  by: cloud.partition === 'aws' ? 'contract only' : 'a separate partition with its own operator, staff and keys',
  lost: `immunity from the law of ${cloud.operator.controlledFrom}, where the operator's parent sits`,
});

const everywhere: Readonly<Record<IntentId, Support>> = {
  'tenancy.isolation': equal('one account for each tenant'),
  'jurisdiction.immunity': equal(''),
  'identity.staff': equal('federated roles by IAM identity provider'),
  'identity.mfa': equal('condition in every trust policy'),
  'identity.breakGlass': equal('one role, alarmed'),
  'identity.citizens': equal('sign-in at the load balancer by OpenID Connect'),
  'identity.workload': equal('task roles'),
  'logging.trail': equal('CloudTrail with validation into the shared account'),
  'logging.archive': equal('S3 Object Lock under a key of its own'),
  'logging.detection': equal('GuardDuty, Config and Security Hub as chosen'),
  'cost.budget': equal('AWS Budgets'),
  'network.tiers': equal('subnets and route tables by tier'),
  'network.zones': equal('availability zones'),
  'network.ipv6': equal('dual-stack entry'),
  'network.egress': equal('Network Firewall with an allow-list'),
  'network.flowRecords': equal('VPC Flow Logs'),
  'network.dnsRecords': equal('Route 53 Resolver query logs'),
  'network.privateNames': equal('private hosted zone'),
  'network.providerAccess': equal('VPC endpoints with policies'),
  'network.links': equal('PrivateLink'),
  'network.connectivity': equal('Site-to-Site VPN, IKEv2'),
  'storage.keys': equal('KMS keys with rotation'),
  'storage.objects': equal('S3 with bucket policy and keys'),
  'storage.versions': equal('S3 versioning'),
  'storage.retention': equal('S3 lifecycle'),
  'storage.writeOnce': equal('S3 Object Lock'),
  'storage.accessRecords': equal('S3 server access logs'),
  'storage.files': equal('EFS'),
  'storage.database': equal('RDS for PostgreSQL, Multi-AZ by tier'),
  'storage.pointInTime': equal('RDS automated backups'),
  'storage.backup': equal('AWS Backup with vault lock'),
  'storage.restoreTest': equal('AWS Backup restore testing'),
  'storage.secondSite': equal('replication and copies to a second region'),
  'hosting.entry': equal('Application Load Balancer'),
  'hosting.tls': equal('ACM certificate, TLS 1.2 and newer'),
  'hosting.waf': equal('AWS WAF'),
  'hosting.compute': equal('ECS on Fargate'),
  'hosting.scaling': equal('target tracking within the limits'),
  'hosting.images': equal("ECR in the tenant's account"),
  'hosting.release': equal('a new task definition'),
  'hosting.jobs': equal('EventBridge Scheduler'),
  'hosting.queue': equal('SQS'),
  'hosting.secrets': equal('Secrets Manager'),
  'hosting.mail': equal('SES with DKIM'),
  'hosting.observability': equal('CloudWatch'),
};
