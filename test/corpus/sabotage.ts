import type { ControlId } from '../../lib/controls/audit/catalogue';
import type { Edit } from '../conformance/edits';

/* eslint-disable @typescript-eslint/no-explicit-any -- templates are edited as whoever tampers with them would: without types */

/** How one control is broken on one cloud, and which others truly depend on the same thing. */
export interface Sabotage {
  readonly edits: readonly Edit[];
  readonly also?: readonly ControlId[];
}

/** Why a control cannot be broken by editing what we synthesize for a cloud. */
export type Unbreakable = string;

export interface Case {
  readonly aws: Sabotage | Unbreakable;
  readonly openstack: Sabotage | Unbreakable;
}

type Where = (properties: any, id: string) => boolean;

const change = (type: string, act: (properties: any, body: any) => unknown, where?: Where): Edit => ({
  type,
  change: act,
  ...(where === undefined ? {} : { where }),
});
const removeAll = (type: string): Edit => ({ type, remove: true, all: true });
const of = (edit: Edit, ...also: readonly ControlId[]): Sabotage => ({ edits: [edit], also });
/** The first host that sets something up says it otherwise. */
const reboot = (from: string | RegExp, to: string, when: string = typeof from === 'string' ? from : ''): Edit => ({
  type: 'compute_instance_v2',
  where: ({ user_data }) => String(user_data).includes(when),
  change: (host) => (host.user_data = String(host.user_data).replace(from, to)),
});
const rebootAll = (from: string, to: string): Edit => ({
  ...(reboot(from, to) as any),
  all: true,
  change: (host: any) => (host.user_data = String(host.user_data).replaceAll(from, to)),
});
const plant = (add: string, artefact: string, properties: any): Edit => ({ add, artefact, properties });

const group = 'networking_secgroup_v2';
const awsRule = (more: object): Edit =>
  plant('AWS::EC2::SecurityGroupIngress', 'city-production-appointments', {
    GroupId: 'sg-1',
    CidrIp: '0.0.0.0/0',
    IpProtocol: 'tcp',
    ...more,
  });
const rule = (more: object): Edit =>
  plant('networking_secgroup_rule_v2', 'city-production-appointments', {
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: 'tcp',
    remote_ip_prefix: '0.0.0.0/0',
    security_group_id: 'a',
    ...more,
  });
const container = (act: (container: any) => unknown): Edit =>
  change('AWS::ECS::TaskDefinition', (task) => act(task.ContainerDefinitions[0]));
const attribute = (key: string, value: string): Edit =>
  change(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    (balancer) => balancer.LoadBalancerAttributes.forEach((one: any) => one.Key === key && (one.Value = value)),
    ({ Scheme }) => Scheme === 'internet-facing',
  );
const bucket = (act: (bucket: any, body: any) => unknown): Edit =>
  change('AWS::S3::Bucket', act, ({ BucketName }) => JSON.stringify(BucketName).includes('-case-files-'));
const isPublicListener: Where = ({ Protocol }) => Protocol === 'HTTPS';
const foreign = 'the cloud has no such thing, and the ledger says so';
const none = 'the cloud has no such thing';

/** A port of a host gets the public address of the entry, and the group that lets everyone in. */
const publicFace = (port: string, ...also: readonly ControlId[]): Sabotage => ({
  edits: [
    change(
      'networking_floatingip_v2',
      (address) => (address.port_id = `\${openstack_networking_port_v2.${port}.id}`),
      ({ description }) => String(description).includes('city-production-appointments'),
    ),
    change(
      'networking_port_v2',
      (one) => (one.security_group_ids = ['${openstack_networking_secgroup_v2.entry_public_group_5D005630.id}']),
      (_, id) => id === port,
    ),
  ],
  also,
});

export const corpus: Readonly<Record<ControlId, Case>> = {
  'network.adminPortsClosed': {
    aws: of(awsRule({ FromPort: 22, ToPort: 22 }), 'network.webPortsOnly'),
    openstack: of(rule({ port_range_min: 22, port_range_max: 22 }), 'network.webPortsOnly'),
  },
  'network.databasePortsClosed': {
    aws: of(awsRule({ FromPort: 5432, ToPort: 5432 }), 'network.webPortsOnly'),
    openstack: of(rule({ port_range_min: 5432, port_range_max: 5432 }), 'network.webPortsOnly'),
  },
  'network.webPortsOnly': {
    aws: of(awsRule({ FromPort: 8081, ToPort: 8081 })),
    openstack: of(rule({ port_range_min: 8081, port_range_max: 8081 })),
  },
  'network.noWideOpening': {
    aws: of(awsRule({ IpProtocol: '-1' }), 'network.webPortsOnly', 'network.adminPortsClosed', 'network.databasePortsClosed'),
    openstack: of(
      rule({ protocol: undefined }),
      'network.webPortsOnly',
      'network.adminPortsClosed',
      'network.databasePortsClosed',
    ),
  },
  'network.outgoingNamed': {
    aws: of(
      plant('AWS::EC2::SecurityGroupEgress', 'city-production-appointments', {
        GroupId: 'sg-1',
        CidrIp: '0.0.0.0/0',
        IpProtocol: '-1',
      }),
    ),
    openstack: of(rule({ direction: 'egress', protocol: undefined })),
  },
  'network.innerPortsNamed': {
    aws: of(awsRule({ CidrIp: '10.0.0.0/8', FromPort: 1, ToPort: 65535 })),
    openstack: of(rule({ remote_ip_prefix: '10.0.0.0/8', port_range_min: 1, port_range_max: 65535 })),
  },
  'network.noDefaultRules': {
    aws: of(change('AWS::EC2::SecurityGroup', (one) => delete one.SecurityGroupEgress)),
    openstack: of(change(group, (one) => (one.delete_default_rules = false))),
  },
  'network.outgoingFiltered': {
    aws: of(
      change(
        'AWS::NetworkFirewall::FirewallPolicy',
        (policy) => (policy.FirewallPolicy.StatefulDefaultActions = ['aws:alert_established']),
      ),
    ),
    openstack: of(rebootAll('http_access deny all', 'http_access allow all')),
  },
  'network.databaseNoWayOut': {
    aws: of(
      change(
        'AWS::EC2::SubnetRouteTableAssociation',
        (one) => (one.RouteTableId = { Ref: 'TiersRoutesedgeaFE6B6CDA' }),
        (_, id) => /Ofdata/.test(id),
      ),
    ),
    openstack: of(
      change(
        'networking_router_v2',
        (router) => (router.external_network_id = 'outside'),
        ({ name }) => /-router$/.test(name) && !/-(edge|egress)-router$/.test(name),
      ),
    ),
  },
  'network.noPublicAddresses': {
    aws: of(
      change('AWS::ECS::Service', (service) => (service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED')),
    ),
    openstack: publicFace('hosts_entry_a-1_port_3D5581B2'),
  },
  'network.lookUpsFiltered': {
    aws: of(
      change('AWS::Route53Resolver::FirewallRuleGroup', (rules) =>
        rules.FirewallRules.forEach((one: any) => (one.Action = 'ALERT')),
      ),
    ),
    openstack: 'its resolvers answer only from the lists of the proxies; judged by network.outgoingFiltered',
  },
  'network.tenantsApart': {
    aws: of(
      change(
        'AWS::Logs::LogGroup',
        (log) => (log.KmsKeyId = 'arn:aws:kms:eu-central-1:333344445555:key/of-the-county'),
        ({ LogGroupName }) => JSON.stringify(LogGroupName ?? '').includes('city-production'),
      ),
    ),
    openstack: {
      edits: [
        {
          add: 'networking_secgroup_rule_v2',
          artefact: 'city-production-appointments',
          properties: {
            direction: 'ingress',
            ethertype: 'IPv4',
            protocol: 'tcp',
            port_range_min: 443,
            port_range_max: 443,
            remote_group_id: '${data.openstack_networking_secgroup_v2.theirs.id}',
            security_group_id: 'a',
          },
          data: { networking_secgroup_v2: { theirs: { name: 'reference-county-production-base' } } },
        },
      ],
    },
  },
  'network.flowsRecorded': { aws: of(change('AWS::EC2::FlowLog', (log) => (log.TrafficType = 'REJECT'))), openstack: foreign },
  'network.lookUpsRecorded': {
    aws: of(change('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', (one) => (one.ResourceId = 'vpc-elsewhere'))),
    openstack: of(reboot('log-queries: yes', 'log-queries: no')),
  },
  'network.endpointsBound': {
    aws: of(
      change(
        'AWS::EC2::VPCEndpoint',
        (endpoint) => delete endpoint.PolicyDocument,
        ({ VpcEndpointType }) => VpcEndpointType === 'Gateway',
      ),
    ),
    openstack: of(
      change(
        'lb_listener_v2',
        (listener) => delete listener.allowed_cidrs,
        ({ allowed_cidrs }) => Array.isArray(allowed_cidrs) && !allowed_cidrs.includes('0.0.0.0/0'),
      ),
    ),
  },
  'network.linksStrong': {
    aws: of(
      change('AWS::EC2::VPNConnection', (vpn) =>
        vpn.VpnTunnelOptionsSpecifications.forEach((one: any) => one.IKEVersions.push({ Value: 'ikev1' })),
      ),
    ),
    openstack: of(reboot(' proposals = aes256gcm16', ' proposals = 3des')),
  },
  'network.sharedByName': {
    aws: of(change('AWS::RAM::ResourceShare', (share) => (share.AllowExternalPrincipals = true))),
    openstack: of(change('networking_rbac_policy_v2', (policy) => (policy.target_tenant = '*'))),
  },
  'network.sendersChecked': {
    aws: of(
      plant('AWS::EC2::Instance', 'city-production-appointments', {
        ImageId: 'ami-1',
        SourceDestCheck: false,
        MetadataOptions: { HttpTokens: 'required' },
      }),
    ),
    openstack: of(
      change(
        'networking_port_v2',
        (port) => (port.port_security_enabled = false),
        ({ port_security_enabled }) => port_security_enabled === true,
      ),
    ),
  },

  'identity.noStandingKeys': {
    aws: of(plant('AWS::IAM::User', 'city-production-appointments', { UserName: 'robot' })),
    openstack: of(
      change('identity_user_v3', (user) => (user.password = 'summer2026')),
      'identity.noPlainSecrets',
    ),
  },
  'identity.notEverything': {
    aws: of(
      change(
        'AWS::IAM::ManagedPolicy',
        (policy) => (policy.PolicyDocument.Statement[0] = { Effect: 'Allow', Action: '*', Resource: '*' }),
        ({ Roles }) => Array.isArray(Roles),
      ),
      'identity.passRoleNamed',
    ),
    openstack: {
      edits: [
        plant('identity_role_v3', 'reference-domain', { name: 'admin' }),
        change(
          'identity_role_assignment_v3',
          (one) => (one.role_id = '${openstack_identity_role_v3.planted.id}'),
          (_, id) => id.includes('auditor'),
        ),
      ],
    },
  },
  'identity.notWholeServices': {
    aws: of(
      change(
        'AWS::IAM::ManagedPolicy',
        (policy) => (policy.PolicyDocument.Statement[0] = { Effect: 'Allow', Action: 's3:*', Resource: '*' }),
        ({ Roles }) => Array.isArray(Roles),
      ),
      'identity.dataByName',
    ),
    openstack: of(change('identity_application_credential_v3', (credential) => delete credential.access_rules)),
  },
  'identity.credentialsBound': {
    aws: none,
    openstack: of(change('identity_application_credential_v3', (credential) => (credential.unrestricted = true))),
  },
  'identity.trustNamed': {
    aws: of(
      change(
        'AWS::IAM::Role',
        (role) =>
          (role.AssumeRolePolicyDocument.Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }]),
      ),
    ),
    openstack: of(change('identity_role_assignment_v3', (one) => ((one.user_id = 'someone'), delete one.group_id))),
  },
  'identity.secondFactor': {
    aws: of(
      change(
        'AWS::IAM::Role',
        (role) =>
          role.AssumeRolePolicyDocument.Statement.forEach(
            (one: any) => delete one.Condition['StringEquals']['aws:RequestTag/mfa'],
          ),
        ({ RoleName }) => /-operator$/.test(RoleName ?? ''),
      ),
    ),
    openstack: of(change('identity_user_v3', (user) => (user.multi_factor_auth_enabled = false))),
  },
  'identity.resourcesNotForAnyone': {
    aws: of(
      change('AWS::SQS::QueuePolicy', (policy) =>
        policy.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: '*', Resource: '*' }),
      ),
    ),
    openstack: 'container lists are judged by storage.objectsClosed',
  },
  'identity.dataByName': {
    aws: of(
      change(
        'AWS::IAM::ManagedPolicy',
        (policy) => policy.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
        ({ Roles }) => Array.isArray(Roles),
      ),
    ),
    openstack: 'what a credential reads is bound by its roles and its access rules; see identity.notWholeServices',
  },
  'identity.servicesBound': {
    aws: of(
      change(
        'AWS::IAM::Role',
        (role) => delete role.AssumeRolePolicyDocument.Statement[0].Condition,
        ({ AssumeRolePolicyDocument }) => JSON.stringify(AssumeRolePolicyDocument).includes('ecs-tasks.'),
      ),
    ),
    openstack: none,
  },
  'identity.rolesBounded': {
    aws: of(
      change(
        'AWS::IAM::Role',
        (role) => delete role.PermissionsBoundary,
        ({ AssumeRolePolicyDocument }) => JSON.stringify(AssumeRolePolicyDocument).includes('ecs-tasks.'),
      ),
    ),
    openstack: none,
  },
  'identity.openAccessSought': { aws: of({ type: 'AWS::AccessAnalyzer::Analyzer', remove: true }), openstack: foreign },
  'identity.signInStrict': {
    aws: of(change('AWS::Cognito::UserPoolClient', (client) => (client.EnableTokenRevocation = false))),
    openstack: none,
  },
  'identity.passRoleNamed': {
    aws: of(
      change(
        'AWS::IAM::ManagedPolicy',
        (policy) => policy.PolicyDocument.Statement.push({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
        ({ Roles }) => Array.isArray(Roles),
      ),
    ),
    openstack: none,
  },
  'identity.noPlainSecrets': {
    aws: of(container((one) => one.Environment.push({ Name: 'DB_PASSWORD', Value: 'summer2026' }))),
    openstack: of(change('compute_instance_v2', (host) => (host.admin_pass = 'summer2026'))),
  },
  'identity.secretsRotate': {
    aws: of(removeAll('AWS::SecretsManager::RotationSchedule')),
    openstack: 'values are born on the hosts; no resource holds them',
  },
  'identity.noRemoteLogin': {
    aws: of(change('AWS::ECS::Service', (service) => (service.EnableExecuteCommand = true))),
    openstack: of(change('compute_instance_v2', (host) => (host.key_pair = 'admins'))),
  },

  'storage.objectsClosed': {
    aws: of(bucket((one) => (one.PublicAccessBlockConfiguration.BlockPublicPolicy = false))),
    openstack: of(change('objectstorage_container_v1', (one) => (one.container_read = '.r:*'))),
  },
  'storage.objectsEncrypted': {
    aws: of(
      bucket(
        (one) =>
          (one.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' }),
      ),
    ),
    openstack: 'no resource says how the store encrypts: weaker by the ledger',
  },
  'storage.objectsTls': {
    aws: of(
      change(
        'AWS::S3::BucketPolicy',
        (policy) =>
          (policy.PolicyDocument.Statement = policy.PolicyDocument.Statement.filter(({ Effect }: any) => Effect !== 'Deny')),
      ),
    ),
    openstack: 'no resource says what the endpoint takes: weaker by the ledger',
  },
  'storage.objectsVersioned': {
    aws: of(bucket((one) => (one.VersioningConfiguration.Status = 'Suspended'))),
    openstack: foreign,
  },
  'storage.objectsAccessRecorded': { aws: of(bucket((one) => delete one.LoggingConfiguration)), openstack: foreign },
  'storage.volumesEncrypted': {
    aws: of(
      plant('AWS::EC2::Volume', 'city-production-appointments', { Encrypted: false, Size: 10 }),
      'recovery.databaseSurvives',
    ),
    openstack: of(change('compute_instance_v2', (host) => (host.block_device[0].volume_type = 'standard'))),
  },
  'storage.filesEncrypted': {
    aws: of(change('AWS::EFS::FileSystem', (files) => (files.Encrypted = false))),
    openstack: of(
      plant('sharedfilesystem_share_v2', 'city-production-storage', { is_public: true, lifecycle: { prevent_destroy: true } }),
    ),
  },
  'storage.databaseEncrypted': {
    aws: of(change('AWS::RDS::DBInstance', (database) => (database.StorageEncrypted = false))),
    openstack: of(
      change(
        'blockstorage_volume_v3',
        (volume) => (volume.volume_type = 'standard'),
        ({ name }) => /-data-/.test(name),
      ),
      'storage.volumesEncrypted',
    ),
  },
  'storage.databasePrivate': {
    aws: of(change('AWS::RDS::DBInstance', (database) => (database.PubliclyAccessible = true))),
    openstack: publicFace('hosts_data-slots_a-1_port_39DC647C', 'network.noPublicAddresses'),
  },
  'storage.databaseTls': {
    aws: of(change('AWS::RDS::DBParameterGroup', (one) => (one.Parameters['rds.force_ssl'] = '0'))),
    openstack: of(reboot('- hostssl all postgres', '- host all postgres')),
  },
  'storage.databaseSignedIn': {
    aws: 'the cloud lets nobody in without a password or a token',
    openstack: of(reboot(/(- hostssl service \S+ \S+ )scram-sha-256/, '$1trust', '- hostssl service')),
  },
  'storage.databaseRecords': {
    aws: of(change('AWS::RDS::DBInstance', (database) => delete database.EnableCloudwatchLogsExports)),
    openstack: of(reboot("log_connections: 'on'", "log_connections: 'off'")),
  },
  'storage.keysRotate': { aws: of(change('AWS::KMS::Key', (key) => (key.EnableKeyRotation = false))), openstack: none },
  'storage.keysSurvive': { aws: of(change('AWS::KMS::Key', (_, body) => (body.DeletionPolicy = 'Delete'))), openstack: none },
  'storage.queuesEncrypted': { aws: of(change('AWS::SQS::Queue', (queue) => delete queue.KmsMasterKeyId)), openstack: none },
  'storage.queuesTls': {
    aws: of(change('AWS::SQS::QueuePolicy', (policy) => (policy.PolicyDocument.Statement = []))),
    openstack: none,
  },
  'storage.recordsLocked': {
    aws: of(
      change(
        'AWS::S3::Bucket',
        (one) => delete one.ObjectLockConfiguration,
        ({ BucketName, ObjectLockConfiguration }) =>
          ObjectLockConfiguration !== undefined && JSON.stringify(BucketName).includes('-case-files-'),
      ),
    ),
    openstack: foreign,
  },
  'storage.secretsEncrypted': {
    aws: of(change('AWS::SecretsManager::Secret', (secret) => delete secret.KmsKeyId)),
    openstack: none,
  },
  'storage.objectsSurvive': {
    aws: of(bucket((_, body) => (body.DeletionPolicy = 'Delete'))),
    openstack: of(change('objectstorage_container_v1', (one) => (one.force_destroy = true))),
  },

  'hosting.tlsModern': {
    aws: of(
      change(
        'AWS::ElasticLoadBalancingV2::Listener',
        (listener) => (listener.SslPolicy = 'ELBSecurityPolicy-2016-08'),
        isPublicListener,
      ),
    ),
    openstack: of(reboot('SSLProtocol -all +TLSv1.2', 'SSLProtocol -all +TLSv1 +TLSv1.2')),
  },
  'hosting.tlsOnly': {
    aws: of(
      change(
        'AWS::ElasticLoadBalancingV2::Listener',
        (listener) => (listener.DefaultActions = [{ Type: 'forward', TargetGroupArn: 'x' }]),
        ({ Protocol }) => Protocol === 'HTTP',
      ),
    ),
    openstack: of(reboot('RewriteRule ^ https:', 'RewriteRule ^ http:')),
  },
  'hosting.entryFiltered': {
    aws: of(
      change(
        'AWS::WAFv2::WebACL',
        (acl) => (acl.Rules = acl.Rules.filter(({ Statement }: any) => Statement.ManagedRuleGroupStatement === undefined)),
      ),
    ),
    openstack: of(reboot('SecRuleEngine On/', 'SecRuleEngine DetectionOnly/')),
  },
  'hosting.headersChecked': {
    aws: of(attribute('routing.http.drop_invalid_header_fields.enabled', 'false')),
    openstack: of(reboot('RequestHeader unset X-Forwarded-For', '# nothing')),
  },
  'hosting.containersReadOnly': {
    aws: of(container((one) => (one.ReadonlyRootFilesystem = false))),
    openstack: of(reboot('--read-only ', '')),
  },
  'hosting.containersNoPrivileges': {
    aws: of(container((one) => (one.Privileged = true))),
    openstack: of(reboot('--cap-drop all', '--privileged'), 'hosting.containersCapped'),
  },
  'hosting.containersNotRoot': {
    aws: of(container((one) => (one.User = '0'))),
    openstack: 'no text says that it runs as root; without its bounds it is undecidable',
  },
  'hosting.containersCapped': {
    aws: of(container((one) => delete one.LinuxParameters.Capabilities)),
    openstack: of(reboot('no-new-privileges', 'label=disable')),
  },
  'hosting.unitsRun': {
    aws: none,
    openstack: of(reboot('systemctl enable --now fetch-secrets.timer', 'true')),
  },
  'hosting.metadataGuarded': {
    aws: of(
      plant('AWS::EC2::Instance', 'city-production-appointments', {
        ImageId: 'ami-1',
        MetadataOptions: { HttpTokens: 'optional' },
      }),
    ),
    openstack: of(reboot('ip daddr 169.254.169.254 meta skuid != 0 drop', '# open')),
  },
  'hosting.updatesApplied': {
    aws: of(change('AWS::RDS::DBInstance', (database) => (database.AutoMinorVersionUpgrade = false))),
    openstack: of(reboot('Unattended-Upgrade "1"', 'Unattended-Upgrade "0"')),
  },
  'hosting.spread': {
    aws: of(change('AWS::ECS::Service', (service) => service.NetworkConfiguration.AwsvpcConfiguration.Subnets.splice(1))),
    openstack: of(change('compute_servergroup_v2', (one) => (one.policies = ['affinity']))),
  },
  'hosting.entryKept': { aws: of(attribute('deletion_protection.enabled', 'false')), openstack: none },
  'hosting.mailTls': {
    aws: of(change('AWS::SES::ConfigurationSet', (set) => (set.DeliveryOptions.TlsPolicy = 'OPTIONAL'))),
    openstack: of(reboot('smtp_tls_security_level = encrypt', 'smtp_tls_security_level = may')),
  },
  'hosting.mailSigned': {
    aws: of(change('AWS::SES::EmailIdentity', (one) => (one.DkimAttributes.SigningEnabled = false))),
    openstack: none,
  },

  'logging.trailOn': { aws: of(change('AWS::CloudTrail::Trail', (trail) => (trail.IsLogging = false))), openstack: foreign },
  'logging.trailEverywhere': {
    aws: of(change('AWS::CloudTrail::Trail', (trail) => (trail.IsMultiRegionTrail = false))),
    openstack: foreign,
  },
  'logging.trailValidated': {
    aws: of(change('AWS::CloudTrail::Trail', (trail) => (trail.EnableLogFileValidation = false))),
    openstack: foreign,
  },
  'logging.trailEncrypted': { aws: of(change('AWS::CloudTrail::Trail', (trail) => delete trail.KMSKeyId)), openstack: foreign },
  'logging.trailLocked': {
    aws: of(
      change(
        'AWS::S3::Bucket',
        (one) => delete one.ObjectLockConfiguration,
        ({ BucketName, ObjectLockConfiguration }) =>
          ObjectLockConfiguration !== undefined && JSON.stringify(BucketName).includes('-trail'),
      ),
    ),
    openstack: foreign,
  },
  'logging.trailWatched': {
    aws: of(change('AWS::CloudTrail::Trail', (trail) => delete trail.CloudWatchLogsLogGroupArn)),
    openstack: foreign,
  },
  'logging.recordsKeptLong': {
    aws: of(change('AWS::Logs::LogGroup', (log) => (log.RetentionInDays = 7))),
    openstack: 'no resource sets how long records are kept',
  },
  'logging.recordsEncrypted': { aws: of(change('AWS::Logs::LogGroup', (log) => delete log.KmsKeyId)), openstack: none },
  'logging.recordsSurvive': {
    aws: of(change('AWS::Logs::LogGroup', (_, body) => (body.DeletionPolicy = 'Delete'))),
    openstack: none,
  },
  'logging.entryRecorded': {
    aws: of(attribute('access_logs.s3.enabled', 'false')),
    openstack: of(reboot(/CustomLog/g, 'NoLog', 'CustomLog')),
  },
  'logging.filterRecorded': {
    aws: of(removeAll('AWS::WAFv2::LoggingConfiguration')),
    openstack: of(reboot('SecAuditLogType Serial', '# no records')),
  },
  'logging.workloadsRecorded': {
    aws: of(container((one) => delete one.LogConfiguration)),
    openstack: of(reboot('--log-driver journald', '--log-driver none')),
  },
  'logging.hostsRecorded': { aws: none, openstack: of(reboot('[Upload]', '[Nothing]')) },
  'logging.threatsDetected': { aws: of(change('AWS::GuardDuty::Detector', (one) => (one.Enable = false))), openstack: foreign },
  'logging.changesRecorded': {
    aws: of(change('AWS::Config::ConfigurationRecorder', (one) => (one.RecordingGroup.AllSupported = false))),
    openstack: foreign,
  },
  'logging.findingsCollected': { aws: of({ type: 'AWS::SecurityHub::Hub', remove: true }), openstack: foreign },
  'logging.alarmsTold': {
    aws: of(change('AWS::CloudWatch::Alarm', (alarm) => delete alarm.AlarmActions)),
    openstack: of(reboot('email_configs:', 'nobody:')),
  },
  'logging.spendingWatched': {
    aws: of(change('AWS::Budgets::Budget', (budget) => delete budget.NotificationsWithSubscribers)),
    openstack: none,
  },

  'recovery.databaseHistory': {
    aws: of(change('AWS::RDS::DBInstance', (database) => (database.BackupRetentionPeriod = 1))),
    openstack: of(reboot('X-Delete-After: 3715200', 'X-Delete-After: 86400')),
  },
  'recovery.databaseArchived': { aws: none, openstack: of(reboot('archive_command: sudo', 'archive_command: true #')) },
  'recovery.backupScheduled': {
    aws: of(removeAll('AWS::Backup::BackupPlan')),
    openstack: of(rebootAll('enable --now backup-', 'disable backup-'), 'hosting.unitsRun'),
  },
  'recovery.backupKept': {
    aws: of(change('AWS::Backup::BackupPlan', (plan) => (plan.BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays = 3))),
    openstack: none,
  },
  'recovery.backupLocked': {
    aws: of(change('AWS::Backup::BackupVault', (vault) => delete vault.LockConfiguration)),
    openstack: foreign,
  },
  'recovery.backupUndeletable': {
    aws: of(change('AWS::Backup::BackupVault', (vault) => delete vault.AccessPolicy)),
    openstack: none,
  },
  'recovery.backupEncrypted': {
    aws: of(change('AWS::Backup::BackupVault', (vault) => delete vault.EncryptionKeyArn)),
    openstack: none,
  },
  'recovery.restoreTried': {
    aws: of(removeAll('AWS::Backup::RestoreTestingSelection')),
    openstack: of(rebootAll('enable --now try-restore.timer', 'disable try-restore.timer'), 'hosting.unitsRun'),
  },
  'recovery.partsSurvive': {
    aws: of(change('AWS::SQS::Queue', (_, body) => (body.DeletionPolicy = 'Delete'))),
    openstack: of(change('identity_project_v3', (project) => delete project.lifecycle)),
  },
  'recovery.databaseSurvives': {
    aws: of(change('AWS::RDS::DBInstance', (_, body) => (body.DeletionPolicy = 'Delete'))),
    openstack: of(change('blockstorage_volume_v3', (volume) => delete volume.lifecycle)),
  },

  'residency.placesAllowed': {
    aws: of({ move: 'us-east-1', artefact: 'reference-city-production-storage' }),
    openstack: of({ move: 'elsewhere', artefact: 'reference-city-production-storage' }),
  },
  'residency.copiesAllowed': {
    aws: of(
      change(
        'AWS::Backup::BackupPlan',
        (plan) =>
          (plan.BackupPlan.BackupPlanRule[0].CopyActions[0].DestinationBackupVaultArn =
            'arn:aws:backup:us-east-1:222233334444:backup-vault:elsewhere'),
      ),
    ),
    openstack: foreign,
  },
  'residency.ownPartition': {
    aws: of(container((one) => one.Environment.push({ Name: 'QUEUE', Value: 'arn:aws-eusc:sqs:eusc-de-east-1:1:q' }))),
    openstack: none,
  },
  'residency.noWorldwideService': {
    aws: of(plant('AWS::CloudFront::Distribution', 'city-production-appointments', {})),
    openstack: none,
  },

  'supply.imagesByDigest': {
    aws: of(container((one) => (one.Image = 'example/page:latest'))),
    openstack: of(reboot(/unprivileged@sha256:[0-9a-f]{64}/g, 'unprivileged:latest', 'unprivileged@sha256')),
  },
  'supply.registryScans': {
    aws: of(change('AWS::ECR::Repository', (one) => (one.ImageScanningConfiguration.ScanOnPush = false))),
    openstack: none,
  },
  'supply.registryImmutable': {
    aws: of(change('AWS::ECR::Repository', (one) => (one.ImageTagMutability = 'MUTABLE'))),
    openstack: none,
  },
  'supply.registryEncrypted': {
    aws: of(change('AWS::ECR::Repository', (one) => delete one.EncryptionConfiguration)),
    openstack: none,
  },
  'supply.releasesSigned': { aws: none, openstack: of(reboot("'-verify', '-pubin'", "'-pubin'")) },
  'supply.releasesRollBack': {
    aws: of(change('AWS::ECS::Service', (service) => delete service.DeploymentConfiguration.DeploymentCircuitBreaker)),
    openstack: none,
  },
  'supply.enginePinned': { aws: none, openstack: 'the version stands outside the resources; see the test of engines' },
  'supply.nothingHidden': {
    aws: 'what is hidden is undecidable and never violated; see the test of readers',
    openstack: 'what is hidden is undecidable and never violated; see the test of readers',
  },
  'supply.imagesNotShared': {
    aws: none,
    openstack: of(plant('images_image_v2', 'city-production-storage', { name: 'golden', visibility: 'public' })),
  },
};
