import type { Edit } from './edits';

/* eslint-disable @typescript-eslint/no-explicit-any -- templates are edited as whoever tampers with them would: without types */

/** Holes that somebody could open between the tenants of the reference region, one by one. */
export type Leaks = Readonly<Record<string, readonly Edit[]>>;

const city = '222233334444';
const county = '333344445555';
const stranger = '999988887777';
const cityNetwork = 'reference-city-production-network';
const cityService = 'reference-city-production-kindergarten';
const countyService = 'reference-county-production-residence';
const countyStorage = 'reference-county-production-storage';

const root = (account: string): string => `arn:aws:iam::${account}:root`;
const allow = (principal: unknown, action: string | readonly string[], resource: unknown = '*'): any => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
});
const first = (
  type: string,
  artefact: string,
  change: (properties: any) => unknown,
  where?: (properties: any, id: string) => boolean,
): Edit => ({ type, artefact, change, ...(where === undefined ? {} : { where }) });
const into = (path: 'PolicyDocument' | 'KeyPolicy' | 'AssumeRolePolicyDocument', statement: any) => (properties: any) =>
  properties[path].Statement.push(statement);
const output = (stack: string, name: string): any => ({
  'Fn::GetStackOutput': { StackName: stack, OutputName: name, Region: 'eu-central-1' },
});
const logical = (type: string, artefact: string, properties: any): Edit => ({ add: type, artefact, properties });

const opened = (rule: any): Edit =>
  first(
    'AWS::EC2::SecurityGroup',
    countyService,
    (group) => (group.SecurityGroupIngress = [rule]),
    (_, id) => !/^entry/.test(id),
  );

/** `cidrs` are the address blocks of the two tenants' spaces and of the region. */
export const awsLeaks = (cidrs: { readonly county: string; readonly region: string }): Leaks => ({
  'a group opened to the internet': [opened({ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: '0.0.0.0/0' })],
  'a group opened to the internet over IPv6': [opened({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv6: '::/0' })],
  'a group opened to half of the internet': [opened({ IpProtocol: '-1', CidrIp: '128.0.0.0/1' })],
  'a group opened to the other tenant': [
    first(
      'AWS::EC2::SecurityGroup',
      cityService,
      (group) => (group.SecurityGroupIngress = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: cidrs.county }]),
    ),
  ],
  'a group opened to the whole region': [
    first(
      'AWS::EC2::SecurityGroup',
      cityService,
      (group) => (group.SecurityGroupIngress = [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: cidrs.region }]),
    ),
  ],
  'a group that lets out to the other tenant': [
    first(
      'AWS::EC2::SecurityGroup',
      cityService,
      (group) => (group.SecurityGroupEgress = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: cidrs.county }]),
    ),
  ],
  'an entry opened on another port': [
    first(
      'AWS::EC2::SecurityGroupIngress',
      cityService,
      (rule) => Object.assign(rule, { FromPort: 22, ToPort: 22 }),
      ({ CidrIp }) => CidrIp === '0.0.0.0/0',
    ),
  ],
  'peering between tenants': [
    logical('AWS::EC2::VPCPeeringConnection', cityNetwork, {
      VpcId: { Ref: 'Vpc' },
      PeerVpcId: output('reference-county-production-network', 'ExportVpc'),
      PeerOwnerId: county,
    }),
  ],
  'peering with a stranger': [
    logical('AWS::EC2::VPCPeeringConnection', cityNetwork, {
      VpcId: { Ref: 'Vpc' },
      PeerVpcId: 'vpc-0123456789abcdef0',
      PeerOwnerId: stranger,
    }),
  ],
  'no black hole for the other spaces': [
    { type: 'AWS::EC2::TransitGatewayRoute', where: ({ Blackhole }) => Blackhole === true, remove: true },
  ],
  'a hub table that learns the other tenant': [
    first(
      'AWS::EC2::TransitGatewayRouteTablePropagation',
      'reference-city-production-transit',
      (one) => (one.TransitGatewayRouteTableId = { Ref: 'Routes' }),
    ),
    first(
      'AWS::EC2::TransitGatewayRouteTablePropagation',
      'reference-city-production-transit',
      (one) => (one.TransitGatewayAttachmentId = output('reference-county-production-network', 'TransitAttachmentId')),
    ),
  ],
  'a fixed route to the other tenant': [
    first(
      'AWS::EC2::TransitGatewayRoute',
      'reference-city-production-transit',
      (route) =>
        Object.assign(route, {
          DestinationCidrBlock: cidrs.county,
          TransitGatewayAttachmentId: output('reference-county-production-network', 'TransitAttachmentId'),
        }),
      ({ DestinationCidrBlock }) => DestinationCidrBlock !== '0.0.0.0/0' && DestinationCidrBlock !== cidrs.region,
    ),
  ],
  'a hub where everyone meets': [
    first('AWS::EC2::TransitGateway', 'reference-egress', (hub) =>
      Object.assign(hub, { DefaultRouteTableAssociation: 'enable', DefaultRouteTablePropagation: 'enable' }),
    ),
    { type: 'AWS::EC2::TransitGatewayRouteTableAssociation', artefact: 'reference-city-production-transit', remove: true },
  ],
  'a site link that claims the other tenant': [
    first('AWS::EC2::VPNConnectionRoute', cityNetwork, (route) => (route.DestinationCidrBlock = cidrs.county)),
  ],
  'a link open to everyone': [
    first('AWS::EC2::VPCEndpointServicePermissions', countyService, (one) => (one.AllowedPrincipals = ['*'])),
  ],
  'a link open to a stranger': [
    first('AWS::EC2::VPCEndpointServicePermissions', countyService, (one) => one.AllowedPrincipals.push(root(stranger))),
  ],
  'a link on another port': [
    first(
      'AWS::ElasticLoadBalancingV2::Listener',
      countyService,
      (listener) => (listener.Port = 22),
      ({ Protocol }) => Protocol === 'TLS' || Protocol === 'TCP',
    ),
  ],
  'a share beyond the region': [
    first('AWS::RAM::ResourceShare', 'reference-egress', (share) => (share.AllowExternalPrincipals = true)),
  ],
  'a share with a stranger': [first('AWS::RAM::ResourceShare', 'reference-egress', (share) => share.Principals.push(stranger))],
  'a subnet shared with the other tenant': [
    logical('AWS::RAM::ResourceShare', 'reference-county-production-network', {
      Name: 'gift',
      AllowExternalPrincipals: false,
      Principals: [city],
      ResourceArns: ['arn:aws:ec2:eu-central-1:333344445555:subnet/subnet-1'],
    }),
  ],
  'private names shown to the other tenant': [
    first('AWS::Route53::HostedZone', cityNetwork, (zone) =>
      zone.VPCs.push({ VPCId: output('reference-county-production-network', 'ExportVpc'), VPCRegion: 'eu-central-1' }),
    ),
  ],
  'a public bucket policy': [first('AWS::S3::BucketPolicy', countyStorage, into('PolicyDocument', allow('*', 's3:GetObject')))],
  'a bucket policy for the other tenant': [
    first('AWS::S3::BucketPolicy', countyStorage, into('PolicyDocument', allow({ AWS: root(city) }, 's3:GetObject'))),
  ],
  'a bucket policy for a stranger': [
    first('AWS::S3::BucketPolicy', countyStorage, into('PolicyDocument', allow({ AWS: stranger }, 's3:ListBucket'))),
  ],
  'a bucket policy whose condition proves nothing': [
    first(
      'AWS::S3::BucketPolicy',
      countyStorage,
      into('PolicyDocument', {
        ...allow('*', 's3:GetObject'),
        Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': county } },
      }),
    ),
  ],
  'a bucket that may become public': [
    first('AWS::S3::Bucket', countyStorage, (bucket) => (bucket.PublicAccessBlockConfiguration.RestrictPublicBuckets = false)),
  ],
  'a key for the other tenant': [
    first('AWS::KMS::Key', countyService, into('KeyPolicy', allow({ AWS: root(city) }, 'kms:Decrypt'))),
  ],
  'a key for everyone': [first('AWS::KMS::Key', countyService, into('KeyPolicy', allow({ AWS: '*' }, 'kms:Decrypt')))],
  'a key that grants to the other tenant': [
    first('AWS::KMS::Key', countyService, into('KeyPolicy', allow({ AWS: `arn:aws:iam::${city}:role/x` }, 'kms:CreateGrant'))),
  ],
  'records that a tenant can read back': [
    first('AWS::S3::BucketPolicy', 'reference-foundation', into('PolicyDocument', allow({ AWS: root(city) }, 's3:GetObject'))),
  ],
  'a records key that a tenant can use to read': [
    first('AWS::KMS::Key', 'reference-foundation', into('KeyPolicy', allow({ AWS: root(city) }, ['kms:Encrypt', 'kms:Decrypt']))),
  ],
  'a queue for the other tenant': [
    first('AWS::SQS::QueuePolicy', countyService, into('PolicyDocument', allow({ AWS: root(city) }, 'sqs:SendMessage'))),
  ],
  'a topic for everyone': [
    first('AWS::SNS::TopicPolicy', 'reference-county', into('PolicyDocument', allow('*', 'sns:Subscribe'))),
  ],
  'a secret for the other tenant': [
    logical('AWS::SecretsManager::ResourcePolicy', countyService, {
      SecretId: 'x',
      ResourcePolicy: { Statement: [allow({ AWS: root(city) }, 'secretsmanager:GetSecretValue')] },
    }),
  ],
  'a registry for the other tenant': [
    first(
      'AWS::ECR::Repository',
      countyService,
      (repository) => (repository.RepositoryPolicyText = { Statement: [allow({ AWS: root(city) }, 'ecr:PutImage')] }),
    ),
  ],
  'a vault for the other tenant': [
    first(
      'AWS::Backup::BackupVault',
      countyStorage,
      (vault) => (vault.AccessPolicy = { Statement: [allow({ AWS: root(city) }, 'backup:CopyFromBackupVault')] }),
    ),
  ],
  'a function for the other tenant': [
    logical('AWS::Lambda::Permission', countyService, { FunctionName: 'x', Action: 'lambda:InvokeFunction', Principal: city }),
  ],
  'a role that trusts the other tenant': [
    first(
      'AWS::IAM::Role',
      countyService,
      into('AssumeRolePolicyDocument', { Effect: 'Allow', Principal: { AWS: root(city) }, Action: 'sts:AssumeRole' }),
    ),
  ],
  'a role that trusts everyone': [
    first(
      'AWS::IAM::Role',
      countyService,
      into('AssumeRolePolicyDocument', { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
    ),
  ],
  'a role that trusts a foreign sign-in': [
    first(
      'AWS::IAM::Role',
      'reference-county',
      into('AssumeRolePolicyDocument', {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${stranger}:oidc-provider/idp.example` },
        Action: 'sts:AssumeRoleWithWebIdentity',
      }),
      ({ RoleName }) => /auditor/.test(RoleName ?? ''),
    ),
  ],
  'an emergency role that another tenant may take': [
    first(
      'AWS::IAM::Role',
      'reference-county',
      (role) => (role.AssumeRolePolicyDocument.Statement[0].Principal = { AWS: root(city) }),
      ({ RoleName }) => /break-glass/.test(RoleName ?? ''),
    ),
  ],
  'a policy that takes roles of the other tenant': [
    logical('AWS::IAM::ManagedPolicy', cityService, {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${county}:role/*` }] },
    }),
  ],
  'a policy that reads the other tenant by name': [
    logical('AWS::IAM::ManagedPolicy', cityService, {
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::reference-county-production-archive-${county}/*` },
        ],
      },
    }),
  ],
  'a database with a public face': [
    first('AWS::RDS::DBInstance', countyService, (instance) => (instance.PubliclyAccessible = true)),
  ],
  'a container with a public address': [
    first(
      'AWS::ECS::Service',
      countyService,
      (service) => (service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED'),
    ),
  ],
  'subnets that hand out public addresses': [
    first('AWS::EC2::Subnet', cityNetwork, (subnet) => (subnet.MapPublicIpOnLaunch = true)),
  ],
});

const planted = (type: string, artefact: string, properties: any, data?: any): Edit => ({
  add: type,
  artefact,
  properties,
  ...(data === undefined ? {} : { data }),
});
const ingress = (group: string, more: any): any => ({
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  port_range_min: 5432,
  port_range_max: 5432,
  security_group_id: group,
  ...more,
});
const subnetOf = (name: string): any => ({ networking_subnet_v2: { planted: { name } } });
const isHostPort = ({ security_group_ids, fixed_ip }: any): boolean =>
  security_group_ids !== undefined && JSON.stringify(fixed_ip).includes('subnet');

/** The same for OpenStack. `group` names a security group of the county's service within its state. */
export const openstackLeaks = (cidrs: {
  readonly county: string;
  readonly city: string;
  readonly region: string;
  readonly link: string;
}): Leaks => {
  const rule = (act: (one: any) => unknown): readonly Edit[] => [
    first(
      'networking_secgroup_rule_v2',
      countyService,
      act,
      ({ direction, remote_group_id }) => direction === 'ingress' && remote_group_id !== undefined,
    ),
  ];
  const open = (more: any): readonly Edit[] =>
    rule((one) => (delete one.remote_group_id, Object.assign(one, ingress(one.security_group_id, more))));
  const hostPort = (act: (one: any) => unknown): readonly Edit[] => [first('networking_port_v2', countyService, act, isHostPort)];
  const container = (list: 'container_read' | 'container_write', value: string): readonly Edit[] => [
    first(
      'objectstorage_container_v1',
      countyStorage,
      (one) => (one[list] = value),
      ({ metadata }) => metadata?.['data-class'] !== undefined,
    ),
  ];
  const assignment = (act: (one: any) => unknown): readonly Edit[] => [
    first('identity_role_assignment_v3', 'reference-domain', act, ({ project_id }) => /city-production/.test(project_id)),
  ];
  return {
    'a group opened to the internet': open({ remote_ip_prefix: '0.0.0.0/0' }),
    'a group opened to the internet over IPv6': open({ ethertype: 'IPv6', remote_ip_prefix: '::/0' }),
    'a group opened without a peer': open({}),
    'a group opened to the other tenant': open({ remote_ip_prefix: cidrs.city }),
    'a group opened to the whole region': open({ remote_ip_prefix: cidrs.region }),
    'a group opened to an unknown group': open({ remote_group_id: '4f1e4a2e-0000-4000-8000-000000000000' }),
    'a group that lets out to the other tenant': rule(
      (one) => (delete one.remote_group_id, Object.assign(one, { direction: 'egress', remote_ip_prefix: cidrs.city })),
    ),
    'an entry opened on another port': [
      first(
        'networking_secgroup_rule_v2',
        countyService,
        (one) => Object.assign(one, { port_range_min: 22, port_range_max: 22 }),
        ({ direction, remote_ip_prefix }) => direction === 'ingress' && remote_ip_prefix === '0.0.0.0/0',
      ),
    ],
    'a network shared with everyone': [
      first('networking_rbac_policy_v2', 'reference-egress', (policy) => (policy.target_tenant = '*')),
    ],
    'a network shared with a stranger': [
      first('networking_rbac_policy_v2', 'reference-egress', (policy) => (policy.target_tenant = 'somebody-else')),
    ],
    'a network shared with the other tenant': [first('networking_network_v2', cityNetwork, (network) => (network.shared = true))],
    'a network made external': [first('networking_network_v2', cityNetwork, (network) => (network.external = true))],
    'a network without guards': [
      first('networking_network_v2', cityNetwork, (network) => (network.port_security_enabled = false)),
    ],
    'a port without a guard': hostPort((port) => (port.port_security_enabled = false)),
    'a port without groups': hostPort((port) => (port.no_security_groups = true)),
    'a port that may pretend to be anyone': hostPort((port) => (port.allowed_address_pairs = [{ ip_address: '0.0.0.0/0' }])),
    'a port that may pretend to be the other tenant': hostPort(
      (port) => (port.allowed_address_pairs = [{ ip_address: cidrs.city }]),
    ),
    'a router with a foot in the other tenant': [
      planted(
        'networking_router_interface_v2',
        cityNetwork,
        { router_id: 'x', subnet_id: '${data.openstack_networking_subnet_v2.planted.id}' },
        subnetOf('reference-county-production-data-a'),
      ),
    ],
    'a router that knows a way to the other tenant': [
      planted('networking_router_route_v2', cityNetwork, {
        router_id: '${openstack_networking_router_v2.routers_inner_11FC78EC.id}',
        destination_cidr: cidrs.county,
        next_hop: '${var.somewhere}',
      }),
    ],
    'routers joined over the network of a link': [
      planted(
        'networking_router_interface_v2',
        'reference-county-production-network',
        {
          router_id: '${openstack_networking_router_v2.routers_inner_11FC78EC.id}',
          subnet_id: '${data.openstack_networking_subnet_v2.planted.id}',
        },
        subnetOf('reference-link-city-kindergarten-county-residence-443-production'),
      ),
      planted('networking_router_route_v2', cityNetwork, {
        router_id: '${openstack_networking_router_v2.routers_inner_11FC78EC.id}',
        destination_cidr: cidrs.county,
        next_hop: cidrs.link,
      }),
    ],
    'a host in a network of the other tenant': [
      planted(
        'networking_port_v2',
        cityService,
        { network_id: '${data.openstack_networking_network_v2.planted.id}' },
        { networking_network_v2: { planted: { name: 'reference-county-production-app-a' } } },
      ),
    ],
    'a balancer that sends to the other tenant': [
      first('lb_members_v2', cityService, (members) => (members.member[0].address = cidrs.county.replace(/0\/\d+$/, '20'))),
    ],
    'a balancer in a network of the other tenant': [
      planted(
        'lb_loadbalancer_v2',
        cityService,
        { vip_subnet_id: '${data.openstack_networking_subnet_v2.planted.id}' },
        subnetOf('reference-county-production-app-a'),
      ),
    ],
    'a public address on a host': [
      first(
        'networking_floatingip_v2',
        countyService,
        (address) => (address.port_id = '${openstack_networking_port_v2.planted.id}'),
      ),
      planted('networking_port_v2', countyService, { name: 'open' }),
    ],
    'a role in the other tenant': assignment(
      (one) => (one.group_id = '${openstack_identity_group_v3.group-county-tenant-admin.id}'),
    ),
    'a role for a single account': assignment((one) => (delete one.group_id, (one.user_id = 'somebody'))),
    'a role of the operator of the cloud': [
      planted(
        'identity_role_assignment_v3',
        'reference-domain',
        {
          group_id: '${openstack_identity_group_v3.group-auditor.id}',
          project_id: '${openstack_identity_project_v3.project-city-production.id}',
          role_id: '${data.openstack_identity_role_v3.planted.id}',
        },
        { identity_role_v3: { planted: { name: 'admin' } } },
      ),
    ],
    'a role in every project': [
      planted('identity_inherit_role_assignment_v3', 'reference-domain', {
        group_id: '${openstack_identity_group_v3.group-county-tenant-admin.id}',
        domain_id: 'x',
        role_id: 'member',
      }),
    ],
    'a stranger among the staff': [
      planted('identity_user_membership_v3', 'reference-domain', {
        user_id: 'somebody',
        group_id: '${openstack_identity_group_v3.group-county-tenant-admin.id}',
      }),
    ],
    'a container that anyone reads': container('container_read', '.r:*,.rlistings'),
    'a container that every account reads': container('container_read', '*:*'),
    'a container that the other tenant writes': container('container_write', 'reference-city-production:*'),
    'a container that a stranger reads': container('container_read', 'somebody:*'),
    'backups that the other tenant reads': [
      planted('objectstorage_container_v1', 'reference-domain', {
        name: 'reference-county-production-backup',
        container_read: 'reference-city-production:*',
      }),
    ],
    'a credential that makes others': [
      first('identity_application_credential_v3', countyService, (credential) => (credential.unrestricted = true)),
    ],
    'a credential for the other tenant': [
      planted('identity_ec2_credential_v3', cityService, { project_id: 'reference-county-production' }),
    ],
    'a secret that an account reads': [
      planted('keymanager_secret_v1', countyService, {
        name: 'x',
        acl: { read: { users: ['somebody'], project_access: false } },
      }),
    ],
    'an image for everyone': [planted('images_image_v2', countyService, { name: 'x', visibility: 'public' })],
    'an image for the other tenant': [
      planted('images_image_access_v2', countyService, { image_id: 'x', member_id: 'reference-city-production' }),
    ],
    'a name zone for the other tenant': [
      planted('dns_zone_share_v2', countyService, { zone_id: 'x', target_project_id: 'reference-city-production' }),
    ],
    'files for everyone': [
      planted('sharedfilesystem_share_access_v2', countyStorage, {
        share_id: 'x',
        access_type: 'ip',
        access_to: '0.0.0.0/0',
        access_level: 'rw',
      }),
    ],
    'files for the other tenant': [
      planted('sharedfilesystem_share_access_v2', countyStorage, {
        share_id: 'x',
        access_type: 'ip',
        access_to: cidrs.city,
        access_level: 'rw',
      }),
    ],
    'a site link that claims the other tenant': [
      planted('vpnaas_endpoint_group_v2', cityNetwork, { type: 'cidr', endpoints: [cidrs.county] }),
    ],
    'a mirror of the traffic in the other tenant': [
      planted('taas_tap_mirror_v2', cityNetwork, {
        port_id: 'x',
        mirror_type: 'gre',
        remote_ip: cidrs.county.replace(/0\/\d+$/, '9'),
      }),
    ],
  };
};
