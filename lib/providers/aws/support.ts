import type { AwsCloud } from '../../model/cloud';
import type { IntentId } from '../../model/intent';
import type { Support } from '../../plan/target-plan';
import { lacks } from './lacks';

const equal = (by: string): Support => ({ parity: 'equal', by, lost: '' });

/** AWS's answer for every intent, by region and partition. */
export const support = (cloud: AwsCloud): Readonly<Record<IntentId, Support>> => ({
  ...everywhere,
  'jurisdiction.immunity': jurisdiction(cloud),
  'cost.budget': budget(cloud),
  'hosting.mail': lacks(cloud, 'AWS::SES::EmailIdentity')
    ? absent('no mail service in this region', 'mail to citizens from this cloud')
    : everywhere['hosting.mail'],
  'storage.secondSite':
    cloud.secondSite === null
      ? absent('one region in this partition', 'a copy outside the first site')
      : everywhere['storage.secondSite'],
});

const absent = (by: string, lost: string): Support => ({ parity: 'absent', by, lost });

/** Budgets count in the currency of the bill, and no rate is known here. */
const budget = (cloud: AwsCloud): Support => {
  if (lacks(cloud, 'AWS::Budgets::Budget'))
    return absent('no budgets by template in this region', 'warnings before money is spent, unless set by hand');
  if (cloud.partition === 'aws-eusc') return everywhere['cost.budget'];
  return {
    ...everywhere['cost.budget'],
    parity: 'weaker',
    lost: 'the currency: the bill is in dollars, and the amount is taken as it stands',
  };
};

/** An operator whose parent sits elsewhere can be ordered by that country's courts. */
const jurisdiction = (cloud: AwsCloud): Support => ({
  parity: cloud.partition === 'aws' ? 'absent' : 'weaker',
  by: cloud.partition === 'aws' ? 'contract only' : 'a separate partition with its own operator, staff and keys',
  lost: `immunity from the law of ${cloud.operator.controlledFrom}, where the operator's parent sits`,
});

const everywhere: Readonly<Record<IntentId, Support>> = {
  'tenancy.isolation': equal('one account for each tenant'),
  'jurisdiction.immunity': equal(''),
  'identity.staff': equal('federated roles by IAM identity provider, chosen by session tags of the sign-in'),
  'identity.mfa': equal("condition in every trust policy on the tag by which the staff's sign-in vouches for the second factor"),
  'identity.breakGlass': equal('one role, alarmed'),
  'identity.citizens': equal('Cognito user pool federated to the issuer, at the load balancer'),
  'identity.workload': equal('task roles'),
  'logging.trail': equal('CloudTrail with validation into the shared account'),
  'logging.archive': equal('S3 Object Lock in the shared account under a key of its own; delivered records are copied there'),
  'logging.detection': equal('GuardDuty, Config and Security Hub as chosen'),
  'cost.budget': equal("AWS Budgets: an even part of the region's amount in each account"),
  'network.tiers': equal('subnets and route tables by tier; the data tier has no route out'),
  'network.zones': equal('availability zones'),
  'network.ipv6': equal('dual-stack entry'),
  'network.egress': equal('Network Firewall by the name that a connection states, and resolver rules for the same list'),
  'network.flowRecords': equal('VPC Flow Logs'),
  'network.dnsRecords': equal('Route 53 Resolver query logs'),
  'network.privateNames': equal('private hosted zone'),
  'network.providerAccess': equal("VPC endpoints with policies for the region's own accounts"),
  'network.links': equal('PrivateLink to one port'),
  'network.connectivity': equal('Site-to-Site VPN of the space alone, IKEv2 with AES-256-GCM'),
  'storage.keys': equal('KMS keys with rotation'),
  'storage.objects': equal('S3 with bucket policy and keys'),
  'storage.versions': equal('S3 versioning'),
  'storage.retention': equal('S3 lifecycle'),
  'storage.writeOnce': equal('S3 Object Lock'),
  'storage.accessRecords': equal('S3 server access logs'),
  'storage.files': {
    parity: 'weaker',
    by: 'EFS with an access point, over TLS and by role',
    lost: 'no part of an e-service mounts them by itself: tasks of the own administration do',
  },
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
  'hosting.images': {
    parity: 'weaker',
    by: "an ECR repository for each part in the tenant's account",
    lost: 'until its first release a part runs a public image, pinned by digest',
  },
  'hosting.release': equal('a new task definition'),
  'hosting.jobs': equal('EventBridge Scheduler'),
  'hosting.queue': equal('SQS'),
  'hosting.secrets': equal('Secrets Manager, rotated by the service itself or a function of our own'),
  'hosting.mail': equal('SES with DKIM'),
  'hosting.observability': equal('CloudWatch'),
};
