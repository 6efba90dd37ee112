/** Artefacts in the styles of others: file name, text, and what a reader must say of it. */
export interface Foreign {
  readonly file: string;
  readonly text: string;
  /** Facts as `kind of thing: value`; `?reason` for what cannot be seen. Every one of them must be read. */
  readonly says: readonly string[];
}

const json = (value: object): string => JSON.stringify(value, null, 2);
const tf = (value: object): string =>
  json({
    terraform: { required_providers: { openstack: { source: 'terraform-provider-openstack/openstack', version: '~> 3.0' } } },
    ...value,
  });
const rule = (more: object) => ({ direction: 'ingress', ethertype: 'IPv4', security_group_id: 'a', ...more });

export const cloudformation: Readonly<Record<string, Foreign>> = {
  'a bucket in YAML that says nothing': {
    file: 'bucket.yaml',
    text: 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n',
    says: ['exposure of object store: true', "encryption of object store: the cloud's key", 'survival of object store: false'],
  },
  'a bucket whose encryption hangs on a parameter': {
    file: 'bucket.yaml',
    text: `Parameters:
  Key: { Type: String, Default: alias/own }
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Key }
`,
    says: ['encryption of object store: ?parameter Key, alias/own unless said otherwise', 'survival of object store: true'],
  },
  'a database behind an unknown condition': {
    file: 'db.yml',
    text: `Parameters: { Stage: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      StorageEncrypted: !If [IsProd, true, false]
      PubliclyAccessible: false
`,
    says: ['encryption of database: ?condition IsProd is decided at deployment', 'exposure of database: false'],
  },
  'a condition that is known': {
    file: 'db.yml',
    text: `Conditions: { Never: !Equals [a, b] }
Resources:
  Gone: { Type: AWS::IAM::User, Condition: Never }
  Db: { Type: AWS::RDS::DBInstance, Properties: { StorageEncrypted: !If [Never, false, true], KmsKeyId: alias/own } }
`,
    says: ['encryption of database: own key'],
  },
  'a mapping with a known key': {
    file: 'map.yaml',
    text: `Mappings: { Days: { prod: { logs: 30 } } }
Resources:
  Log: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: !FindInMap [Days, prod, logs] } }
`,
    says: ['retention of log: 30'],
  },
  'a mapping by the region of the deployment': {
    file: 'map.yaml',
    text: `Mappings: { Days: { eu-west-1: { logs: 30 } } }
Resources:
  Log: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: !FindInMap [Days, !Ref AWS::Region, logs] } }
`,
    says: ['retention of log: ?entry of mapping Days'],
  },
  'a nested stack': {
    file: 'root.yaml',
    text: 'Resources:\n  Net: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: https://s3.example/net.yaml } }\n',
    says: ['opaque of artefact: ?a nested stack: its template is another file'],
  },
  'a custom resource': {
    file: 'custom.json',
    text: json({
      Resources: {
        Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:f' } },
      },
    }),
    says: ['opaque of artefact: ?a custom resource: a function decides what it makes'],
  },
  SAM: {
    file: 'template.yaml',
    text: `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs20.x } }
Resources:
  Api: { Type: AWS::Serverless::Function, Properties: { Environment: { Variables: { DB_PASSWORD: hunter22 } } } }
`,
    says: [
      'opaque of artefact: ?a transform changes the template at deployment',
      'opaque of artefact: ?a transform makes resources of it at deployment',
      'plainSecret of artefact: true',
    ],
  },
  'a loop of the language extensions': {
    file: 'loop.json',
    text: json({
      Transform: 'AWS::LanguageExtensions',
      Resources: { 'Fn::ForEach::Buckets': ['Name', ['a', 'b'], { 'Bucket${Name}': { Type: 'AWS::S3::Bucket' } }] },
    }),
    says: ['opaque of artefact: ?a transform changes the template at deployment'],
  },
  'a dynamic reference to a secret': {
    file: 'db.yaml',
    text: 'Resources:\n  Db: { Type: AWS::RDS::DBInstance, Properties: { MasterUserPassword: "{{resolve:secretsmanager:db:SecretString:password}}", StorageEncrypted: true } }\n',
    says: ['plainSecret of artefact: false'],
  },
  'a password in clear': {
    file: 'db.yaml',
    text: 'Resources:\n  Db: { Type: AWS::RDS::DBInstance, Properties: { MasterUserPassword: hunter2 } }\n',
    says: ['plainSecret of artefact: true'],
  },
  'a dynamic reference that decides': {
    file: 'db.yaml',
    text: 'Resources:\n  Db: { Type: AWS::RDS::DBInstance, Properties: { PubliclyAccessible: "{{resolve:ssm:/db/public}}" } }\n',
    says: ['exposure of database: ?dynamic reference {{resolve:ssm:/db/public}}'],
  },
  'rules inside the group, ports as texts': {
    file: 'sg.json',
    text: json({
      Resources: {
        Sg: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: { SecurityGroupIngress: { CidrIp: '0.0.0.0/0', IpProtocol: '6', FromPort: '22', ToPort: '22' } },
        },
      },
    }),
    says: ['ingress of group: tcp 22-22', 'defaultRules of group: true'],
  },
  'a rule of all protocols over IPv6': {
    file: 'sg.yaml',
    text: 'Resources:\n  Sg: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: sg-1, CidrIpv6: "::/0", IpProtocol: -1 } }\n',
    says: ['ingress of group: all 0-65535'],
  },
  'the internet as two halves': {
    file: 'sg.yaml',
    text: 'Resources:\n  Sg: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: sg-1, CidrIp: 128.0.0.0/1, IpProtocol: tcp, FromPort: 80, ToPort: 80 } }\n',
    says: ['ingress of group: tcp 80-80'],
  },
  'addresses by parameter': {
    file: 'sg.yaml',
    text: 'Parameters: { From: { Type: String, Default: 10.0.0.0/8 } }\nResources:\n  Sg: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: sg-1, CidrIp: !Ref From, IpProtocol: tcp, FromPort: 22, ToPort: 22 } }\n',
    says: ['ingress of group: ?parameter From, 10.0.0.0/8 unless said otherwise'],
  },
  'a policy as one statement, and with everything': {
    file: 'iam.json',
    text: json({
      Resources: {
        P: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
        },
      },
    }),
    says: ['rights of policy: everything', 'passRole of policy: true'],
  },
  'a policy by what it does not allow': {
    file: 'iam.json',
    text: json({
      Resources: {
        P: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } },
        },
      },
    }),
    says: ['rights of policy: everything'],
  },
  "a role with the cloud's own administrator policy": {
    file: 'iam.yaml',
    text: `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [!Sub 'arn:\${AWS::Partition}:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/AdministratorAccess']
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: '*' }] }
`,
    says: ['rights of policy: everything', 'trust of role: anyone'],
  },
  'an entry with an old policy and a plain one': {
    file: 'alb.yaml',
    text: `Resources:
  Lb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internet-facing, Subnets: [a, b] } }
  Tls: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Lb, Port: 443, Protocol: HTTPS, SslPolicy: ELBSecurityPolicy-2016-08, DefaultActions: [] } }
  Plain: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Lb, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: forward }] } }
`,
    says: ['transport of entry: older TLS', 'transport of entry: plain text', 'filter of entry: false'],
  },
  'a template without a type, with nulls and lists where maps belong': {
    file: 'odd.json',
    text: json({
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: { A: {}, B: null, C: { Type: 'AWS::S3::Bucket', Properties: [] }, D: [], E: { Type: 7 } },
      Outputs: [],
    }),
    says: ['exposure of object store: true', 'opaque of artefact: ?it has no type'],
  },
  'references in circles': {
    file: 'circle.json',
    text: json({
      Conditions: { A: { Condition: 'B' }, B: { Condition: 'A' } },
      Resources: { Q: { Type: 'AWS::SQS::Queue', Condition: 'A', Properties: {} } },
    }),
    says: ["encryption of queue: the cloud's key"],
  },
};

export const terraform: Readonly<Record<string, Foreign>> = {
  'a rule for everyone': {
    file: 'main.tf.json',
    text: tf({
      resource: {
        openstack_networking_secgroup_rule_v2: {
          ssh: rule({ protocol: 'tcp', port_range_min: 22, port_range_max: 22, remote_ip_prefix: '0.0.0.0/0' }),
        },
      },
    }),
    says: ['ingress of group: tcp 22-22', 'pinning of engine: false'],
  },
  'a rule without any other side is for everyone': {
    file: 'main.tf.json',
    text: tf({ resource: { openstack_networking_secgroup_rule_v2: { all: rule({}) } } }),
    says: ['ingress of group: all 0-65535'],
  },
  'a rule for each entry of a variable': {
    file: 'main.tf.json',
    text: tf({
      variable: { from: {} },
      resource: {
        openstack_networking_secgroup_rule_v2: {
          some: rule({
            for_each: '${var.from}',
            protocol: 'tcp',
            port_range_min: 22,
            port_range_max: 22,
            remote_ip_prefix: '${each.value}',
          }),
        },
      },
    }),
    says: ['ingress of group: ?expression each.value'],
  },
  'a count of nothing': {
    file: 'main.tf.json',
    text: tf({
      resource: {
        openstack_networking_secgroup_rule_v2: { none: rule({ count: 0, remote_ip_prefix: '0.0.0.0/0' }) },
        openstack_networking_secgroup_v2: { g: [{ name: 'g', delete_default_rules: true }] },
      },
    }),
    says: ['defaultRules of group: false'],
  },
  'a local': {
    file: 'main.tf.json',
    text: tf({
      locals: { world: '0.0.0.0/0' },
      resource: {
        openstack_networking_secgroup_rule_v2: {
          r: rule({ remote_ip_prefix: '${local.world}', protocol: 'tcp', port_range_min: 80, port_range_max: 80 }),
        },
      },
    }),
    says: ['ingress of group: tcp 80-80'],
  },
  'a variable with a default': {
    file: 'main.tf.json',
    text: tf({
      variable: { type: { default: 'luks' } },
      resource: { openstack_blockstorage_volume_v3: { v: { size: 1, volume_type: '${var.type}' } } },
    }),
    says: ['encryption of volume: ?variable type, luks unless said otherwise', 'survival of volume: false'],
  },
  'a module': {
    file: 'main.tf.json',
    text: tf({ module: { network: { source: 'git::https://git.example/network' } } }),
    says: ['opaque of artefact: ?a module: its resources are in another place'],
  },
  'a host whose first boot stands elsewhere': {
    file: 'main.tf.json',
    text: tf({ resource: { openstack_compute_instance_v2: { h: { name: 'h', user_data: '${file("boot.sh")}' } } } }),
    says: [
      'opaque of host: ?what it sets up at its first boot is an expression',
      'remoteLogin of host: ?the image decides who may sign in',
    ],
  },
  'a host in Base64 with a key pair': {
    file: 'main.tf.json',
    text: tf({
      resource: {
        openstack_compute_instance_v2: {
          h: {
            key_pair: 'k',
            user_data: Buffer.from('#cloud-config\nchpasswd: root:hunter22\nssh_pwauth: true\n').toString('base64'),
          },
        },
      },
    }),
    says: ['remoteLogin of host: true', 'updates of host: false'],
  },
  'a container that is public': {
    file: 'main.tf.json',
    text: tf({
      resource: {
        openstack_objectstorage_container_v1: { c: { name: 'c', container_read: '.r:*,.rlistings', force_destroy: true } },
      },
    }),
    says: [
      'exposure of object store: true',
      'survival of object store: false',
      'transport of object store: ?whether the endpoint takes plain connections is not in the artefact',
    ],
  },
  'resources of another cloud': {
    file: 'main.tf.json',
    text: tf({ resource: { aws_s3_bucket: { b: { bucket: 'b' } } } }),
    says: ['opaque of artefact: ?a resource of a provider for which there is no reader'],
  },
  'lists where maps belong': {
    file: 'main.tf.json',
    text: json({
      terraform: [{ required_providers: [{ openstack: '3.4.0' }] }],
      resource: [{ openstack_networking_network_v2: [{ n: [{ shared: true }] }] }],
      locals: [],
      module: null,
    }),
    says: ['sharing of network: anyone'],
  },
  'VPNaaS by its defaults': {
    file: 'main.tf.json',
    text: tf({ resource: { openstack_vpnaas_ike_policy_v2: { p: { name: 'p' } } } }),
    says: ['strongSuites of link: false'],
  },
  'a plan with a child module, counts and values known after apply': {
    file: 'plan.json',
    text: json({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'openstack_networking_secgroup_v2.g',
              mode: 'managed',
              type: 'openstack_networking_secgroup_v2',
              name: 'g',
              values: { name: 'g', delete_default_rules: null },
            },
          ],
          child_modules: [
            {
              address: 'module.web',
              resources: [
                {
                  address: 'module.web.openstack_networking_secgroup_rule_v2.r[0]',
                  mode: 'managed',
                  type: 'openstack_networking_secgroup_rule_v2',
                  name: 'r',
                  index: 0,
                  values: { direction: 'ingress', protocol: 'tcp', port_range_min: 22, port_range_max: 22 },
                },
              ],
            },
          ],
        },
      },
      resource_changes: [
        {
          address: 'module.web.openstack_networking_secgroup_rule_v2.r[0]',
          change: { actions: ['create'], after_unknown: { remote_ip_prefix: true } },
        },
      ],
      configuration: {
        root_module: {
          module_calls: {
            web: {
              module: {
                resources: [
                  {
                    address: 'openstack_networking_secgroup_rule_v2.r',
                    expressions: { remote_ip_prefix: { references: ['var.from'] } },
                  },
                ],
              },
            },
          },
        },
      },
    }),
    says: ['defaultRules of group: true', 'ingress of group: ?expression known after apply'],
  },
};
