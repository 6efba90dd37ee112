import type { IntentId } from '../../lib/model/intent';
import type { Edit } from './edits';

/* eslint-disable @typescript-eslint/no-explicit-any -- templates are edited as whoever tampers with them would: without types */

interface Sabotage {
  readonly aws: readonly Edit[];
  readonly openstack: readonly Edit[];
}

const remove = (type: string, where?: (properties: any, id: string) => boolean): Edit => ({
  type,
  remove: true,
  all: true,
  ...(where === undefined ? {} : { where }),
});
const change = (type: string, act: (properties: any) => unknown, where?: (properties: any, id: string) => boolean): Edit => ({
  type,
  change: act,
  ...(where === undefined ? {} : { where }),
});
/** Takes a word out of what the first boot of every such host sets up. */
const unboot = (word: string): Edit => ({
  type: 'compute_instance_v2',
  all: true,
  where: ({ user_data }) => String(user_data).includes(word),
  change: (host) => (host.user_data = host.user_data.replaceAll(word, 'nothing')),
});

/** A store itself, and not its copy at the second site. */
const isStore = (id: string, name: unknown): boolean => new RegExp(`-${id}-(?!.*-copy)`).test(JSON.stringify(name ?? ''));

/** For each intent, what would break it in what was written. Nothing where no target of ours can show it. */
export const sabotage: Readonly<Record<IntentId, Sabotage>> = {
  'tenancy.isolation': {
    aws: [
      change(
        'AWS::EC2::TransitGatewayRoute',
        (route) => ((route.DestinationCidrBlock = '10.0.0.0/30'), delete route.Blackhole),
        ({ Blackhole }) => Blackhole === true,
      ),
    ],
    openstack: [change('networking_rbac_policy_v2', (policy) => (policy.target_tenant = '*'))],
  },
  'jurisdiction.immunity': {
    aws: [remove('AWS::EC2::VPC')],
    openstack: [remove('identity_project_v3')],
  },
  'cost.budget': {
    aws: [remove('AWS::Budgets::Budget')],
    openstack: [change('compute_quotaset_v2', (quota) => (quota.cores = -1))],
  },

  'identity.staff': {
    aws: [
      change(
        'AWS::IAM::Role',
        (role) => (role.AssumeRolePolicyDocument.Statement[0].Principal = { AWS: '*' }),
        ({ RoleName }) => /-auditor$/.test(RoleName ?? ''),
      ),
    ],
    openstack: [remove('identity_group_v3')],
  },
  'identity.mfa': {
    aws: [
      change(
        'AWS::IAM::Role',
        (role) => role.AssumeRolePolicyDocument.Statement.forEach((one: any) => delete one.Condition),
        ({ RoleName }) => /-operator$/.test(RoleName ?? ''),
      ),
    ],
    openstack: [],
  },
  'identity.breakGlass': {
    aws: [
      change(
        'AWS::IAM::Role',
        (role) => delete role.AssumeRolePolicyDocument.Statement[0].Condition,
        ({ RoleName }) => /break-glass$/.test(RoleName ?? ''),
      ),
    ],
    openstack: [change('identity_user_v3', (user) => (user.multi_factor_auth_enabled = false))],
  },
  'identity.citizens': {
    aws: [remove('AWS::Cognito::UserPoolIdentityProvider')],
    openstack: [unboot('libapache2-mod-auth-openidc')],
  },
  'identity.workload': {
    aws: [change('AWS::ECS::TaskDefinition', (task) => delete task.TaskRoleArn)],
    openstack: [change('identity_application_credential_v3', (credential) => (credential.unrestricted = true))],
  },

  'logging.trail': { aws: [change('AWS::CloudTrail::Trail', (trail) => (trail.EnableLogFileValidation = false))], openstack: [] },
  'logging.archive': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => (bucket.ObjectLockConfiguration.Rule.DefaultRetention.Days = 1),
        ({ ObjectLockConfiguration, BucketName }) =>
          ObjectLockConfiguration !== undefined && String(JSON.stringify(BucketName)).includes('-trail'),
      ),
    ],
    openstack: [
      change(
        'objectstorage_container_v1',
        (container) => (container.container_read = '.r:*'),
        ({ name }) => /-trail$/.test(name),
      ),
    ],
  },
  'logging.detection': { aws: [change('AWS::GuardDuty::Detector', (detector) => (detector.Enable = false))], openstack: [] },

  'network.tiers': {
    // A data subnet on the table of an edge subnet, which leads to the internet.
    aws: [
      change(
        'AWS::EC2::SubnetRouteTableAssociation',
        (one) => (one.RouteTableId = { Ref: 'TiersRoutesedgeaFE6B6CDA' }),
        (_, id) => /Ofdata/.test(id),
      ),
    ],
    openstack: [
      change(
        'networking_router_v2',
        (router) => (router.external_network_id = 'outside'),
        ({ name }) => /-router$/.test(name) && !/-(edge|egress)-router$/.test(name),
      ),
    ],
  },
  'network.zones': {
    aws: [
      change(
        'AWS::EC2::Subnet',
        (subnet) => (subnet.AvailabilityZone = 'eu-central-1z'),
        ({ Tags }) => Tags?.some(({ Value }: any) => Value === 'data'),
      ),
    ],
    openstack: [change('compute_instance_v2', (host) => (host.availability_zone = 'elsewhere'))],
  },
  'network.ipv6': {
    aws: [
      change(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        (balancer) => (balancer.IpAddressType = 'ipv4'),
        ({ Scheme }) => Scheme === 'internet-facing',
      ),
    ],
    openstack: [remove('networking_subnet_v2', ({ ip_version }) => ip_version === 6)],
  },
  'network.egress': {
    aws: [
      change(
        'AWS::NetworkFirewall::FirewallPolicy',
        (policy) => (policy.FirewallPolicy.StatefulDefaultActions = ['aws:alert_established']),
      ),
    ],
    openstack: [unboot('http_access deny all')],
  },
  'network.flowRecords': { aws: [change('AWS::EC2::FlowLog', (log) => (log.TrafficType = 'REJECT'))], openstack: [] },
  'network.dnsRecords': {
    aws: [change('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', (one) => (one.ResourceId = 'vpc-elsewhere'))],
    openstack: [unboot('log-queries: yes')],
  },
  'network.privateNames': {
    aws: [
      change(
        'AWS::Route53::HostedZone',
        (zone) => delete zone.VPCs,
        ({ VPCs }) => VPCs !== undefined,
      ),
    ],
    openstack: [
      change(
        'dns_zone_v2',
        (zone) => (zone.name = 'elsewhere.example.'),
        ({ name }) => /internal\.$/.test(name),
      ),
    ],
  },
  'network.providerAccess': {
    aws: [
      change(
        'AWS::EC2::VPCEndpoint',
        (endpoint) => delete endpoint.PolicyDocument,
        ({ VpcEndpointType }) => VpcEndpointType === 'Gateway',
      ),
    ],
    openstack: [],
  },
  'network.links': {
    aws: [change('AWS::EC2::VPCEndpointServicePermissions', (permissions) => (permissions.AllowedPrincipals = ['*']))],
    openstack: [
      change(
        'lb_listener_v2',
        (listener) => (listener.allowed_cidrs = ['0.0.0.0/0']),
        ({ name }) => /-link-/.test(name ?? ''),
      ),
    ],
  },
  'network.connectivity': {
    aws: [
      change('AWS::EC2::VPNConnection', (vpn) =>
        vpn.VpnTunnelOptionsSpecifications.forEach((tunnel: any) => tunnel.IKEVersions.push({ Value: 'ikev1' })),
      ),
    ],
    openstack: [unboot('strongswan')],
  },

  'storage.keys': {
    aws: [change('AWS::KMS::Key', (key) => (key.EnableKeyRotation = false))],
    openstack: [change('blockstorage_volume_v3', (volume) => (volume.volume_type = 'standard'))],
  },
  'storage.objects': {
    aws: [
      change(
        'AWS::S3::BucketPolicy',
        (policy) =>
          (policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Effect }: any) => Effect !== 'Deny')),
      ),
    ],
    openstack: [
      change(
        'objectstorage_container_v1',
        (container) => (container.container_read = '.r:*'),
        ({ metadata }) => metadata?.['data-class'] !== undefined,
      ),
    ],
  },
  'storage.versions': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => (bucket.VersioningConfiguration.Status = 'Suspended'),
        ({ BucketName }) => isStore('case-files', BucketName),
      ),
    ],
    openstack: [],
  },
  'storage.retention': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => bucket.LifecycleConfiguration.Rules.push({ Status: 'Enabled', ExpirationInDays: 30 }),
        ({ BucketName }) => isStore('archive', BucketName),
      ),
    ],
    openstack: [
      change(
        'objectstorage_container_v1',
        (container) => (container.force_destroy = true),
        ({ metadata }) => metadata?.['data-class'] !== undefined,
      ),
    ],
  },
  'storage.writeOnce': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => delete bucket.ObjectLockConfiguration,
        ({ BucketName, ObjectLockConfiguration }) => ObjectLockConfiguration !== undefined && isStore('case-files', BucketName),
      ),
    ],
    openstack: [],
  },
  'storage.accessRecords': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => delete bucket.LoggingConfiguration,
        ({ BucketName }) => isStore('case-files', BucketName),
      ),
    ],
    openstack: [],
  },
  'storage.files': { aws: [change('AWS::EFS::FileSystem', (files) => (files.Encrypted = false))], openstack: [] },
  'storage.database': {
    aws: [change('AWS::RDS::DBInstance', (instance) => (instance.PubliclyAccessible = true))],
    openstack: [remove('compute_instance_v2', ({ name }) => /-data-.*-b-1$/.test(name))],
  },
  'storage.pointInTime': {
    aws: [change('AWS::RDS::DBInstance', (instance) => (instance.BackupRetentionPeriod = 1))],
    openstack: [unboot('archive_command')],
  },
  'storage.backup': {
    aws: [
      change(
        'AWS::Backup::BackupVault',
        (vault) => delete vault.LockConfiguration,
        ({ BackupVaultName }) => !/copy/.test(JSON.stringify(BackupVaultName)),
      ),
    ],
    openstack: [
      change(
        'objectstorage_container_v1',
        (container) => (container.name = 'elsewhere'),
        ({ name }) => /-backup$/.test(name),
      ),
    ],
  },
  'storage.restoreTest': { aws: [remove('AWS::Backup::RestoreTestingSelection')], openstack: [unboot('try-restore')] },
  'storage.secondSite': {
    aws: [
      change(
        'AWS::S3::Bucket',
        (bucket) => bucket.ReplicationConfiguration.Rules.forEach((one: any) => (one.Status = 'Disabled')),
        ({ ReplicationConfiguration, BucketName }) => ReplicationConfiguration !== undefined && isStore('case-files', BucketName),
      ),
    ],
    openstack: [],
  },

  'hosting.entry': {
    aws: [
      change(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        (balancer) => (balancer.Scheme = 'internal'),
        ({ Scheme }) => Scheme === 'internet-facing',
      ),
    ],
    openstack: [remove('networking_floatingip_v2', ({ description }) => /^Entry/.test(description))],
  },
  'hosting.tls': {
    aws: [
      change(
        'AWS::ElasticLoadBalancingV2::Listener',
        (listener) => (listener.SslPolicy = 'ELBSecurityPolicy-2016-08'),
        ({ Protocol }) => Protocol === 'HTTPS',
      ),
    ],
    openstack: [unboot('SSLProtocol -all +TLSv1.2 +TLSv1.3')],
  },
  'hosting.waf': {
    aws: [
      change(
        'AWS::WAFv2::WebACL',
        (acl) => (acl.Rules = acl.Rules.filter(({ Statement }: any) => Statement.ManagedRuleGroupStatement === undefined)),
      ),
    ],
    openstack: [unboot('SecRuleEngine On')],
  },
  'hosting.compute': {
    aws: [change('AWS::ECS::TaskDefinition', (task) => (task.ContainerDefinitions[0].Image = 'example/page:latest'))],
    openstack: [change('compute_servergroup_v2', (group) => (group.policies = ['affinity']))],
  },
  'hosting.scaling': {
    aws: [change('AWS::ApplicationAutoScaling::ScalableTarget', (limits) => (limits.MaxCapacity = 1000))],
    openstack: [],
  },
  'hosting.images': {
    aws: [{ ...change('AWS::ECR::Repository', (repository) => (repository.ImageTagMutability = 'MUTABLE')), all: true } as Edit],
    openstack: [unboot("'podman', 'pull'")],
  },
  'hosting.release': {
    aws: [
      {
        ...change('AWS::ECS::Service', (service) => delete service.DeploymentConfiguration.DeploymentCircuitBreaker),
        all: true,
      } as Edit,
    ],
    openstack: [unboot('-verify')],
  },
  'hosting.jobs': {
    aws: [change('AWS::Scheduler::Schedule', (schedule) => delete schedule.Target.DeadLetterConfig)],
    openstack: [unboot('OnCalendar=')],
  },
  'hosting.queue': {
    aws: [
      change(
        'AWS::SQS::Queue',
        (queue) => delete queue.RedrivePolicy,
        ({ RedrivePolicy }) => RedrivePolicy !== undefined,
      ),
    ],
    openstack: [unboot('x-queue-type')],
  },
  'hosting.secrets': {
    aws: [change('AWS::SecretsManager::Secret', (secret) => (secret.SecretString = 'plain'))],
    openstack: [change('compute_instance_v2', (host) => (host.admin_pass = 'plain'))],
  },
  'hosting.mail': {
    aws: [change('AWS::SES::EmailIdentity', (identity) => (identity.DkimAttributes.SigningEnabled = false))],
    openstack: [unboot('/etc/postfix/main.cf')],
  },
  'hosting.observability': {
    aws: [
      change(
        'AWS::CloudWatch::Alarm',
        (alarm) => delete alarm.AlarmActions,
        ({ AlarmDescription }) => /runbooks/.test(AlarmDescription ?? ''),
      ),
    ],
    openstack: [unboot('prometheus-alertmanager')],
  },
};
